import { expect } from 'vitest';
import { appToken } from '../../test/tokens.ts';
import { buildWorld } from '../../test/world.ts';
import { bought } from '../features/orders/testingTransfers.ts';
import { line } from '../features/orders/testing.ts';
import { served, speaking } from './testing.ts';
import { customerFor, selling, shelfCodes, to } from './testingCommerce.ts';

const world = await buildWorld();
const called = await shelfCodes(world);
const [basic, archive] = ['tide-basic', 'tide-archive'].map(called);
if (!basic || !archive) throw new Error('the shelf is empty');
const shop = await selling(world);
const { speak, it } = shop;

interface Subscription {
  readonly id: string;
  readonly orderId: string;
  readonly attributes: { readonly etag: string };
}
/** A customer with a subscription of some seats. */
async function sold(...lines: ReturnType<typeof line>[]): Promise<{ customerId: string; id: string; path: string }> {
  const customerId = await customerFor(world, shop);
  const [id = ''] = await bought(world, it, customerId, ...(lines.length ? lines : [line('tide-basic', 5)]));
  return { customerId, id, path: `/v1/customers/${customerId}/subscriptions/${id}` };
}
const etagOf = (id: string, version: number) => Buffer.from(JSON.stringify({ id, version })).toString('base64');
const shown = (customerId: string, id: string, version: number, more: object = {}) => {
  const product = `/customers/${customerId}/products/${basic.product}`;
  const self = `/customers/${customerId}/subscriptions/${id}`;
  return {
    id,
    offerId: basic.item,
    offerName: 'Tide Office — Basic',
    friendlyName: 'Tide Office — Basic',
    quantity: 5,
    unitType: 'Licenses',
    hasPurchasableAddons: true,
    creationDate: '2026-11-21T09:00:00Z',
    effectiveStartDate: '2026-11-21T00:00:00Z',
    commitmentEndDate: '2027-11-21T00:00:00Z',
    status: 'active',
    autoRenewEnabled: true,
    isTrial: false,
    isMicrosoftProduct: true,
    publisherName: 'Northwind',
    billingType: 'license',
    billingCycle: 'monthly',
    termDuration: 'P1Y',
    renewalTermDuration: 'P1Y',
    actions: ['edit', 'cancel'],
    orderId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    contractType: 'subscription',
    links: {
      offer: to(`/offers/${basic.guid}`),
      product: to(product),
      sku: to(`${product}/skus/${basic.sku}`),
      availability: to(`${product}/skus/${basic.sku}/availabilities/${basic.availability}`),
      activationLinks: to(`${self}/activationlinks`),
      self: to(self),
    },
    attributes: { etag: etagOf(id, version), objectType: 'Subscription' },
    ...more,
  };
};
const read = async (path: string) => (await speak('GET', path)).body as Subscription;
/** As programs do it: what was read, with something changed, comes back. */
const patch = async (path: string, change: object) => speak('PATCH', path, { body: { ...(await read(path)), ...change } });
const versionOf = async (path: string): Promise<number> =>
  (JSON.parse(Buffer.from((await read(path)).attributes.etag, 'base64').toString()) as { version: number }).version;

served(
  'GET /v1/customers/{customerId}/subscriptions/{subscriptionId}',
  'one subscription, with its ETag in header and body; another partner’s is not there',
  async () => {
    const { customerId, id, path } = await sold();
    const version = await versionOf(path);
    const { status, headers, body } = await speak('GET', `/v1//customers/${customerId.toUpperCase()}//subscriptions/${id}/`);
    expect([status, body]).toEqual([200, shown(customerId, id, version)]);
    expect(headers['etag']).toBe(`"${etagOf(id, version)}"`);
    const other = await selling(world);
    const foreign = await other.speak('GET', path);
    expect(foreign).toMatchObject({ status: 404, body: { code: 20_003, source: 'Entente' } });
    const own = await customerFor(world, shop);
    for (const made of [`${own}/subscriptions/${crypto.randomUUID()}`, `${own}/subscriptions/${id}`, `${crypto.randomUUID()}/subscriptions/${id}`])
      expect((await speak('GET', `/v1/customers/${made}`)).body, made).toEqual(foreign.body);
  },
);

