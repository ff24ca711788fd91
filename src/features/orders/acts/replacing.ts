import { dayOf } from '../../../core/periods.ts';
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
  const { offer, term, billingCycle, quantity, price, first } = becomes;
  const { accountId, customerId, customerName, orderId, market, currency, nickname } = from;
  const today = dayOf(now);
  const categories = await listCategories(tx, [offer.productId]);
  const subscriptionId = crypto.randomUUID();
  const titles = titlesOf(offer);
  await tx
    .insertInto('subscriptions')
    .values({
      accountId,
      subscriptionId,
      customerId,
      customerName,
      orderId,
      market,
      currency,
      nickname,
      offerId: offer.offerId,
      skuId: offer.skuId,
      productId: offer.productId,
      titles: JSON.stringify(titles),
      publisher: offer.publisher,
      unit: offer.unit,
      lifecycle: lifecycleOf({ ...offer, category: categories.get(offer.productId) ?? '', term }),
      segment: offer.segment,
      parentSubscriptionId: from.parentSubscriptionId,
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
      startedOn: today,
      termFrom: first.termFrom,
      renewsOn: first.renewsOn,
      ...meterColumns(first, first.periodStartsOn),
      supportPartnerId: from.supportPartnerId,
      supportName: from.supportName,
      searchText: fold([customerName, nickname ?? '', offer.offerId, ...Object.values(titles)].join(' ')),
      changedAt: now,
    })
    .execute();
  const lines = first.period
    ? [
        {
          ...first.period,
          days: Math.round((Date.parse(first.period.endsOn) - Date.parse(first.period.startsOn)) / 86_400_000) + 1,
          daysInPeriod: first.daysInPeriod,
          quantity,
          unitPrice: price.unit,
          amount: first.amount,
        },
      ]
    : [];
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
      amount: first.amount.amount,
      currency,
      lines: JSON.stringify(lines),
    })
    .execute();
  await tx
    .updateTable('subscriptions')
    .set((set) => ({ parentSubscriptionId: subscriptionId, changedAt: now, version: set('version', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('parentSubscriptionId', '=', from.subscriptionId)
    .where('state', '=', 'active')
    .execute();
  return subscriptionId;
}
