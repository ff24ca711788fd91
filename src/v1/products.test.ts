import { expect, test } from 'vitest';
import { as, buildWorld } from '../../test/world.ts';
import { catalog } from '../features/catalog/contract.ts';
import { product, publishCatalog, sku } from '../features/catalog/testing.ts';
import { operator } from '../../test/world.ts';
import { guidOf } from './ids.ts';
import { served } from './testing.ts';
import { customerFor, self, selling, shelfCodes, to } from './testingCommerce.ts';

const world = await buildWorld();
const called = await shelfCodes(world);
const basic = called('tide-basic');
const { speak, it: company } = await selling(world);
const customerId = await customerFor(world, { it: company });

const productOf = (base: string, query: string) => ({
  id: basic.product,
  title: 'Tide Office',
  description: 'Tide Office, described.',
  productType: { id: 'OnlineServices', displayName: 'Online services' },
  isMicrosoftProduct: true,
  publisherName: 'Northwind',
  links: { skus: to(`${base}/${basic.product}/skus${query}`), ...self(`${base}/${basic.product}${query}`) },
  attributes: { objectType: 'Product' },
});
const skuOf = (base: string, query: string) => ({
  id: basic.sku,
  productId: basic.product,
  title: 'Basic',
  description: 'Tide Office, described.',
  minimumQuantity: 1,
  maximumQuantity: 300,
  isTrial: false,
  supportedBillingCycles: ['monthly', 'annual'],
  purchasePrerequisites: [],
  inventoryVariables: [],
  provisioningVariables: [],
  dynamicAttributes: {},
  links: {
    availabilities: to(`${base}/${basic.product}/skus/${basic.sku}/availabilities${query}`),
    ...self(`${base}/${basic.product}/skus/${basic.sku}${query}`),
  },
  attributes: { objectType: 'Sku' },
});
const term = (duration: string, billingCycle: string) => ({
  id: `${basic.availability}:${duration}:${billingCycle}`,
  duration,
  description: 'Basic',
  billingCycle,
  renewalOptions: [{ termDuration: duration, description: 'Basic' }],
});
const availabilityOf = (base: string, query: string) => ({
  id: basic.availability,
  productId: basic.product,
  skuId: basic.sku,
  catalogItemId: basic.item,
  defaultCurrency: { code: 'EUR', symbol: '€' },
  segment: 'commercial',
  country: 'FR',
  isPurchasable: true,
  isRenewable: true,
  terms: [term('P1M', 'monthly'), term('P1Y', 'annual'), term('P1Y', 'monthly')],
  links: self(`${base}/${basic.product}/skus/${basic.sku}/availabilities/${basic.availability}${query}`),
  attributes: { objectType: 'Availability' },
});
const listOf = (...items: unknown[]) => ({ totalCount: items.length, items, attributes: { objectType: 'Collection' } });
const get = async (path: string) => {
  const { status, body } = await speak('GET', path);
  return [status, body];
};

test('codes are as long as documented, and never those of another', () => {
  expect([basic.product, basic.sku, basic.availability].map((code) => code.length)).toEqual([12, 4, 12]);
  expect(basic.guid).toBe(guidOf('offer', 'tide-basic.commercial'));
  expect(basic.item).toMatch(/^[0-9A-Z]{12}:[0-9A-Z]{4}:[0-9A-Z]{12}$/);
});

test('of two SKUs of a product that would have one code, each has its own and keeps it', async () => {
  const { rows } = await world.admin.query<{ a: string; b: string }>(
    `with c as (select 'twin-' || n as id, code_of('twin-' || n, 4) as code from generate_series(1, 4000) n)
     select x.id as a, y.id as b from c x join c y on y.code = x.code and y.id > x.id limit 1`,
  );
  const [twins] = rows;
  if (!twins) throw new Error('no twins');
  const root = await operator(world, 'op_root');
  const publish = (title: string) => publishCatalog(world, { 'twin-house': product(title, [sku(twins.a, 'One'), sku(twins.b, 'Two')]) }, root);
  const codes = async () =>
    (await as(world, catalog, { ...company.agent, account: company.company }).listSoldOffers({ product: 'twin-house', limit: 9 })).items.map(
      ({ skuCode }) => skuCode,
    );
  await publish('Twins');
  const before = await codes();
  expect(new Set(before).size).toBe(2);
  await publish('Twins again');
  expect(await codes()).toEqual(before);
});

