import { expect } from 'vitest';
import { buildWorld, mailsTo, member } from '../../test/world.ts';
import { personToken } from '../../test/tokens.ts';
import { served, speaking } from './testing.ts';
import { allOf, customerBy, expectSame, partnerWith, self, type TestPartner } from './testingPartner.ts';

const world = await buildWorld();
const scopes = allOf('customers', 'customers.create', 'customers.details', 'customers.billing', 'customers.act_on_behalf');
async function withCustomer() {
  const partner = await partnerWith(world, scopes);
  return { ...partner, ...(await customerBy(partner)) };
}
const kai = (domain: string, name = 'kai.lund') => ({
  UserPrincipalName: `${name}@${domain}`,
  FirstName: 'Kai',
  LastName: 'Lund',
  DisplayName: 'Kai Lund',
  UsageLocation: 'us',
  ImmutableId: null,
  PasswordProfile: { ForceChangePassword: true, Password: 'never-kept-41' },
  Attributes: { ObjectType: 'CustomerUser' },
});
const shown = (id: string, domain: string, userId: string, more: object = {}) => ({
  id: userId,
  userPrincipalName: `kai.lund@${domain}`,
  firstName: 'Kai',
  lastName: 'Lund',
  displayName: 'Kai Lund',
  usageLocation: 'US',
  userDomainType: 'managed',
  state: 'active',
  links: self(`/customers/${id}/users/${userId}`),
  attributes: { objectType: 'CustomerUser' },
  ...more,
});
const byLink = { passwordProfile: { forceChangePassword: true, attributes: { objectType: 'PasswordProfile' } } };
async function added({ speak, id, domain }: Pick<TestPartner, 'speak'> & { id: string; domain: string }, name?: string): Promise<string> {
  const { status, body } = await speak('POST', `/v1/customers/${id}/users/`, { body: kai(domain, name) });
  expect(status, JSON.stringify(body)).toBe(201);
  return (body as { id: string }).id;
}

served('POST /v1/customers/{customerId}/users', 'a user is added; the password that was sent is nowhere, a link goes by mail', async () => {
  const all = await withCustomer();
  const { speak, id, domain } = all;
  const userId = await added(all);
  expect((await speak('GET', `/v1/customers/${id}/users/${userId}`)).body).toEqual(shown(id, domain, userId));
  expect(await mailsTo(world, `kai.lund@${domain}`)).toMatchObject([{ template: 'customers.user' }]);
  const again = await speak('POST', `/v1/customers/${id}/users`, { body: kai(domain) });
  expect(again).toMatchObject({ status: 409, body: { code: 3000, data: ['userPrincipalName'] } });
  const elsewhere = await speak('POST', `/v1/customers/${id}/users`, { body: kai('elsewhere.example', 'noor') });
  expect(elsewhere).toMatchObject({ status: 400, body: { code: 3000, data: ['userPrincipalName'] } });
  const other = await speak('POST', `/v1/customers/${id}/users`, { body: kai(domain, 'noor') });
  expect(other.body).toEqual(shown(id, domain, (other.body as { id: string }).id, { userPrincipalName: `noor@${domain}`, ...byLink }));
});

