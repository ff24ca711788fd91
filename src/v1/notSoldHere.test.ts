import { expect } from 'vitest';
import { buildWorld } from '../../test/world.ts';
import { line } from '../features/orders/testing.ts';
import { bought } from '../features/orders/testingTransfers.ts';
import { served } from './testing.ts';
import { customerFor, selling, shelfCodes } from './testingCommerce.ts';
import { listOf } from './testingPartner.ts';

// What others' programs ask about that nobody can have here: each is answered as for somebody who has nothing of the kind.

const world = await buildWorld();
await shelfCodes(world);
const shop = await selling(world);
const customerId = await customerFor(world, shop);
const [currentSubscriptionId = ''] = await bought(world, shop.it, customerId, line('tide-basic', 5));
const stranger = await selling(world);
const customer = `/v1/customers/${customerId}`;
const nowhere = crypto.randomUUID();
const said = async (method: string, path: string, body?: object, by = shop) => {
  const answer = await by.speak(method, path, body ? { body } : {});
  return [answer.status, answer.body];
};
const fault = (code: number, data: readonly string[] = []) => ({ code, description: expect.stringMatching(/./), data, source: 'Entente' });
/** Another partner learns nothing of the customer. */
const hides = async (method: string, path: string, body?: object) => expect(await said(method, path, body, stranger)).toEqual([404, fault(60_003)]);

const family = { CustomerId: customerId.toUpperCase(), ProductFamily: 'Azure' };
served('POST /v1/productUpgrades/eligibility', 'nobody has what could be moved', async () => {
  const reason = 'The customer has no cloud subscriptions that could be moved.';
  expect(await said('POST', '/v1/productupgrades/eligibility', family)).toEqual([200, { customerId, isEligible: false, reason, productFamily: 'azure' }]);
  expect(await said('POST', '/v1/productupgrades/eligibility', { ...family, productFamily: 'office', ProductFamily: null })).toMatchObject([
    400,
    { code: 3000 },
  ]);
  await hides('POST', '/v1/productUpgrades/eligibility', family);
});
served('POST /v1/productUpgrades', 'so nothing is begun', async () => {
  expect(await said('POST', '/v1/productUpgrades', family)).toEqual([403, fault(900_108, ['customerId'])]);
  await hides('POST', '/v1/productUpgrades', family);
});
served('POST /v1/productUpgrades/{upgradeId}/status', 'nor was it ever', async () => {
  expect(await said('POST', `/v1/productUpgrades/${nowhere}/status`, family)).toEqual([404, fault(900_106, ['upgradeId'])]);
  await hides('POST', `/v1/productUpgrades/${nowhere}/status`, family);
});

const path = `${customer}/migrations/newcommerce`;
const wanted = { CurrentSubscriptionId: currentSubscriptionId, Quantity: 5, TermDuration: 'P1Y', BillingCycle: 'Monthly' };
served('POST /v1/customers/{customerId}/migrations/newcommerce/validate', 'what is sold in the new way is not moved into it', async () => {
  expect(await said('POST', `${path}/validate`, wanted)).toEqual([
    200,
    {
      currentSubscriptionId,
      isEligible: false,
      termDuration: 'P1Y',
      billingCycle: 'monthly',
      errors: [{ code: 3000, description: 'The subscription is sold in the new way already.' }],
      addOnMigrations: [],
    },
  ]);
  for (const other of [nowhere, 'nothing'])
    expect(await said('POST', `${path}/validate`, { currentSubscriptionId: other })).toMatchObject([404, { code: 20_003 }]);
  await hides('POST', `${path}/validate`, wanted);
});
served('POST /v1/customers/{customerId}/migrations/newcommerce', 'nor begun to be', async () => {
  expect(await said('POST', path, wanted)).toEqual([400, fault(3000, ['currentSubscriptionId'])]);
  await hides('POST', path, wanted);
});
served('GET /v1/customers/{customerId}/migrations/newcommerce/{migrationId}', 'none is there', async () => {
  expect(await said('GET', `${path}/${nowhere}`)).toEqual([404, fault(1000, ['migrationId'])]);
  await hides('GET', `${path}/${nowhere}`);
});
served('GET /v1/migrations/newcommerce', 'none in the list', async () => {
  expect(await said('GET', '/v1/migrations/newcommerce?PageSize=10')).toEqual([200, { newCommerceMigrations: [] }]);
});
served('GET /v1/customers/{customerId}/migrations/newcommerce/events', 'none in the log', async () => {
  expect(await said('GET', `${path}/events?migration_id=${nowhere}`)).toEqual([200, listOf()]);
  await hides('GET', `${path}/events`);
});
served('POST /v1/customers/{customerId}/migrations/newcommerce/schedules', 'none is planned', async () => {
  expect(await said('POST', `${path}/schedules`, { ...wanted, MigrateOnRenewal: true })).toEqual([400, fault(3000, ['currentSubscriptionId'])]);
  await hides('POST', `${path}/schedules`, wanted);
});
served('GET /v1/customers/{customerId}/migrations/newcommerce/schedules/{scheduleId}', 'no plan is there', async () => {
  expect(await said('GET', `${path}/schedules/${nowhere}`)).toEqual([404, fault(1000, ['scheduleId'])]);
});
served('PUT /v1/customers/{customerId}/migrations/newcommerce/schedules/{scheduleId}', 'to be changed', async () => {
  expect(await said('PUT', `${path}/schedules/${nowhere}`, wanted)).toEqual([404, fault(1000, ['scheduleId'])]);
});
served('POST /v1/customers/{customerId}/migrations/newcommerce/schedules/{scheduleId}/cancel', 'or called off', async () => {
  expect(await said('POST', `${path}/schedules/${nowhere}/cancel`)).toEqual([404, fault(1000, ['scheduleId'])]);
});
served('GET /v1/migrations/newcommerce/schedules', 'nor in the list', async () => {
  expect(await said('GET', '/v1/migrations/newcommerce/schedules')).toEqual([200, { newCommerceMigrationSchedules: [] }]);
});

served('DELETE /v1/customers/{customerId}', 'customers of a sandbox alone are deleted, and there is none: a relationship is ended instead', async () => {
  expect(await said('DELETE', customer)).toEqual([403, fault(2032)]);
  await hides('DELETE', customer);
});
served('PUT /v1/customers/{customerId}/subscriptions/overage', 'there is no metered use to let go over', async () => {
  const overage = { azureEntitlementId: nowhere, type: 'PhoneServices', overageEnabled: true };
  expect(await said('PUT', `${customer}/subscriptions/overage`, overage)).toEqual([400, fault(3000, ['azureEntitlementId'])]);
  await hides('PUT', `${customer}/subscriptions/overage`, overage);
});
