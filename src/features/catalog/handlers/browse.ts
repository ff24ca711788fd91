import { may } from '../../../core/access.ts';
import type { Locale } from '../../../core/locale.ts';
import { cursorKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import { fold } from '../../../core/text.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { mayBuy, segmentOf } from '../../customers/policy.ts';
import { findCustomer } from '../../customers/queries.ts';
import type { browseEndpoints, CatalogCustomer, CatalogItem, Offer, OfferSeen, Priced, Segment } from '../contract.ts';
import { currencyOf } from '../../tax/policy/billing.ts';
import { segmentsFor } from '../policy/segments.ts';
import { type CatalogPlace, type CatalogRow, countFacets, findArrangementInForce, listMarkets, searchCatalog } from '../queries/browse.ts';
import { listAddOns, listOffers, listOffersOfProduct } from '../queries/offers.ts';
import { type PriceWanted, priceOf } from '../queries/pricing.ts';
import { arranged } from '../queries/places.ts';
import { findSoldProduct } from '../queries/products.ts';

const maySeePrices = (actor: MemberActor): boolean => may(actor.rights, 'pricing');

export const browseHandlers: HandlersOf<typeof browseEndpoints> = {
  async listCatalogMarkets({ tx }) {
    const [markets, { country }] = await Promise.all([listMarkets(tx), getAccount(tx)]);
    return {
      markets: markets.map((market) => ({ market, currency: currencyOf(market), currencies: [...new Set([currencyOf(market), 'USD'])] })),
      own: country,
    };
  },
  async searchCatalog({ tx, actor, now }, { after, limit, market, search, arrangement: wished, withHidden, customer: customerId, withBarred, ...narrowed }) {
    const [arrangement, customer] = await Promise.all([findArrangementInForce(tx, actor.personId, market, wished), chosenCustomer(tx, actor, customerId)]);
    const words = fold(search ?? '')
      .split(' ')
      .filter(Boolean);
    const wanted = { ...narrowed, market, words, locale: actor.locale, arrangementId: arrangement?.arrangementId ?? null, withHidden: withHidden === 'yes' };
    const allowed = withBarred === 'no' ? customer?.allowed : undefined;
    const [rows, counts, everyone] = await Promise.all([
      searchCatalog(tx, { ...wanted, allowed, after: placeIn(after), limit: limit + 1 }),
      countFacets(tx, { ...wanted, allowed }),
      customer ? countFacets(tx, { ...wanted, allowed: withBarred === 'no' ? undefined : customer.allowed }) : undefined,
    ]);
    const currency = currencyOf(market);
    const prices = maySeePrices(actor) ? await firstPrices(tx, now, actor, market, rows, customer) : [];
    const found = page(rows, limit, placeOf, (row) => row);
    return {
      next: found.next,
      items: found.items.map((row, n) => present(row, prices[n] ?? null, customer)),
      ...counts,
      currency,
      arrangement,
      customer: customer && { ...customer, barred: Math.abs((everyone?.total ?? counts.total) - counts.total) },
      can: { arrange: may(actor.rights, 'catalog', 'edit'), seePrices: maySeePrices(actor), chooseCustomer: may(actor.rights, 'customers') },
    };
  },
  async getCatalogProduct({ tx, actor, now }, { productId, market, customer: customerId }) {
    const [product, offers, customer] = await Promise.all([
      findSoldProduct(tx, productId, actor.locale),
      listOffersOfProduct(tx, productId, market),
      chosenCustomer(tx, actor, customerId),
    ]);
    if (!product || !offers.length) throw new NotFound({});
    const addOns = (await Promise.all(offers.filter(({ kind }) => kind === 'base').map(({ offerId }) => listAddOns(tx, offerId, market)))).flat();
    const once = [...new Map(addOns.map((offer) => [offer.offerId, offer])).values()].filter(({ productId: of }) => of !== productId);
    const seen = await seenOffers(tx, now, actor, market, [...offers, ...(await arranged(tx, { personId: actor.personId, market }, once))], customer);
    return {
      ...product,
      market,
      currency: currencyOf(market),
      offers: seen.slice(0, offers.length),
      addOns: seen.slice(offers.length),
      customer,
      can: {
        seePrices: maySeePrices(actor),
        chooseCustomer: may(actor.rights, 'customers'),
        order: may(actor.rights, 'subscriptions', 'edit') && may(actor.rights, 'customers'),
      },
    };
  },
};

type Chosen = Omit<CatalogCustomer, 'barred'>;
/** The customer for whom the catalog is looked at, with what its qualification allows. @throws NotFound */
async function chosenCustomer(tx: Tx, actor: MemberActor, customerId: string | undefined): Promise<Chosen | null> {
  if (!customerId) return null;
  const found = may(actor.rights, 'customers') ? await findCustomer(tx, customerId) : undefined;
  if (!found) throw new NotFound({});
  const segment = segmentOf(found);
  return { customerId, name: found.name, segment, allowed: [...segmentsFor(segment)], refused: mayBuy(found)?.code ?? null };
}
/** Whose prices: the chosen customer's, or any customer's of a segment. */
const pricedFor = (actor: MemberActor, market: string, customer: Chosen | null, segment: Segment = 'commercial') => ({
  accountId: actor.accountId,
  market,
  currency: currencyOf(market),
  segment: customer?.segment ?? segment,
  customerId: customer?.customerId ?? null,
});

const linesOf = (offer: Offer): PriceWanted['lines'] =>
  offer.availabilities.map(({ term, billingCycle }) => ({ offerId: offer.offerId, quantity: offer.minQuantity, term, billingCycle }));

/** Offers with what they cost in the market, and the titles of whatever they lead to there. */
async function seenOffers(tx: Tx, now: Date, actor: MemberActor, market: string, all: readonly Offer[], customer: Chosen | null): Promise<OfferSeen[]> {
  const offers = all.map((offer) => ({ ...offer, availabilities: offer.availabilities.filter((way) => way.market === market) }));
  const lines = offers.flatMap(linesOf);
  const linkedIds = offers.flatMap(({ addOnTo, requires, upgradesTo, convertsTo }) => [...addOnTo, ...requires, ...upgradesTo, ...convertsTo]);
  const [prices, linked] = await Promise.all([
    maySeePrices(actor) ? priceOf(tx, now, { ...pricedFor(actor, market, customer, offers[0]?.segment), lines }) : [],
    linkedIds.length ? listOffers(tx, [...new Set(linkedIds)], market) : [],
  ]);
  const titles = new Map(linked.filter((one) => one.availabilities.length > 0).map((one) => [one.offerId, titleOf(one, actor.locale)]));
  return offers.map((offer) => ({
    ...offer,
    isBarred: customer !== null && !customer.allowed.includes(offer.segment),
    prices: prices.flatMap((price) => (price?.offerId === offer.offerId ? [price] : [])),
    linked: [...offer.addOnTo, ...offer.requires, ...offer.upgradesTo, ...offer.convertsTo].flatMap((id) => titles.get(id) ?? []),
  }));
}
const titleOf = ({ offerId, productId, titles, productTitles }: Offer, locale: Locale) => ({
  offerId,
  productId,
  title: titles[locale] === productTitles[locale] ? titles[locale] : `${productTitles[locale]} · ${titles[locale]}`,
});

/** What the first offer of each row costs. */
async function firstPrices(
  tx: Tx,
  now: Date,
  actor: MemberActor,
  market: string,
  rows: readonly CatalogRow[],
  customer: Chosen | null,
): Promise<(Priced | null)[]> {
  const firsts = rows.map(({ first_offer: first }) => first);
  const lines = firsts.flatMap((first) =>
    first ? [{ offerId: first.offer_id, quantity: first.min_quantity, term: first.term, billingCycle: first.billing_cycle }] : [],
  );
  if (!lines.length) return [];
  const prices = await priceOf(tx, now, { ...pricedFor(actor, market, customer), lines });
  const byOffer = new Map(prices.flatMap((price) => (price ? [[price.offerId, price] as const] : [])));
  return firsts.map((first) => (first ? (byOffer.get(first.offer_id) ?? null) : null));
}

const placeOf = (row: CatalogRow): CatalogPlace => [row.tier, row.unlike, row.group_position, row.position, row.title, row.product_id];
/** The place in the list that a cursor names; a made-up one is the beginning. */
function placeIn(text: string | undefined): CatalogPlace | undefined {
  const key = cursorKey(text);
  if (key?.length !== 6) return undefined;
  const [tier, unlike, group, position, title, productId] = key;
  const isWhole = [tier, group, position].every((part) => Number.isInteger(part) && Math.abs(Number(part)) < 2 ** 31);
  return isWhole && typeof unlike === 'number' ? [Number(tier), unlike, Number(group), Number(position), String(title), String(productId)] : undefined;
}

const present = (row: CatalogRow, price: Priced | null, customer: Chosen | null): CatalogItem => ({
  productId: row.product_id,
  title: row.title,
  vendorTitle: row.own_name === null ? null : row.vendor_title,
  description: row.description,
  publisher: row.publisher,
  isOperators: row.is_operators,
  category: row.category,
  segments: row.segments,
  terms: row.terms,
  billingCycles: row.billing_cycles,
  skus: row.skus,
  hasTrial: row.has_trial,
  hasAddOns: row.has_add_ons,
  isPinned: row.is_pinned,
  isHidden: row.is_hidden,
  groupId: row.group_id,
  groupName: row.group_name,
  isBarred: customer !== null && !row.segments.some((segment) => customer.allowed.includes(segment)),
  from: row.first_offer && { offerId: row.first_offer.offer_id, price },
});
