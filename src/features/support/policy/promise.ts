import type { Severity } from '../contract/requestShapes.ts';

/** When somebody sits at the desk: Monday to Friday, from `opens` until before `closes` (HH:MM), on the clocks of a time zone. */
export interface DeskHours {
  readonly zone: string;
  readonly opens: string;
  readonly closes: string;
}

/** Hours at the desk within which a request in English has its first answer; in any other language it is one working day. */
export const promisedHours: Readonly<Record<Severity, number>> = { critical: 2, moderate: 4, minimal: 8 };

const HOUR = 3_600_000;
const DAY = 86_400_000;
/** A desk that opens on no working day within so many days would be a mistake in this file. */
const SEARCHED_DAYS = 14;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
/** Milliseconds in which the desk is open on a working day. */
const dayAtDesk = ({ opens, closes }: DeskHours): number => (minutesOf(closes) - minutesOf(opens)) * 60_000;

/** By when the desk promises its first answer. Only time at the desk counts: nobody is promised an answer in the night. */
export function promisedAt(asked: Date, { locale, severity }: { readonly locale: string; readonly severity: Severity }, hours: DeskHours): Date {
  let left = locale === 'en' ? promisedHours[severity] * HOUR : dayAtDesk(hours);
  const today = dayIn(asked, hours.zone);
  for (let n = 0; ; n++) {
    if (n > SEARCHED_DAYS) throw new Error('the desk never opens');
    const day = today + n * DAY;
    if ([0, 6].includes(new Date(day).getUTCDay())) continue;
    const from = Math.max(asked.getTime(), instantOf(day, hours.opens, hours.zone));
    const open = instantOf(day, hours.closes, hours.zone) - from;
    if (open >= left) return new Date(from + left);
    if (open > 0) left -= open;
  }
}

/** What the clocks of a zone show, as if it were UTC. */
function clockIn(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'), value('second'));
}
/** The calendar day of a zone, as its midnight in UTC. */
const dayIn = (at: Date, zone: string): number => Math.floor(clockIn(Math.floor(at.getTime() / 1000) * 1000, zone) / DAY) * DAY;

/** When the clocks of the zone show this time on this day; on the day on which they change, by what they show then. */
function instantOf(day: number, clock: string, zone: string): number {
  const wanted = day + minutesOf(clock) * 60_000;
  const guess = wanted - (clockIn(wanted, zone) - wanted);
  return guess - (clockIn(guess, zone) - wanted);
}