served('GET /v1/customers/{customerId}/subscriptions', 'all that a customer has or had, add-ons with their base', async () => {
  const { customerId, id, path } = await sold(line('tide-basic', 5));
  await speak('POST', `/v1/customers/${customerId}/orders`, { body: { lineItems: [{ offerId: archive.guid, quantity: 2, parentSubscriptionId: id }] } });
  const { body } = await speak('GET', `/v1/customers/${customerId}/subscriptions`);
  const list = body as { totalCount: number; items: Subscription[] };
  expect(list).toEqual({
    totalCount: 2,
    items: expect.arrayContaining([
      shown(customerId, id, await versionOf(path)),
      expect.objectContaining({ parentSubscriptionId: id, offerId: archive.item, status: 'none' }),
    ]),
    links: { self: to(`/customers/${customerId}/subscriptions`) },
    attributes: { objectType: 'Collection' },
  });
  const other = await selling(world);
  const foreign = await other.speak('GET', `/v1/customers/${customerId}/subscriptions`);
  expect(foreign).toMatchObject({ status: 404, body: { code: 60_003 } });
  expect((await other.speak('GET', `/v1/customers/${crypto.randomUUID()}/subscriptions`)).body).toEqual(foreign.body);
});

served('GET /v1/customers/{customerId}/subscriptions?order_id={orderId}', 'those of an order', async () => {
  const { customerId, id, path } = await sold();
  await bought(world, it, customerId, line('tide-plus', 1));
  const { orderId } = await read(path);
  for (const said of [orderId, orderId.toUpperCase()])
    expect((await speak('GET', `/v1/customers/${customerId}/subscriptions?order_id=${said}`)).body, said).toMatchObject({ totalCount: 1, items: [{ id }] });
  expect((await speak('GET', `/v1/customers/${customerId}/subscriptions?order_id=elsewhere`)).body).toMatchObject({ totalCount: 0 });
});

served('GET /v1/customers/{customerId}/subscriptions?mpn_id={mpnId}', 'those of a reseller, of which a direct customer has none', async () => {
  const { customerId } = await sold();
  expect((await speak('GET', `/v1/customers/${customerId}/subscriptions?mpn_id=1234567`)).body).toMatchObject({ totalCount: 0, items: [] });
});

served(
  'PATCH /v1/customers/{customerId}/subscriptions/{subscriptionId} (quantity)',
  'seats change at what they cost at this moment, once, for whoever has read the last version',
  async () => {
    const { customerId, id, path } = await sold();
    const before = await read(path);
    const version = await versionOf(path);
    const sent = { body: { ...before, Quantity: 8, quantity: undefined }, headers: { 'MS-RequestId': crypto.randomUUID() } };
    const { status, body } = await speak('PATCH', path, sent);
    expect([status, body]).toEqual([200, shown(customerId, id, version + 1, { quantity: 8 })]);
    expect((await speak('PATCH', path, sent)).body).toEqual(body);
    for (const stale of [{ body: { ...before, quantity: 9 } }, { body: { quantity: 9 }, headers: { 'If-Match': `"${before.attributes.etag}"` } }])
      expect(await speak('PATCH', path, stale)).toMatchObject({ status: 400, body: { code: 2055 } });
    // Without any version it is the last one that is meant.
    expect(await speak('PATCH', path, { body: { quantity: 6 } })).toMatchObject({ status: 200, body: { quantity: 6 } });
    expect(await patch(path, { quantity: 301 })).toMatchObject({ status: 400, body: { code: 2002 } });
    expect(await patch(path, { quantity: 0 })).toMatchObject({ status: 400, body: { code: 3000, data: ['quantity'] } });
    expect(await patch(path, { billingCycle: 'annual' })).toMatchObject({ status: 400, body: { code: 2054 } });
    expect(await patch(path, { partnerId: '1234567' })).toMatchObject({ status: 400, body: { code: 800_098 } });
    const reader = await selling(world, [{ permission: 'subscriptions', level: 'view' }]);
    expect(await reader.speak('PATCH', path, { body: { quantity: 7 } })).toMatchObject({ status: 404 });
    const { bearer } = await appToken(world, it.company, [
      { permission: 'catalog', level: 'view' },
      { permission: 'subscriptions', level: 'view' },
    ]);
    expect(await speaking(world, bearer)('PATCH', path, { body: { quantity: 7 } })).toMatchObject({
      status: 403,
      body: { code: 900_150, description: expect.stringMatching(/./), data: ['subscriptions'] },
    });
  },
);

