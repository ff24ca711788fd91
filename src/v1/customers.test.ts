import { expect } from 'vitest';
import { account, buildWorld, joinPrograms, type TestAccount } from '../../test/world.ts';
import { appToken } from '../../test/tokens.ts';
import { served, type Speak, speaking } from './testing.ts';

const world = await buildWorld();
const scopes = (['customers', 'customers.create', 'customers.details', 'customers.billing', 'customers.relationship.remove'] as const).map((permission) => ({
  permission,
  level: 'edit' as const,
}));
async function partner(country = 'US'): Promise<{ company: TestAccount; speak: Speak }> {
  const company = await account(world, undefined, country);
  await joinPrograms(world, company, 'reseller');
  const { bearer } = await appToken(world, company, scopes);
  return { company, speak: speaking(world, bearer) };
}

const address = { Country: 'US', City: 'SEATTLE', State: 'WA', AddressLine1: '1420 Western Avenue', PostalCode: '98101', FirstName: 'Ida', LastName: 'Holm' };
const asked = (domain: string, name = 'Blue Lantern Books') => ({
  CompanyProfile: { Domain: domain },
  BillingProfile: {
    Culture: 'EN-US',
    Email: 'ida@blue.example',
    Language: 'En',
    CompanyName: name,
    FirstName: 'Ida',
    LastName: 'Holm',
    DefaultAddress: { ...address, PhoneNumber: '2065550142' },
  },
  enableGDAPByDefault: true,
});
const self = (uri: string) => ({ self: { uri, method: 'GET', headers: [] } });
const wireAddress = { country: 'US', city: 'SEATTLE', state: 'WA', addressLine1: '1420 Western Avenue', postalCode: '98101' };
const company = (id: string, domain: string, name: string) => ({
  tenantId: id,
  domain,
  companyName: name,
  links: self(`/customers/${id}/profiles/company`),
  attributes: { objectType: 'CustomerCompanyProfile' },
});
const billing = (id: string, name: string, etag: string) => ({
  id,
  firstName: 'Ida',
  lastName: 'Holm',
  email: 'ida@blue.example',
  culture: 'en-US',
  language: 'en',
  companyName: name,
  defaultAddress: { ...wireAddress, firstName: 'Ida', lastName: 'Holm', phoneNumber: '+12065550142' },
  links: self(`/customers/${id}/profiles/billing`),
  attributes: { etag, objectType: 'CustomerBillingProfile' },
});
const whole = (id: string, domain: string, name = 'Blue Lantern Books', etag = '1') => ({
  id,
  commerceId: id,
  companyProfile: { ...company(id, domain, name), address: wireAddress, email: 'ida@blue.example' },
  billingProfile: billing(id, name, etag),
  relationshipToPartner: 'reseller',
  allowDelegatedAccess: true,
  customDomains: [domain],
  links: self(`/customers/${id}`),
  attributes: { objectType: 'Customer' },
});
const line = (id: string, domain: string, name: string) => ({
  id,
  commerceId: id,
  companyProfile: company(id, domain, name),
  relationshipToPartner: 'reseller',
  links: self(`/customers/${id}`),
  attributes: { objectType: 'Customer' },
});
async function added(speak: Speak, name?: string): Promise<{ id: string; domain: string }> {
  const domain = `blue-${crypto.randomUUID().slice(0, 8)}.example`;
  const { status, body } = await speak('POST', '/v1/customers', { body: asked(domain, name) });
  expect(status, JSON.stringify(body)).toBe(201);
  return { id: (body as { id: string }).id, domain };
}

served('POST /v1/customers', 'a customer is made of what clients send in PascalCase, and is answered whole', async () => {
  const { speak } = await partner();
  const { status, headers, body } = await speak('POST', '/v1/customers', {
    body: asked('blue-lantern.example'),
    headers: { 'MS-RequestId': '11111111-0000-4000-8000-000000000001', 'MS-CorrelationId': 'c1' },
  });
  const { id } = body as { id: string };
  expect(status).toBe(201);
  expect(body).toEqual({ ...whole(id, 'blue-lantern.example'), userCredentials: { userName: 'admin' } });
  expect(headers).toMatchObject({
    'ms-requestid': '11111111-0000-4000-8000-000000000001',
    'ms-correlationid': 'c1',
    'x-locale': 'en',
    'content-type': 'application/json; charset=utf-8',
  });
  // Sent once more with the same id it is answered the same, and nothing is made twice.
  const again = await speak('POST', '/v1/customers', {
    body: asked('blue-lantern.example'),
    headers: { 'MS-RequestId': '11111111-0000-4000-8000-000000000001' },
  });
  expect([again.status, again.body]).toEqual([201, body]);
  const other = await speak('POST', '/v1/customers', { body: asked('blue-lantern.example') });
  expect([other.status, other.body]).toEqual([409, { code: 3000, description: expect.any(String), data: [], source: 'Entente' }]);
});

served('GET /v1/customers/{customerId}', 'one customer, by an identifier in either case; another partner’s is not there', async () => {
  const [{ speak }, other] = [await partner(), await partner()];
  const { id, domain } = await added(speak);
  const { status, body } = await speak('GET', `/v1//Customers/${id.toUpperCase()}/`);
  expect([status, body]).toEqual([200, whole(id, domain)]);
  const foreign = await other.speak('GET', `/v1/customers/${id}`);
  const never = await other.speak('GET', `/v1/customers/${crypto.randomUUID()}`);
  expect(foreign).toMatchObject({ status: 404, body: { code: 60_003, source: 'Entente' } });
  expect(never.body).toEqual(foreign.body);
});

