import { may } from '../../../core/access.ts';
import { addWorkingDays } from '../../../core/calendar.ts';
import type { Actor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { changeCalendar } from '../acts/calendar.ts';
import type { Calendar, calendarEndpoints, Holiday } from '../contract/calendar.ts';
import { type CenterRow, getCenter } from '../queries.ts';
import { daysOf } from '../queries/calendar.ts';

export const calendarHandlers: HandlersOf<typeof calendarEndpoints> = {
  getCalendar: async ({ tx, actor, now }) => present(await getCenter(tx), actor, now),
  changeCalendar: async ({ tx, actor, now }, { version, ...said }) => present(await changeCalendar(tx, actor, now, version, said), actor, now),
};

function present(row: CenterRow, actor: Actor, now: Date): Calendar {
  const { deskTimeZone: zone, deskOpens: opens, deskCloses: closes, version } = row;
  const holidays = row.holidays as Holiday[];
  const days = daysOf(row.workingDays);
  const calendar = { zone, opens, closes, days, holidays: holidays.map(({ on }) => on) };
  return {
    zone,
    opens,
    closes,
    days,
    holidays,
    version,
    promises: [1, 5].map((count) => ({ days: count, dueAt: addWorkingDays(now, count, calendar) })),
    can: { edit: may(actor.rights, 'op.center', 'edit') },
  };
}
