import { expect } from 'vitest';
import { buildWorld } from '../../test/world.ts';
import { customerOf } from '../features/orders/testing.ts';
import { served } from './testing.ts';
import { customerFor, self, selling, shelfCodes, to } from './testingCommerce.ts';

const world = await buildWorld();
const called = await shelfCodes(world);
const [basic, archive, plus, once] = ['tide-basic', 'tide-archive', 'tide-plus', 'tide-once'].map(called);
if (!basic || !archive || !plus || !once) throw new Error('the shelf is empty');
const shop = await selling(world);
const { speak } = shop;
const customerId = await customerFor(world, shop);
const carts = `/v1/customers/${customerId}/carts`;

const stamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
const line = (id: number, catalogItemId: string, quantity: number, more: object = {}) => ({
  id,
  catalogItemId,
  quantity,
  currencyCode: 'EUR',
  billingCycle: 'monthly',
  termDuration: 'P1Y',
  orderGroup: '0',
  ...more,
});
const cart = (id: string, lineItems: unknown[], of = customerId) => ({
  id,
  creationTimestamp: stamp,
  lastModifiedTimestamp: stamp,
  expirationTimestamp: stamp,
  status: 'Active',
  lineItems,
  links: self(`/customers/${of}/carts/${id}`),
  attributes: { objectType: 'Cart' },
});
const idOf = (body: unknown): string => (body as { id: string }).id;

