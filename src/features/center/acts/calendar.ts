import type { z } from 'zod';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { CalendarChanged, type calendarEndpoints, type Holiday } from '../contract/calendar.ts';
import { type CenterRow, getCenter, getCenterForUpdate } from '../queries.ts';
import { daysOf } from '../queries/calendar.ts';

type Said = Omit<z.output<typeof calendarEndpoints.changeCalendar.input>, 'version'>;

/** Changes when the operator works. What was promised before stays as it was promised. @throws ChangedMeanwhile */
export async function changeCalendar(tx: Tx, actor: Actor, now: Date, version: number, said: Said): Promise<CenterRow> {
  const before = await getCenterForUpdate(tx);
  if (before.version !== version) throw new ChangedMeanwhile({});
  const holidays = said.holidays.toSorted((one, other) => (one.on < other.on ? -1 : 1));
  await tx
    .updateTable('center')
    .set({
      deskTimeZone: said.zone,
      deskOpens: said.opens,
      deskCloses: said.closes,
      workingDays: daysOf(said.days),
      holidays: JSON.stringify(holidays),
      version: version + 1,
    })
    .execute();
  const after = await getCenter(tx);
  await announce(tx, actor, now, CalendarChanged, { accountId: null, details: {}, before: told(before), after: told(after) });
  return after;
}

/** As the log tells it: a holiday is one line. */
const told = ({ workingDays, deskTimeZone, deskOpens, deskCloses, holidays }: CenterRow) => ({
  workingDays,
  deskTimeZone,
  deskOpens,
  deskCloses,
  holidays: (holidays as Holiday[]).map(({ on, name }) => `${on} ${name}`.trim()),
});
