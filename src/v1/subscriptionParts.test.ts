import { expect } from 'vitest';
import { appToken } from '../../test/tokens.ts';
import { buildWorld } from '../../test/world.ts';
import { line, type Seller } from '../features/orders/testing.ts';
import { bought, providerOf } from '../features/orders/testingTransfers.ts';
import { guidOf } from './ids.ts';
import { served, speaking } from './testing.ts';
import { customerFor, self, selling, sellingScopes, shelfCodes } from './testingCommerce.ts';

const world = await buildWorld();
const called = await shelfCodes(world);
const [basic, plus, trial, hours] = ['tide-basic', 'tide-plus', 'tide-trial', 'tide-hours'].map(called);
if (!basic || !plus || !trial || !hours) throw new Error('the shelf is empty');
const shop = await selling(world);
const { speak, it } = shop;
async function sold(of = line('tide-basic', 5), by: Seller = it): Promise<{ customerId: string; id: string; path: string }> {
  const customerId = await customerFor(world, { it: by });
  const [id = ''] = await bought(world, by, customerId, of);
  return { customerId, id, path: `/v1/customers/${customerId}/subscriptions/${id}` };
}
const metered = () => sold(line('tide-hours', 1, { term: 'none' }));
const tried = () => sold(line('tide-trial', 10, { term: 'P1M', billingCycle: 'none' }));
const listOf = (...items: unknown[]) => ({ totalCount: items.length, items, attributes: { objectType: 'Collection' } });
const is = (objectType: string, members: object) => ({ ...members, attributes: { objectType } });
const get = async (path: string) => {
  const { status, body } = await speak('GET', path);
  return [status, body];
};
const anId = expect.stringMatching(/^[0-9a-f-]{36}$/);

served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/conversions', 'what a trial can become', async () => {
  const { path } = await tried();
  const conversion = (billingCycle: string) => is('Conversion', { offerId: trial.item, targetOfferId: basic.item, orderId: anId, quantity: 10, billingCycle });
  expect(await get(`${path}/conversions`)).toEqual([200, listOf(conversion('monthly'), conversion('annual'))]);
  expect(await get(`${(await sold()).path}/conversions`)).toEqual([200, listOf()]);
});

served('POST /v1/customers/{customerId}/subscriptions/{subscriptionId}/conversions', 'a trial becomes what is paid for', async () => {
  const { customerId, id, path } = await tried();
  const { status, body } = await speak('POST', `${path}/conversions`, {
    body: { OfferId: trial.item, TargetOfferId: basic.guid, Quantity: 12, BillingCycle: 'Annual' },
  });
  const made = (body as { subscriptionId: string }).subscriptionId;
  expect([status, body]).toEqual([200, is('ConversionResult', { subscriptionId: anId, offerId: trial.item, targetOfferId: basic.item })]);
  expect(made).not.toBe(id);
  expect(await get(`/v1/customers/${customerId}/subscriptions/${made}`)).toMatchObject([
    200,
    { quantity: 12, billingCycle: 'annual', status: 'active', isTrial: false },
  ]);
  expect(await get(path)).toMatchObject([200, { status: 'deleted' }]);
  expect(await speak('POST', `${(await tried()).path}/conversions`, { body: { targetOfferId: plus.guid } })).toMatchObject({
    status: 200,
    body: { error: { code: 1, description: expect.any(String) } },
  });
});

served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/upgrades', 'what it can become, and whether it can now', async () => {
  const { path } = await sold();
  const upgrade = { targetOffer: expect.objectContaining({ id: plus.guid, country: 'FR' }), upgradeType: 'upgrade_with_license_transfer', quantity: 5 };
  expect(await get(`${path}/upgrades`)).toEqual([200, listOf(is('Upgrade', { ...upgrade, isEligible: true }))]);
  await speak('PATCH', path, { body: { status: 'suspended' } });
  const upgradeErrors = [{ code: 2, description: expect.stringMatching(/./), additionalDetails: '' }];
  expect(await get(`${path}/upgrades`)).toEqual([200, listOf(is('Upgrade', { ...upgrade, isEligible: false, upgradeErrors }))]);
});

