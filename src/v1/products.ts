import { z } from 'zod';
import { catalog, type SoldOffer } from '../features/catalog/contract.ts';
import { word } from './body.ts';
import { countryOf, cyclesOf, itemOf, maximumOf, offersByKey, placeOf, segmentIn, type Sold, soldOf, symbolOf } from './catalogItems.ts';
import { Fault, invalid } from './fault.ts';
import { ok, type Request, row } from './row.ts';
import { collection, dayTo, link, resource } from './shapes.ts';

const noProduct = (id: string) => new Fault(404, 400_013, `productId: ${id} is not sold here`, ['productId']);
const noSku = (id: string) => new Fault(404, 400_018, `skuId: ${id} is not sold here`, ['skuId']);
const noAvailability = (id: string) => new Fault(404, 400_019, `availabilityId: ${id} is not there`, ['availabilityId']);

const types = {
  license: { id: 'OnlineServices', displayName: 'Online services' },
  usage: { id: 'Azure', displayName: 'Azure' },
  one_time: { id: 'Software', displayName: 'Software' },
} as const;
/** Which offers each documented view shows. */
const views: Readonly<Record<string, (offer: SoldOffer) => boolean>> = {
  onlineservices: ({ billing }) => billing === 'license',
  azure: ({ billing }) => billing === 'usage',
  microsoftazure: ({ billing }) => billing === 'usage',
  azurereservations: (offer) => isReservation(offer),
  azurereservationsvm: (offer) => isReservation(offer),
  azurereservationssql: () => false,
  azurereservationscosmosdb: () => false,
  software: (offer) => isSoftware(offer),
  softwaresuselinux: () => false,
  softwareperpetual: (offer) => isSoftware(offer) && offer.availabilities.some(({ term }) => term === 'none'),
  softwaresubscriptions: (offer) => isSoftware(offer) && offer.availabilities.some(({ term }) => term !== 'none'),
};
const isReservation = ({ billing, category, availabilities }: SoldOffer): boolean =>
  billing === 'one_time' && category === 'infrastructure' && availabilities.some(({ term }) => term !== 'none');
const isSoftware = (offer: SoldOffer): boolean => offer.billing === 'one_time' && !isReservation(offer);

/** What a list or a part of it is asked for: where, and below which address. */
interface Seen extends Sold {
  readonly base: string;
  /** What each link goes on with. */
  readonly query: string;
}
async function seen(request: Request, ofCustomer: boolean, productId?: string): Promise<Seen> {
  const segment = segmentIn(request, 'targetSegment');
  const sold = await soldOf(request, { ...placeOf(request, ofCustomer), ...(productId ? { product: productId } : {}), ...(segment ? { segment } : {}) });
  if (productId && !sold.offers.length) throw noProduct(productId);
  return { ...sold, base: ofCustomer ? `/customers/${request.param('customerId')}/products` : '/products', query: ofCustomer ? '' : `?country=${sold.market}` };
}

/** Offers by product, or by SKU, in their order. */
const groups = (offers: readonly SoldOffer[], by: 'productCode' | 'skuCode'): SoldOffer[][] => [...Map.groupBy(offers, (offer) => offer[by]).values()];

function productTo(offers: readonly SoldOffer[], { base, query }: Seen) {
  const [offer] = offers;
  if (!offer) throw new Error('a product without offers');
  const self = `${base}/${offer.productCode}`;
  return resource(
    'Product',
    {
      id: offer.productCode,
      title: offer.productTitle,
      description: offer.description,
      productType: types[offer.billing],
      isMicrosoftProduct: offer.isOperators,
      publisherName: offer.publisher,
    },
    { links: { skus: link(`${self}/skus${query}`), self: link(`${self}${query}`) } },
  );
}

function skuTo(offers: readonly SoldOffer[], { base, query }: Seen) {
  const [offer] = offers;
  if (!offer) throw new Error('a SKU without offers');
  const self = `${base}/${offer.productCode}/skus/${offer.skuCode}`;
  return resource(
    'Sku',
    {
      id: offer.skuCode,
      productId: offer.productCode,
      title: offer.title,
      description: offer.description,
      minimumQuantity: offer.minQuantity,
      maximumQuantity: maximumOf(offer),
      isTrial: offer.kind === 'trial',
      supportedBillingCycles: [...new Set(offers.flatMap(cyclesOf))],
      purchasePrerequisites: [],
      inventoryVariables: [],
      provisioningVariables: [],
      dynamicAttributes: {},
      consumptionType: offer.billing === 'usage' ? 'Metered' : undefined,
    },
    { links: { availabilities: link(`${self}/availabilities${query}`), self: link(`${self}${query}`) } },
  );
}

/** What is bought for good, or by the hour, has no duration. */
const durationOf = (term: string): string | undefined => (term === 'none' ? undefined : term);

