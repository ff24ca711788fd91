import { expect } from 'vitest';
import { buildWorld } from '../../test/world.ts';
import { served, type Speak } from './testing.ts';
import { type Called, customerFor, selling, settle, shelfCodes, to } from './testingCommerce.ts';

const world = await buildWorld();
const called = await shelfCodes(world);
const [basic, archive, plus, trial] = ['tide-basic', 'tide-archive', 'tide-plus', 'tide-trial'].map(called);
if (!basic || !archive || !plus || !trial) throw new Error('the shelf is empty');
const shop = await selling(world);
const { speak } = shop;
const stamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);

interface Order {
  readonly id: string;
  readonly status: string;
  readonly billingCycle: string;
  readonly lineItems: readonly { readonly lineItemNumber: number; readonly subscriptionId: string }[];
  readonly attributes: { readonly etag: string };
}
const asked = (customerId: string, lineItems: object[], billingCycle = 'Monthly') => ({
  body: { ReferenceCustomerId: customerId, BillingCycle: billingCycle, CurrencyCode: 'EUR', LineItems: lineItems },
});
const wanted = (offerId: string, quantity: number, more: object = {}) => ({ LineItemNumber: 0, OfferId: offerId, Quantity: quantity, ...more });
async function placed(customerId: string, lineItems: object[], billingCycle?: string): Promise<string> {
  const { status, body } = await speak('POST', `/v1/customers/${customerId}/orders`, asked(customerId, lineItems, billingCycle));
  expect(status, JSON.stringify(body)).toBe(201);
  await settle(world);
  return (body as Order).id;
}
const read = async (customerId: string, id: string, by: Speak = speak) => (await by('GET', `/v1/customers/${customerId}/orders/${id}`)).body as Order;

interface Shown {
  readonly customerId: string;
  readonly id: string;
  readonly lines: readonly { readonly it: Called; readonly quantity: number; readonly name: string; readonly more?: object }[];
  readonly status?: string;
  readonly billingCycle?: string;
}
function order({ customerId, id, lines, status = 'completed', billingCycle = 'monthly' }: Shown) {
  const path = `/customers/${customerId}/orders/${id}`;
  return {
    id,
    alternateId: expect.stringMatching(/^O-/),
    referenceCustomerId: customerId,
    billingCycle,
    currencyCode: 'EUR',
    currencySymbol: '€',
    creationDate: stamp,
    status,
    transactionType: 'UserPurchase',
    lineItems: lines.map(({ it, quantity, name, more }, n) => {
      const product = `/customers/${customerId}/products/${it.product}`;
      return {
        lineItemNumber: n,
        offerId: it.item,
        ...(status === 'pending' ? {} : { subscriptionId: expect.stringMatching(/^[0-9a-f-]{36}$/) }),
        friendlyName: name,
        quantity,
        termDuration: 'P1Y',
        transactionType: 'new',
        links: {
          ...(status === 'pending'
            ? {}
            : { subscription: expect.objectContaining({ uri: expect.stringContaining(`/customers/${customerId}/subscriptions/`) }) }),
          product: to(product),
          sku: to(`${product}/skus/${it.sku}`),
          availability: to(`${product}/skus/${it.sku}/availabilities/${it.availability}`),
          provisioningStatus: to(`${path}/provisioningstatus`),
          activationLinks: to(`${path}/lineitems/${n}/activationlinks`),
        },
        ...more,
      };
    }),
    links: { provisioningStatus: to(`${path}/provisioningstatus`), patchOperation: { uri: path, method: 'PATCH', headers: [] }, self: to(path) },
    attributes: { etag: expect.any(String), objectType: 'Order' },
  };
}

served('POST /v1/customers/{customerId}/orders', 'what is in it is bought at once, or nothing is', async () => {
  const customerId = await customerFor(world, shop);
  const path = `/v1/customers/${customerId}/orders`;
  const sent = {
    ...asked(customerId, [wanted(basic.guid, 4, { FriendlyName: 'Front desk' }), wanted(archive.item, 2, { LineItemNumber: 1 })]),
    headers: { 'MS-RequestId': crypto.randomUUID() },
  };
  const { status, body } = await speak('POST', path, sent);
  expect([status, body]).toEqual([
    201,
    order({
      customerId,
      id: (body as Order).id,
      status: 'pending',
      lines: [
        { it: basic, quantity: 4, name: 'Front desk' },
        { it: archive, quantity: 2, name: 'Tide Office — Archive', more: { parentSubscriptionId: expect.any(String) } },
      ],
    }),
  ]);
  expect((await speak('POST', path, sent)).body).toEqual(body);
  expect((await speak('GET', path)).body).toMatchObject({ totalCount: 1 });

  const refused = async (lines: object[]) => (await speak('POST', path, asked(customerId, lines))).body;
  expect(await refused([wanted(basic.guid, 4), wanted(basic.guid, 301)])).toMatchObject({ code: 2002 });
  expect(await refused([])).toMatchObject({ code: 3000, data: ['lineItems'] });
  expect(await refused([wanted(crypto.randomUUID(), 1)])).toMatchObject({ code: 800_009 });
  const alone = await customerFor(world, shop);
  expect((await speak('POST', `/v1/customers/${alone}/orders`, asked(alone, [wanted(archive.guid, 1)]))).body).toMatchObject({ code: 800_029 });
  expect((await speak('GET', path)).body).toMatchObject({ totalCount: 1 });

  const other = await selling(world);
  expect(await other.speak('POST', path, asked(customerId, [wanted(basic.guid, 1)]))).toMatchObject({ status: 404, body: { code: 60_003 } });
  const reader = await selling(world, [
    { permission: 'catalog', level: 'view' },
    { permission: 'subscriptions', level: 'view' },
  ]);
  const denied = await reader.speak('POST', path, asked(customerId, [wanted(basic.guid, 1)]));
  expect(denied).toMatchObject({ status: 403, body: { code: 900_150, description: expect.stringMatching(/./), data: ['subscriptions'] } });
});

