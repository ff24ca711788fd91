import { expect } from 'vitest';
import { buildWorld } from '../../test/world.ts';
import { served } from './testing.ts';
import { customerFor, self, selling } from './testingCommerce.ts';

const world = await buildWorld();
const scopes = [
  { permission: 'customers', level: 'view' },
  { permission: 'customers.self_purchase', level: 'edit' },
] as const;
const shop = await selling(world, scopes);
const { speak, it } = shop;
const { accountId } = it.company;
const root = '/v1/SelfServePolicy';

const sent = (customerId: string) => ({
  SelfServeEntity: { SelfServeEntityType: 'customer', TenantID: customerId.toUpperCase() },
  Grantor: { GrantorType: 'billToPartner', TenantID: accountId },
  Permissions: [{ Resource: 'AzureReservedInstances', Action: 'Purchase' }],
});
const policy = (customerId: string) => ({
  id: `${accountId}_${customerId}`,
  selfServeEntity: { selfServeEntityType: 'customer', tenantID: customerId },
  grantor: { grantorType: 'billToPartner', tenantID: accountId },
  permissions: [{ resource: 'AzureReservedInstances', action: 'Purchase' }],
  links: self(`/SelfServePolicy/${accountId}_${customerId}`),
  attributes: { etag: expect.any(String), objectType: 'SelfServePolicy' },
});
async function made(): Promise<{ customerId: string; id: string; body: object }> {
  const customerId = await customerFor(world, shop);
  const { status, body } = await speak('POST', root, { body: sent(customerId) });
  expect(status, JSON.stringify(body)).toBe(201);
  return { customerId, id: `${accountId}_${customerId}`, body: body as object };
}

served('POST /v1/SelfServePolicy', 'a customer may buy for itself, once', async () => {
  const { customerId, body } = await made();
  expect(body).toEqual(policy(customerId));
  expect(await speak('POST', root, { body: sent(customerId) })).toMatchObject({ status: 409, body: { code: 600_041 } });
  const other = await selling(world, scopes);
  const theirs = { ...sent(customerId), Grantor: { GrantorType: 'billToPartner', TenantID: other.it.company.accountId } };
  const foreign = await other.speak('POST', root, { body: theirs });
  expect(foreign).toMatchObject({ status: 404, body: { code: 60_003 } });
  expect(await other.speak('POST', root, { body: sent(customerId) })).toMatchObject({ status: 400, body: { data: ['grantor.tenantID'] } });
  const reader = await selling(world, [{ permission: 'customers.self_purchase', level: 'view' }]);
  expect(await reader.speak('POST', root, { body: { ...theirs, Grantor: undefined } })).toMatchObject({
    status: 403,
    body: { code: 900_150, data: ['customers.self_purchase'] },
  });
});

served('GET /v1/SelfServePolicy?entity_id={entityId}', 'the policies of a customer', async () => {
  const { customerId } = await made();
  const found = { totalCount: 1, items: [policy(customerId)], attributes: { objectType: 'Collection' } };
  expect((await speak('GET', `/v1//selfservepolicy/?entity_id=${customerId.toUpperCase()}`)).body).toEqual(found);
  const other = await selling(world, scopes);
  const foreign = await other.speak('GET', `${root}?entity_id=${customerId}`);
  expect((await other.speak('GET', `${root}?entity_id=${crypto.randomUUID()}`)).body).toEqual(foreign.body);
});

served('GET /v1/SelfServePolicy/{id}', 'one policy', async () => {
  const { customerId, id } = await made();
  expect((await speak('GET', `${root}/${id}`)).body).toEqual(policy(customerId));
  for (const wrong of [`${accountId}_${crypto.randomUUID()}`, `${crypto.randomUUID()}_${customerId}`, 'nothing'])
    expect(await speak('GET', `${root}/${wrong}`), wrong).toMatchObject({ status: 404, body: { code: 600_039 } });
});

served('PUT /v1/SelfServePolicy', 'is replaced by whoever has read its last version, its id in the body or in the path', async () => {
  const { customerId, id, body } = await made();
  const changed = await speak('PUT', root, { body });
  expect([changed.status, changed.body]).toEqual([200, policy(customerId)]);
  expect(await speak('PUT', `${root}/${id}`, { body: { ...sent(customerId), Id: id } })).toMatchObject({ status: 200 });
  const stale = Buffer.from(JSON.stringify({ id, version: 99 })).toString('base64');
  expect(await speak('PUT', root, { body: { ...body, attributes: { etag: stale } } })).toMatchObject({ status: 400, body: { code: 2055 } });
  const other = await made();
  expect(await speak('PUT', root, { body: { ...sent(customerId), Id: other.id } })).toMatchObject({ status: 404, body: { code: 600_040 } });
});

served('DELETE /v1/SelfServePolicy/{id}', 'the customer may no longer', async () => {
  const { id } = await made();
  expect(await speak('DELETE', `${root}/${id}`)).toMatchObject({ status: 204, body: '' });
  expect(await speak('GET', `${root}/${id}`)).toMatchObject({ status: 404, body: { code: 600_039 } });
  expect(await speak('DELETE', `${root}/${id}`)).toMatchObject({ status: 404, body: { code: 600_039 } });
});
