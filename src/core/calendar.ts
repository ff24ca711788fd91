/** Days of the week, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** When the operator works: on which days of the week, from `opens` until before `closes` (HH:MM), on the clocks of a time zone. */
export interface WorkingCalendar {
  readonly zone: string;
  readonly opens: string;
  readonly closes: string;
  readonly days: readonly Weekday[];
  /** Days on which nobody works, as `2026-12-25`. */
  readonly holidays: readonly string[];
}

/** Working time that is promised: so many hours, or so many whole working days. */
export type WorkingTime = { readonly hours: number } | { readonly days: number };

const HOUR = 3_600_000;
const DAY = 86_400_000;
/** Longer than all holidays that a calendar may name, one after the other. */
const SEARCHED_DAYS = 4000;

/**
 * When so much working time has gone by. Every promise of the operator is counted here: only time in which somebody works counts, so
 * nobody is promised an answer in the night, and one asked for on a Saturday counts from Monday. What ends with a working day ends when
 * that day closes. A working day on which the clocks change is one day, however long.
 */
export function addWorkingTime(from: Date, time: WorkingTime, calendar: WorkingCalendar): Date {
  const isInDays = 'days' in time;
  let left = isInDays ? time.days : time.hours * HOUR;
  const free = new Set(calendar.holidays);
  const today = dayIn(from, calendar.zone);
  for (let n = 0; n <= SEARCHED_DAYS; n++) {
    const day = today + n * DAY;
    if (!isWorked(day, calendar, free)) continue;
    // Days in between need no clock.
    if (isInDays && n > 0 && left > 1) {
      left -= 1;
      continue;
    }
    const opens = instantOf(day, calendar.opens, calendar.zone);
    const closes = instantOf(day, calendar.closes, calendar.zone);
    const start = Math.max(from.getTime(), opens);
    const unit = isInDays ? closes - opens : 1;
    const open = (closes - start) / unit;
    if (open >= left) return new Date(Math.round(start + left * unit));
    if (open > 0) left -= open;
  }
  throw new Error('the calendar has no working days');
}

/** The same for whole working days, which is how most promises are made. */
export const addWorkingDays = (from: Date, days: number, calendar: WorkingCalendar): Date => addWorkingTime(from, { days }, calendar);

/** Whether the runtime knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isWorked(day: number, { days }: WorkingCalendar, free: ReadonlySet<string>): boolean {
  const date = new Date(day);
  const weekday = weekdays[(date.getUTCDay() + 6) % 7];
  return weekday !== undefined && days.includes(weekday) && !free.has(date.toISOString().slice(0, 10));
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Making one takes longer than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

/** What the clocks of a zone show, as if it were UTC; to the second. */
function clockIn(at: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(at);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'), value('second'));
}
/** The calendar day of a zone, as its midnight in UTC. */
const dayIn = (at: Date, zone: string): number => Math.floor(clockIn(Math.floor(at.getTime() / 1000) * 1000, zone) / DAY) * DAY;

/** When the clocks of the zone show this time on this day; a time that they leap over is the moment of the leap or just after it. */
function instantOf(day: number, clock: string, zone: string): number {
  const wanted = day + minutesOf(clock) * 60_000;
  const guess = wanted - (clockIn(wanted, zone) - wanted);
  return guess - (clockIn(guess, zone) - wanted);
}

/** A day of the week as a language calls it. */
export const weekdayName = (day: Weekday, locale: string, style: 'long' | 'short' = 'long'): string =>
  // 5 January 1970 was a Monday.
  new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format((4 + weekdays.indexOf(day)) * DAY);