served('POST /v1/customers/{customerId}/subscriptions/{subscriptionId}/upgrades', 'the larger edition takes its place', async () => {
  const { customerId, id, path } = await sold();
  const { status, body } = await speak('POST', `${path}/upgrades`, { body: { TargetOffer: { Id: plus.guid }, UpgradeType: 1, Quantity: 5 } });
  expect([status, body]).toEqual([200, is('UpgradeResult', { sourceSubscriptionId: id, targetSubscriptionId: anId, upgradeType: 'upgrade_only' })]);
  const { targetSubscriptionId } = body as { targetSubscriptionId: string };
  expect(await get(`/v1/customers/${customerId}/subscriptions/${targetSubscriptionId}`)).toMatchObject([200, { offerId: plus.item, quantity: 5 }]);
  const wrong = await speak('POST', `${(await sold()).path}/upgrades`, { body: { targetOffer: { id: trial.guid } } });
  expect(wrong).toMatchObject({ status: 400, body: { code: 800_004 } });
});

served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/transitioneligibilities', 'the same as newer programs ask it', async () => {
  const { path } = await sold();
  const eligible = (transitionType: string) => ({ isEligible: true, transitionType, errors: [] });
  expect(await get(`${path}/transitioneligibilities`)).toEqual([
    200,
    listOf(
      is('TransitionEligibility', {
        catalogItemId: plus.item,
        title: 'Tide Office — Plus',
        description: 'Tide Office, described.',
        quantity: 5,
        eligibilities: [eligible('transition_only'), eligible('transition_with_license_transfer')],
      }),
    ),
  ]);
});

served('POST /v1/customers/{customerId}/subscriptions/{subscriptionId}/transitions', 'a transition is accepted, and where it can be followed', async () => {
  const { customerId, id, path } = await sold();
  const { status, headers, body } = await speak('POST', `${path}/transitions`, {
    body: { toCatalogItemId: plus.item, quantity: 5, transitionType: 'TransitionOnly' },
  });
  const made = (body as { operationId: string }).operationId;
  expect([status, headers['location']]).toEqual([202, `/customers/${customerId}/subscriptions/${id}/transitions?operationId=${made}`]);
  expect(body).toEqual(
    is('Transition', {
      operationId: made,
      fromCatalogItemId: basic.item,
      fromSubscriptionId: id,
      toCatalogItemId: plus.item,
      toSubscriptionId: made,
      quantity: 5,
      termDuration: 'P1Y',
      billingCycle: 'monthly',
      transitionType: 'transition_only',
      events: [{ name: 'Conversion', status: 'Succeeded', timestamp: '2026-11-21T09:00:00Z', errors: [] }],
    }),
  );
});
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/transitions', 'transitions that were', async () => {
  const { path } = await sold();
  expect(await get(`${path}/transitions`)).toEqual([200, listOf()]);
  const { body } = await speak('POST', `${path}/transitions`, { body: { toCatalogItemId: plus.item } });
  const { operationId } = body as { operationId: string };
  expect(await get(`${path}/transitions?operationId=${operationId.toUpperCase()}`)).toEqual([200, listOf(body)]);
  expect(await get(`${path}/transitions?operationId=${crypto.randomUUID()}`)).toEqual([200, listOf()]);
});

served('POST /v1/customers/{customerId}/subscriptions/{subscriptionId}/registrations', 'what is metered is registered at once', async () => {
  const { customerId, id, path } = await metered();
  const { status, headers, body } = await speak('POST', `${path}/registrations`, { body: 'null' });
  expect([status, headers['location'], body]).toEqual([202, `/customers/${customerId}/subscriptions/${id}/registrationstatus`, '']);
  expect(await speak('POST', `${(await sold()).path}/registrations`, { body: 'null' })).toMatchObject({ status: 400, body: { code: 800_011 } });
  await speak('PATCH', path, { body: { status: 'suspended' } });
  expect(await speak('POST', `${path}/registrations`)).toMatchObject({ status: 400, body: { code: 800_012 } });
});
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/registrationstatus', 'whether it is', async () => {
  const [a, b] = [await metered(), await sold()];
  expect(await get(`${a.path}/registrationstatus`)).toEqual([200, is('SubscriptionRegistrationStatus', { subscriptionId: a.id, status: 'registered' })]);
  expect(await get(`${b.path}/registrationstatus`)).toEqual([200, is('SubscriptionRegistrationStatus', { subscriptionId: b.id, status: 'notregistered' })]);
});

