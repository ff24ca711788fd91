import { type Hours, type Weekday, weekdays } from '../contract/directory.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A time in which somebody answers; `to` is not included. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}
export interface Standing {
  readonly isOpen: boolean;
  /** When that changes; null: not within a week. */
  readonly changesAt: Date | null;
}

/** Whether a name is a time zone that clocks are known of. */
export function isTimeZone(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Open or closed now, and until when. Without hours it is open at all times. */
export function standingAt(hours: readonly Hours[], timeZone: string, now: Date): Standing {
  if (hours.length === 0) return { isOpen: true, changesAt: null };
  const [next] = spansFrom(hours, timeZone, now);
  if (!next) return { isOpen: false, changesAt: null };
  const isOpen = next.from <= now;
  const changesAt = isOpen ? next.to : next.from;
  return { isOpen, changesAt: changesAt.getTime() - now.getTime() > 7 * DAY ? null : changesAt };
}

/** When it is open from now on and until a week later, earliest first; what touches is one span. */
export function spansFrom(hours: readonly Hours[], timeZone: string, now: Date): Span[] {
  const today = Math.floor(wallClock(timeZone, now.getTime()) / DAY) * DAY;
  const spans: { from: number; to: number }[] = [];
  // From the day before, whose hours may reach past midnight, to a day more than a week: so that what never closes is seen as such.
  for (let day = today - DAY; day <= today + 9 * DAY; day += DAY) {
    for (const { days, open, close } of hours) {
      if (!days.includes(weekdayOf(day))) continue;
      const closesAt = day + minutesOf(close) * MINUTE + (minutesOf(close) <= minutesOf(open) ? DAY : 0);
      const span = { from: instantOf(timeZone, day + minutesOf(open) * MINUTE, 'latest'), to: instantOf(timeZone, closesAt, 'earliest') };
      if (span.from < span.to) spans.push(span);
    }
  }
  return merged(spans)
    .filter(({ from, to }) => to > now.getTime() && from <= now.getTime() + 7 * DAY)
    .map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
}

function merged(spans: { from: number; to: number }[]): { from: number; to: number }[] {
  const whole: { from: number; to: number }[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else whole.push({ ...span });
  }
  return whole;
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
/** Of a day as a wall calendar counts it. 1 January 1970 was a Thursday. */
const weekdayOf = (day: number): Weekday => weekdays[(Math.round(day / DAY) + 3) % 7] as Weekday;

/**
 * The instant at which clocks of the zone show a time. When they are set back one time comes twice, when they are set forward
 * some never come: then `latest` for opening and `earliest` for closing, so that nobody is promised an hour that may not be.
 */
function instantOf(timeZone: string, wall: number, which: 'earliest' | 'latest'): number {
  const guesses = [wall - DAY, wall + DAY].map((near) => wall - (wallClock(timeZone, near) - near));
  const real = guesses.filter((guess) => wallClock(timeZone, guess) === wall);
  const candidates = real.length > 0 ? real : guesses;
  return which === 'latest' ? Math.max(...candidates) : Math.min(...candidates);
}

const clocks = new Map<string, Intl.DateTimeFormat>();
function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    clock = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...numeric });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** What clocks of the zone show at an instant, counted as if it were UTC. */
function wallClock(timeZone: string, instant: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (instant % 1000);
}
