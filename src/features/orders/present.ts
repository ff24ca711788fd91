import { may, type Rights } from '../../core/access.ts';
import { type Money, money, multiplyMoney, roundMoney } from '../../core/money.ts';
import type { Priced } from '../catalog/contract/pricing.ts';
import type { BillingCycle, Offer, Segment, Term } from '../catalog/contract/products.ts';
import { daysIn } from '../../core/periods.ts';
import { listOffers } from '../catalog/queries.ts';
import type { Tx } from '../../server/tx.ts';
import type { Order, OrderSummary } from './contract/orders.ts';
import type { ChargeLine } from './contract/shapes.ts';
import type { SubscriptionState } from './contract/states.ts';
import { type ChangeKind, changeKinds, type Outlook, type SubscriptionSummary } from './contract/subscriptions.ts';
import { nameIn, offerNameIn } from './facts.ts';
import { type Around, type Plan, planChange, type SubscriptionFacts, totalOfPlan } from './policy/changes.ts';
import { mayStopRenewal } from './policy/endings.ts';
import type { OrderLineRow, OrderRow } from './queries/orders.ts';
import type { SubscriptionRow } from './queries/subscriptions.ts';

/** What a reader wants it said in. */
export interface Reader {
  readonly locale: string;
}
export type Unit = SubscriptionSummary['unit'];

export const presentOrderSummary = (row: OrderRow): OrderSummary => ({
  orderId: row.orderId,
  number: row.number,
  customer: { customerId: row.customerId, name: row.customerName },
  state: row.state as OrderSummary['state'],
  billingCycle: row.billingCycle as BillingCycle,
  first: money(row.firstCharge, row.currency),
  placedAt: row.placedAt,
  placedBy: row.placedByName,
});

export const presentOrder = (row: OrderRow, lines: readonly OrderLineRow[], { locale }: Reader, now: Date): Order => ({
  ...presentOrderSummary(row),
  approvedBy: row.approvedByName,
  pricedAt: row.pricedAt,
  asOf: now,
  lines: lines.map((line) => ({
    offerId: line.offerId,
    name: nameIn(line.titles, locale),
    lineNo: line.lineNo,
    subscriptionId: line.subscriptionId,
    parentSubscriptionId: line.parentSubscriptionId,
    term: line.term as Term,
    quantity: line.quantity,
    list: money(line.listPrice, row.currency),
    unit: money(line.unitPrice, row.currency),
    retail: money(line.retailPrice, row.currency),
    reason: line.reason as Priced['reason'] | null,
    first: money(line.firstCharge, row.currency),
    state: line.state as 'pending' | 'fulfilled' | 'unfulfilled',
  })),
});

export const presentSummary = (row: SubscriptionRow, { locale }: Reader): SubscriptionSummary => ({
  subscriptionId: row.subscriptionId,
  customer: { customerId: row.customerId, name: row.customerName },
  offerId: row.offerId,
  name: nameIn(row.titles, locale),
  publisher: row.publisher,
  unit: row.unit as Unit,
  segment: row.segment as Segment,
  nickname: row.nickname,
  state: row.state as SubscriptionState,
  quantity: row.quantity,
  term: row.term as Term,
  billingCycle: row.billingCycle as BillingCycle,
  unitPrice: money(row.unitPrice, row.currency),
  autoRenews: row.autoRenews,
  renewsOn: row.renewsOn,
  dataDeletedOn: row.dataDeletedOn,
  parentSubscriptionId: row.parentSubscriptionId,
});

/** What a cycle costs; null for what no cycle charges: a trial, metered use, what was paid once. */
export const cycleCost = (
  { billingCycle, lifecycle, quantity }: Pick<SubscriptionFacts, 'billingCycle' | 'lifecycle' | 'quantity'>,
  price: Money,
): Money | null =>
  billingCycle === 'monthly' || billingCycle === 'annual'
    ? lifecycle === 'trial' || lifecycle === 'publisher_trial' || lifecycle === 'usage' || lifecycle === 'publisher_usage'
      ? null
      : roundMoney(multiplyMoney(price, quantity))
    : null;