served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/provisioningstatus', 'how far it is', async () => {
  const { path } = await sold();
  expect(await get(`${path}/provisioningstatus`)).toEqual([
    200,
    is('SubscriptionProvisioningStatus', { skuId: basic.guid, status: 'success', quantity: 5, endDate: '2027-11-21T00:00:00Z' }),
  ]);
  expect(await get(`${(await metered()).path}/provisioningstatus`)).toMatchObject([200, { skuId: hours.guid, endDate: '9999-12-10T00:00:00Z' }]);
});

served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/supportcontact', 'the company itself, unless a reseller answers', async () => {
  const { customerId, id, path } = await sold();
  const { accountId, partnerId } = it.company;
  expect(await get(`${path}/supportcontact`)).toEqual([
    200,
    {
      supportTenantId: accountId,
      supportMpnId: partnerId,
      name: expect.any(String),
      links: self(`/customers/${customerId}/subscriptions/${id}/supportcontact`),
      attributes: { objectType: 'SupportContact' },
    },
  ]);
});
served(
  'PUT /v1/customers/{customerId}/subscriptions/{subscriptionId}/supportcontact',
  'a reseller that the company works with answers, or itself again',
  async () => {
    const provider = await providerOf(world, it);
    const { bearer } = await appToken(world, provider.company, sellingScopes);
    const theirs = speaking(world, bearer);
    const { path } = await sold(line('tide-basic', 5), provider);
    const { accountId, partnerId } = it.company;
    const put = (body: object) => theirs('PUT', `${path}/supportcontact`, { body });
    const tenant = guidOf('partner', partnerId);
    expect(await put({ SupportTenantId: accountId, SupportMpnId: partnerId, Name: 'Them' })).toMatchObject({
      status: 200,
      body: { supportTenantId: tenant, supportMpnId: partnerId, attributes: { objectType: 'SupportContact' } },
    });
    expect(await put({ supportTenantId: provider.company.accountId })).toMatchObject({ status: 200, body: { supportMpnId: provider.company.partnerId } });
    expect(await put({ supportTenantId: tenant.toUpperCase() })).toMatchObject({ status: 200, body: { supportMpnId: partnerId } });
    expect(await put({ supportMpnId: '9999999' })).toMatchObject({ status: 404, body: { code: 800_015 } });
  },
);

const activations = async (method: string) => {
  const { path } = await sold();
  expect(await speak(method, `${path}/activate`, method === 'POST' ? { body: 'null' } : {})).toMatchObject({ status: 400, body: { code: 800_041 } });
};
served('POST /v1/customers/{customerId}/subscriptions/{subscriptionId}/activate', 'it is activated already', () => activations('POST'));
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/activate', 'it is activated already', () => activations('GET'));
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/activationlinks', 'there are none', async () => {
  expect(await get(`${(await sold()).path}/activationlinks`)).toEqual([200, listOf()]);
  expect(await get(`/v1/customers/${crypto.randomUUID()}/subscriptions/${crypto.randomUUID()}/activationlinks`)).toMatchObject([404, { code: 20_003 }]);
});
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements', 'there are none', async () => {
  expect(await get(`${(await metered()).path}/azureentitlements`)).toEqual([200, listOf()]);
});
served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements/{entitlementId}', 'there is none', async () => {
  expect(await get(`${(await metered()).path}/azureEntitlements/${crypto.randomUUID()}`)).toMatchObject([404, { code: 1000 }]);
});
served('POST /v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements/{entitlementId}/cancel', 'there is none', async () => {
  expect(await speak('POST', `${(await metered()).path}/azureEntitlements/${crypto.randomUUID()}/cancel`, { body: { cancellationReason: 'x' } })).toMatchObject(
    {
      status: 404,
      body: { code: 1000 },
    },
  );
});
served('GET /v1/customers/{customerId}/subscriptions/overage', 'there is none', async () => {
  const { customerId } = await sold();
  expect(await get(`/v1/customers/${customerId}/subscriptions/overage`)).toEqual([200, listOf()]);
  expect(await get(`/v1/customers/${crypto.randomUUID()}/subscriptions/overage`)).toMatchObject([404, { code: 60_003 }]);
});
