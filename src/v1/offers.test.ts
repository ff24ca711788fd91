import { expect } from 'vitest';
import { buildWorld } from '../../test/world.ts';
import { served } from './testing.ts';
import { customerFor, self, selling, shelfCodes } from './testingCommerce.ts';

const world = await buildWorld();
const called = await shelfCodes(world);
const { speak, it } = await selling(world);
const customerId = await customerFor(world, { it });
const [basic, plus, archive, trial] = ['tide-basic', 'tide-plus', 'tide-archive', 'tide-trial'].map(called);
if (!basic || !plus || !archive || !trial) throw new Error('the shelf is empty');

const category = { id: 'enterprise', name: 'Enterprise', rank: 1, locale: 'en-FR', country: 'FR', attributes: { objectType: 'OfferCategory' } };
const offer = {
  id: basic.guid,
  name: 'Tide Office — Basic',
  description: 'Tide Office, described.',
  minimumQuantity: 1,
  maximumQuantity: 300,
  rank: 1,
  uri: `/offers/${basic.guid}`,
  locale: 'en-FR',
  country: 'FR',
  category,
  prerequisiteOffers: [],
  isAddOn: false,
  hasAddOns: true,
  isAvailableForPurchase: true,
  isAutoRenewable: true,
  isTrial: false,
  billing: 'license',
  supportedBillingCycles: ['monthly', 'annual'],
  upgradeTargetOffers: [plus.guid],
  conversionTargetOffers: [],
  resellerQualifications: [],
  reselleeQualifications: [],
  limitUnitOfMeasure: 'none',
  product: { id: basic.product, name: 'Tide Office', unit: 'Licenses' },
  unitType: 'Licenses',
  links: self(`/offers/${basic.guid}?country=FR`),
  attributes: { objectType: 'Offer' },
};
interface List {
  readonly totalCount: number;
  readonly items: readonly { readonly id: string; readonly name: string }[];
  readonly links: { readonly next?: { readonly uri: string; readonly headers: readonly { key: string; value: string }[] } };
}

served('GET /v1/offers', 'every offer of a market, page by page or at once', async () => {
  const { status, body } = await speak('GET', '/v1/offers?country=FR&locale=fr-FR&size=0');
  const all = body as List;
  expect(status).toBe(200);
  expect(all.items.find(({ id }) => id === basic.guid)).toEqual(offer);
  expect(all.items.find(({ id }) => id === trial.guid)).toMatchObject({
    isTrial: true,
    limit: 1,
    limitUnitOfMeasure: 'lifetime',
    conversionTargetOffers: [basic.guid],
  });
  const first = (await speak('GET', '/v1/offers?country=FR&size=2')).body as List;
  expect(first.totalCount).toBe(2);
  const { next } = first.links;
  const second = await speak('GET', `/v1/${next?.uri ?? ''}`, { headers: Object.fromEntries((next?.headers ?? []).map(({ key, value }) => [key, value])) });
  expect([...first.items, ...(second.body as List).items]).toEqual(all.items.slice(0, 4));
  expect(((await speak('GET', '/v1/offers?country=FR&size=2&offset=3')).body as List).items).toEqual(all.items.slice(3, 5));
  expect((await speak('GET', '/v1/offers?country=FR&offer_category_id=Security')).body).toMatchObject({
    totalCount: 1,
    items: [{ name: 'Reef Shield — Pro' }],
  });
  expect(await speak('GET', '/v1/offers')).toMatchObject({ status: 400, body: { code: 3000, data: ['country'] } });
});

served('GET /v1/offers/{offerId}', 'one offer by its GUID, or as a catalog item', async () => {
  for (const id of [basic.guid.toUpperCase(), basic.item, encodeURIComponent(basic.item)])
    expect((await speak('GET', `/v1/offers/${id}?country=FR`)).body, id).toEqual(offer);
  expect(await speak('GET', `/v1/offers/${crypto.randomUUID()}?country=FR`)).toMatchObject({ status: 404, body: { code: 1000, data: ['offerId'] } });
  expect(await speak('GET', `/v1/offers/${basic.guid}?country=US`)).toMatchObject({ status: 404, body: { code: 1000 } });
});

served('GET /v1/offers/{offerId}/addons', 'what can be added to it', async () => {
  const { body } = await speak('GET', `/v1/offers/${basic.guid}/addons?country=FR`);
  expect(body).toMatchObject({
    totalCount: 1,
    items: [{ id: archive.guid, name: 'Tide Office — Archive', isAddOn: true, prerequisiteOffers: [basic.guid, plus.guid] }],
  });
});

served('GET /v1/offercategories', 'the categories in which a market has offers', async () => {
  const { body } = await speak('GET', '/v1/offercategories?country=FR');
  const other = (id: string, name: string, rank: number) => ({ ...category, id, name, rank });
  expect(body).toEqual({
    totalCount: 3,
    items: [category, other('infrastructure', 'Infrastructure', 3), other('security', 'Security', 4)],
    attributes: { objectType: 'Collection' },
  });
});

served('GET /v1/customers/{customerId}/offers', 'what a customer may buy; another partner’s is not there', async () => {
  const { body } = await speak('GET', `/v1/customers/${customerId}/offers`);
  expect((body as List).items.find(({ id }) => id === basic.guid)).toEqual(offer);
  const { speak: other } = await selling(world);
  const foreign = await other('GET', `/v1/customers/${customerId}/offers`);
  expect(foreign).toMatchObject({ status: 404, body: { code: 60_003 } });
  expect((await other('GET', `/v1/customers/${crypto.randomUUID()}/offers`)).body).toEqual(foreign.body);
  const { speak: narrow } = await selling(world, [{ permission: 'customers', level: 'view' }]);
  const refused = await narrow('GET', `/v1/customers/${customerId}/offers`);
  expect(refused).toMatchObject({ status: 403, body: { source: 'Entente', description: expect.stringMatching(/./) } });
});

served('GET /v1/customers/{customerId}/offercategories', 'categories for a customer', async () => {
  expect((await speak('GET', `/v1/customers/${customerId}/offercategories`)).body).toMatchObject({ totalCount: 3, items: [category, {}, {}] });
});
