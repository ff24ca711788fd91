import { type Money, noMoney } from '../../../core/money.ts';
import { dayOf } from '../../../core/periods.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import type { BillingCycle, Term } from '../../catalog/contract/products.ts';
import { SubscriptionDeleted, SubscriptionEnding, SubscriptionExpired, SubscriptionRenewed } from '../contract/subscriptions.ts';
import { factsOf, nameIn } from '../facts.ts';
import { plan, type SubscriptionFacts } from '../policy/plans.ts';
import { chargedPeriod, startedMeter } from '../policy/meter.ts';
import { monthsCharged } from '../policy/endings.ts';
import { daysOfWholePeriod, nextRenewal } from '../policy/pricing.ts';
import { keptOn, movedSubscription, warningDue } from '../policy/subscriptions.ts';
import { findSchedule, findSubscriptionForUpdate, type ScheduleRow, type SubscriptionRow } from '../queries/subscriptions.ts';
import { moveLicenses } from './licenses.ts';
import { tellLockedOut } from './lockedOut.ts';
import { priceFor } from './subscriptions.ts';
import { titlesOf } from './placing.ts';
import { writePlan } from './writing.ts';

const about = (row: SubscriptionRow) => ({ customerId: row.customerId, customer: row.customerName, product: row.nickname ?? nameIn(row.titles, 'en') });
const told = ({ accountId, subscriptionId }: SubscriptionRow) => ({ accountId, subjectId: subscriptionId });

/**
 * What a day brings a subscription: its term is renewed or ends, its data are deleted, somebody is warned. As often as it is run,
 * each happens once; days that a center slept through are caught up one after the other.
 */
export async function passDay(tx: Tx, actor: Actor, now: Date, subscriptionId: string): Promise<void> {
  const today = dayOf(now);
  for (let row = await findSubscriptionForUpdate(tx, subscriptionId); row; row = await findSubscriptionForUpdate(tx, subscriptionId)) {
    const facts = factsOf(row);
    if (facts.state === 'active' && facts.renewsOn !== null && facts.renewsOn <= today) await endTerm(tx, actor, now, row, facts);
    else if (facts.dataDeletedOn !== null && facts.dataDeletedOn <= today && movedSubscription(facts.state, 'delete_data'))
      await deleteData(tx, actor, now, row, facts);
    else return warn(tx, actor, now, row, facts);
  }
}

async function endTerm(tx: Tx, actor: Actor, now: Date, row: SubscriptionRow, facts: SubscriptionFacts): Promise<void> {
  const schedule = await findSchedule(tx, row.subscriptionId);
  // A publisher's trial becomes a paid subscription unless somebody has ended it; the operator's own never does.
  if (!facts.autoRenews || schedule?.ends || facts.lifecycle === 'trial' || facts.lifecycle === 'publisher_trial') return expire(tx, actor, now, row, facts);
  return renew(tx, actor, now, row, facts, schedule);
}

async function expire(tx: Tx, actor: Actor, now: Date, row: SubscriptionRow, { renewsOn, quantity }: SubscriptionFacts): Promise<void> {
  const endedOn = renewsOn ?? dayOf(now);
  const made = plan(row.currency, {
    after: { state: 'expired', endedAt: now, autoRenews: false, renewsOn: null, dataDeletedOn: keptOn(endedOn) },
    schedule: null,
  });
  await writePlan(tx, now, row, made, { kind: 'expired', byName: null, bulkId: null });
  await announce(tx, actor, now, SubscriptionExpired, { ...told(row), details: about(row) });
  await tellLockedOut(tx, actor, now, row, [{ skuId: row.skuId, fewer: quantity }]);
}

