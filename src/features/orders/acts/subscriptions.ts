import { compareMoney, isNegativeMoney, isNoMoney, type Money } from '../../../core/money.ts';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import type { BillingCycle, Term } from '../../catalog/contract/products.ts';
import { listOffers, priceOf } from '../../catalog/queries.ts';
import { segmentOf } from '../../customers/policy.ts';
import { findCustomer } from '../../customers/queries.ts';
import {
  AmountChanged,
  type Change,
  ChangeRefused,
  ChangeScheduled,
  CycleChanged,
  RenewalSwitched,
  ScheduleDropped,
  SeatsChanged,
  SubscriptionCanceled,
  SubscriptionReactivated,
  SubscriptionRenamed,
  SubscriptionSuspended,
  SubscriptionUpgraded,
  SupportContactChanged,
  TrialConverted,
} from '../contract/subscriptions.ts';
import type { SubscriptionState } from '../contract/states.ts';
import { factsOf, nameIn } from '../facts.ts';
import { type Around, type OtherPrice, type Plan, planChange, type Refusal, totalOfPlan } from '../policy/changes.ts';
import { movesLicenses, seatsGone } from '../policy/licenses.ts';
import { findSchedule, findSubscription, findSubscriptionForUpdate, listAddOnsOf, listSupporters, type SubscriptionRow } from '../queries/subscriptions.ts';
import { askForChange } from './asking.ts';
import type { Doer } from './carts.ts';
import { moveLicenses } from './licenses.ts';
import { approvalLimit, needsApproval } from './limit.ts';
import { tellLockedOut } from './lockedOut.ts';
import { becomeAnother } from './replacing.ts';
import { writePlan } from './writing.ts';

/** The offer and rhythm whose price a change needs, or nothing. */
function priceAskedBy(row: SubscriptionRow, change: Change) {
  const now = { offerId: row.offerId, term: row.term as Term, billingCycle: row.billingCycle as BillingCycle, quantity: row.quantity };
  switch (change.kind) {
    case 'cycle':
      return { ...now, billingCycle: change.billingCycle };
    case 'convert':
      return { offerId: change.offerId, term: change.term, billingCycle: change.billingCycle, quantity: change.quantity };
    case 'upgrade':
      return { ...now, offerId: change.offerId };
    case 'schedule':
      return change.schedule?.offerId ? { ...now, offerId: change.schedule.offerId } : null;
    default:
      return null;
  }
}

/** The price of an offer for the subscription's customer, of today unless another day is said; null where no list has one. */
export async function priceFor(
  tx: Tx,
  now: Date,
  row: SubscriptionRow,
  wanted: { readonly offerId: string; readonly term: Term; readonly billingCycle: BillingCycle; readonly quantity: number },
  more: { readonly atList?: boolean; readonly on?: string } = {},
): Promise<OtherPrice | null> {
  const { accountId, market, currency, customerId } = row;
  const [[offer], customer] = await Promise.all([listOffers(tx, [wanted.offerId], market), findCustomer(tx, customerId)]);
  if (!offer || !customer) return null;
  const [price] = await priceOf(tx, now, { accountId, market, currency, segment: segmentOf(customer), customerId, lines: [wanted], ...more });
  return price ? { offer, unit: price.unit, retail: price.retail, priceListId: price.priceListId } : null;
}

/** What lies around a subscription and a rule must know. */
export async function aroundOf(tx: Tx, now: Date, row: SubscriptionRow, change: Change | null): Promise<Around> {
  const asked = change && priceAskedBy(row, change);
  const [addOns, parent, schedule, supporters, otherPrice] = await Promise.all([
    listAddOnsOf(tx, row.subscriptionId),
    row.parentSubscriptionId ? findSubscription(tx, row.parentSubscriptionId) : undefined,
    findSchedule(tx, row.subscriptionId),
    change === null || change.kind === 'support' ? listSupporters(tx) : [],
    asked ? priceFor(tx, now, row, asked) : null,
  ]);
  const offers = await listOffers(tx, [row.offerId, ...addOns.map((each) => each.offerId)], row.market);
  const byId = new Map(offers.map((offer) => [offer.offerId, offer]));
  return {
    offer: byId.get(row.offerId),
    parentState: parent ? (parent.state as SubscriptionState) : null,
    addOns: addOns.map((each) => ({ ...factsOf(each), addOnTo: byId.get(each.offerId)?.addOnTo ?? [] })),
    hasSchedule: schedule !== undefined,
    supporters: supporters.map(({ partnerId, name }) => ({ partnerId, name: name ?? partnerId })),
    otherPrice,
  };
}

/** What a change would do; nothing is written. @throws NotFound, ChangeRefused */
export async function rehearseChange(
  tx: Tx,
  now: Date,
  subscriptionId: string,
  change: Change,
): Promise<{ readonly row: SubscriptionRow; readonly plan: Plan; readonly around: Around }> {
  const row = await findSubscription(tx, subscriptionId);
  if (!row) throw new NotFound({});
  const around = await aroundOf(tx, now, row, change);
  return { row, around, plan: planned(planChange(factsOf(row), change, around, now)) };
}
function planned(made: Plan | Refusal): Plan {
  if ('refused' in made) throw new ChangeRefused({ reason: made.refused, count: made.count });
  return made;
}

