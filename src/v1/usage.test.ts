import { expect } from 'vitest';
import { buildWorld } from '../../test/world.ts';
import { line } from '../features/orders/testing.ts';
import { bought } from '../features/orders/testingTransfers.ts';
import { served } from './testing.ts';
import { customerFor, self, selling, shelfCodes, to } from './testingCommerce.ts';

const world = await buildWorld();
await shelfCodes(world);
const shop = await selling(world);
const { speak, it } = shop;
const customerId = await customerFor(world, shop, 'Librairie du Port');
const [subscriptionId = ''] = await bought(world, it, customerId, line('tide-hours', 1, { term: 'none' }));
const customer = `/v1/customers/${customerId}`;
const subscription = `${customer}/subscriptions/${subscriptionId}`;
const get = async (path: string) => {
  const { status, body } = await speak('GET', path);
  return [status, body];
};
const stamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
const other = await selling(world);
/** Nothing of another partner's, and nothing that never was, is told apart. */
async function hides(path: string, code: number): Promise<void> {
  const foreign = await other.speak('GET', path);
  expect(foreign, path).toMatchObject({ status: 404, body: { code } });
  const never = path.replace(customerId, crypto.randomUUID()).replace(subscriptionId, crypto.randomUUID());
  expect((await other.speak('GET', never)).body).toEqual(foreign.body);
}
const isEmpty = async (path: string) =>
  expect(await get(path), path).toEqual([
    200,
    { totalCount: 0, items: [], links: { self: to(path.replace('/v1', '')) }, attributes: { objectType: 'Collection' } },
  ]);

const budget = (amount?: number) => ({
  ...(amount === undefined ? {} : { amount }),
  links: self(`/customers/${customerId}/usagebudget`),
  attributes: { objectType: 'SpendingBudget' },
});
served('GET /v1/customers/{customerId}/usagebudget', 'without a budget there is no amount', async () => {
  expect(await get(`${customer}/usagebudget/`)).toEqual([200, budget()]);
  await hides(`${customer}/usagebudget`, 60_003);
  const narrow = await selling(world, [{ permission: 'customers', level: 'view' }]);
  expect(await narrow.speak('GET', `${customer}/usagebudget`)).toMatchObject({ status: 403, body: { code: 900_150, data: ['invoices'] } });
});
served('PATCH /v1/customers/{customerId}/usagebudget', 'a budget is set, and taken away without an amount', async () => {
  const set = (body: unknown) => speak('PATCH', `${customer}/usagebudget`, { body });
  expect(await set({ Amount: 250.5 })).toMatchObject({ status: 200, body: budget(250.5) });
  expect(await get(`${customer}/usagebudget`)).toEqual([200, budget(250.5)]);
  expect(await set({ amount: -1 })).toMatchObject({ status: 400, body: { code: 3000, data: ['amount'] } });
  expect((await set({ amount: null })).body).toEqual(budget());
});

const month = { billingStartDate: '2026-11-01T00:00:00Z', billingEndDate: '2026-11-30T00:00:00Z', totalCost: 0, currencyCode: 'EUR', lastModifiedDate: stamp };
served('GET /v1/usagesummary', 'nothing is metered yet', async () => {
  expect(await get('/v1/usagesummary')).toEqual([
    200,
    {
      resourceId: it.company.accountId,
      resourceName: '',
      ...month,
      emailsToNotify: [],
      customersOverBudget: 0,
      customersTrendingOver: 0,
      customersWithUsageBasedSubscription: 0,
      links: self('/usagesummary'),
      attributes: { objectType: 'PartnerUsageSummary' },
    },
  ]);
});
served('GET /v1/customers/usagerecords', 'none', () => isEmpty('/v1/customers/usagerecords'));
served('GET /v1/customers/{customerId}/usagesummary', 'nothing of a customer', async () => {
  expect(await get(`${customer}/usagesummary`)).toEqual([
    200,
    {
      resourceId: customerId,
      resourceName: 'Librairie du Port',
      ...month,
      budget: budget(),
      links: self(`/customers/${customerId}/usagesummary`),
      attributes: { objectType: 'CustomerUsageSummary' },
    },
  ]);
  await hides(`${customer}/usagesummary`, 60_003);
});
served('GET /v1/customers/{customerId}/subscriptions/usagerecords', 'none', () => isEmpty(`${customer}/subscriptions/usagerecords`));
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/usagesummary', 'nothing of a subscription', async () => {
  expect(await get(`${subscription}/usagesummary`)).toMatchObject([
    200,
    { resourceId: subscriptionId, totalCost: 0, attributes: { objectType: 'SubscriptionUsageSummary' } },
  ]);
  await hides(`${subscription}/usagesummary`, 20_003);
});
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/usagerecords/resources', 'none', () => isEmpty(`${subscription}/usagerecords/resources`));
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/usagerecords/daily', 'none', () => isEmpty(`${subscription}/usagerecords/daily`));
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/meterusagerecords', 'none', () => isEmpty(`${subscription}/meterusagerecords`));
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/resourceusagerecords', 'none', () => isEmpty(`${subscription}/resourceusagerecords`));
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/utilizations/azure', 'none', async () => {
  const path = `${subscription}/utilizations/azure?start_time=2026-11-01T00:00:00Z&granularity=Daily&show_details=True`;
  expect(await get(path)).toMatchObject([200, { totalCount: 0, items: [] }]);
});
const card = { locale: 'en', currency: 'USD', isTaxIncluded: false, meters: [], offerTerms: [], attributes: { objectType: 'AzureRateCard' } };
served('GET /v1/ratecards/azure', 'no meters', async () => expect(await get('/v1/ratecards/azure?currency=USD&region=US')).toEqual([200, card]));
served('GET /v1/ratecards/azure-shared', 'no meters', async () => expect(await get('/v1/ratecards/azure-shared')).toEqual([200, { ...card, currency: 'EUR' }]));
served('GET /v1/customers/{customerId}/servicecosts/{billingPeriod}', 'nothing was charged', async () => {
  const path = `/customers/${customerId}/servicecosts/mostrecent`;
  const { billingStartDate, billingEndDate } = month;
  expect(await get(`/v1${path}`)).toEqual([
    200,
    {
      billingStartDate,
      billingEndDate,
      pretaxTotal: 0,
      tax: 0,
      afterTaxTotal: 0,
      currencyCode: 'EUR',
      customerId,
      details: [],
      links: { serviceCostLineItems: to(`${path}/lineitems`), ...self(path) },
      attributes: { objectType: 'ServiceCostsSummary' },
    },
  ]);
});
served('GET /v1/customers/{customerId}/servicecosts/{billingPeriod}/lineitems', 'none', () => isEmpty(`${customer}/servicecosts/mostrecent/lineitems`));
served('GET /v1/customers/{customerId}/entitlements', 'none', async () => {
  expect(await get(`${customer}/entitlements?entitlementType=software`)).toMatchObject([200, { totalCount: 0, items: [] }]);
  await hides(`${customer}/entitlements`, 60_003);
});
served('GET /v1/customers/{customerId}/artifacts/reservedinstance/groups/{groupId}/lineitems/{lineItemId}/resource/{resourceId}', 'there is none', async () => {
  expect(await get(`${customer}/artifacts/reservedinstance/groups/a/lineitems/0/resource/b`)).toMatchObject([404, { code: 1000 }]);
});