/** The next term, as it was planned, at the price of its first day; where no list has one any more, at the old one. */
async function renew(tx: Tx, actor: Actor, now: Date, row: SubscriptionRow, facts: SubscriptionFacts, schedule: ScheduleRow | undefined): Promise<void> {
  const termFrom = facts.renewsOn ?? dayOf(now);
  const term = (schedule?.term ?? facts.term) as Term;
  const billingCycle = (schedule?.billingCycle ?? facts.billingCycle) as BillingCycle;
  const quantity = schedule?.quantity ?? facts.quantity;
  const price = await priceFor(tx, now, row, { offerId: schedule?.offerId ?? row.offerId, term, billingCycle, quantity }, { atList: true, on: termFrom });
  const [unitPrice, retailPrice] = price ? [price.unit, price.retail] : [facts.unitPrice, facts.retailPrice];
  const anchor = term === facts.term ? facts.startedOn : termFrom;
  const renewsOn = nextRenewal(anchor, termFrom, term);
  const charge = firstOfTerm({ termFrom, renewsOn, months: monthsCharged(billingCycle, term), unitPrice, quantity });
  const made = plan(row.currency, {
    after: {
      quantity,
      billingCycle,
      unitPrice,
      retailPrice,
      ...(price ? { priceListId: price.priceListId } : {}),
      termFrom,
      renewsOn,
      ...(charge ? { meter: charge.meter } : {}),
    },
    amount: charge?.meter.posted ?? noMoney(row.currency),
    lines: charge?.lines ?? [],
    schedule: schedule ? null : undefined,
  });
  await writePlan(tx, now, row, made, { kind: 'renewed', byName: null, bulkId: null });
  if (term !== facts.term || (schedule?.offerId && price)) await becomeOffer(tx, row, term, schedule?.offerId ? price : null);
  if (schedule?.offerId && price) await moveLicenses(tx, actor, now, { customerId: row.customerId, from: row.skuId, to: price.offer.skuId, seats: quantity });
  await announce(tx, actor, now, SubscriptionRenewed, { ...told(row), details: { ...about(row), until: renewsOn ?? termFrom } });
  const isSame = !schedule?.offerId || price?.offer.skuId === row.skuId;
  await tellLockedOut(tx, actor, now, row, [{ skuId: row.skuId, fewer: isSame ? facts.quantity - quantity : facts.quantity }]);
}

interface Begun {
  readonly termFrom: string;
  readonly renewsOn: string | null;
  readonly months: number;
  readonly unitPrice: Money;
  readonly quantity: number;
}
function firstOfTerm({ termFrom, renewsOn, months, unitPrice, quantity }: Begun) {
  const period = chargedPeriod(termFrom, { termFrom, renewsOn, months });
  if (!period) return null;
  const daysInPeriod = daysOfWholePeriod(period, termFrom, months);
  const meter = startedMeter({ period, unitPrice, seats: quantity }, termFrom, daysInPeriod);
  return { meter, lines: [{ ...period, days: daysInPeriod, daysInPeriod, quantity, unitPrice, amount: meter.posted }] };
}

/** What it is from now on, where its plan for renewal says something else. */
async function becomeOffer(tx: Tx, { accountId, subscriptionId }: SubscriptionRow, term: Term, price: Awaited<ReturnType<typeof priceFor>>): Promise<void> {
  const offer = price && {
    offerId: price.offer.offerId,
    skuId: price.offer.skuId,
    productId: price.offer.productId,
    titles: JSON.stringify(titlesOf(price.offer)),
    unit: price.offer.unit,
  };
  await tx
    .updateTable('subscriptions')
    .set({ term, ...offer })
    .where('accountId', '=', accountId)
    .where('subscriptionId', '=', subscriptionId)
    .execute();
}

async function deleteData(tx: Tx, actor: Actor, now: Date, row: SubscriptionRow, facts: SubscriptionFacts): Promise<void> {
  const to = movedSubscription(facts.state, 'delete_data') ?? facts.state;
  const made = plan(row.currency, { after: { state: to, endedAt: row.endedAt ?? now, autoRenews: false } });
  await writePlan(tx, now, row, made, { kind: 'deleted', byName: null, bulkId: null });
  await announce(tx, actor, now, SubscriptionDeleted, { ...told(row), details: about(row) });
}

/** Says that something comes, thirty, fourteen, three days and one day before; each once. */
async function warn(tx: Tx, actor: Actor, now: Date, row: SubscriptionRow, facts: SubscriptionFacts): Promise<void> {
  const isTrial = facts.lifecycle === 'trial' || facts.lifecycle === 'publisher_trial';
  const on = facts.state === 'active' ? facts.renewsOn : facts.state === 'suspended' ? facts.dataDeletedOn : null;
  const days = on === null ? undefined : warningDue(dayOf(now), on, row.warned);
  // A month that is renewed each month is no news.
  if (on === null || days === undefined || (facts.term === 'P1M' && facts.autoRenews && !isTrial && facts.state === 'active')) return;
  const what = facts.state === 'suspended' ? 'deletion' : isTrial ? 'trial' : facts.autoRenews ? 'renewal' : 'expiry';
  await tx.updateTable('subscriptions').set({ warned: days }).where('accountId', '=', row.accountId).where('subscriptionId', '=', row.subscriptionId).execute();
  await announce(tx, actor, now, SubscriptionEnding, { ...told(row), details: { ...about(row), days, what, on } });
}