served('GET /v1/customers', 'pages are followed by their links, whose token comes as a header', async () => {
  const { speak } = await partner();
  const names = ['Amber', 'Birch', 'Cedar', 'Dune', 'Elm'];
  const made = [];
  for (const name of names) made.push({ ...(await added(speak, name)), name });
  const seen: unknown[] = [];
  let next: { uri: string; headers: { key: string; value: string }[] } | undefined = { uri: '/customers?size=2', headers: [] };
  for (let pages = 0; next && pages < 5; pages++) {
    // As the clients that build it from a root that ends in a slash.
    const { status, body } = await speak('GET', `/v1/${next.uri}`, { headers: Object.fromEntries(next.headers.map(({ key, value }) => [key, value])) });
    expect(status).toBe(200);
    const page = body as { totalCount: number; items: unknown[]; links: { next?: typeof next } };
    expect(page.items.length).toBe(page.totalCount);
    seen.push(...page.items);
    ({ next } = page.links);
  }
  expect(seen).toEqual(made.map(({ id, domain, name }) => line(id, domain, name)));
  // Without a size, with none, and from an offset.
  for (const query of ['', '?size=0']) expect((await speak('GET', `/v1/customers${query}`)).body, query).toMatchObject({ totalCount: 5 });
  expect((await speak('GET', '/v1/customers?size=2&offset=3')).body).toMatchObject({ items: made.slice(3).map(({ id }) => ({ id })) });
  expect((await speak('GET', '/v1/customers?size=many')).body).toMatchObject({ code: 3000, data: ['size'] });
});

served('GET /v1/customers?filter=CompanyName', 'what a name or a domain begins with, capitals or not', async () => {
  const { speak } = await partner();
  const amber = await added(speak, 'Amber & Sons');
  await added(speak, 'Sons of Amber');
  const found = async (Field: string, Value: string) => {
    const filter = encodeURIComponent(JSON.stringify({ Field, Value, Operator: 'starts_with' })).replaceAll('%20', '+');
    return (await speak('GET', `/v1/customers?size=0&filter=${filter}`)).body;
  };
  const only = { totalCount: 1, items: [line(amber.id, amber.domain, 'Amber & Sons')], attributes: { objectType: 'Collection' } };
  expect(await found('CompanyName', 'amber & s')).toMatchObject(only);
  expect(await found('domain', amber.domain.slice(0, 9).toUpperCase())).toMatchObject(only);
  expect(await found('CompanyName', 'am_er')).toMatchObject({ totalCount: 0, items: [] });
  expect(await found('Country', 'US')).toMatchObject({ code: 3000, data: ['filter'] });
});

served('GET /v1/customers/{customerId}/profiles/company', 'the company of a customer', async () => {
  const { speak } = await partner();
  const { id, domain } = await added(speak);
  expect((await speak('GET', `/v1/customers/${id}/profiles/company`)).body).toEqual(whole(id, domain).companyProfile);
});

served('GET /v1/customers/{customerId}/profiles/billing', 'who is billed, with its ETag in header and body', async () => {
  const { speak } = await partner();
  const { id } = await added(speak);
  const { headers, body } = await speak('GET', `/v1/customers/${id}/profiles/billing`);
  expect(body).toEqual(billing(id, 'Blue Lantern Books', '1'));
  expect(headers['etag']).toBe('"1"');
});

served('PUT /v1/customers/{customerId}/profiles/billing', 'is replaced by whoever has read its last version, said in the header or in the body', async () => {
  const { speak } = await partner();
  const { id } = await added(speak);
  const path = `/v1/customers/${id}/profiles/billing`;
  const { body: before } = await speak('GET', path);
  const changed = await speak('PUT', path, { body: { ...(before as object), companyName: 'Blue Lantern Ltd' } });
  expect([changed.status, changed.body]).toEqual([200, billing(id, 'Blue Lantern Ltd', '2')]);
  for (const sent of [{ body: before }, { body: { ...(before as object), attributes: undefined }, headers: { 'If-Match': '"1"' } }])
    expect(await speak('PUT', path, sent)).toMatchObject({ status: 400, body: { code: 2055 } });
  const wrong = await speak('PUT', path, { body: { ...(before as object), attributes: {}, defaultAddress: { ...wireAddress, state: 'OR' } } });
  expect(wrong).toMatchObject({ status: 400, body: { code: 2007 } });
  expect(JSON.parse((wrong.body as { description: string }).description)).toEqual({
    code: '60071',
    reason: 'interaction_required',
    corrected_address: wireAddress,
  });
});

served('PATCH /v1/customers/{customerId}', 'the relationship ends', async () => {
  const { speak } = await partner();
  const { id } = await added(speak);
  expect(await speak('PATCH', `/v1/customers/${id}/`, { body: { relationshipToPartner: 'reseller' } })).toMatchObject({ status: 400, body: { code: 3000 } });
  const { status, body } = await speak('PATCH', `/v1/customers/${id}/`, { body: { RelationshipToPartner: 'None', Attributes: { ObjectType: 'Customer' } } });
  expect([status, body]).toMatchObject([200, { id, relationshipToPartner: 'none', attributes: { objectType: 'Customer' } }]);
  expect((await speak('GET', '/v1/customers')).body).toMatchObject({ totalCount: 0 });
});