function availabilityTo(offer: SoldOffer, { base, query, market, currency }: Seen) {
  const { productCode, skuCode, code, segment, availabilities } = offer;
  return resource(
    'Availability',
    {
      id: code,
      productId: productCode,
      skuId: skuCode,
      catalogItemId: itemOf(offer),
      defaultCurrency: { code: currency, symbol: symbolOf(currency) },
      segment,
      country: market,
      isPurchasable: availabilities.some(({ isPurchasable }) => isPurchasable),
      isRenewable: availabilities.some(({ isRenewable }) => isRenewable),
      terms: availabilities
        .filter(({ isPurchasable }) => isPurchasable)
        .map(({ term, billingCycle, isRenewable }) => ({
          id: `${code}:${term}:${billingCycle}`,
          duration: durationOf(term),
          description: offer.title,
          billingCycle,
          ...(isRenewable && durationOf(term) ? { renewalOptions: [{ termDuration: term, description: offer.title }] } : {}),
        })),
    },
    { links: { self: link(`${base}/${productCode}/skus/${skuCode}/availabilities/${code}${query}`) } },
  );
}

/** The offers of the SKU that the path names. @throws Fault */
async function skuOf(request: Request, ofCustomer: boolean): Promise<{ readonly all: Seen; readonly offers: readonly SoldOffer[] }> {
  const all = await seen(request, ofCustomer, request.param('productId'));
  const skuId = request.param('skuId');
  const offers = all.offers.filter(({ skuCode }) => skuCode === skuId.toUpperCase());
  if (!offers.length) throw noSku(skuId);
  return { all, offers };
}

const products = (ofCustomer: boolean) => async (request: Request) => {
  const view = request.query('targetView');
  const shows = views[view?.toLowerCase() ?? ''];
  if (!view) throw invalid('targetView', 'is missing');
  if (!shows) throw new Fault(403, 400_036, `targetView: ${view} is not open to you`, ['targetView']);
  const all = await seen(request, ofCustomer);
  return ok(collection(groups(all.offers.filter(shows), 'productCode').map((offers) => productTo(offers, all))));
};
const product = (ofCustomer: boolean) => async (request: Request) => {
  const all = await seen(request, ofCustomer, request.param('productId'));
  return ok(productTo(all.offers, all));
};
const skus = (ofCustomer: boolean) => async (request: Request) => {
  const all = await seen(request, ofCustomer, request.param('productId'));
  return ok(collection(groups(all.offers, 'skuCode').map((offers) => skuTo(offers, all))));
};
const sku = (ofCustomer: boolean) => async (request: Request) => {
  const { all, offers } = await skuOf(request, ofCustomer);
  return ok(skuTo(offers, all));
};
const availabilities = (ofCustomer: boolean) => async (request: Request) => {
  const { all, offers } = await skuOf(request, ofCustomer);
  return ok(collection(offers.map((offer) => availabilityTo(offer, all))));
};
const availability = (ofCustomer: boolean) => async (request: Request) => {
  const { all, offers } = await skuOf(request, ofCustomer);
  const id = request.param('availabilityId');
  const found = offers.find(({ code }) => code === id.toUpperCase());
  if (!found) throw noAvailability(id);
  return ok(availabilityTo(found, all));
};

const InventoryCheck = z.object({
  targetItems: z.array(z.object({ productId: z.string().max(60), skuId: z.string().max(60).optional() })).max(100),
  inventoryContext: z.object({ customerId: z.string().optional() }).optional(),
});
/** Nothing runs out here; what is not sold there cannot be had. */
async function checkInventory(request: Request) {
  const { targetItems } = request.body(InventoryCheck);
  const { offers } = await soldOf(request, { market: countryOf(request) });
  const has = (productId: string, skuId: string | undefined) =>
    offers.some(({ productCode, skuCode }) => productCode === productId.toUpperCase() && (skuId === undefined || skuCode === skuId.toUpperCase()));
  const items = targetItems.map(({ productId, skuId }) => {
    const isSold = has(productId, skuId);
    const restrictions = isSold ? [] : [{ reasonCode: 'NotAvailable', description: 'Not sold in this country.', properties: {} }];
    return resource('InventoryItem', { productId, skuId, isRestricted: !isSold, restrictions });
  });
  return ok(items);
}

