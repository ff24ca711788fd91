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
const scopes = allOf('customers', 'customers.details', 'customers.act_on_behalf');

/** A customer with two seats of a product and one user. */
async function office(seats = 2) {
  const own = await seller(world);
  const customerId = await customerOf(world, own);
  await own.shop.checkOut(buying(await filled(own, customerId, line('tide-basic', seats))));
  await runJobs(world);
  const people = as(world, customers, { ...own.agent, account: own.company });
  const add = async (name: string) =>
    (await people.addCustomerUser({ customerId, name, givenName: 'Kai', familyName: 'Lund', usageLocation: 'FR', locale: 'fr' })).userId;
  const { bearer } = await appToken(world, own.company, scopes);
  return { own, customerId, add, userId: await add('kai'), speak: speaking(world, bearer), base: `/v1/customers/${customerId}` };
}
const skuId = guidOf('sku', 'tide-basic');
const productSku = { id: skuId, name: 'Tide Office — Basic', skuPartNumber: 'TIDE_BASIC', targetType: 'User', licenseGroupId: 'group1' };
const plan = (planId: string, displayName: string, capabilityStatus: string) => ({
  id: guidOf('plan', planId),
  displayName,
  serviceName: planId,
  capabilityStatus,
  targetType: 'User',
});
const plans = (status: string, sheets = status) => [plan('mail', 'Mail', status), plan('docs', 'Documents', status), plan('sheets', 'Sheets', sheets)];
const stock = (consumed: number) =>
  listOf({
    availableUnits: 2 - consumed,
    activeUnits: 2,
    consumedUnits: consumed,
    suspendedUnits: 0,
    totalUnits: 2,
    warningUnits: 0,
    productSku,
    servicePlans: plans('Enabled'),
    capabilityStatus: 'Enabled',
    attributes: { objectType: 'SubscribedSku' },
  });

served('GET /v1/customers/{customerId}/subscribedskus', 'what there is to give, in the groups that are asked for', async () => {
  const { speak, base } = await office();
  for (const query of ['', '?licenseGroupIds=Group1&licenseGroupIds=Group2', '?LicenseGroupIds=group1'])
    expect((await speak('GET', `${base}/subscribedskus${query}`)).body, query).toEqual(stock(0));
  expect((await speak('GET', `${base}/subscribedskus?licenseGroupIds=group2`)).body).toEqual(listOf());
  expect(await speak('GET', `${base}/subscribedskus?licenseGroupIds=group3`)).toMatchObject({ status: 400, body: { code: 3000, data: ['licenseGroupIds'] } });
  const other = await office();
  await expectSame(other.speak('GET', `${base}/subscribedskus`), other.speak('GET', `/v1/customers/${crypto.randomUUID()}/subscribedskus`), 60_003);
});

served('POST /v1/customers/{customerId}/users/{userId}/licenseupdates', 'licenses are given and taken, or refused by number', async () => {
  const { speak, base, userId, add, own } = await office();
  const asked = {
    LicensesToAssign: [{ SkuId: skuId.toUpperCase(), ExcludedPlans: [guidOf('plan', 'sheets')] }],
    LicensesToRemove: null,
    LicenseWarnings: null,
    Attributes: { ObjectType: 'LicenseUpdate' },
  };
  const { status, body } = await speak('POST', `${base}/users/${userId}/licenseupdates`, { body: asked });
  expect([status, body]).toEqual([
    201,
    {
      licensesToAssign: [{ skuId: skuId.toUpperCase(), excludedPlans: [guidOf('plan', 'sheets')] }],
      licensesToRemove: [],
      licenseWarnings: [],
      attributes: { objectType: 'LicenseUpdate' },
    },
  ]);
  expect((await speak('GET', `${base}/subscribedskus`)).body).toEqual(stock(1));
  const assign = { licensesToAssign: [{ skuId }] };
  await speak('POST', `${base}/users/${await add('noor')}/licenseupdates`, { body: assign });
  const third = await speak('POST', `${base}/users/${await add('ada')}/licenseupdates`, { body: assign });
  expect(third).toMatchObject({ status: 400, body: { code: 60_012 } });
  const removed = await speak('POST', `${base}/users/${userId}/licenseupdates`, { body: { licensesToRemove: [skuId] } });
  expect(removed).toMatchObject({ status: 201, body: { licensesToAssign: [], licensesToRemove: [skuId] } });
  const unknown = await speak('POST', `${base}/users/${userId}/licenseupdates`, { body: { licensesToRemove: [crypto.randomUUID()] } });
  expect(unknown).toMatchObject({ status: 400, body: { code: 3000, data: ['licensesToRemove'] } });
  const sales = await personToken(world, own.company, await member(world, own.company, 'sales_agent'), scopes);
  const refused = await speaking(world, sales.bearer)('POST', `${base}/users/${userId}/licenseupdates`, { body: assign });
  expect(refused).toMatchObject({ status: 403, body: { code: 900_150, data: expect.arrayContaining(['customers.act_on_behalf']) } });
});

served('GET /v1/customers/{customerId}/users/{userId}/licenses', 'what a user has, with the parts that are off', async () => {
  const { speak, base, userId } = await office();
  expect((await speak('GET', `${base}/users/${userId}/licenses`)).body).toEqual(listOf());
  await speak('POST', `${base}/users/${userId}/licenseupdates`, { body: { licensesToAssign: [{ skuId, excludedPlans: [guidOf('plan', 'sheets')] }] } });
  expect((await speak('GET', `${base}/users/${userId}/licenses?licenseGroupIds=Group1`)).body).toEqual(
    listOf({ productSku, servicePlans: plans('Assigned', 'Disabled'), attributes: { objectType: 'License' } }),
  );
  expect((await speak('GET', `${base}/users/${userId}/licenses?licenseGroupIds=Group2`)).body).toEqual(listOf());
});
