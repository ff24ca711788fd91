import { expect, test } from 'vitest';
import { appToken } from '../../test/tokens.ts';
import { buildWorld } from '../../test/world.ts';
import { as } from '../../test/world.ts';
import { customers } from '../features/customers/contract.ts';
import { line, seller, type Seller } from '../features/orders/testing.ts';
import { bought, providerOf } from '../features/orders/testingTransfers.ts';
import { guidOf } from './ids.ts';
import { served, speaking } from './testing.ts';
import { customerFor, selling, shelfCodes } from './testingCommerce.ts';

const world = await buildWorld();
await shelfCodes(world);
const path = '/partner/v1/analytics';
const shop = await selling(world);
const customerId = await customerFor(world, shop, 'Librairie du Port');
const other = await customerFor(world, shop, 'Atelier du Quai');
const [basicId = ''] = await bought(world, shop.it, customerId, line('tide-basic', 5));
const [plusId = ''] = await bought(world, shop.it, other, line('tide-plus', 2));
{
  const change = { kind: 'suspend', reason: 'customer_asked' } as const;
  const [{ version }, { amount: shown }] = [
    await shop.it.shop.getSubscription({ subscriptionId: plusId }),
    await shop.it.shop.rehearseChange({ subscriptionId: plusId, change }),
  ];
  await shop.it.shop.changeSubscription({ subscriptionId: plusId, version, change, shown });
}
interface Report {
  readonly Value: readonly Record<string, unknown>[];
  readonly '@nextLink': string | null;
  readonly TotalCount: number;
}
const report = async (url: string, speak = shop.speak): Promise<Report> => {
  const { status, body } = await speak('GET', url);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as Report;
};
const idsOf = ({ Value }: Report): string[] => Value.map(({ id }) => String(id));
const filtered = (filter: string, more = '') => report(`${path}/subscriptions?filter=${encodeURIComponent(filter)}${more}`);

served('GET /partner/v1/analytics/subscriptions', 'one row each, nothing left out, and a page of them', async () => {
  const whole = await report(`${path}/subscriptions`);
  const { company } = shop.it;
  expect(whole).toEqual({ Value: [expect.anything(), expect.anything()], '@nextLink': null, TotalCount: 2 });
  expect(whole.Value.find(({ id }) => id === basicId)).toEqual({
    customerTenantId: customerId,
    customerName: 'Librairie du Port',
    customerMarket: 'FR',
    id: basicId,
    status: 'ACTIVE',
    productName: 'Tide Office — Basic',
    subscriptionType: 'Paid',
    autoRenewEnabled: true,
    partnerId: company.partnerId,
    friendlyName: 'Tide Office — Basic',
    partnerName: company.name,
    providerName: null,
    creationDate: '2026-11-21T09:00:00Z',
    effectiveStartDate: '2026-11-21T00:00:00Z',
    commitmentEndDate: '2027-11-21T00:00:00Z',
    currentStateEndDate: '2027-11-21T00:00:00Z',
    trialToPaidConversionDate: null,
    trialStartDate: null,
    trialEndDate: null,
    lastUsageDate: null,
    deprovisionedDate: null,
    lastRenewalDate: null,
    licenseCount: 5,
    churnRisk: null,
    billingCycleName: 'Monthly',
  });
  const first = await report(`${path}/Subscriptions/?TOP=1`);
  expect([first.TotalCount, first['@nextLink']]).toEqual([1, '/partner/v1/analytics/subscriptions?TOP=1&skip=1']);
  const second = await report(`${path}/subscriptions?top=1&skip=1`);
  expect([...idsOf(first), ...idsOf(second)].toSorted()).toEqual([basicId, plusId].toSorted());
  expect(second['@nextLink']).toBeNull();
  expect((await report(`${path}/subscriptions`, (await selling(world)).speak)).Value).toEqual([]);
  for (const wrong of ['top=10001', 'top=x', 'orderby=nothing', 'aggregationLevel=day', 'groupby=nothing'])
    expect(await shop.speak('GET', `${path}/subscriptions?${wrong}`), wrong).toMatchObject({ status: 400, body: { code: 3000 } });
  const { bearer } = await appToken(world, shop.it.company, [{ permission: 'customers', level: 'view' }]);
  expect(await speaking(world, bearer)('GET', `${path}/subscriptions`)).toMatchObject({ status: 403, body: { code: 900_150, data: ['subscriptions'] } });
});

