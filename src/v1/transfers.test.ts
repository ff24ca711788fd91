import { expect } from 'vitest';
import { appToken } from '../../test/tokens.ts';
import { buildWorld } from '../../test/world.ts';
import { handing } from '../features/orders/testingTransfers.ts';
import { guidOf } from './ids.ts';
import { served, speaking } from './testing.ts';
import { self, selling, sellingScopes, settle, shelfCodes } from './testingCommerce.ts';

const world = await buildWorld();
const called = await shelfCodes(world);
const [basic, archive] = ['tide-basic', 'tide-archive'].map(called);
if (!basic || !archive) throw new Error('the shelf is empty');

/** A reseller with a customer, its provider, and a program of each. */
async function both() {
  const { it, provider, customerId, base, addOn } = await handing(world);
  const [ours, theirs] = await Promise.all(
    [it.company, provider.company].map(async (company) => speaking(world, (await appToken(world, company, sellingScopes)).bearer)),
  );
  if (!ours || !theirs) throw new Error('no programs');
  const sent = {
    SourcePartnerTenantId: it.company.accountId.toUpperCase(),
    TargetPartnerTenantId: guidOf('partner', provider.company.partnerId),
    LineItems: [{ SubscriptionId: base, Quantity: 10 }],
  };
  return { it, provider, customerId, base, addOn, ours, theirs, sent, path: `/v1/customers/${customerId}/transfers` };
}
type Both = Awaited<ReturnType<typeof both>>;
const stamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
/** As the source sees it. */
const shown = ({ it, provider, customerId, base, addOn }: Both, id: string, status = 'Active') => ({
  id,
  status,
  createdTime: stamp,
  lastModifiedTime: stamp,
  customerName: expect.any(String),
  customerTenantId: customerId,
  partnertenantid: it.company.accountId,
  sourcePartnerTenantId: it.company.accountId,
  targetPartnerName: expect.any(String),
  targetPartnerTenantId: guidOf('partner', provider.company.partnerId),
  lineItems: [
    {
      id: 1,
      subscriptionId: base,
      offerId: basic.item,
      billingCycle: 'monthly',
      friendlyName: 'Front desk',
      quantity: 10,
      addonItems: [
        { id: 2, subscriptionId: addOn, offerId: archive.item, billingCycle: 'monthly', friendlyName: 'Tide Office — Archive', quantity: 10, addonItems: [] },
      ],
    },
  ],
  links: self(`/customers/${customerId}/transfers/${id}`),
  attributes: { objectType: 'TransferEntity' },
});
async function started(of: Both): Promise<string> {
  const { status, body } = await of.ours('POST', of.path, { body: of.sent });
  expect(status, JSON.stringify(body)).toBe(201);
  return (body as { id: string }).id;
}

served('POST /v1/customers/{customerId}/transfers', 'subscriptions are handed over to a provider', async () => {
  const of = await both();
  const { status, body } = await of.ours('POST', of.path, { body: of.sent });
  expect([status, body]).toEqual([201, shown(of, (body as { id: string }).id)]);
  const again = await of.ours('POST', of.path, { body: of.sent });
  expect(again).toMatchObject({ status: 409, body: { code: 900_101 } });
  const refused = async (change: object) => (await of.ours('POST', of.path, { body: { ...of.sent, ...change } })).body;
  expect(await refused({ TargetPartnerTenantId: of.it.company.accountId })).toMatchObject({ code: 900_148 });
  expect(await refused({ TargetPartnerTenantId: crypto.randomUUID() })).toMatchObject({ code: 900_147 });
  expect(await refused({ SourcePartnerTenantId: crypto.randomUUID() })).toMatchObject({ code: 3000 });
  expect(await refused({ LineItems: [] })).toMatchObject({ code: 3000, data: ['lineItems'] });
  const other = await selling(world);
  const foreign = await other.speak('POST', of.path, { body: { lineItems: of.sent.LineItems } });
  expect(foreign).toMatchObject({ status: 404, body: { code: 60_003 } });
});

