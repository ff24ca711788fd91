import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { isTimeZone, weekdays } from '../../../core/calendar.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';

/** More than anybody has; the calendar is looked through day by day. */
export const HOLIDAYS_MOST = 400;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Holiday = z.object({ on: z.iso.date(), /** What is celebrated; the operator's own words. */ name: z.string().trim().max(60) });
export type Holiday = z.output<typeof Holiday>;

const changeable = {
  days: z.array(z.enum(weekdays)).min(1).max(7),
  zone: z.string().max(60).refine(isTimeZone, 'invalid_value'),
  opens: clock,
  closes: clock,
  holidays: z.array(Holiday).max(HOLIDAYS_MOST),
};

/** When the operator works. Every time that is promised to partners is counted in it. */
export const Calendar = z.object({
  ...changeable,
  version: z.number(),
  /** By when an answer within one, and within five working days would be promised now. */
  promises: z.array(z.object({ days: z.number(), dueAt: z.date() })),
  can: z.object({ edit: z.boolean() }),
});
export type Calendar = z.output<typeof Calendar>;

export const CalendarChanged = announcement('center.calendar_changed', z.object({}));

export const calendarEndpoints = {
  getCalendar: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/calendar',
    permission: 'op.center',
    versioned: true,
    summary: 'When the operator works: days, hours, time zone, holidays',
    input: z.object({}),
    output: Calendar,
  }),
  changeCalendar: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/calendar',
    permission: 'op.center',
    versioned: true,
    summary: 'Change when the operator works; what is promised from now on is counted by it',
    input: z
      .object({ ...changeable, version: z.number().int() })
      // A working day ends after it has begun.
      .refine(({ opens, closes }) => opens < closes, { path: ['closes'], message: 'invalid_value' })
      .refine(({ holidays }) => new Set(holidays.map(({ on }) => on)).size === holidays.length, { path: ['holidays'], message: 'invalid_value' }),
    output: Calendar,
    problems: [ChangedMeanwhile],
  }),
};
