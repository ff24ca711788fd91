import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addWorkingDays, addWorkingTime, isTimeZone, type WorkingCalendar, weekdays } from './calendar.ts';

const usual: WorkingCalendar = { zone: 'UTC', opens: '09:00', closes: '17:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'], holidays: [] };
const at = (text: string) => new Date(text);

// 2026-11-23 is a Monday.
const table: [what: string, from: string, days: number, calendar: Partial<WorkingCalendar>, due: string][] = [
  ['five working days from a Wednesday afternoon are the next one', '2026-11-25T14:00:00Z', 5, {}, '2026-12-02T14:00:00Z'],
  ['what is asked on a Saturday has the whole week', '2026-11-28T10:00:00Z', 5, {}, '2026-12-04T17:00:00Z'],
  ['what is asked in the evening counts from the morning', '2026-11-25T21:00:00Z', 1, {}, '2026-11-26T17:00:00Z'],
  ['a holiday is left out', '2026-12-24T12:00:00Z', 1, { holidays: ['2026-12-25'] }, '2026-12-28T12:00:00Z'],
  ['so are several in a row, over the new year', '2026-12-30T12:00:00Z', 2, { holidays: ['2026-12-31', '2027-01-01', '2027-01-04'] }, '2027-01-06T12:00:00Z'],
  ['where one works from Sunday to Thursday', '2026-11-26T12:00:00Z', 1, { days: ['sun', 'mon', 'tue', 'wed', 'thu'] }, '2026-11-29T12:00:00Z'],
  ['in Auckland, where it is Saturday already', '2026-11-27T12:00:00Z', 1, { zone: 'Pacific/Auckland' }, '2026-11-30T04:00:00Z'],
  ['in Honolulu, where it is still Sunday', '2026-11-30T02:00:00Z', 1, { zone: 'Pacific/Honolulu' }, '2026-12-01T03:00:00Z'],
  ['over the end of summer time in Paris the clock stays', '2026-10-23T12:00:00Z', 1, { zone: 'Europe/Paris' }, '2026-10-26T13:00:00Z'],
  [
    'a Sunday on which the clocks leap is one working day',
    '2026-03-28T12:00:00Z',
    1,
    { zone: 'Europe/Paris', opens: '00:00', closes: '06:00', days: [...weekdays] },
    '2026-03-29T04:00:00Z',
  ],
];
test.each(table)('%s', (_what, from, days, calendar, due) => {
  expect(addWorkingDays(at(from), days, { ...usual, ...calendar }).toISOString()).toBe(at(due).toISOString());
});

test('a zone is known or not', () => {
  expect(['UTC', 'Asia/Shanghai', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});

// Zones at both ends of the world, with half hours, and that change their clocks by night, by half an hour, or at midnight.
const zones = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'Asia/Taipei',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
];
const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const calendars = fc
  .record({
    zone: fc.constantFrom(...zones),
    hours: fc.tuple(fc.integer({ min: 0, max: 22 * 60 }), fc.integer({ min: 120, max: 12 * 60 })),
    days: fc.subarray([...weekdays], { minLength: 1 }),
    holidays: fc.array(
      fc.integer({ min: 0, max: 900 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)),
      { maxLength: 30 },
    ),
  })
  .map(({ hours: [from, length], ...rest }): WorkingCalendar => ({ ...rest, opens: clock(from), closes: clock(Math.min(from + length, 23 * 60 + 59)) }));
const instants = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z'), noInvalidDate: true });

/** What the clocks of the calendar's zone show. */
function shown(instant: Date, { zone }: WorkingCalendar) {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(instant);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { day: `${of('year')}-${of('month')}-${of('day')}`, weekday: of('weekday').slice(0, 3).toLowerCase(), clock: `${of('hour')}:${of('minute')}` };
}

test('what is promised ends on a working day, in working hours, and never before it was asked', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 15 }), calendars, (from, days, calendar) => {
      const due = addWorkingDays(from, days, calendar);
      const { day, weekday, clock: time } = shown(due, calendar);
      expect(due.getTime()).toBeGreaterThan(from.getTime());
      expect(calendar.days).toContain(weekday);
      expect(calendar.holidays).not.toContain(day);
      // The clocks of Cairo and Santiago leap at midnight: an hour that is not there begins later.
      expect(time <= calendar.closes || calendar.opens < '02:00').toBe(true);
      expect(time >= calendar.opens || calendar.opens < '02:00').toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('a promise of some days, counted on from where another ends, is the promise of all', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), calendars, (from, some, more, calendar) => {
      const twice = addWorkingDays(addWorkingDays(from, some, calendar), more, calendar);
      // Parts of days are rounded to the millisecond each time.
      expect(Math.abs(twice.getTime() - addWorkingDays(from, some + more, calendar).getTime())).toBeLessThanOrEqual(2);
    }),
    { numRuns: 400 },
  );
});

test('so it is with hours', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), calendars, (from, some, more, calendar) => {
      const twice = addWorkingTime(addWorkingTime(from, { hours: some }, calendar), { hours: more }, calendar);
      expect(twice).toEqual(addWorkingTime(from, { hours: some + more }, calendar));
    }),
    { numRuns: 400 },
  );
});

test('whoever asks later is never promised earlier, and one more holiday never brings anything forward', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 10 * 86_400_000 }), fc.integer({ min: 1, max: 10 }), calendars, (from, later, days, calendar) => {
      const due = addWorkingDays(from, days, calendar);
      expect(addWorkingDays(new Date(from.getTime() + later), days, calendar).getTime()).toBeGreaterThanOrEqual(due.getTime() - 1);
      const free = { ...calendar, holidays: [...calendar.holidays, shown(due, calendar).day] };
      expect(addWorkingDays(from, days, free).getTime()).toBeGreaterThan(due.getTime());
    }),
    { numRuns: 400 },
  );
});