served('GET /v1/customers/{customerId}/transfers', 'a bare list, of whichever side asks; nothing for anybody else', async () => {
  const of = await both();
  const id = await started(of);
  expect((await of.ours('GET', of.path)).body).toEqual([shown(of, id)]);
  expect((await of.theirs('GET', of.path)).body).toMatchObject([
    { id, partnertenantid: of.provider.company.accountId, targetPartnerTenantId: of.provider.company.accountId },
  ]);
  const other = await selling(world);
  expect(await other.speak('GET', of.path)).toMatchObject({ status: 200, body: [] });
});

served('GET /v1/customers/{customerId}/transfers/{transferId}', 'one transfer', async () => {
  const of = await both();
  const id = await started(of);
  expect((await of.ours('GET', `${of.path}/${id}`)).body).toEqual(shown(of, id));
  const other = await selling(world);
  const foreign = await other.speak('GET', `${of.path}/${id}`);
  expect(foreign).toMatchObject({ status: 404, body: { code: 900_100 } });
  expect((await other.speak('GET', `${of.path}/${crypto.randomUUID()}`)).body).toEqual(foreign.body);
});

served('POST /v1/customers/{customerId}/transfers/{transferId}/accept', 'the provider accepts, and it moves', async () => {
  const of = await both();
  const id = await started(of);
  expect(await of.ours('POST', `${of.path}/${id}/accept`, { body: {} })).toMatchObject({ status: 400, body: { code: 900_102 } });
  const { status, body } = await of.theirs('POST', `${of.path}/${id}/accept`, { body: { id } });
  expect([status, body]).toEqual([200, { orders: [], transferErrors: [], attributes: { objectType: 'TransferSubmitResult' } }]);
  await settle(world);
  expect((await of.theirs('GET', `${of.path}/${id}`)).body).toMatchObject({
    status: 'Complete',
    lineItems: [{ status: 'Complete', addonItems: [{ status: 'Complete' }] }],
  });
  expect((await of.theirs('GET', `/v1/customers/${of.customerId}/subscriptions`)).body).toMatchObject({ totalCount: 2 });
  expect(await of.theirs('POST', `${of.path}/${id}/accept`, { body: { id } })).toMatchObject({ status: 400, body: { code: 900_102 } });
});

served('PATCH /v1/customers/{customerId}/transfers/{transferId}', 'the provider rejects', async () => {
  const of = await both();
  const id = await started(of);
  expect(await of.theirs('PATCH', `${of.path}/${id}`, { body: { status: 'Complete' } })).toMatchObject({ status: 400, body: { code: 3000 } });
  expect(await of.theirs('PATCH', `${of.path}/${id}`, { body: { id, Status: 'Reject' } })).toMatchObject({ status: 200, body: { id, status: 'Reject' } });
});

served('DELETE /v1/customers/{customerId}/transfers/{transferId}', 'the source takes it back', async () => {
  const of = await both();
  const id = await started(of);
  expect(await of.ours('DELETE', `${of.path}/${id}/`)).toMatchObject({ status: 204, body: '' });
  expect((await of.ours('GET', `${of.path}/${id}`)).body).toMatchObject({ status: 'Reject' });
});

served('GET /v1/customers/{customerId}/transferseligibility', 'what can move, and why something cannot', async () => {
  const of = await both();
  const eligible = (isEligible: boolean, more: object = {}) => [{ id: of.base, isEligible, ...more, attributes: { objectType: 'TransferEligibility' } }];
  const path = `/v1/customers/${of.customerId}/transferseligibility?transferType=directtoindirect`;
  expect((await of.ours('GET', path)).body).toEqual(eligible(true));
  await started(of);
  expect((await of.ours('GET', path)).body).toEqual(eligible(false, { reason: 'It stands in another open transfer.' }));
});
