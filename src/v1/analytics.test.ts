import { expect } from 'vitest';
import { appToken, personToken } from '../../test/tokens.ts';
import { as, buildWorld, member, runJobs } from '../../test/world.ts';
import { customers } from '../features/customers/contract.ts';
import { buying, customerOf, filled, line, seller, stockShelf } from '../features/orders/testing.ts';
import { guidOf } from './ids.ts';
import { served, speaking } from './testing.ts';
import { allOf, expectSame, listOf } from './testingPartner.ts';

const world = await buildWorld();
await stockShelf(world);
const scopes = allOf('customers', 'customers.details', 'subscriptions');

/** A company whose customers have four and two seats of a product, of which one person has one. */
async function office() {
  const own = await seller(world);
  const ids = [await customerOf(world, own, { name: 'Librairie du Port' }), await customerOf(world, own)] as const;
  await own.shop.checkOut(buying(await filled(own, ids[0], line('tide-basic', 4))));
  await own.shop.checkOut(buying(await filled(own, ids[1], line('tide-basic', 2))));
  await runJobs(world);
  const { userId } = await as(world, customers, { ...own.agent, account: own.company }).addCustomerUser({
    customerId: ids[0],
    name: 'kai',
    givenName: 'Kai',
    familyName: 'Lund',
    usageLocation: 'FR',
    locale: 'fr',
  });
  await own.shop.changeLicenses({ customerId: ids[0], userIds: [userId], changes: [{ skuId: 'tide-basic', want: 'assign', excludedPlans: null }] });
  const { bearer } = await appToken(world, own.company, scopes);
  return { own, customerId: ids[0], speak: speaking(world, bearer) };
}
const now = '2026-11-21T09:00:00Z';

served('GET /v1/analytics/licenses/deployment', 'what was sold of each product, and how much of it is in use', async () => {
  const { speak, own } = await office();
  expect((await speak('GET', '/v1/analytics/licenses/deployment')).body).toEqual(
    listOf({
      processedDateTime: now,
      serviceName: 'Tide Office — Basic',
      channel: 'Reseller',
      licensesSold: 6,
      proratedDeploymentPercent: 16.67,
      attributes: { objectType: 'PartnerLicensesDeploymentInsights' },
    }),
  );
  const { bearer } = await personToken(world, own.company, await member(world, own.company, 'membership_admin'), scopes);
  const refused = await speaking(world, bearer)('GET', '/v1/analytics/licenses/deployment');
  expect(refused).toMatchObject({ status: 403, body: { code: 900_150, data: expect.arrayContaining(['subscriptions']) } });
});

served('GET /v1/customers/{customerId}/analytics/licenses/deployment', 'the same of one customer', async () => {
  const { speak, customerId } = await office();
  const path = `/v1/customers/${customerId}/analytics/licenses/deployment`;
  expect((await speak('GET', path)).body).toEqual(
    listOf({
      processedDateTime: now,
      channel: 'Reseller',
      customerId,
      customerName: 'Librairie du Port',
      serviceName: 'Tide Office — Basic',
      serviceCode: guidOf('sku', 'tide-basic'),
      productName: 'Tide Office — Basic',
      licensesDeployed: 1,
      licensesSold: 4,
      deploymentPercent: 25,
      attributes: { objectType: 'CustomerLicensesDeploymentInsights' },
    }),
  );
  const other = await office();
  await expectSame(other.speak('GET', path), other.speak('GET', `/v1/customers/${crypto.randomUUID()}/analytics/licenses/deployment`), 60_003);
});

served('GET /v1/analytics/licenses/usage', 'nothing is measured', async () => {
  expect((await (await office()).speak('GET', '/v1/analytics/licenses/usage')).body).toEqual(listOf());
});
served('GET /v1/customers/{customerId}/analytics/licenses/usage', 'nothing is measured', async () => {
  const { speak, customerId } = await office();
  expect((await speak('GET', `/v1/customers/${customerId}/analytics/licenses/usage`)).body).toEqual(listOf());
});