served('GET /partner/v1/analytics/subscriptions?filter=', 'narrowed in the words of these reports', async () => {
  const both = [basicId, plusId].toSorted();
  const asked: [string, string[]][] = [
    ["status eq 'suspended'", [plusId]],
    ["Status eq 'ACTIVE' and licenseCount ge 5", [basicId]],
    ["licenseCount lt 3 or customerName eq 'Librairie du Port'", both],
    ['(licenseCount gt 1 and licenseCount le 2) and autoRenewEnabled eq true', [plusId]],
    ["contains(productName, 'office')", both],
    ["contains(customerName,'quai') and creationDate ge 2026-11-21", [plusId]],
    ["cast(creationDate as Edm.Date) eq '2026-11-21'", both],
    ['cast(creationDate, Edm.Date) gt 2026-11-21', []],
    ['deprovisionedDate ne null', []],
    ["friendlyName eq 'it''s'", []],
  ];
  for (const [filter, ids] of asked) expect(idsOf(await filtered(filter)).toSorted(), filter).toEqual(ids);
  for (const wrong of [
    'status',
    "nothing eq 'x'",
    "status is 'x'",
    "status eq 'x' 'y'",
    "(status eq 'x'",
    'contains(status',
    `${'('.repeat(40)}status eq 1`,
    "status eq 'x",
  ])
    expect(await shop.speak('GET', `${path}/subscriptions?filter=${encodeURIComponent(wrong)}`), wrong).toMatchObject({
      status: 400,
      body: { code: 3000, data: ['filter'] },
    });
});

served('GET /partner/v1/analytics/subscriptions?groupby=', 'counted by what they have in common, or by when', async () => {
  const byStatus = await report(`${path}/subscriptions?groupby=status&orderby=licenseCount%20desc`);
  expect(byStatus.Value).toEqual([
    { status: 'ACTIVE', subscriptionCount: 1, licenseCount: 5 },
    { status: 'SUSPENDED', subscriptionCount: 1, licenseCount: 2 },
  ]);
  for (const [level, first] of [
    ['day', '2026-11-21'],
    ['week', '2026-11-16'],
    ['Month', '2026-11-01'],
  ])
    expect((await report(`${path}/subscriptions?groupBy=creationDate&aggregationLevel=${level}`)).Value, level).toEqual([
      { creationDate: `${first}T00:00:00Z`, subscriptionCount: 2, licenseCount: 7 },
    ]);
});

served('GET /partner/v1/analytics/indirectresellers', 'what each reseller’s customers have of their provider', async () => {
  const reseller: Seller = await seller(world);
  const provider = await providerOf(world, reseller);
  const { customerId: theirs } = await as(world, customers, { ...provider.agent, account: provider.company }).addCustomer({
    name: 'Librairie des Deux Rives',
    domain: `deux-rives-${crypto.randomUUID().slice(0, 8)}.example`,
    address: { country: 'FR', line1: '4 rue de Sèvres', city: 'Paris', postalCode: '75006' },
    contact: { givenName: 'Zoé', familyName: 'Martin', middleName: null, email: 'zoe@deux-rives.example', phone: '+33142602000' },
    registrationNumber: null,
    locale: 'fr',
    agreement: { givenName: 'Zoé', familyName: 'Martin', email: 'zoe@deux-rives.example', agreedOn: '2026-11-01' },
    addressConfirmed: true,
    relationId: provider.relationId,
  });
  await bought(world, provider, theirs, line('tide-basic', 5));
  const speakOf = async (of: Seller) => speaking(world, (await appToken(world, of.company, [{ permission: 'subscriptions', level: 'view' }])).bearer);
  const speak = await speakOf(provider);
  const { Value } = await report(`${path}/indirectresellers`, speak);
  expect(Value).toEqual([
    {
      partnerTenantId: provider.company.accountId,
      id: reseller.company.partnerId,
      name: reseller.company.name,
      market: null,
      firstSubscriptionCreationDate: '2026-11-21T09:00:00Z',
      latestSubscriptionCreationDate: '2026-11-21T09:00:00Z',
      firstSubscriptionEndDate: '2027-11-21T00:00:00Z',
      latestSubscriptionEndDate: '2027-11-21T00:00:00Z',
      firstSubscriptionSuspendedDate: null,
      latestSubscriptionSuspendedDate: null,
      firstSubscriptionDeprovisionedDate: null,
      latestSubscriptionDeprovisionedDate: null,
      subscriptionCount: 1,
      licenseCount: 5,
    },
  ]);
  expect((await report(`${path}/subscriptions`, speak)).Value).toMatchObject([
    { partnerName: reseller.company.name, partnerId: reseller.company.partnerId, providerName: provider.company.name },
  ]);
  expect((await report(`${path}/indirectresellers`, await speakOf(reseller))).Value).toEqual([]);
});