/** What a plan would do, in figures. */
export function presentOutlook(facts: SubscriptionFacts, plan: Plan, addOnNames: ReadonlyMap<string, string>, today: string): Outlook {
  const after = { ...facts, ...plan.after, unitPrice: plan.after.unitPrice ?? facts.unitPrice };
  const becomes = plan.becomes;
  const stands = after.state === 'active';
  const recurringAfter = becomes
    ? cycleCost({ ...facts, lifecycle: 'license', billingCycle: becomes.billingCycle, quantity: becomes.quantity }, becomes.price.unit)
    : stands
      ? cycleCost(after, after.unitPrice)
      : null;
  return {
    amount: totalOfPlan(plan),
    needsApproval: false,
    lines: [...plan.lines, ...plan.along.flatMap((each) => each.plan.lines), ...(becomes ? firstLines(plan) : [])],
    fee: plan.fee,
    way: plan.way,
    until: plan.until,
    recurringBefore: facts.state === 'active' ? cycleCost(facts, facts.unitPrice) : null,
    recurringAfter,
    effectiveOn: plan.schedule && facts.renewsOn ? facts.renewsOn : today,
    renewsOn: becomes ? becomes.first.renewsOn : after.renewsOn,
    dataDeletedOn: after.dataDeletedOn,
    addOns: plan.along.map(({ subscriptionId }) => ({ subscriptionId, name: addOnNames.get(subscriptionId) ?? '' })),
    licenses: [],
  };
}

function firstLines({ becomes }: Plan): ChargeLine[] {
  if (!becomes?.first.period) return [];
  const { period, daysInPeriod, amount } = becomes.first;
  const days = daysIn(period);
  return [{ ...period, days, daysInPeriod, quantity: becomes.quantity, unitPrice: becomes.price.unit, amount }];
}

/** What the reader can do to it now. What depends on a choice (how many, into what) is open where some choice is. */
export function canChange(rights: Rights, facts: SubscriptionFacts, around: Around, now: Date): Record<ChangeKind, boolean> {
  const holds = may(rights, 'subscriptions', 'edit');
  const works = (change: Parameters<typeof planChange>[1]) => holds && !('refused' in planChange(facts, change, around, now));
  const isActive = facts.state === 'active';
  const tried = facts.lifecycle === 'trial' || facts.lifecycle === 'publisher_trial';
  const other = around.offer?.availabilities.some(
    (each) => each.market === facts.market && each.term === facts.term && each.billingCycle !== facts.billingCycle && each.isPurchasable,
  );
  const stays = facts.state === 'active' || facts.state === 'suspended';
  const open: Record<ChangeKind, boolean> = {
    seats: holds && isActive && !tried && (facts.meter !== null || facts.lifecycle === 'usage' || facts.lifecycle === 'publisher_usage'),
    nickname: holds && stays,
    cycle: holds && isActive && !tried && facts.meter !== null && other === true,
    renewal: holds && isActive && facts.renewsOn !== null && mayStopRenewal(facts.lifecycle),
    suspend: works({ kind: 'suspend', reason: 'customer_asked' }),
    reactivate: works({ kind: 'reactivate' }),
    cancel: works({ kind: 'cancel', when: 'now' }),
    convert: holds && isActive && tried && (around.offer?.convertsTo.length ?? 0) > 0,
    upgrade: holds && isActive && !tried && (around.offer?.upgradesTo.length ?? 0) > 0,
    schedule: holds && isActive && !tried && facts.renewsOn !== null,
    support: holds && stays && around.supporters.length > 0,
  };
  return Object.fromEntries(changeKinds.map((kind) => [kind, open[kind]])) as Record<ChangeKind, boolean>;
}

/** Names of offers in the reader's language. */
export async function namesOf(tx: Tx, offerIds: readonly string[], { locale }: Reader): Promise<ReadonlyMap<string, string>> {
  const offers = offerIds.length ? await listOffers(tx, offerIds) : [];
  return new Map(offers.map((offer: Offer) => [offer.offerId, offerNameIn(offer, locale)]));
}
