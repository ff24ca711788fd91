import { compareMoney, isNoMoney, type Money, noMoney, roundedShare, subtractMoney } from '../../../core/money.ts';
import { addDays, addMonths, type Day, dayOf } from '../../../core/periods.ts';
import type { BillingCycle, Term } from '../../catalog/contract/products.ts';
import type { EndingWay, Lifecycle } from '../contract/states.ts';

/**
 * How each kind of product is given back. Rules are data with the day from which orders fall under them, so that an order of
 * last year keeps the rule of last year, and screens say what is in force instead of repeating a number.
 *
 * `full` and `prorated`: that much is refunded within so many hours of the order. After it `later` holds: nothing, the days that
 * are left, or those less a fee; `at_renewal`: it can only be stopped for the next term.
 */
export interface EndingRule {
  readonly lifecycle: Lifecycle;
  /** Only for what is billed in this way. */
  readonly cycle?: BillingCycle;
  /** For orders from this day on. */
  readonly from: Day;
  readonly fullHours: number;
  readonly proratedHours: number;
  readonly later: 'prorated' | 'prorated_less_fee' | 'at_renewal' | 'refused' | 'nothing';
  readonly feePercent?: number;
  /** Once it was used, even early it is only refunded for what is left. */
  readonly proratedOnceUsed?: boolean;
}

const always = '1970-01-01';
const day = 24;
export const endingRules: readonly EndingRule[] = [
  { lifecycle: 'license', from: always, fullHours: 30 * day, proratedHours: 0, later: 'prorated' },
  { lifecycle: 'publisher', cycle: 'monthly', from: always, fullHours: 24, proratedHours: 0, later: 'at_renewal' },
  { lifecycle: 'publisher', from: always, fullHours: 14 * day, proratedHours: 0, later: 'at_renewal' },
  // Metered use is charged as it comes; to end it is to stop it.
  { lifecycle: 'publisher_usage', from: always, fullHours: 0, proratedHours: 0, later: 'nothing' },
  { lifecycle: 'usage', from: always, fullHours: 0, proratedHours: 0, later: 'nothing' },
  { lifecycle: 'software', from: always, fullHours: 60 * day, proratedHours: 0, later: 'refused' },
  { lifecycle: 'software', from: '2021-06-01', fullHours: 30 * day, proratedHours: 0, later: 'refused' },
  { lifecycle: 'software_subscription', from: always, fullHours: 0, proratedHours: 60 * day, later: 'refused' },
  { lifecycle: 'software_subscription', from: '2021-06-01', fullHours: 0, proratedHours: 30 * day, later: 'refused' },
  { lifecycle: 'reservation', from: always, fullHours: 5 * day, proratedHours: 0, later: 'prorated_less_fee', feePercent: 12, proratedOnceUsed: true },
  { lifecycle: 'trial', from: always, fullHours: 0, proratedHours: 0, later: 'nothing' },
  { lifecycle: 'publisher_trial', from: always, fullHours: 0, proratedHours: 0, later: 'nothing' },
];

/** The rule that an order falls under: the most particular, the newest that was in force on its day. */
export function endingRuleOf(lifecycle: Lifecycle, cycle: BillingCycle, orderedOn: Day): EndingRule {
  const found = endingRules
    .filter((rule) => rule.lifecycle === lifecycle && rule.from <= orderedOn && (rule.cycle === undefined || rule.cycle === cycle))
    .sort((a, b) => Number(b.cycle !== undefined) - Number(a.cycle !== undefined) || (a.from < b.from ? 1 : -1))[0];
  if (!found) throw new RangeError(`no rule says how ${lifecycle} ends`);
  return found;
}

export interface EndingFacts {
  readonly lifecycle: Lifecycle;
  readonly billingCycle: BillingCycle;
  readonly orderedAt: Date;
  /** What was charged for the period that runs, or for the whole where there is but one. */
  readonly posted: Money;
  /** What of it is for days that are not used, today's included. */
  readonly rest: Money;
  /** Something of it has been used. */
  readonly isUsed: boolean;
}

