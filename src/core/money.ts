import { Decimal } from 'decimal.js';
import { z } from 'zod';

/** Half away from zero, as an accountant rounds; 40 digits, so that no division is felt in any amount we can store. */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });

/** An ISO 4217 code in capitals. */
export const Currency = z.string().regex(/^[A-Z]{3}$/);

/** Decimal text that fits `numeric(20,6)`. */
export const Amount = z.string().regex(/^-?\d{1,14}(\.\d{1,6})?$/);

/**
 * An amount of money as it travels: decimal text and its currency, never a float.
 * An amount carries up to six digits behind the point; what a person is asked to pay is rounded by `roundMoney`.
 */
export const Money = z.object({ amount: Amount, currency: Currency });
export type Money = z.output<typeof Money>;

/** A count, a rate or a share: decimal text is exact, a number must be one that JavaScript holds exactly. */
export type Factor = string | number;

/** Digits behind the point that a currency is paid in (JPY 0, EUR 2, KWD 3). */
export function digitsOf(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const found = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}
const digits = new Map<string, number>();

/**
 * Money of an amount as the database or a file writes it; `15.620000` becomes `15.62`, `15` becomes `15.00`.
 * @throws RangeError when the text is no decimal number
 */
export function money(amount: Factor, currency: string): Money {
  return made(exact(amount), currency);
}

/** Nothing, in a currency. */
export const noMoney = (currency: string): Money => money(0, currency);

/** @throws RangeError when the currencies differ: an amount is never converted silently */
export function addMoney(a: Money, b: Money): Money {
  return made(exact(a.amount).plus(same(a, b)), a.currency);
}

/** @throws RangeError when the currencies differ */
export function subtractMoney(a: Money, b: Money): Money {
  return made(exact(a.amount).minus(same(a, b)), a.currency);
}

/** The sum; of no amounts at all: nothing, in `currency`. @throws RangeError when one is in another currency */
export function sumMoney(amounts: readonly Money[], currency: string): Money {
  return amounts.reduce(addMoney, noMoney(currency));
}

/** `price × quantity`, exact; six digits are kept, so round where the amount is asked for. */
export function multiplyMoney(of: Money, factor: Factor): Money {
  return made(exact(of.amount).times(exact(factor)), of.currency);
}

/** `price × numerator ÷ denominator` in one go, so that nothing is lost between. @throws RangeError for a denominator of 0 */
export function shareOfMoney(of: Money, numerator: Factor, denominator: Factor): Money {
  return made(ratio(of, numerator, denominator), of.currency);
}

/** As `shareOfMoney`, rounded once, straight to `places` digits (the currency's own by default). */
export function roundedShare(of: Money, numerator: Factor, denominator: Factor, places = digitsOf(of.currency)): Money {
  return made(ratio(of, numerator, denominator).toDecimalPlaces(places), of.currency);
}

/** The amount with the other sign; nothing has no sign. */
export const negateMoney = (of: Money): Money => multiplyMoney(of, -1);

/** Rounded to what the currency is paid in, half away from zero; or to `places` digits. */
export function roundMoney(of: Money, places = digitsOf(of.currency)): Money {
  return made(exact(of.amount).toDecimalPlaces(places), of.currency);
}

/** Below 0 when `a` is less, 0 when they are worth the same, above 0 when `a` is more. @throws RangeError when the currencies differ */
export function compareMoney(a: Money, b: Money): number {
  return exact(a.amount).comparedTo(same(a, b));
}

/** Whether it is nothing, however it is written. */
export const isNoMoney = (of: Money): boolean => exact(of.amount).isZero();

/** Whether somebody gets money back. */
export const isNegativeMoney = (of: Money): boolean => exact(of.amount).lessThan(0);

/**
 * Splits an amount by weights into parts that the currency can pay and that add up to the rounded amount:
 * each part is cut down, what is left goes, one smallest coin each, to those who lost most (of equals, the earlier one).
 *
 * @param weights 0 or more each; where all are 0 everybody is given the same
 * @throws RangeError for no weights, or a negative one
 */
export function allocateMoney(total: Money, weights: readonly Factor[]): Money[] {
  if (weights.length === 0) throw new RangeError('an amount cannot be split among nobody');
  const shares = weights.map(exact);
  if (shares.some((share) => share.lessThan(0))) throw new RangeError('a weight is 0 or more');
  const weight = shares.reduce((a, b) => a.plus(b), new Exact(0));
  const coin = new Exact(10).pow(-digitsOf(total.currency));
  const coins = exact(roundMoney(total).amount).dividedBy(coin);
  const wanted = shares.map((share) => (weight.isZero() ? coins.dividedBy(shares.length) : coins.times(share).dividedBy(weight)));
  const given = wanted.map((each) => each.truncated());
  const left = coins.minus(given.reduce((a, b) => a.plus(b), new Exact(0)));
  const loss = (at: number) => (wanted[at] as Decimal).minus(given[at] as Decimal).abs();
  const byLoss = [...given.keys()].sort((a, b) => loss(b).comparedTo(loss(a)) || a - b);
  for (const at of byLoss.slice(0, left.abs().toNumber())) given[at] = (given[at] as Decimal).plus(Decimal.sign(left));
  return given.map((each) => made(each.times(coin), total.currency));
}

/** How much dearer (above 0) or cheaper `to` is than `from`, in percent with two digits; `null` where `from` is nothing. */
export function percentBetween(from: Money, to: Money): string | null {
  const old = exact(from.amount);
  if (old.isZero()) return null;
  return plain(exact(to.amount).minus(old).dividedBy(old.abs()).times(100).toDecimalPlaces(2));
}

function exact(value: Factor): Decimal {
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new RangeError(`not a decimal number: ${text}`);
  return new Exact(text);
}

function ratio(of: Money, numerator: Factor, denominator: Factor): Decimal {
  const below = exact(denominator);
  if (below.isZero()) throw new RangeError('nothing is shared by 0');
  return exact(of.amount).times(exact(numerator)).dividedBy(below);
}

/** The amount of `b`, once it is known to be in the currency of `a`. */
function same(a: Money, b: Money): Decimal {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} cannot be reckoned together`);
  return exact(b.amount);
}

/** At least the currency's digits, at most the six that the database keeps; never `-0`. */
function made(amount: Decimal, currency: string): Money {
  const kept = amount.toDecimalPlaces(6);
  const places = Math.max(kept.decimalPlaces(), digitsOf(currency));
  return { amount: plain(kept, places), currency };
}

const plain = (value: Decimal, places?: number): string => (value.isZero() ? new Exact(0) : value).toFixed(places as number);

/**
 * The least amount that is not below it and ends as a shop wants: a multiple of `step` coins, less `short` coins
 * (step 100, short 5: 12.95, 13.95). Coins, so that it means the same to a currency without any digits.
 */
export function roundMoneyUp(of: Money, step: number, short = 0): Money {
  const coin = new Exact(10).pow(-digitsOf(of.currency));
  const steps = exact(of.amount).dividedBy(coin).plus(short).dividedBy(step).toDecimalPlaces(0, Decimal.ROUND_CEIL);
  return made(steps.times(step).minus(short).times(coin), of.currency);
}
