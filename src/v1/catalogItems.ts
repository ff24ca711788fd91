import { catalog, type SoldOffer } from '../features/catalog/contract.ts';
import { Fault, invalid } from './fault.ts';
import type { Request } from './row.ts';
import { cultureOf, link, resource } from './shapes.ts';

/** How the documents name what is sold: `product:sku:availability`. */
export const itemOf = ({ productCode, skuCode, code }: SoldOffer): string => `${productCode}:${skuCode}:${code}`;

export interface Sold {
  readonly offers: readonly SoldOffer[];
  readonly market: string;
  readonly currency: string;
}
interface Wanted {
  readonly market?: string;
  readonly product?: string;
  readonly customer?: string;
  readonly segment?: SoldOffer['segment'];
}
/** Everything that is sold in a market, or to a customer. @throws Problem */
export async function soldOf(request: Request, wanted: Wanted): Promise<Sold> {
  const offers: SoldOffer[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next, market, currency } = await request.call(catalog.listSoldOffers, { ...wanted, limit: 500, ...(after ? { after } : {}) });
    offers.push(...items);
    if (next === null) return { offers, market: market ?? '', currency: currency ?? '' };
    after = next;
  }
}

/** Offers by whatever name was sent for them: id, GUID, or catalog item. */
export async function offersByKey(request: Request, keys: readonly string[]): Promise<(key: string) => SoldOffer | undefined> {
  const found = new Map<string, SoldOffer>();
  const wanted = [...new Set(keys.filter((key) => key !== '' && key.length <= 60))];
  for (let at = 0; at < wanted.length; at += 500) {
    const { items } = await request.call(catalog.listSoldOffers, { keys: wanted.slice(at, at + 500), limit: 500 });
    for (const offer of items) for (const name of [offer.offerId, offer.guid, itemOf(offer)]) found.set(name.toLowerCase(), offer);
  }
  return (key) => found.get(key.toLowerCase());
}

/** The country of the query. @throws Fault */
export function countryOf(request: Request): string {
  const country = request.query('country')?.trim().toUpperCase();
  if (!country || !/^[A-Z]{2}$/.test(country)) throw invalid('country', 'must be a country by ISO 3166');
  return country;
}

/** For whom the catalog is read: a market, or a customer in its own. */
export type Place = { readonly market: string } | { readonly customer: string };
/** @throws Fault */
export const placeOf = (request: Request, ofCustomer: boolean): Place =>
  ofCustomer ? { customer: request.param('customerId') } : { market: countryOf(request) };

const segments = ['commercial', 'education', 'government', 'nonprofit'] as const;
/** @throws Fault */
export function segmentIn(request: Request, name: string): SoldOffer['segment'] | undefined {
  const said = request.query(name)?.toLowerCase();
  if (!said) return undefined;
  const known = segments.find((each) => each === said);
  if (!known) throw new Fault(403, 400_030, `${name}: ${said} is not open to you`, [name]);
  return known;
}

/** How one writes a currency in front of an amount. */
export const symbolOf = (currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0).find(({ type }) => type === 'currency')
    ?.value ?? currency;

const most = 1_000_000;
export const maximumOf = ({ maxQuantity }: SoldOffer): number => maxQuantity ?? most;
export const cyclesOf = ({ availabilities }: SoldOffer) => [...new Set(availabilities.map(({ billingCycle }) => billingCycle))];

const categoryNames = {
  enterprise: 'Enterprise',
  small_business: 'Small business',
  infrastructure: 'Infrastructure',
  security: 'Security',
  development: 'Development',
} as const;
export const categoryOf = (id: SoldOffer['category'], country: string, locale: string) =>
  resource('OfferCategory', { id, name: categoryNames[id], rank: Object.keys(categoryNames).indexOf(id) + 1, locale, country });

/** What the documents say of how it is paid. */
const billingOf = { license: 'license', usage: 'usage', one_time: 'none' } as const;
export const unitOf = ({ billing, unit }: Pick<SoldOffer, 'billing' | 'unit'>): string =>
  billing === 'usage' ? 'Usage-based' : unit === 'license' || unit === 'user' ? 'Licenses' : unit;
export const nameOf = ({ productTitle, title }: SoldOffer): string => (title === productTitle ? productTitle : `${productTitle} — ${title}`);

/** An offer as older programs know it. */
export function offerTo(offer: SoldOffer, market: string, request: Request) {
  const locale = cultureOf(request.locale, market);
  const { guids, kind, billing, limit, segment } = offer;
  return resource(
    'Offer',
    {
      id: offer.guid,
      name: nameOf(offer),
      description: offer.description,
      minimumQuantity: offer.minQuantity,
      maximumQuantity: maximumOf(offer),
      rank: 1,
      uri: `/offers/${offer.guid}`,
      locale,
      country: market,
      category: categoryOf(offer.category, market, locale),
      prerequisiteOffers: [...guids.addOnTo, ...guids.requires],
      isAddOn: kind === 'add_on',
      hasAddOns: offer.hasAddOns,
      isAvailableForPurchase: offer.isSold && offer.availabilities.some(({ isPurchasable }) => isPurchasable),
      isAutoRenewable: offer.availabilities.some(({ isRenewable }) => isRenewable),
      isTrial: kind === 'trial',
      billing: billingOf[billing],
      supportedBillingCycles: cyclesOf(offer),
      upgradeTargetOffers: guids.upgradesTo,
      conversionTargetOffers: guids.convertsTo,
      resellerQualifications: [],
      reselleeQualifications: segment === 'commercial' ? [] : [segment],
      limit: limit?.count,
      limitUnitOfMeasure: limit?.kind ?? 'none',
      product: { id: offer.productCode, name: offer.productTitle, unit: unitOf(offer) },
      unitType: unitOf(offer),
    },
    { links: { self: link(`/offers/${offer.guid}?country=${market}`) } },
  );
}
