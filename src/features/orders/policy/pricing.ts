import { type Money, multiplyMoney, noMoney, roundMoney } from '../../../core/money.ts';
import { addMonths, addDays, type Day, daysIn, type Period } from '../../../core/periods.ts';
import type { BillingCycle, Offer, Term } from '../../catalog/contract/products.ts';
import { monthsCharged, monthsOfTerm, termOverOn } from './endings.ts';
import { chargedPeriod, startedMeter } from './meter.ts';
import { trials } from './subscriptions.ts';

/** What a line asks for, and what of its base its dates go by. */
export interface Bought {
  readonly kind: Offer['kind'];
  readonly isOperators: boolean;
  readonly billing: Offer['billing'];
  readonly term: Term;
  readonly billingCycle: BillingCycle;
  readonly quantity: number;
  /** For one and one billing cycle. */
  readonly unitPrice: Money;
  /** Of an add-on to what stands already. */
  readonly base: { readonly termFrom: Day; readonly renewsOn: Day | null } | null;
}

/** When it begins, until when it runs, and what is charged at once. */
export interface FirstCharge {
  readonly amount: Money;
  /** The days it is for; null: it is no matter of days. */
  readonly period: Period | null;
  /** The first day of the period that runs, which for an add-on may lie before its own. */
  readonly periodStartsOn: Day | null;
  /** Days of the whole period whose price is the unit's; more than the period has where it began before. */
  readonly daysInPeriod: number;
  readonly termFrom: Day;
  readonly renewsOn: Day | null;
}

/** Free while it is tried, and measured where it is paid by use. */
const isCharged = ({ kind, billing }: Bought): boolean => kind !== 'trial' && billing !== 'usage';

/** What is charged at once. An add-on takes the days of its base, and is charged for those that are left of the period. */
export function firstChargeOf(bought: Bought, today: Day): FirstCharge {
  const { kind, isOperators, term, billingCycle, quantity, unitPrice, base } = bought;
  const termFrom = base?.termFrom ?? today;
  const trialDays = kind === 'trial' ? (isOperators ? trials.days : trials.publisherDays) : undefined;
  const renewsOn = base ? base.renewsOn : termOverOn(today, term, trialDays);
  const months = monthsCharged(billingCycle, term);
  if (!isCharged(bought)) return { amount: noMoney(unitPrice.currency), period: null, periodStartsOn: null, daysInPeriod: 1, termFrom, renewsOn };
  const period = chargedPeriod(today, { termFrom, renewsOn, months });
  if (!period) return { amount: roundMoney(multiplyMoney(unitPrice, quantity)), period: null, periodStartsOn: null, daysInPeriod: 1, termFrom, renewsOn };
  const daysInPeriod = daysOfWholePeriod(period, termFrom, months);
  const { posted } = startedMeter({ period, unitPrice, seats: quantity }, today, daysInPeriod);
  return { amount: posted, period: { startsOn: today, endsOn: period.endsOn }, periodStartsOn: period.startsOn, daysInPeriod, termFrom, renewsOn };
}

/** Days of the period before its end was cut off by that of the term: what the price is for. */
export function daysOfWholePeriod(period: Period, termFrom: Day, months: number): number {
  let passed = 0;
  while (addMonths(termFrom, passed) < period.startsOn) passed += months;
  return daysIn({ startsOn: period.startsOn, endsOn: addDays(addMonths(termFrom, passed + months), -1) });
}

/** What comes back each cycle; null where nothing does. */
export function recurringOf({ kind, billing, billingCycle, quantity, unitPrice }: Omit<Bought, 'base' | 'term' | 'isOperators'>): Money | null {
  if (kind === 'trial' || billing === 'usage' || billingCycle === 'none' || billingCycle === 'one_time') return null;
  return roundMoney(multiplyMoney(unitPrice, quantity));
}

/** Whether it has a term that is renewed. */
export const hasTerm = (term: Term): boolean => monthsOfTerm(term) > 0;

/** The first day after the term that runs on `after`; counted from the first day of all, so that the 31st is not lost. */
export function nextRenewal(anchor: Day, after: Day, term: Term): Day | null {
  const months = monthsOfTerm(term);
  if (!months) return null;
  let passed = months;
  while (addMonths(anchor, passed) <= after) passed += months;
  return addMonths(anchor, passed);
}