served('POST /v1/customers/{customerId}/orders (partnerIdOnRecord)', 'the reseller of a customer is the one it came with', async () => {
  const customerId = await customerFor(world, shop);
  const line = wanted(basic.guid, 1, { PartnerIdOnRecord: '1234567' });
  expect(await speak('POST', `/v1/customers/${customerId}/orders`, asked(customerId, [line]))).toMatchObject({
    status: 404,
    body: { code: 800_015, data: ['partnerIdOnRecord'] },
  });
});

served('GET /v1/customers/{customerId}/orders', 'orders with their lines, the newest first', async () => {
  const customerId = await customerFor(world, shop);
  const [first, second] = [await placed(customerId, [wanted(basic.guid, 1)]), await placed(customerId, [wanted(plus.guid, 2)], 'annual')];
  const { body } = await speak('GET', `/v1/customers/${customerId}/orders`);
  const both = [
    order({ customerId, id: second, billingCycle: 'annual', lines: [{ it: plus, quantity: 2, name: 'Tide Office — Plus' }] }),
    order({ customerId, id: first, lines: [{ it: basic, quantity: 1, name: 'Tide Office — Basic' }] }),
  ];
  expect(body).toEqual({
    totalCount: 2,
    items: expect.arrayContaining(both),
    links: { self: to(`/customers/${customerId}/orders`) },
    attributes: { objectType: 'Collection' },
  });
  const other = await selling(world);
  const foreign = await other.speak('GET', `/v1/customers/${customerId}/orders`);
  expect(foreign).toMatchObject({ status: 404, body: { code: 60_003 } });
  expect((await other.speak('GET', `/v1/customers/${crypto.randomUUID()}/orders`)).body).toEqual(foreign.body);
});

served('GET /v1/customers/{customerId}/orders?billingType={type}', 'those of a billing cycle, however it is spelled', async () => {
  const customerId = await customerFor(world, shop);
  const [monthly] = [await placed(customerId, [wanted(basic.guid, 1)]), await placed(customerId, [wanted(plus.guid, 2)], 'Annual')];
  for (const type of ['monthly', 'Monthly', '1'])
    expect((await speak('GET', `/v1/customers/${customerId}/orders?billingType=${type}`)).body, type).toMatchObject({
      totalCount: 1,
      items: [{ id: monthly }],
    });
  expect((await speak('GET', `/v1/customers/${customerId}/orders?billingType=OneTime`)).body).toMatchObject({ totalCount: 0 });
  expect(await speak('GET', `/v1/customers/${customerId}/orders?billingType=weekly`)).toMatchObject({ status: 400, body: { code: 3000 } });
});

served('GET /v1/customers/{customerId}/orders/{orderId}', 'one order, with its prices when they are asked for', async () => {
  const customerId = await customerFor(world, shop);
  const id = await placed(customerId, [wanted(basic.guid, 3)]);
  const shown = order({ customerId, id, lines: [{ it: basic, quantity: 3, name: 'Tide Office — Basic' }] });
  const { headers, body } = await speak('GET', `/v1//customers/${customerId}/Orders/${id.toUpperCase()}/`);
  expect(body).toEqual(shown);
  expect(headers['etag']).toBe(`"${(body as Order).attributes.etag}"`);
  expect((await speak('GET', `/v1/customers/${customerId}/orders/${id}?include_price=True`)).body).toMatchObject({
    totalPrice: 12,
    lineItems: [{ pricing: { listPrice: 4, discountedPrice: 4, proratedPrice: 4, price: 4, extendedPrice: 12 } }],
  });
  const other = await selling(world);
  const foreign = await other.speak('GET', `/v1/customers/${customerId}/orders/${id}`);
  expect(foreign).toMatchObject({ status: 404, body: { code: 20_000 } });
  for (const path of [`${customerId}/orders/${crypto.randomUUID()}`, `${crypto.randomUUID()}/orders/${id}`])
    expect((await speak('GET', `/v1/customers/${path}`)).body, path).toEqual(foreign.body);
  expect(await speak('GET', `/v1/customers/${customerId}/orders/no-guid`)).toMatchObject({ status: 404, body: { code: 20_000 } });
});

