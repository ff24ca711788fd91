/** A calendar day in UTC, as text: `2026-11-22`. Days are what subscriptions, prices and charges count in; hours never. */
export type Day = string;

/** A period by its first and its last day, both within it, as charges are printed. */
export interface Period {
  readonly startsOn: Day;
  readonly endsOn: Day;
}

const DAY = 86_400_000;

/** The day in UTC that holds an instant. */
export const dayOf = (at: Date): Day => at.toISOString().slice(0, 10);

/** The first instant of a day in UTC. */
export const startOf = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** `count` days later; earlier when negative. */
export const addDays = (day: Day, count: number): Day => dayOf(new Date(startOf(day).getTime() + count * DAY));

/** How many days `to` is after `from`; 0 on the same day. */
export const daysUntil = (from: Day, to: Day): number => Math.round((startOf(to).getTime() - startOf(from).getTime()) / DAY);

/** How many days a period holds, its first and last included; 0 or less for one that ended before it began. */
export const daysIn = ({ startsOn, endsOn }: Period): number => daysUntil(startsOn, endsOn) + 1;

/**
 * The same day of the month, `count` months later. Where that month is too short: its last day, so that what
 * began on 31 January renews on 28 February (29 in a leap year). Always count from the first day there was, or the
 * 31st is lost for good after the first February.
 */
export function addMonths(day: Day, count: number): Day {
  const from = startOf(day);
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), last));
  return dayOf(first);
}

/** Whole months between two days: how often `addMonths(from, …)` can be counted without passing `to`. */
export function monthsUntil(from: Day, to: Day): number {
  const [a, b] = [startOf(from), startOf(to)];
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return addMonths(from, months) > to ? months - 1 : months;
}

/**
 * The period that holds `day`, where periods of `months` months follow each other from `anchor` (the day of purchase,
 * whose day of the month they keep). A day before `anchor` lies in a period before it.
 */
export function periodHolding(day: Day, anchor: Day, months: number): Period {
  const passed = Math.floor(monthsUntil(anchor, day) / months) * months;
  return { startsOn: addMonths(anchor, passed), endsOn: addDays(addMonths(anchor, passed + months), -1) };
}

/** Months of an ISO 8601 duration that terms are given in (`P1M`, `P1Y`, `P3Y`). @throws RangeError for one of days or hours */
export function monthsOf(duration: string): number {
  const [, years, months] = /^P(?:(\d+)Y)?(?:(\d+)M)?$/.exec(duration) ?? [];
  if (!years && !months) throw new RangeError(`not a term of months or years: ${duration}`);
  return Number(years ?? 0) * 12 + Number(months ?? 0);
}