served('GET /v1/products', 'what a market sells of a view; both are asked for', async () => {
  const [status, body] = await get('/v1/products?COUNTRY=fr&targetView=OnlineServices');
  expect(status).toBe(200);
  expect((body as { items: { id: string }[] }).items.find(({ id }) => id === basic.product)).toEqual(productOf('/products', '?country=FR'));
  expect(await get('/v1/products?country=FR&targetView=Azure&targetSegment=Commercial')).toMatchObject([
    200,
    { totalCount: 1, items: [{ productType: { id: 'Azure' } }] },
  ]);
  expect(await get('/v1/products?country=FR&targetView=AzureReservationsSQL')).toEqual([200, listOf()]);
  expect(await get('/v1/products?targetView=Azure')).toMatchObject([400, { code: 3000, data: ['country'] }]);
  expect(await get('/v1/products?country=FR')).toMatchObject([400, { code: 3000, data: ['targetView'] }]);
  expect(await get('/v1/products?country=FR&targetView=Games')).toMatchObject([403, { code: 400_036 }]);
  expect(await get('/v1/products?country=FR&targetView=Azure&targetSegment=royal')).toMatchObject([403, { code: 400_030 }]);
});

served('GET /v1/products/{productId}', 'one product, its code in any case', async () => {
  expect(await get(`/v1//products/${basic.product.toLowerCase()}/?country=FR`)).toEqual([200, productOf('/products', '?country=FR')]);
  expect(await get('/v1/products/000000000000?country=FR')).toEqual([
    404,
    { code: 400_013, description: expect.any(String), data: ['productId'], source: 'Entente' },
  ]);
});

served('GET /v1/products/{productId}/skus', 'its SKUs in their order', async () => {
  const [status, body] = await get(`/v1/products/${basic.product}/skus?country=FR`);
  const { totalCount, items } = body as { totalCount: number; items: { title: string }[] };
  expect([status, totalCount, items.map(({ title }) => title)]).toEqual([200, 5, ['Basic', 'Plus', 'Archive', 'Once', 'Trial']]);
  expect(items[0]).toEqual(skuOf('/products', '?country=FR'));
  expect(await get('/v1/products/NOSUCH/skus?country=FR')).toMatchObject([404, { code: 400_013 }]);
});

served('GET /v1/products/{productId}/skus/{skuId}', 'one SKU', async () => {
  expect(await get(`/v1/products/${basic.product}/skus/${basic.sku}?country=FR`)).toEqual([200, skuOf('/products', '?country=FR')]);
  expect(await get(`/v1/products/${basic.product}/skus/0000?country=FR`)).toMatchObject([404, { code: 400_018 }]);
});

served('GET /v1/products/{productId}/skus/{skuId}/availabilities', 'how it is sold, segment by segment', async () => {
  expect(await get(`/v1/products/${basic.product}/skus/${basic.sku}/availabilities?country=FR`)).toEqual([
    200,
    listOf(availabilityOf('/products', '?country=FR')),
  ]);
});

served('GET /v1/products/{productId}/skus/{skuId}/availabilities/{availabilityId}', 'one way in which it is sold', async () => {
  const path = `/v1/products/${basic.product}/skus/${basic.sku}/availabilities`;
  expect(await get(`${path}/${basic.availability}?country=FR`)).toEqual([200, availabilityOf('/products', '?country=FR')]);
  expect(await get(`${path}/000000000000?country=FR`)).toMatchObject([404, { code: 400_019 }]);
});

const own = `/customers/${customerId}/products`;
served('GET /v1/customers/{customerId}/products', 'for a customer its own country holds; another partner’s customer is not there', async () => {
  const [status, body] = await get(`/v1${own}?targetView=OnlineServices`);
  expect(status).toBe(200);
  expect((body as { items: { id: string }[] }).items.find(({ id }) => id === basic.product)).toEqual(productOf(own, ''));
  const other = await selling(world);
  const foreign = await other.speak('GET', `/v1${own}?targetView=OnlineServices`);
  const never = await other.speak('GET', `/v1/customers/${crypto.randomUUID()}/products?targetView=OnlineServices`);
  expect(foreign).toMatchObject({ status: 404, body: { code: 60_003 } });
  expect(never.body).toEqual(foreign.body);
});
served('GET /v1/customers/{customerId}/products/{productId}', 'one product for a customer', async () => {
  expect(await get(`/v1${own}/${basic.product}`)).toEqual([200, productOf(own, '')]);
});
served('GET /v1/customers/{customerId}/products/{productId}/skus', 'its SKUs for a customer', async () => {
  expect(await get(`/v1${own}/${basic.product}/skus`)).toMatchObject([200, { totalCount: 5, items: [skuOf(own, ''), {}, {}, {}, {}] }]);
});
served('GET /v1/customers/{customerId}/products/{productId}/skus/{skuId}', 'one of them', async () => {
  expect(await get(`/v1${own}/${basic.product}/skus/${basic.sku}`)).toEqual([200, skuOf(own, '')]);
});
served('GET /v1/customers/{customerId}/products/{productId}/skus/{skuId}/availabilities', 'how it is sold to a customer', async () => {
  expect(await get(`/v1${own}/${basic.product}/skus/${basic.sku}/availabilities`)).toEqual([200, listOf(availabilityOf(own, ''))]);
});
served('GET /v1/customers/{customerId}/products/{productId}/skus/{skuId}/availabilities/{availabilityId}', 'one way of it', async () => {
  expect(await get(`/v1${own}/${basic.product}/skus/${basic.sku}/availabilities/${basic.availability}`)).toEqual([200, availabilityOf(own, '')]);
});