served('PATCH /v1/customers/{customerId}/orders/{orderId} (lineItems)', 'an add-on is bought to what the order brought', async () => {
  const customerId = await customerFor(world, shop);
  const id = await placed(customerId, [wanted(basic.guid, 3)]);
  const before = await read(customerId, id);
  const parentSubscriptionId = before.lineItems[0]?.subscriptionId ?? '';
  const addOn = { lineItemNumber: 1, offerId: archive.guid, quantity: 2, parentSubscriptionId };
  const path = `/v1/customers/${customerId}/orders/${id}`;
  const { status, body } = await speak('PATCH', path, { body: { ...before, lineItems: [...before.lineItems, addOn] } });
  const made = (body as Order).id;
  expect(made).not.toBe(id);
  expect([status, body]).toEqual([
    200,
    order({ customerId, id: made, status: 'pending', lines: [{ it: archive, quantity: 2, name: 'Tide Office — Archive', more: { parentSubscriptionId } }] }),
  ]);
  expect(
    (await speak('PATCH', path, { body: { ...before, lineItems: [{ ...addOn, offerId: plus.guid, parentSubscriptionId: undefined, quantity: 0 }] } })).body,
  ).toMatchObject({ code: 3000 });
  const wrong = { ...addOn, parentSubscriptionId: crypto.randomUUID() };
  expect((await speak('PATCH', path, { body: { ...before, lineItems: [wrong] } })).body).toMatchObject({ code: 800_029 });
});

served('PATCH /v1/customers/{customerId}/orders/{orderId} (billingCycle)', 'all that came of it is billed by another cycle', async () => {
  const customerId = await customerFor(world, shop);
  const id = await placed(customerId, [wanted(basic.guid, 3)]);
  const before = await read(customerId, id);
  const path = `/v1/customers/${customerId}/orders/${id}`;
  const { status } = await speak('PATCH', path, { body: { ...before, billingCycle: 'Annual' } });
  expect(status).toBe(200);
  expect((await shop.it.shop.listSubscriptions({ customerId })).items.map(({ billingCycle }) => billingCycle)).toEqual(['annual']);
  expect(await speak('PATCH', path, { body: { ...before, billingCycle: 'one_time' } })).toMatchObject({ status: 400, body: { code: 6001 } });
  const stale = Buffer.from(JSON.stringify({ id, version: 99 })).toString('base64');
  expect(await speak('PATCH', path, { body: { ...before, attributes: { etag: stale } } })).toMatchObject({ status: 400, body: { code: 2055 } });
});

served('PATCH /v1/customers/{customerId}/orders/{orderId} (status)', 'a cancelled order takes back all that came of it', async () => {
  const customerId = await customerFor(world, shop);
  const id = await placed(customerId, [wanted(basic.guid, 3), wanted(archive.guid, 3)]);
  const before = await read(customerId, id);
  const { status, body } = await speak('PATCH', `/v1/customers/${customerId}/orders/${id}`, { body: { ...before, Status: 'Cancelled' } });
  expect([status, (body as Order).status]).toEqual([200, 'cancelled']);
  expect((await shop.it.shop.listSubscriptions({ customerId })).items.map(({ state }) => state)).toEqual(['canceled', 'canceled']);
});

served('GET /v1/customers/{customerId}/orders/{orderId}/provisioningstatus', 'how far each line is', async () => {
  const customerId = await customerFor(world, shop);
  const { body: made } = await speak('POST', `/v1/customers/${customerId}/orders`, asked(customerId, [wanted(basic.guid, 3)]));
  const path = `/v1/customers/${customerId}/orders/${(made as Order).id}/provisioningstatus`;
  const line = (status: string) => ({
    totalCount: 1,
    items: [
      { lineItemNumber: 0, status, quantityProvisioningInformation: [{ quantity: 3, status }], attributes: { objectType: 'OrderLineItemProvisioningStatus' } },
    ],
    attributes: { objectType: 'Collection' },
  });
  expect((await speak('GET', path)).body).toEqual(line('PrefulfillmentPending'));
  await settle(world);
  expect((await speak('GET', path)).body).toEqual(line('Fulfilled'));
});

served('GET /v1/customers/{customerId}/orders/{orderId}/activationlinks', 'nothing has to be activated', async () => {
  const customerId = await customerFor(world, shop);
  const id = await placed(customerId, [wanted(basic.guid, 3)]);
  const none = { totalCount: 0, items: [], attributes: { objectType: 'Collection' } };
  expect((await speak('GET', `/v1/customers/${customerId}/orders/${id}/activationlinks`)).body).toEqual(none);
});
served('GET /v1/customers/{customerId}/orders/{orderId}/lineitems/{lineItemNumber}/activationlinks', 'a line that is not there is refused', async () => {
  const customerId = await customerFor(world, shop);
  const id = await placed(customerId, [wanted(trial.guid, 3)]);
  const path = `/v1/customers/${customerId}/orders/${id}/lineitems`;
  expect((await speak('GET', `${path}/0/activationlinks`)).body).toMatchObject({ totalCount: 0, items: [] });
  expect(await speak('GET', `${path}/7/activationlinks`)).toMatchObject({ status: 400, body: { code: 800_071 } });
});
