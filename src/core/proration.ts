import { digitsOf, multiplyMoney, noMoney, roundedShare, roundMoney, subtractMoney, sumMoney } from './money.ts';
import type { Money } from './money.ts';
import { daysIn } from './periods.ts';
import type { Period } from './periods.ts';

/**
 * The four ways in which the trade reckons a part of a period; a price book that was imported from another system names the
 * one that system uses, so that its statements can be reconciled. Our own is C (decision 0046).
 *
 * - A: the day's rate of the line is rounded, then the unit's share
 * - B: the day's rate of the unit is rounded to one digit more than the currency has, then the unit's share
 * - C: nothing is rounded between; the line is rounded once
 * - D: the unit's share is rounded, then multiplied
 */
export type ProrationMethod = 'A' | 'B' | 'C' | 'D';
export const prorationMethods = ['A', 'B', 'C', 'D'] as const;
export const usualMethod: ProrationMethod = 'C';

/** Some days of a period during which a quantity did not change. */
export interface Share {
  readonly quantity: number;
  /** Days charged, first and last included. */
  readonly days: number;
}

/** What a unit costs for a whole period, and how many days that period has. */
export interface PeriodPrice {
  readonly unitPrice: Money;
  readonly daysInPeriod: number;
}

/**
 * What a share of a period costs, by one method, rounded as that method rounds. Half away from zero throughout; two digits
 * in the sources are the digits of the currency here.
 * @throws RangeError for a period without days
 */
export function prorate(method: ProrationMethod, { unitPrice, daysInPeriod }: PeriodPrice, { quantity, days }: Share): Money {
  if (daysInPeriod < 1) throw new RangeError('a period has one day at least');
  if (quantity === 0 || days === 0) return noMoney(unitPrice.currency);
  return methods[method](unitPrice, daysInPeriod, quantity, days);
}

const methods: Readonly<Record<ProrationMethod, (price: Money, daysInPeriod: number, quantity: number, days: number) => Money>> = {
  A(price, daysInPeriod, quantity, days) {
    const daily = roundedShare(price, quantity, daysInPeriod);
    return multiplyMoney(roundedShare(daily, days, quantity), quantity);
  },
  B(price, daysInPeriod, quantity, days) {
    const daily = roundedShare(price, 1, daysInPeriod, digitsOf(price.currency) + 1);
    return multiplyMoney(roundMoney(multiplyMoney(daily, days)), quantity);
  },
  C: (price, daysInPeriod, quantity, days) => roundedShare(price, quantity * days, daysInPeriod),
  D: (price, daysInPeriod, quantity, days) => multiplyMoney(roundedShare(price, days, daysInPeriod), quantity),
};

/** A segment of a period with its days and what they cost. */
export interface Segment extends Period {
  readonly quantity: number;
}
export interface PricedSegment extends Segment {
  readonly days: number;
  readonly amount: Money;
}

/**
 * The exact cost of some shares of one period, rounded once at the end: what they must add up to.
 */
export function totalOf({ unitPrice, daysInPeriod }: PeriodPrice, shares: readonly Share[]): Money {
  const seatDays = shares.reduce((sum, { quantity, days }) => sum + quantity * days, 0);
  return roundedShare(unitPrice, seatDays, daysInPeriod);
}

/**
 * Prices the segments of one period. By C, the usual method, each is rounded by itself and the last one takes what is left of
 * the rounded exact total, so that a period that was cut into pieces costs to the cent what it costs whole. The other methods
 * are kept as they are found elsewhere: there each segment stands alone.
 */
export function priceSegments(method: ProrationMethod, price: PeriodPrice, segments: readonly Segment[]): PricedSegment[] {
  const { currency } = price.unitPrice;
  const shares = segments.map((segment) => ({ quantity: segment.quantity, days: daysIn(segment) }));
  const amounts = shares.map((share) => prorate(method, price, share));
  if (method === 'C' && amounts.length > 0) {
    const earlier = sumMoney(amounts.slice(0, -1), currency);
    amounts[amounts.length - 1] = subtractMoney(totalOf(price, shares), earlier);
  }
  return segments.map((segment, at) => ({ ...segment, days: shares[at]?.days ?? 0, amount: amounts[at] ?? noMoney(currency) }));
}

/** What a unit of a line cost, for people to read: the line by its quantity, rounded; it need not multiply back. */
export const shownUnitPrice = (amount: Money, quantity: number): Money => (quantity === 0 ? noMoney(amount.currency) : roundedShare(amount, 1, quantity));
