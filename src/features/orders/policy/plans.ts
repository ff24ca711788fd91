import { type Money, negateMoney, noMoney, subtractMoney } from '../../../core/money.ts';
import { type Day, daysIn, type Period } from '../../../core/periods.ts';
import { prorate } from '../../../core/proration.ts';
import type { BillingCycle, Offer, Term } from '../../catalog/contract/products.ts';
import type { ChargeLine } from '../contract/shapes.ts';
import type { EndingWay, Lifecycle, SubscriptionState, SuspensionReason } from '../contract/states.ts';
import type { RefusalReason, Schedule } from '../contract/subscriptions.ts';
import { monthsCharged } from './endings.ts';
import { chargedPeriod, currentMeter, type Meter } from './meter.ts';
import { daysOfWholePeriod, type FirstCharge } from './pricing.ts';

/** A subscription as the rules read it. */
export interface SubscriptionFacts {
  readonly subscriptionId: string;
  readonly state: SubscriptionState;
  readonly lifecycle: Lifecycle;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly retailPrice: Money;
  readonly term: Term;
  readonly billingCycle: BillingCycle;
  readonly market: string;
  readonly orderedAt: Date;
  readonly startedOn: Day;
  readonly termFrom: Day;
  readonly renewsOn: Day | null;
  readonly autoRenews: boolean;
  readonly nickname: string | null;
  readonly suspensionReason: SuspensionReason | null;
  readonly dataDeletedOn: Day | null;
  readonly supportPartnerId: string | null;
  /** Null: it is not charged by the period. */
  readonly meter: Meter | null;
}
/** What a price list says of another rhythm, or of what it becomes. */
export interface OtherPrice {
  readonly offer: Offer;
  readonly unit: Money;
  readonly retail: Money;
  readonly priceListId: string;
}
/** What lies around it and a rule must know. */
export interface Around {
  readonly offer: Offer | undefined;
  /** Null: it is no add-on. */
  readonly parentState: SubscriptionState | null;
  readonly addOns: readonly (SubscriptionFacts & { readonly addOnTo: readonly string[] })[];
  readonly hasSchedule: boolean;
  readonly supporters: readonly { readonly partnerId: string; readonly name: string }[];
  /** Asked for when a change needs it; null: no list has one. */
  readonly otherPrice: OtherPrice | null;
}

/** What of the row is to become what; names as in the table. */
export interface After {
  state?: SubscriptionState;
  quantity?: number;
  billingCycle?: BillingCycle;
  unitPrice?: Money;
  retailPrice?: Money;
  priceListId?: string;
  autoRenews?: boolean;
  nickname?: string | null;
  termFrom?: Day;
  renewsOn?: Day | null;
  suspendedAt?: Date | null;
  suspensionReason?: SuspensionReason | null;
  endedAt?: Date | null;
  dataDeletedOn?: Day | null;
  meter?: Meter;
  support?: { readonly partnerId: string; readonly name: string } | null;
}
export interface Plan {
  readonly after: After;
  readonly amount: Money;
  readonly lines: readonly ChargeLine[];
  readonly fee: Money | null;
  readonly way: EndingWay | null;
  readonly until: Date | null;
  /** The same for add-ons that go along. */
  readonly along: readonly { readonly subscriptionId: string; readonly plan: Plan }[];
  /** Something new takes its place. */
  readonly becomes: {
    readonly offer: Offer;
    readonly quantity: number;
    readonly term: Term;
    readonly billingCycle: BillingCycle;
    readonly price: OtherPrice;
    /** What is charged for it at once. */
    readonly first: FirstCharge;
  } | null;
  /** Undefined: the plan for renewal stays; null: it is taken away. */
  readonly schedule: Schedule | null | undefined;
}
export interface Refusal {
  readonly refused: RefusalReason;
  readonly count: number;
}

export const no = (refused: RefusalReason, count = 0): Refusal => ({ refused, count });
export const plan = (currency: string, given: Partial<Plan>): Plan => ({
  after: {},
  amount: noMoney(currency),
  lines: [],
  fee: null,
  way: null,
  until: null,
  along: [],
  becomes: null,
  schedule: undefined,
  ...given,
});

/** The period that runs now, its whole length, and the meter in it; null for what is not charged by the period. */
export function running(facts: SubscriptionFacts, today: Day, seats = facts.quantity) {
  const months = monthsCharged(facts.billingCycle, facts.term);
  const period = facts.meter && chargedPeriod(today, { termFrom: facts.termFrom, renewsOn: facts.renewsOn, months });
  if (!period || !facts.meter) return null;
  const metered = { period, unitPrice: facts.unitPrice, seats };
  return { period, metered, daysInPeriod: daysOfWholePeriod(period, facts.termFrom, months), meter: currentMeter(facts.meter, metered) };
}

export const lineOf = (period: Period, daysInPeriod: number, quantity: number, unitPrice: Money, amount: Money): ChargeLine => ({
  ...period,
  days: daysIn(period),
  daysInPeriod,
  quantity,
  unitPrice,
  amount,
});
/** What was charged for the days that are left is given back, and they are charged as they are now; the second line carries the cent. */
export function linesOf(rest: Period, daysInPeriod: number, unitPrice: Money, from: number, to: number, net: Money): ChargeLine[] {
  const back = negateMoney(prorate('C', { unitPrice, daysInPeriod }, { quantity: from, days: daysIn(rest) }));
  if (to === 0) return [lineOf(rest, daysInPeriod, from, unitPrice, net)];
  if (from === 0) return [lineOf(rest, daysInPeriod, to, unitPrice, net)];
  return [lineOf(rest, daysInPeriod, from, unitPrice, back), lineOf(rest, daysInPeriod, to, unitPrice, subtractMoney(net, back))];
}

/** Why an active subscription is needed and this is none. */
export function notActive({ state }: SubscriptionFacts): Refusal | null {
  if (state === 'active') return null;
  return no(state === 'suspended' ? 'suspended' : state === 'pending' ? 'pending' : 'over');
}
