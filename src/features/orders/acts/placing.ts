import { money } from '../../../core/money.ts';
import { dayOf, daysIn } from '../../../core/periods.ts';
import { fold } from '../../../core/text.ts';
import type { Tx } from '../../../server/tx.ts';
import type { Offer, Term } from '../../catalog/contract/products.ts';
import { lifecycleOf } from '../policy/endings.ts';
import type { FirstCharge } from '../policy/pricing.ts';
import type { PricedCart, PricedLine } from '../pricedCart.ts';

/** A line with the order that it goes to. */
export interface Placed {
  readonly order: { readonly orderId: string; readonly number: string };
  readonly line: PricedLine;
  readonly lineNo: number;
}
type Ids = ReadonlyMap<string, string>;

/** Product and edition by language, as they are called on the day of the order. */
export const titlesOf = ({ productTitles, titles }: Pick<Offer, 'productTitles' | 'titles'>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(productTitles).map(([locale, product]) => {
      const edition = titles[locale as keyof typeof titles] ?? titles.en;
      return [locale, edition && edition !== product ? `${product} — ${edition}` : product];
    }),
  );

/** What was found of a line; a checkout with a line that the catalog does not know is refused before. */
function found({ offer, price }: PricedLine): {
  readonly offer: Offer;
  readonly unit: string;
  readonly list: string;
  readonly retail: string;
  readonly listId: string;
  readonly reason: unknown;
} {
  if (!offer) throw new Error('a line without an offer was ordered');
  // A trial costs nothing, whether a list says so or not.
  if (!price || offer.kind === 'trial')
    return { offer, unit: '0', list: '0', retail: '0', listId: price?.priceListId ?? nobodysList, reason: price?.reason ?? null };
  return { offer, unit: price.unit.amount, list: price.list.amount, retail: price.retail.amount, listId: price.priceListId, reason: price.reason };
}
const nobodysList = '00000000-0000-0000-0000-000000000000';
const parentOf = ({ row }: PricedLine, ids: Ids): string | null => (row.parentLineId ? (ids.get(row.parentLineId) ?? null) : row.parentSubscriptionId);
const idOf = ({ row }: PricedLine, ids: Ids): string => ids.get(row.lineId) ?? row.lineId;

export const insertOrderLines = (tx: Tx, rows: readonly Placed[], ids: Ids) =>
  tx
    .insertInto('orderLines')
    .values(
      rows.map(({ order, line, lineNo }) => {
        const { offer, unit, list, retail, listId, reason } = found(line);
        return {
          orderId: order.orderId,
          lineNo,
          subscriptionId: idOf(line, ids),
          parentSubscriptionId: parentOf(line, ids),
          offerId: offer.offerId,
          titles: JSON.stringify(titlesOf(offer)),
          term: line.row.term,
          quantity: line.row.quantity,
          listPrice: list,
          unitPrice: unit,
          retailPrice: retail,
          priceListId: listId,
          reason: JSON.stringify(reason),
          firstCharge: line.first.amount.amount,
        };
      }),
    )
    .execute();

/** Columns of the meter of what begins with a charge. */
export const meterColumns = ({ period, amount }: Pick<FirstCharge, 'period' | 'amount'>, periodStartsOn: string | null = period?.startsOn ?? null) => ({
  meterFrom: periodStartsOn,
  meterPosted: amount.amount,
  meterSeatDays: 0,
  meterOn: period?.startsOn ?? null,
});

interface Making {
  readonly priced: PricedCart;
  readonly ids: Ids;
  readonly categories: ReadonlyMap<string, string>;
}
export const insertSubscriptions = (tx: Tx, now: Date, rows: readonly Placed[], { priced, ids, categories }: Making) =>
  tx
    .insertInto('subscriptions')
    .values(
      rows.map(({ order, line }) => {
        const { offer, unit, retail, listId } = found(line);
        const titles = titlesOf(offer);
        const { row, first } = line;
        return {
          subscriptionId: idOf(line, ids),
          customerId: priced.cart.customerId,
          customerName: priced.customer.name,
          orderId: order.orderId,
          offerId: offer.offerId,
          skuId: offer.skuId,
          productId: offer.productId,
          titles: JSON.stringify(titles),
          publisher: offer.publisher,
          unit: offer.unit,
          nickname: row.nickname,
          lifecycle: lifecycleOf({ ...offer, category: categories.get(offer.productId) ?? '', term: row.term as Term }),
          market: priced.cart.market,
          segment: offer.segment,
          parentSubscriptionId: parentOf(line, ids),
          quantity: row.quantity,
          term: row.term,
          billingCycle: row.billingCycle,
          currency: priced.cart.currency,
          unitPrice: unit,
          retailPrice: retail,
          priceListId: listId,
          autoRenews: row.autoRenews && offer.kind !== 'trial',
          orderedAt: now,
          startedOn: dayOf(now),
          termFrom: first.termFrom,
          renewsOn: first.renewsOn,
          ...meterColumns(first, first.periodStartsOn),
          searchText: fold([priced.customer.name, priced.customer.domain, order.number, row.nickname ?? '', offer.offerId, ...Object.values(titles)].join(' ')),
          changedAt: now,
        };
      }),
    )
    .execute();

/** What is charged at once, as the first entry of each subscription's history: invoices are made of these. */
export const insertFirstCharges = (
  tx: Tx,
  now: Date,
  rows: readonly Placed[],
  { ids, currency, by }: { readonly ids: Ids; readonly currency: string; readonly by: string },
) =>
  tx
    .insertInto('subscriptionChanges')
    .values(
      rows.map(({ order, line }) => ({
        subscriptionId: idOf(line, ids),
        kind: 'bought',
        at: now,
        byName: by,
        before: '{}',
        after: JSON.stringify({ quantity: line.row.quantity, order: order.number }),
        amount: line.first.amount.amount,
        currency,
        lines: JSON.stringify(chargeLines(line)),
      })),
    )
    .execute();

function chargeLines({ first, row, price }: PricedLine) {
  const { period, amount, daysInPeriod } = first;
  if (!period) return [];
  const days = daysIn(period);
  return [{ ...period, days, daysInPeriod, quantity: row.quantity, unitPrice: price?.unit ?? money(0, amount.currency), amount }];
}