served('PATCH /v1/customers/{customerId}/subscriptions/{subscriptionId} (status suspended)', 'it is suspended, and takes no other change', async () => {
  const { customerId, id, path } = await sold();
  const version = await versionOf(path);
  const { status, body } = await patch(path, { Status: 'Suspended' });
  expect([status, body]).toEqual([200, shown(customerId, id, version + 1, { status: 'suspended', suspensionReasons: ['customer_asked'] })]);
  expect(await patch(path, { quantity: 9 })).toMatchObject({ status: 400, body: { code: 800_091 } });
  expect(await patch(path, { status: 'expired' })).toMatchObject({ status: 400, body: { code: 800_096 } });
});

served('PATCH /v1/customers/{customerId}/subscriptions/{subscriptionId} (status active)', 'it is brought back, with other seats at once', async () => {
  const { path } = await sold();
  await patch(path, { status: 'suspended' });
  expect(await patch(path, { status: 'active', quantity: 7, friendlyName: 'Back again' })).toMatchObject({
    status: 200,
    body: { status: 'active', quantity: 7, friendlyName: 'Back again' },
  });
  // What cannot be done leaves what could be undone, too; and is refused again, not remembered as half done.
  await patch(path, { status: 'suspended' });
  const sent = { body: { ...(await read(path)), status: 'active', quantity: 999 }, headers: { 'MS-RequestId': crypto.randomUUID() } };
  for (let i = 0; i < 2; i++) expect(await speak('PATCH', path, sent)).toMatchObject({ status: 400, body: { code: 2002 } });
  expect(await read(path)).toMatchObject({ status: 'suspended', quantity: 7 });
});

served('PATCH /v1/customers/{customerId}/subscriptions/{subscriptionId} (status deleted)', 'it ends, and what is over stays over', async () => {
  const { path } = await sold();
  expect(await patch(path, { status: 3 })).toMatchObject({ status: 200, body: { status: 'deleted', actions: [] } });
  expect(await patch(path, { quantity: 9 })).toMatchObject({ status: 400, body: { code: 2011 } });
});

served(
  'PATCH /v1/customers/{customerId}/subscriptions/{subscriptionId} (friendlyName)',
  'it is called something else; several things change together or not at all',
  async () => {
    const { customerId, id, path } = await sold();
    const version = await versionOf(path);
    expect((await patch(path, { FriendlyName: 'Front desk', friendlyName: null })).body).toEqual(
      shown(customerId, id, version + 1, { friendlyName: 'Front desk' }),
    );
    expect(await patch(path, { friendlyName: 'Back desk', quantity: 999 })).toMatchObject({ status: 400, body: { code: 2002 } });
    expect(await read(path)).toMatchObject({ friendlyName: 'Front desk', quantity: 5 });
    // What changes nothing is no change.
    expect((await patch(path, {})).body).toEqual(shown(customerId, id, version + 1, { friendlyName: 'Front desk' }));
  },
);

served('PATCH /v1/customers/{customerId}/subscriptions/{subscriptionId} (autoRenewEnabled)', 'its renewal is switched off', async () => {
  const { path } = await sold();
  const { status, body } = await patch(path, { autoRenewEnabled: false });
  expect([status, body]).toMatchObject([200, { autoRenewEnabled: false }]);
  expect(body).not.toHaveProperty('renewalTermDuration');
  const hours = await sold(line('tide-hours', 1, { term: 'none' }));
  expect(await patch(hours.path, { autoRenewEnabled: false })).toMatchObject({ status: 400, body: { code: 800_093 } });
});

served('GET /v1/customers/{customerId}/subscriptions/{subscriptionId}/addons', 'what hangs on it', async () => {
  const { customerId, id, path } = await sold();
  await speak('POST', `/v1/customers/${customerId}/orders`, { body: { lineItems: [{ offerId: archive.guid, quantity: 2, parentSubscriptionId: id }] } });
  expect((await speak('GET', `${path}/addons`)).body).toEqual({
    totalCount: 1,
    items: [expect.objectContaining({ parentSubscriptionId: id, quantity: 2, offerId: archive.item })],
    links: { self: to(`/customers/${customerId}/subscriptions/${id}/addons`) },
    attributes: { objectType: 'Collection' },
  });
});
