import { type Money, noMoney, roundedShare, subtractMoney } from '../../../core/money.ts';
import { addDays, type Day, daysIn, daysUntil, type Period, periodHolding } from '../../../core/periods.ts';

/**
 * What was charged for the period that runs, and how many days of how many seats it was for. A change posts the difference
 * between what the whole period costs now, rounded once, and what was posted: however often something changes, the postings of
 * a period add up to its rounded exact total (decision 0046), and nothing of its history has to be read for it.
 */
export interface Meter {
  readonly startsOn: Day;
  readonly posted: Money;
  /** Seats times days, from the period's first day up to and without `markedOn`. */
  readonly seatDays: number;
  readonly markedOn: Day;
}

/** What a meter runs over: the price of one for the period, and the seats since the mark (none while it is suspended). */
export interface Metered {
  readonly period: Period;
  readonly unitPrice: Money;
  readonly seats: number;
}

/** The period that holds a day, cut off where the term is over. */
export function chargedPeriod(
  today: Day,
  { termFrom, renewsOn, months }: { readonly termFrom: Day; readonly renewsOn: Day | null; readonly months: number },
): Period | null {
  if (months === 0) return null;
  const whole = periodHolding(today, termFrom, months);
  return renewsOn !== null && renewsOn <= whole.endsOn ? { startsOn: whole.startsOn, endsOn: addDays(renewsOn, -1) } : whole;
}

/** A meter at the beginning of a period that is charged in advance. */
export function startedMeter({ period, unitPrice, seats }: Metered, from: Day = period.startsOn, daysInPeriod = daysIn(period)): Meter {
  return {
    startsOn: period.startsOn,
    posted: roundedShare(unitPrice, seats * (daysUntil(from, period.endsOn) + 1), daysInPeriod),
    seatDays: 0,
    markedOn: from,
  };
}

/** The meter as of the period that runs now: a period that has begun since was charged in advance for the seats there were. */
export function currentMeter(meter: Meter, metered: Metered): Meter {
  return meter.startsOn === metered.period.startsOn ? meter : startedMeter(metered);
}

/** What is posted, above 0 charged, below it given back, when the seats are others from `on` (that day included) on. */
export function changeSeats(
  meter: Meter,
  { period, unitPrice, seats }: Metered,
  on: Day,
  wanted: number,
  daysInPeriod = daysIn(period),
): { readonly meter: Meter; readonly amount: Money } {
  // Nothing is used of a period after its last day.
  const used = on <= period.endsOn ? on : addDays(period.endsOn, 1);
  const seatDays = meter.seatDays + seats * Math.max(0, daysUntil(meter.markedOn, used));
  const left = Math.max(0, daysUntil(on, period.endsOn) + 1);
  const total = roundedShare(unitPrice, seatDays + wanted * left, daysInPeriod);
  return { meter: { startsOn: meter.startsOn, posted: total, seatDays, markedOn: used }, amount: subtractMoney(total, meter.posted) };
}

/** Everything is given back; the days until now cost nothing. */
export function creditAll(meter: Meter, on: Day): { readonly meter: Meter; readonly amount: Money } {
  const nothing = noMoney(meter.posted.currency);
  return { meter: { ...meter, posted: nothing, seatDays: 0, markedOn: on }, amount: subtractMoney(nothing, meter.posted) };
}