served('GET /v1/customers/{customerId}/users', 'from either end, page by page with the token in header and body', async () => {
  const all = await withCustomer();
  const { speak, id } = all;
  for (const name of ['a', 'b', 'c']) await added(all, name);
  const names = (body: unknown) => (body as { items: { userPrincipalName: string }[] }).items.map((each) => each.userPrincipalName.split('@')[0]);
  const whole = names((await speak('GET', `/v1/customers/${id}/users`)).body);
  expect(whole.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual(['a', 'admin', 'b', 'c']);
  const back = await speak('GET', `/v1/customers/${id}/users?size=2&sortField=DisplayName&sortDirection=Descending`);
  expect(names(back.body)).toEqual([...whole].reverse().slice(0, 2));
  const { links, continuationToken } = back.body as { links: { next: { uri: string; headers: { key: string; value: string }[] } }; continuationToken: string };
  const [header] = links.next.headers;
  expect(header).toEqual({ key: 'MS-ContinuationToken', value: continuationToken });
  const next = await speak('GET', `/v1/${links.next.uri}`, { headers: { [header?.key ?? '']: header?.value ?? '' } });
  expect(names(next.body)).toEqual([...whole].reverse().slice(2));
  expect(await speak('GET', `/v1/customers/${id}/users?sortField=Age`)).toMatchObject({ status: 400, body: { code: 3000, data: ['sortField'] } });
  const other = await partnerWith(world, scopes);
  await expectSame(other.speak('GET', `/v1/customers/${id}/users`), other.speak('GET', `/v1/customers/${crypto.randomUUID()}/users`), 60_003);
});

served('GET /v1/customers/{customerId}/users?filter=UserState', 'those who were deleted, and since when', async () => {
  const all = await withCustomer();
  const { speak, id, domain } = all;
  const userId = await added(all);
  const filter = encodeURIComponent(JSON.stringify({ Field: 'UserState', Value: 'Inactive', Operator: 'equals' }));
  const deleted = async () => (await speak('GET', `/v1/customers/${id}/users?size=0&filter=${filter}`)).body;
  expect(await deleted()).toMatchObject({ totalCount: 0, items: [] });
  await speak('DELETE', `/v1/customers/${id}/users/${userId}`);
  expect(await deleted()).toMatchObject({
    totalCount: 1,
    items: [shown(id, domain, userId, { state: 'inactive', softDeletionTime: '2026-11-21T09:00:00Z' })],
  });
});

served('GET /v1/customers/{customerId}/users/{userId}', 'one user; another partner’s is not there', async () => {
  const all = await withCustomer();
  const userId = await added(all);
  const { status, body } = await all.speak('GET', `/v1//Customers/${all.id}/USERS/${userId.toUpperCase()}/`);
  expect([status, body]).toEqual([200, shown(all.id, all.domain, userId)]);
  const other = await withCustomer();
  const path = `/v1/customers/${other.id}/users/${crypto.randomUUID()}`;
  await expectSame(other.speak('GET', `/v1/customers/${all.id}/users/${userId}`), other.speak('GET', path), 60_002);
});

served('PATCH /v1/customers/{customerId}/users/{userId}', 'names and place change, the rest stays', async () => {
  const all = await withCustomer();
  const { speak, id, domain } = all;
  const userId = await added(all);
  const path = `/v1/customers/${id}/users/${userId}`;
  const changed = await speak('PATCH', path, { body: { DisplayName: 'K. Lund', usagelocation: 'CA', Attributes: { ObjectType: 'CustomerUser' } } });
  expect([changed.status, changed.body]).toEqual([200, shown(id, domain, userId, { displayName: 'K. Lund', usageLocation: 'CA' })]);
  expect(await speak('PATCH', path, { body: { userPrincipalName: `x@${domain}` } })).toMatchObject({ status: 400, body: { data: ['userPrincipalName'] } });
  expect(await speak('PATCH', path, { body: { usageLocation: 'Mars' } })).toMatchObject({ status: 400, body: { code: 3000 } });
});

served('PATCH /v1/customers/{customerId}/users/{userId} (passwordProfile)', 'mails the user a link instead', async () => {
  const all = await withCustomer();
  const { speak, id, domain } = all;
  const userId = await added(all);
  const { status, body } = await speak('PATCH', `/v1/customers/${id}/users/${userId}`, {
    body: { PasswordProfile: { Password: 'never-kept-42', ForceChangePassword: false } },
  });
  expect([status, body]).toEqual([200, shown(id, domain, userId, byLink)]);
  expect(await mailsTo(world, `kai.lund@${domain}`)).toHaveLength(2);
  // A role that may look and nothing else is told what it lacks; so is a token that was given less than its person holds.
  const sales = await member(world, all.company, 'sales_agent');
  const { bearer } = await personToken(world, all.company, sales, scopes);
  const refused = await speaking(world, bearer)('PATCH', `/v1/customers/${id}/users/${userId}`, { body: { passwordProfile: { password: 'x' } } });
  expect(refused).toMatchObject({ status: 403, body: { code: 900_150, data: expect.arrayContaining(['customers.act_on_behalf']) } });
  const narrow = await personToken(world, all.company, all.who, allOf('customers.details'));
  const less = await speaking(world, narrow.bearer)('DELETE', `/v1/customers/${id}/users/${userId}`);
  expect(less).toMatchObject({ status: 403, body: { code: 900_150, description: expect.stringContaining('customers.act_on_behalf') } });
});

served('PATCH /v1/customers/{customerId}/users/{userId}/resetpassword', 'the path that one client alone uses', async () => {
  const all = await withCustomer();
  const userId = await added(all);
  const { status, body } = await all.speak('PATCH', `/v1/customers/${all.id}/users/${userId}/resetpassword`, {
    body: { password: 'never-kept-43', forceChangePassword: true },
  });
  expect([status, body]).toEqual([200, shown(all.id, all.domain, userId, byLink)]);
  expect(await mailsTo(world, `kai.lund@${all.domain}`)).toHaveLength(2);
});

served('PATCH /v1/customers/{customerId}/users/{userId} (state)', 'a deleted user is brought back within 30 days', async () => {
  const all = await withCustomer();
  const { speak, id, domain } = all;
  const userId = await added(all);
  await speak('DELETE', `/v1/customers/${id}/users/${userId}`);
  const back = { State: 'Active', Attributes: { ObjectType: 'CustomerUser' } };
  const { status, body } = await speak('PATCH', `/v1/customers/${id}/users/${userId}`, { body: back });
  expect([status, body]).toEqual([200, shown(id, domain, userId)]);
  await speak('DELETE', `/v1/customers/${id}/users/${userId}`);
  await world.admin.query("update customer_users set deleted_at = deleted_at - interval '31 days' where user_id = $1", [userId]);
  expect(await speak('PATCH', `/v1/customers/${id}/users/${userId}`, { body: back })).toMatchObject({ status: 409, body: { code: 3000 } });
});

served('DELETE /v1/customers/{customerId}/users/{userId}', 'deleted, and nothing said', async () => {
  const all = await withCustomer();
  const userId = await added(all);
  const { status, body } = await all.forPerson('DELETE', `/v1/customers/${all.id}/users/${userId}`);
  expect([status, body]).toEqual([204, '']);
  expect((await all.speak('GET', `/v1/customers/${all.id}/users/${userId}`)).body).toMatchObject({ state: 'inactive' });
  expect(await all.speak('DELETE', `/v1/customers/${all.id}/users/${crypto.randomUUID()}`)).toMatchObject({ status: 404, body: { code: 60_002 } });
});