const license = { customerTenantId: customerId, customerName: 'Librairie du Port', productId: 'tide-basic', productName: 'Tide Office — Basic' };
served('GET /v1/analytics/commercial/deployment/license', 'what each customer was sold, and what of it people have', async () => {
  const { agent, company } = shop.it;
  const { userId } = await as(world, customers, { ...agent, account: company }).addCustomerUser({
    customerId,
    name: 'kai',
    givenName: 'Kai',
    familyName: 'Lund',
    usageLocation: 'FR',
    locale: 'fr',
  });
  await shop.it.shop.changeLicenses({ customerId, userIds: [userId], changes: [{ skuId: 'tide-basic', want: 'assign', excludedPlans: null }] });
  expect(await report('/v1/analytics/commercial/deployment/license/')).toEqual({
    Value: [
      {
        processedDateTime: '2026-11-21T09:00:00Z',
        serviceCode: guidOf('sku', 'tide-basic'),
        serviceName: 'Tide Office — Basic',
        channel: 'Reseller',
        ...license,
        licensesDeployed: 1,
        licensesSold: 5,
      },
    ],
    '@nextLink': null,
    TotalCount: 1,
  });
});

const nothing = { Value: [], '@nextLink': null, TotalCount: 0 };
served('GET /v1/analytics/commercial/usage/license', 'nothing is measured', async () =>
  expect(await report('/v1/analytics/commercial/usage/license?groupby=workloadName')).toEqual(nothing),
);
served('GET /partner/v1/analytics/usage/azure', 'nothing is measured', async () => expect(await report(`${path}/usage/azure`)).toEqual(nothing));
served('GET /partner/v1/analytics/referrals', 'none are kept', async () => expect(await report(`${path}/referrals`)).toEqual(nothing));
served('GET /partner/v1/analytics/search', 'nobody is watched', async () => expect(await report(`${path}/search`)).toEqual(nothing));

test('a report of more than one page of the house is whole, in one order', async () => {
  const { rows } = await world.admin.query<{ n: number }>(
    `insert into subscriptions (account_id, subscription_id, customer_id, customer_name, order_id, offer_id, sku_id, product_id, titles, publisher, unit, lifecycle, market, segment,
       state, quantity, term, billing_cycle, currency, unit_price, retail_price, price_list_id, auto_renews, ordered_at, started_on, term_from, renews_on, search_text, changed_at)
     select account_id, gen_random_uuid(), customer_id, customer_name, order_id, offer_id, sku_id, product_id, titles, publisher, unit, lifecycle, market, segment,
       'canceled', 1, term, billing_cycle, currency, unit_price, retail_price, price_list_id, auto_renews, ordered_at - make_interval(mins => i), started_on, term_from, renews_on, search_text, changed_at
       from subscriptions, generate_series(1, 1100) i where subscription_id = $1 returning 1 as n`,
    [basicId],
  );
  expect(rows).toHaveLength(1100);
  const all = await filtered("status eq 'DEPROVISIONED'");
  expect([all.TotalCount, new Set(idsOf(all)).size]).toEqual([1100, 1100]);
  expect((await report(`${path}/subscriptions?groupby=status&filter=${encodeURIComponent("status eq 'deprovisioned'")}`)).Value).toEqual([
    { status: 'DEPROVISIONED', subscriptionCount: 1100, licenseCount: 1100 },
  ]);
});
