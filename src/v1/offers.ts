import type { SoldOffer } from '../features/catalog/contract.ts';
import { categoryOf, countryOf, offersByKey, offerTo, type Place, placeOf, soldOf } from './catalogItems.ts';
import { Fault } from './fault.ts';
import { pageOf } from './paging.ts';
import { ok, type Request, row } from './row.ts';
import { collection, cultureOf } from './shapes.ts';

const missing = { code: 1000 } as const;
/** Offers of a page when none are asked for: all that there are. */
const paging = { size: 500, whole: 10_000 };

/** A list that is at hand, page by page. */
const paged = <T, W>(request: Request, all: readonly T[], present: (item: T) => W) =>
  pageOf(
    request,
    paging,
    async (after, limit) => {
      const at = Number(after ?? 0) || 0;
      return { items: all.slice(at, at + limit), next: at + limit < all.length ? String(at + limit) : null };
    },
    present,
  );

const listed = (ofCustomer: boolean) => async (request: Request) => {
  const { offers, market } = await soldOf(request, placeOf(request, ofCustomer));
  const category = request.query('offer_category_id')?.toLowerCase();
  const wanted = category ? offers.filter((offer) => offer.category === category) : offers;
  return ok(await paged(request, wanted, (offer) => offerTo(offer, market, request)));
};

const categories = (ofCustomer: boolean) => async (request: Request) => {
  const { offers, market } = await soldOf(request, placeOf(request, ofCustomer));
  const locale = cultureOf(request.locale, market);
  const sold = [...new Set(offers.map(({ category }) => category))].map((id) => categoryOf(id, market, locale));
  return ok(collection(sold.toSorted((a, b) => a.rank - b.rank)));
};

/** The offer of the path, as it is sold in the country of the query. @throws Fault */
async function one(request: Request): Promise<{ readonly offer: SoldOffer; readonly market: string }> {
  const market = countryOf(request);
  const key = request.param('offerId');
  const offer = (await offersByKey(request, [key]))(key);
  const ways = offer?.availabilities.filter((way) => way.market === market) ?? [];
  if (!offer || !ways.length) throw new Fault(404, missing.code, `offerId: ${key} is not sold in ${market}`, ['offerId']);
  return { offer: { ...offer, availabilities: ways }, market };
}

async function addOns(request: Request) {
  const { offer, market } = await one(request);
  const { offers } = await soldOf(request, { market } satisfies Place);
  const found = offers.filter(({ addOnTo }) => addOnTo.includes(offer.offerId));
  return ok(await paged(request, found, (each) => offerTo(each, market, request)));
}

export const offerRows = [
  row('GET', '/v1/offers', listed(false)),
  row('GET', '/v1/offers/{offerId}', async (request) => {
    const { offer, market } = await one(request);
    return ok(offerTo(offer, market, request));
  }),
  row('GET', '/v1/offers/{offerId}/addons', addOns),
  row('GET', '/v1/offercategories', categories(false)),
  row('GET', '/v1/customers/{customerId}/offers', listed(true), { missing: 60_003 }),
  row('GET', '/v1/customers/{customerId}/offercategories', categories(true), { missing: 60_003 }),
];