/** What ending it now gives back. `until`: this stays so until then. */
export interface Ending {
  readonly way: EndingWay;
  readonly refund: Money;
  readonly fee: Money;
  readonly until: Date | null;
}

const hour = 3_600_000;

/** What is refunded for something that ends now; from today on it costs nothing. */
export function endingOf(facts: EndingFacts, now: Date): Ending {
  const { lifecycle, billingCycle, orderedAt, posted, rest, isUsed } = facts;
  const rule = endingRuleOf(lifecycle, billingCycle, dayOf(orderedAt));
  const nothing = noMoney(posted.currency);
  const passed = (now.getTime() - orderedAt.getTime()) / hour;
  const window = Math.max(rule.fullHours, rule.proratedHours);
  const until = passed < window ? new Date(orderedAt.getTime() + window * hour) : null;
  if (passed < rule.fullHours && !(rule.proratedOnceUsed && isUsed)) return { way: 'full', refund: posted, fee: nothing, until };
  if (passed < window) return { way: 'prorated', refund: rest, fee: nothing, until };
  switch (rule.later) {
    case 'prorated':
      return { way: 'prorated', refund: rest, fee: nothing, until: null };
    case 'prorated_less_fee': {
      const fee = roundedShare(rest, rule.feePercent ?? 0, 100);
      return { way: 'prorated_less_fee', refund: subtractMoney(rest, fee), fee, until: null };
    }
    default:
      return { way: rule.later, refund: nothing, fee: nothing, until: null };
  }
}

/** Refunds of reservations to one customer in a year, at most. */
export const reservationCap = { amount: '50000.00', currency: 'USD' } as const;
/** Whether a refund still fits under the year's cap; `spent` in the cap's currency. */
export const fitsReservationCap = (spent: Money, refund: Money): boolean =>
  isNoMoney(refund) || compareMoney(subtractMoney(reservationCap, spent), refund) >= 0;

/** What a SKU says of itself and of its product. */
export interface KindOfGoods {
  readonly isOperators: boolean;
  readonly billing: 'license' | 'usage' | 'one_time';
  readonly kind: 'base' | 'add_on' | 'trial';
  readonly category: string;
  readonly term: Term;
}

/** By which rules it will end. Reserved capacity is what is paid once for a term of infrastructure. */
export function lifecycleOf({ isOperators, billing, kind, category, term }: KindOfGoods): Lifecycle {
  if (kind === 'trial') return isOperators ? 'trial' : 'publisher_trial';
  if (billing === 'usage') return isOperators ? 'usage' : 'publisher_usage';
  if (billing === 'license') return isOperators ? 'license' : 'publisher';
  if (term === 'none') return 'software';
  return category === 'infrastructure' ? 'reservation' : 'software_subscription';
}

/** Whether it has a renewal that can be switched off; metered use and what was bought for good have none. */
export const mayStopRenewal = (lifecycle: Lifecycle): boolean => ['publisher', 'publisher_trial', 'software_subscription', 'license'].includes(lifecycle);

const months: Readonly<Record<BillingCycle, number>> = { monthly: 1, annual: 12, one_time: 0, none: 0 };
const termMonths: Readonly<Record<Term, number>> = { P1M: 1, P1Y: 12, P3Y: 36, none: 0 };
/** Months that one charge covers; what is paid once is paid for its whole term. */
export const monthsCharged = (cycle: BillingCycle, term: Term): number => Math.min(months[cycle] || termMonths[term], termMonths[term] || months[cycle]);
/** Months of a term; 0 for what has none. */
export const monthsOfTerm = (term: Term): number => termMonths[term];

/** The first day after a term that begins on `from`; null for what is bought for good. A trial is counted in days. */
export function termOverOn(from: Day, term: Term, trialDays?: number): Day | null {
  if (trialDays !== undefined) return addDays(from, trialDays);
  return termMonths[term] ? addMonths(from, termMonths[term]) : null;
}
