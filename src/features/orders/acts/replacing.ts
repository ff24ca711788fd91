import { dayOf, daysIn } from '../../../core/periods.ts';
import { fold } from '../../../core/text.ts';
import type { Tx } from '../../../server/tx.ts';
import { lifecycleOf } from '../policy/endings.ts';
import type { Plan } from '../policy/changes.ts';
import { listCategories } from '../queries/carts.ts';
import type { SubscriptionRow } from '../queries/subscriptions.ts';
import type { Doer } from './carts.ts';
import { meterColumns, titlesOf } from './placing.ts';

type Becomes = NonNullable<Plan['becomes']>;

/** Makes the subscription that takes the place of a trial, or of a smaller edition; add-ons that go with it follow. */
export async function becomeAnother(tx: Tx, actor: Doer, now: Date, from: SubscriptionRow, becomes: Becomes): Promise<string> {
  const subscriptionId = crypto.randomUUID();
  await insertSuccessor(tx, now, from, becomes, subscriptionId);
  await insertFirstCharge(tx, actor, now, from, becomes, subscriptionId);
  await tx
    .updateTable('subscriptions')
    .set((set) => ({ parentSubscriptionId: subscriptionId, changedAt: now, version: set('version', '+', 1) }))
    .where('accountId', '=', from.accountId)
    .where('parentSubscriptionId', '=', from.subscriptionId)
    .where('state', '=', 'active')
    .execute();
  return subscriptionId;
}

async function insertSuccessor(
  tx: Tx,
  now: Date,
  from: SubscriptionRow,
  { offer, term, billingCycle, quantity, price, first }: Becomes,
  subscriptionId: string,
): Promise<void> {
  const { accountId, customerId, customerName, orderId, market, currency, nickname } = from;
  const categories = await listCategories(tx, [offer.productId]);
  const titles = titlesOf(offer);
  const taken = { accountId, customerId, customerName, orderId, market, currency, nickname, parentSubscriptionId: from.parentSubscriptionId };
  await tx
    .insertInto('subscriptions')
    .values({
      ...taken,
      subscriptionId,
      offerId: offer.offerId,
      skuId: offer.skuId,
      productId: offer.productId,
      titles: JSON.stringify(titles),
      publisher: offer.publisher,
      unit: offer.unit,
      lifecycle: lifecycleOf({ ...offer, category: categories.get(offer.productId) ?? '', term }),
      segment: offer.segment,
      cameFrom: from.subscriptionId,
      state: 'active',
      quantity,
      term,
      billingCycle,
      unitPrice: price.unit.amount,
      retailPrice: price.retail.amount,
      priceListId: price.priceListId,
      autoRenews: true,
      orderedAt: now,
      startedOn: dayOf(now),
      termFrom: first.termFrom,
      renewsOn: first.renewsOn,
      ...meterColumns(first, first.periodStartsOn),
      supportPartnerId: from.supportPartnerId,
      supportName: from.supportName,
      searchText: fold([customerName, nickname ?? '', offer.offerId, ...Object.values(titles)].join(' ')),
      changedAt: now,
    })
    .execute();
}

async function insertFirstCharge(
  tx: Tx,
  actor: Doer,
  now: Date,
  { accountId, currency }: SubscriptionRow,
  { offer, quantity, price, first }: Becomes,
  subscriptionId: string,
): Promise<void> {
  const { period, daysInPeriod, amount } = first;
  const lines = period ? [{ ...period, days: daysIn(period), daysInPeriod, quantity, unitPrice: price.unit, amount }] : [];
  await tx
    .insertInto('subscriptionChanges')
    .values({
      accountId,
      subscriptionId,
      kind: 'came_from',
      at: now,
      byName: actor.name,
      before: '{}',
      after: JSON.stringify({ quantity, offerId: offer.offerId }),
      amount: amount.amount,
      currency,
      lines: JSON.stringify(lines),
    })
    .execute();
}
