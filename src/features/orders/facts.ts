import { money } from '../../core/money.ts';
import { addDays, dayOf } from '../../core/periods.ts';
import type { BillingCycle, Offer, Term } from '../catalog/contract/products.ts';
import type { Lifecycle, SubscriptionState, SuspensionReason } from './contract/states.ts';
import { endingDays } from './contract/subscriptions.ts';
import type { SubscriptionFacts } from './policy/changes.ts';
import type { Meter } from './policy/meter.ts';
import type { SubscriptionRow } from './queries/subscriptions.ts';

/** A row as the rules read it. */
export function factsOf(row: SubscriptionRow): SubscriptionFacts {
  const { currency, meterFrom, meterOn } = row;
  const meter: Meter | null =
    meterFrom && meterOn ? { startsOn: meterFrom, posted: money(row.meterPosted, currency), seatDays: row.meterSeatDays, markedOn: meterOn } : null;
  return {
    subscriptionId: row.subscriptionId,
    state: row.state as SubscriptionState,
    lifecycle: row.lifecycle as Lifecycle,
    quantity: row.quantity,
    unitPrice: money(row.unitPrice, currency),
    retailPrice: money(row.retailPrice, currency),
    term: row.term as Term,
    billingCycle: row.billingCycle as BillingCycle,
    market: row.market,
    orderedAt: row.orderedAt,
    startedOn: row.startedOn,
    termFrom: row.termFrom,
    renewsOn: row.renewsOn,
    autoRenews: row.autoRenews,
    nickname: row.nickname,
    suspensionReason: row.suspensionReason as SuspensionReason | null,
    dataDeletedOn: row.dataDeletedOn,
    supportPartnerId: row.supportPartnerId,
    meter,
  };
}

/** What ends within the days that a list and Home look ahead. */
export const endingBy = (what: 'term' | 'trial' | undefined, now: Date) => (what ? { what, until: addDays(dayOf(now), endingDays) } : undefined);

/** Names that are kept by language: that of the reader, or the English one. */
export function nameIn(titles: unknown, locale: string): string {
  const all = titles as Readonly<Record<string, string>>;
  return all[locale] ?? all['en'] ?? Object.values(all)[0] ?? '';
}
export const offerNameIn = (offer: Pick<Offer, 'productTitles' | 'titles'>, locale: string): string => {
  const [product, edition] = [nameIn(offer.productTitles, locale), nameIn(offer.titles, locale)];
  return edition && edition !== product ? `${product} — ${edition}` : product;
};