served('POST /v1/extensions/product/checkInventory', 'nothing runs out; what is not sold there is restricted', async () => {
  const { status, body } = await speak('POST', '/v1/extensions/product/checkinventory?country=FR', {
    body: { TargetItems: [{ ProductId: basic.product, SkuId: basic.sku }, { ProductId: 'GONE' }], InventoryContext: { customerId, armRegionName: 'x' } },
  });
  const item = (productId: string, isRestricted: boolean, restrictions: unknown[]) => ({
    productId,
    isRestricted,
    restrictions,
    attributes: { objectType: 'InventoryItem' },
  });
  expect([status, body]).toEqual([
    200,
    [
      { ...item(basic.product, false, []), skuId: basic.sku },
      item('GONE', true, [{ reasonCode: 'NotAvailable', description: 'Not sold in this country.', properties: {} }]),
    ],
  ]);
});

/** A promotion of the center for one offer. */
async function promote(): Promise<string> {
  const desk = as(world, catalog, await operator(world, 'op_root'));
  const { promotionId } = await desk.setPromotion({
    promotionId: null,
    version: null,
    name: 'Spring tide',
    percent: '12.5',
    markets: ['FR'],
    groupId: null,
    startsOn: '2026-11-01',
    endsOn: '2027-02-01',
    offers: ['tide-plus.commercial'],
  });
  await desk.publishPromotion({ promotionId, isPublished: true, version: 1 });
  return promotionId;
}
const promotionId = await promote();
const plus = called('tide-plus');
const required = (duration: string, billingCycle: string) => ({
  productId: plus.product,
  skuId: plus.sku,
  term: { duration, billingCycle },
  pricingPolicies: [{ policyType: 'PercentDiscount', value: 0.125 }],
});
const promotion = {
  id: promotionId,
  name: 'Spring tide',
  description: 'Spring tide',
  startDate: '2026-11-01T00:00:00Z',
  endDate: '2027-02-01T00:00:00Z',
  properties: { isAutoApplicable: true },
  requiredProducts: [required('P1M', 'monthly'), required('P1Y', 'annual'), required('P1Y', 'monthly')],
  promotionConstraints: {},
  attributes: { objectType: 'ProductPromotion' },
};
served('GET /v1/productpromotions', 'promotions of a market, with what each is for', async () => {
  expect(await get('/v1/productpromotions?country=FR&segment=commercial')).toEqual([200, listOf(promotion)]);
  expect(await get('/v1/productpromotions?country=US')).toEqual([200, listOf()]);
});
served('GET /v1/productpromotions/{promotionId}', 'one promotion', async () => {
  expect(await get(`/v1/productpromotions/${promotionId.toUpperCase()}?country=FR`)).toEqual([200, promotion]);
  expect(await get(`/v1/productpromotions/${crypto.randomUUID()}?country=FR`)).toMatchObject([404, { code: 1000 }]);
});
served('POST /v1/customers/{customerId}/promotionEligibilities', 'whether a customer gets it, item by item', async () => {
  const item = (id: number, catalogItemId: string) => ({
    Id: id,
    CatalogItemId: catalogItemId,
    Quantity: 5,
    BillingCycle: 'Monthly',
    TermDuration: 'P1Y',
    PromotionId: promotionId,
  });
  const { status, body } = await speak('POST', `/v1/customers/${customerId}/promotionEligibilities`, {
    body: { Items: [item(1, plus.item), item(2, basic.item)] },
  });
  const answered = (id: number, catalogItemId: string, isEligible: boolean) => ({
    id,
    catalogItemId,
    quantity: 5,
    billingCycle: 'monthly',
    termDuration: 'P1Y',
    promotionId,
    eligibilities: [{ promotionId, isEligible, errors: isEligible ? [] : [{ type: 'Product', description: expect.any(String) }] }],
    attributes: { objectType: 'PromotionEligibilities' },
  });
  expect([status, body]).toEqual([200, listOf(answered(1, plus.item, true), answered(2, basic.item, false))]);
});