interface Promoted {
  readonly promotion: Awaited<ReturnType<typeof promotionsOf>>['items'][number];
  readonly offers: readonly SoldOffer[];
}
const promotionsOf = (request: Request, market: string) => request.call(catalog.listPromotionsSeen, { market });
/** Promotions with the offers of the market that each is for. */
async function promoted(request: Request, market: string, segment?: SoldOffer['segment']): Promise<Promoted[]> {
  const [{ items }, { offers }] = await Promise.all([promotionsOf(request, market), soldOf(request, { market, ...(segment ? { segment } : {}) })]);
  return items
    .map((promotion) => ({ promotion, offers: offers.filter(({ offerId }) => promotion.offers.includes(offerId)) }))
    .filter((each) => each.offers.length > 0);
}
const promotionTo = ({ promotion: { promotionId, name, percent, startsOn, endsOn }, offers }: Promoted) =>
  resource('ProductPromotion', {
    id: promotionId,
    name,
    description: name,
    startDate: dayTo(startsOn),
    endDate: dayTo(endsOn),
    properties: { isAutoApplicable: true },
    requiredProducts: offers.flatMap(({ productCode, skuCode, availabilities: ways }) =>
      ways.map(({ term, billingCycle }) => ({
        productId: productCode,
        skuId: skuCode,
        term: { duration: durationOf(term), billingCycle },
        pricingPolicies: [{ policyType: 'PercentDiscount', value: Number(percent) / 100 }],
      })),
    ),
    promotionConstraints: {},
  });

async function promotions(request: Request) {
  const segment = segmentIn(request, 'segment');
  return ok(collection((await promoted(request, countryOf(request), segment)).map(promotionTo)));
}
async function promotion(request: Request) {
  const found = (await promoted(request, countryOf(request))).find((each) => each.promotion.promotionId === request.param('promotionId'));
  if (!found) throw new Fault(404, 1000, `promotionId: ${request.param('promotionId')} is not there`, ['promotionId']);
  return ok(promotionTo(found));
}

const Eligibilities = z.object({
  items: z
    .array(
      z.object({
        id: z.coerce.number().int(),
        catalogItemId: z.string().max(60),
        quantity: z.coerce.number().int().optional(),
        billingCycle: word('unknown', 'monthly', 'annual', 'none', 'one_time').optional(),
        termDuration: z.string().optional(),
        promotionId: z.string().optional(),
      }),
    )
    .max(100),
});
async function eligibilities(request: Request) {
  const { items } = request.body(Eligibilities);
  const { offers, market } = await soldOf(request, { customer: request.param('customerId') });
  const [{ items: all }, offerBy] = await Promise.all([
    promotionsOf(request, market),
    offersByKey(
      request,
      items.map(({ catalogItemId }) => catalogItemId),
    ),
  ]);
  const today = request.now.toISOString().slice(0, 10);
  const answered = items.map((item) => {
    const offer = offerBy(item.catalogItemId);
    const mayBuy = offers.some(({ offerId }) => offerId === offer?.offerId);
    const asked = item.promotionId
      ? [item.promotionId]
      : all.filter((each) => offer && each.offers.includes(offer.offerId)).map(({ promotionId }) => promotionId);
    return {
      ...item,
      eligibilities: asked.map((promotionId) => {
        const found = all.find((each) => each.promotionId === promotionId.toLowerCase());
        const isEligible = mayBuy && found !== undefined && found.startsOn <= today && found.offers.includes(offer?.offerId ?? '');
        return {
          promotionId,
          isEligible,
          errors: isEligible ? [] : [{ type: 'Product', description: 'The promotion does not hold for this item and customer today.' }],
        };
      }),
    };
  });
  return ok(collection(answered.map((item) => resource('PromotionEligibilities', item))));
}

const ofCustomer = { missing: 60_003 } as const;
const below = '/v1/customers/{customerId}/products';
export const productRows = [
  row('GET', '/v1/products', products(false)),
  row('GET', '/v1/products/{productId}', product(false)),
  row('GET', '/v1/products/{productId}/skus', skus(false)),
  row('GET', '/v1/products/{productId}/skus/{skuId}', sku(false)),
  row('GET', '/v1/products/{productId}/skus/{skuId}/availabilities', availabilities(false)),
  row('GET', '/v1/products/{productId}/skus/{skuId}/availabilities/{availabilityId}', availability(false)),
  row('GET', below, products(true), ofCustomer),
  row('GET', `${below}/{productId}`, product(true), ofCustomer),
  row('GET', `${below}/{productId}/skus`, skus(true), ofCustomer),
  row('GET', `${below}/{productId}/skus/{skuId}`, sku(true), ofCustomer),
  row('GET', `${below}/{productId}/skus/{skuId}/availabilities`, availabilities(true), ofCustomer),
  row('GET', `${below}/{productId}/skus/{skuId}/availabilities/{availabilityId}`, availability(true), ofCustomer),
  row('POST', '/v1/extensions/product/checkInventory', checkInventory),
  row('GET', '/v1/productpromotions', promotions),
  row('GET', '/v1/productpromotions/{promotionId}', promotion),
  row('POST', '/v1/customers/{customerId}/promotionEligibilities', eligibilities, ofCustomer),
];