export interface ChangeWanted {
  readonly subscriptionId: string;
  readonly change: Change;
  readonly version: number;
  /** What was shown to whoever confirmed it; null: it was said to cost nothing. */
  readonly shown: Money | null;
  readonly bulkId?: string;
  /** A second person has said yes, to it or to everything that it is a row of. */
  readonly isApproved?: boolean;
}

/**
 * Changes a subscription: whoever comes second sees another version. Never at another amount than was shown. What charges more than the
 * company's limit is asked for instead, and waits.
 * @throws NotFound, ChangedMeanwhile, ChangeRefused, AmountChanged
 */
export async function changeSubscription(tx: Tx, actor: Doer, now: Date, wanted: ChangeWanted): Promise<Plan> {
  const { subscriptionId, change, version, shown } = wanted;
  const found = await findSubscription(tx, subscriptionId);
  if (!found) throw new NotFound({});
  // The base is locked before its add-ons, by whoever comes: nobody waits in a circle.
  if (found.parentSubscriptionId) await findSubscriptionForUpdate(tx, found.parentSubscriptionId);
  const row = await findSubscriptionForUpdate(tx, subscriptionId);
  if (!row) throw new NotFound({});
  if (row.version !== version) throw new ChangedMeanwhile({});
  const around = await aroundOf(tx, now, row, change);
  const plan = planned(planChange(factsOf(row), change, around, now));
  const amount = totalOfPlan(plan);
  if (shown ? compareMoney(shown, amount) !== 0 : !isNoMoney(amount)) throw new AmountChanged({ shown: shown?.amount ?? '', amount });
  if (!wanted.isApproved && needsApproval(amount, await limitFor(tx, amount))) {
    await askForChange(tx, actor, now, row, change, amount);
    return plan;
  }
  const addOns = plan.along.length ? await listAddOnsOf(tx, subscriptionId) : [];
  await carryOut(tx, actor, now, row, plan, wanted);
  const along = plan.along.flatMap((each) => addOns.filter((one) => one.subscriptionId === each.subscriptionId).map((one) => ({ ...one, plan: each.plan })));
  const gone = seatsGone({ ...row, plan, change }, along).filter(({ atRenewal, moves }) => !atRenewal && !moves);
  await tellLockedOut(tx, actor, now, row, gone);
  return plan;
}

/** What costs nothing asks for nothing. */
const limitFor = async (tx: Tx, amount: Money) => (isNoMoney(amount) || isNegativeMoney(amount) ? null : approvalLimit(tx, amount.currency));

async function carryOut(tx: Tx, actor: Doer, now: Date, row: SubscriptionRow, plan: Plan, { change, bulkId }: ChangeWanted): Promise<void> {
  await writePlan(tx, now, row, plan, { kind: change.kind, byName: actor.name, bulkId: bulkId ?? null });
  if (plan.becomes) {
    await becomeAnother(tx, actor, now, row, plan.becomes);
    const { offer, quantity } = plan.becomes;
    if (movesLicenses(change)) await moveLicenses(tx, actor, now, { customerId: row.customerId, from: row.skuId, to: offer.skuId, seats: quantity });
  }
  await announceChange(tx, actor, now, row, plan, change);
}

async function announceChange(tx: Tx, actor: Actor, now: Date, row: SubscriptionRow, plan: Plan, change: Change): Promise<void> {
  const details = { customerId: row.customerId, customer: row.customerName, product: row.nickname ?? nameIn(row.titles, 'en') };
  const told = { accountId: row.accountId, subjectId: row.subscriptionId };
  const say = <D extends Parameters<typeof announce>[3]>(what: D, more: object = {}, states: object = {}) =>
    announce(tx, actor, now, what, { ...told, ...states, details: { ...details, ...more } });
  switch (change.kind) {
    case 'seats':
      return void (await say(
        SeatsChanged,
        { from: row.quantity, to: change.quantity },
        { before: { quantity: row.quantity }, after: { quantity: change.quantity } },
      ));
    case 'nickname':
      return void (await say(SubscriptionRenamed, {}, { before: { nickname: row.nickname }, after: { nickname: change.nickname } }));
    case 'cycle':
      return void (await say(CycleChanged, {}, { before: { billingCycle: row.billingCycle }, after: { billingCycle: change.billingCycle } }));
    case 'renewal':
      return void (await say(RenewalSwitched, { autoRenews: change.autoRenews }));
    case 'suspend':
      return void (await say(SubscriptionSuspended, { reason: change.reason, deletedOn: plan.after.dataDeletedOn ?? null }));
    case 'reactivate':
      return void (await say(SubscriptionReactivated));
    case 'cancel':
      return void (await (change.when === 'renewal'
        ? say(RenewalSwitched, { autoRenews: false })
        : say(SubscriptionCanceled, { refund: `${plan.amount.amount} ${row.currency}` })));
    case 'convert':
      return void (await say(TrialConverted, { seats: change.quantity }));
    case 'upgrade':
      return void (await say(SubscriptionUpgraded));
    case 'schedule':
      return void (await (change.schedule ? say(ChangeScheduled, { on: row.renewsOn }) : say(ScheduleDropped)));
    case 'support':
      return void (await say(SupportContactChanged));
  }
}
