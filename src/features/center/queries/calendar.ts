import { type WorkingCalendar, weekdays } from '../../../core/calendar.ts';
import { hot, type Tx } from '../../../server/tx.ts';
import type { Holiday } from '../contract/calendar.ts';

const readCalendar = hot('center.calendar', (db) =>
  db.selectFrom('center').select(['deskTimeZone as zone', 'deskOpens as opens', 'deskCloses as closes', 'workingDays', 'holidays']),
);

/** When the operator works, for counting what is promised. */
export async function getWorkingCalendar(tx: Tx): Promise<WorkingCalendar> {
  const [row] = await readCalendar(tx, {});
  if (!row) throw new Error('the center has no settings');
  const { zone, opens, closes, workingDays, holidays } = row;
  return { zone, opens, closes, days: daysOf(workingDays), holidays: (holidays as Holiday[]).map(({ on }) => on) };
}

/** Monday first. */
export const daysOf = (kept: readonly string[]) => weekdays.filter((day) => kept.includes(day));