served('POST /v1/customers/{customerId}/carts', 'lines name what they buy by GUID or as a catalog item, each with what is wrong with it', async () => {
  const { status, body } = await speak('POST', carts, {
    body: {
      LineItems: [
        {
          Id: 0,
          CatalogItemId: basic.guid.toUpperCase(),
          FriendlyName: 'Front desk',
          Quantity: 3,
          BillingCycle: 'Monthly',
          TermDuration: 'P1Y',
          AddonItems: [{ id: 1, catalogItemId: archive.item, quantity: 2, billingCycle: 'monthly' }],
        },
        { Id: 2, CatalogItemId: plus.item, Quantity: '5', BillingCycle: 'annual' },
        { Id: 3, CatalogItemId: basic.item, Quantity: 900, BillingCycle: 1, TermDuration: 'P1M' },
      ],
    },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  const [too_many] = ['At most 300 of Tide Office — Basic can be ordered.'];
  expect(body).toEqual(
    cart(idOf(body), [
      line(0, basic.item, 3, { friendlyName: 'Front desk', addonItems: [line(1, archive.item, 2)] }),
      line(2, plus.item, 5, { billingCycle: 'annual', orderGroup: '1' }),
      line(3, basic.item, 900, { termDuration: 'P1M', error: { errorCode: 10_015, errorDescription: too_many } }),
    ]),
  );
  const unknown = await speak('POST', carts, { body: { lineItems: [{ id: 0, catalogItemId: 'NOT:A:THING', quantity: 1, billingCycle: 'monthly' }] } });
  expect(unknown).toMatchObject({ status: 400, body: { code: 800_009, data: ['lineItems[0].catalogItemId'] } });
  const other = await selling(world);
  const sent = { body: { lineItems: [{ id: 0, catalogItemId: basic.guid, quantity: 1, billingCycle: 'monthly' }] } };
  const foreign = await other.speak('POST', carts, sent);
  expect(foreign).toMatchObject({ status: 404, body: { code: 60_003 } });
  expect((await other.speak('POST', `/v1/customers/${crypto.randomUUID()}/carts`, sent)).body).toEqual(foreign.body);
});

async function made(lineItems: object[], of = carts): Promise<string> {
  const { status, body } = await speak('POST', of, { body: { lineItems } });
  expect(status, JSON.stringify(body)).toBe(201);
  return idOf(body);
}
const wanted = (item: string, quantity: number, more: object = {}) => ({ id: 0, catalogItemId: item, quantity, billingCycle: 'monthly', ...more });

served('GET /v1/customers/{customerId}/carts/{cartId}', 'a cart, beside the one that people fill; another partner’s is not there', async () => {
  const [mine] = [await shop.it.shop.openCart({ customerId })];
  const [first, second] = [await made([wanted(basic.item, 1)]), await made([wanted(plus.item, 2)])];
  expect(new Set([mine.cartId, first, second]).size).toBe(3);
  expect((await shop.it.shop.openCart({ customerId })).cartId).toBe(mine.cartId);
  expect((await shop.it.shop.listCarts({})).items.map(({ cartId }) => cartId)).toEqual([mine.cartId]);
  expect(await speak('GET', `${carts}//${first.toUpperCase()}/`)).toMatchObject({ status: 200, body: cart(first, [line(0, basic.item, 1)]) });
  const other = await selling(world);
  const foreign = await other.speak('GET', `${carts}/${first}`);
  expect(foreign).toMatchObject({ status: 404, body: { code: 800_008 } });
  for (const path of [`${carts}/${crypto.randomUUID()}`, `/v1/customers/${crypto.randomUUID()}/carts/${first}`])
    expect((await other.speak('GET', path)).body, path).toEqual(foreign.body);
  expect((await speak('GET', `/v1/customers/${await customerFor(world, shop)}/carts/${first}`)).body).toEqual(foreign.body);
});

served('PUT /v1/customers/{customerId}/carts/{cartId}', 'lines are replaced by those that come back', async () => {
  const id = await made([wanted(basic.item, 1), wanted(plus.item, 2)]);
  const { body } = await speak('GET', `${carts}/${id}`);
  const { lineItems } = body as { lineItems: object[] };
  const { status, body: changed } = await speak('PUT', `${carts}/${id}`, { body: { ...(body as object), lineItems: [{ ...lineItems[1], quantity: 9 }] } });
  expect([status, changed]).toEqual([200, cart(id, [line(0, plus.item, 9)])]);
});

served('POST /v1/customers/{customerId}/carts/{cartId}/checkout', 'one order for each order group, once; the body is null or nothing', async () => {
  const id = await made([wanted(basic.item, 3, { addonItems: [wanted(archive.item, 2)] }), wanted(plus.item, 5, { billingCycle: 'annual' })]);
  const request = { body: 'null', headers: { 'MS-RequestId': crypto.randomUUID() } };
  const { status, body } = await speak('POST', `${carts}/${id}/checkout`, request);
  expect(status, JSON.stringify(body)).toBe(201);
  const order = (billingCycle: string, lineItems: unknown[]) => ({
    id: expect.any(String),
    alternateId: expect.stringMatching(/^O-/),
    referenceCustomerId: customerId,
    billingCycle,
    currencyCode: 'EUR',
    currencySymbol: '€',
    creationDate: stamp,
    status: 'pending',
    transactionType: 'UserPurchase',
    lineItems,
    links: expect.any(Object),
    attributes: { etag: expect.any(String), objectType: 'Order' },
  });
  const bought = (lineItemNumber: number, it: typeof basic, quantity: number, friendlyName: string, more: object = {}) => {
    const product = `/customers/${customerId}/products/${it.product}`;
    return {
      lineItemNumber,
      offerId: it.item,
      friendlyName,
      quantity,
      termDuration: 'P1Y',
      transactionType: 'new',
      links: {
        product: to(product),
        sku: to(`${product}/skus/${it.sku}`),
        availability: to(`${product}/skus/${it.sku}/availabilities/${it.availability}`),
        provisioningStatus: expect.any(Object),
        activationLinks: expect.any(Object),
      },
      ...more,
    };
  };
  expect(body).toEqual({
    orders: [
      order('monthly', [
        bought(0, basic, 3, 'Tide Office — Basic'),
        bought(1, archive, 2, 'Tide Office — Archive', { parentSubscriptionId: expect.any(String) }),
      ]),
      order('annual', [bought(0, plus, 5, 'Tide Office — Plus')]),
    ],
    orderErrors: [],
    attributes: { objectType: 'CartCheckoutResult' },
  });
  // The same request again is answered the same; another one finds it submitted.
  expect((await speak('POST', `${carts}/${id}/checkout`, request)).body).toEqual(body);
  expect(await speak('POST', `${carts}/${id}/checkout`)).toMatchObject({ status: 400, body: { code: 800_065 } });
  expect(await speak('PUT', `${carts}/${id}`, { body: { lineItems: [wanted(basic.item, 1)] } })).toMatchObject({ status: 400, body: { code: 800_065 } });
  expect((await speak('GET', `${carts}/${id}`)).body).toMatchObject({ status: 'Ordered' });

  const faulty = await made([wanted(basic.item, 900)]);
  expect(await speak('POST', `${carts}/${faulty}/checkout`, { body: 'null' })).toMatchObject({
    status: 400,
    body: { code: 800_009, description: 'At most 300 of Tide Office — Basic can be ordered.', data: ['too_many'] },
  });
  const unsigned = await customerOf(world, shop.it, { agreed: false });
  const early = await made([wanted(basic.item, 1)], `/v1/customers/${unsigned}/carts`);
  expect(await speak('POST', `/v1/customers/${unsigned}/carts/${early}/checkout`)).toMatchObject({ status: 403, body: { code: 13_605 } });
  expect(await speak('POST', `${carts}/${crypto.randomUUID()}/checkout`, { body: 'null' })).toMatchObject({ status: 404, body: { code: 800_008 } });
  const reader = await selling(world, [{ permission: 'subscriptions', level: 'view' }]);
  expect(await reader.speak('POST', `${carts}/${faulty}/checkout`)).toMatchObject({ status: 404 });
});
