import { expect } from 'vitest';
import { personToken } from '../../test/tokens.ts';
import { buildWorld, member } from '../../test/world.ts';
import { accountRoles } from '../core/roles.ts';
import { guidOf } from './ids.ts';
import { served, speaking } from './testing.ts';
import { allOf, customerBy, expectSame, listOf, partnerWith } from './testingPartner.ts';

const world = await buildWorld();
const scopes = allOf('customers', 'customers.create', 'customers.details', 'customers.act_on_behalf', 'roles');
async function withUser() {
  const partner = await partnerWith(world, scopes);
  const { id, domain } = await customerBy(partner);
  const { body } = await partner.speak('POST', `/v1/customers/${id}/users/`, {
    body: { userPrincipalName: `kai@${domain}`, firstName: 'Kai', lastName: 'Lund', displayName: 'Kai Lund', usageLocation: 'US' },
  });
  return { ...partner, id, domain, userId: (body as { id: string }).id, base: `/v1/customers/${id}` };
}
const role = (key: string, name: string) => ({ id: guidOf('directory role', key), name, attributes: { objectType: 'DirectoryRole' } });
const helpdesk = role('helpdesk_admin', 'Helpdesk Administrator');
const memberOf = (userId: string, domain: string) => ({
  id: userId,
  displayName: 'Kai Lund',
  userPrincipalName: `kai@${domain}`,
  roleId: helpdesk.id,
  attributes: { objectType: 'UserMember' },
});

served('GET /v1/customers/{customerId}/directoryroles', 'the roles that there are in a directory, by identifiers that never change', async () => {
  const { speak, base } = await withUser();
  const { status, body } = await speak('GET', `${base}/DirectoryRoles`);
  expect([status, body]).toEqual([
    200,
    listOf(
      role('global_admin', 'Global Administrator'),
      role('user_admin', 'User Administrator'),
      role('license_admin', 'License Administrator'),
      helpdesk,
      role('service_support_admin', 'Service Support Administrator'),
      role('global_reader', 'Global Reader'),
    ),
  ]);
  expect(helpdesk.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const other = await partnerWith(world, scopes);
  await expectSame(other.speak('GET', `${base}/directoryroles`), other.speak('GET', `/v1/customers/${crypto.randomUUID()}/directoryroles`), 60_003);
});

served('POST /v1/customers/{customerId}/directoryroles/{roleId}/usermembers', 'a user is put into a role, once and again with one answer', async () => {
  const { speak, base, userId, domain } = await withUser();
  const asked = { Id: userId, DisplayName: 'Kai Lund', UserPrincipalName: `kai@${domain}`, Attributes: { ObjectType: 'UserMember' } };
  for (const path of [`${base}/directoryroles/${helpdesk.id}/usermembers`, `${base}/directoryroles/${helpdesk.id.toUpperCase()}/usermembers/`]) {
    const { status, body } = await speak('POST', path, { body: asked });
    expect([status, body]).toEqual([201, memberOf(userId, domain)]);
  }
  const unknown = await speak('POST', `${base}/directoryroles/${crypto.randomUUID()}/usermembers`, { body: asked });
  expect(unknown).toMatchObject({ status: 404, body: { code: 1000 } });
  const nobody = await speak('POST', `${base}/directoryroles/${helpdesk.id}/usermembers`, { body: { id: crypto.randomUUID() } });
  expect(nobody).toMatchObject({ status: 404, body: { code: 60_002 } });
});

served('GET /v1/customers/{customerId}/users/{userId}/directoryroles', 'the roles of one user', async () => {
  const { speak, base, userId } = await withUser();
  expect((await speak('GET', `${base}/users/${userId}/directoryroles`)).body).toEqual(listOf());
  await speak('POST', `${base}/directoryroles/${helpdesk.id}/usermembers`, { body: { id: userId } });
  expect((await speak('GET', `${base}/users/${userId}/directoryroles`)).body).toEqual(listOf(helpdesk));
});

served('GET /v1/customers/{customerId}/directoryroles/{roleId}/usermembers', 'who is in a role', async () => {
  const { speak, base, userId, domain, id } = await withUser();
  await speak('POST', `${base}/directoryroles/${helpdesk.id}/usermembers`, { body: { id: userId } });
  const { body } = await speak('GET', `${base}/directoryroles/${helpdesk.id}/usermembers`);
  const uri = `/customers/${id}/directoryroles/${helpdesk.id}/usermembers`;
  expect(body).toEqual({ ...listOf(memberOf(userId, domain)), links: { self: { uri, method: 'GET', headers: [] } } });
});

served('DELETE /v1/customers/{customerId}/directoryroles/{roleId}/usermembers/{userId}', 'a user is taken out of a role', async () => {
  const { speak, base, userId } = await withUser();
  const path = `${base}/directoryroles/${helpdesk.id}/usermembers/${userId}`;
  expect(await speak('DELETE', path)).toMatchObject({ status: 404, body: { code: 1000 } });
  await speak('POST', `${base}/directoryroles/${helpdesk.id}/usermembers`, { body: { id: userId } });
  expect(await speak('DELETE', path)).toMatchObject({ status: 204, body: '' });
  expect((await speak('GET', `${base}/users/${userId}/directoryroles`)).body).toEqual(listOf());
});

served('GET /v1/roles', 'roles of the partner’s own people', async () => {
  const { forPerson } = await partnerWith(world, scopes);
  const { body } = await forPerson('GET', '/v1/roles');
  const { items } = body as { items: unknown[] };
  expect(items).toHaveLength(accountRoles.length);
  expect(items).toContainEqual({ id: guidOf('role', 'sales_agent'), name: 'Sales agent', category: 'agent', attributes: { objectType: 'Role' } });
});

served('GET /v1/roles/{roleId}/usermembers', 'who of the partner’s own people is in a role', async () => {
  const { forPerson, who, company } = await partnerWith(world, scopes);
  const roleId = guidOf('role', 'admin_agent');
  const { body } = await forPerson('GET', `/v1/roles/${roleId}/usermembers`);
  const shown = { id: who.personId, displayName: `${who.givenName} ${who.familyName}`, userPrincipalName: who.email, roleId };
  const uri = `/roles/${roleId}/usermembers`;
  expect(body).toEqual({ ...listOf({ ...shown, attributes: { objectType: 'UserMember' } }), links: { self: { uri, method: 'GET', headers: [] } } });
  expect(await forPerson('GET', `/v1/roles/${crypto.randomUUID()}/usermembers`)).toMatchObject({ status: 404, body: { code: 1000 } });
  const narrow = await personToken(world, company, await member(world, company, 'global_admin'), allOf('customers'));
  expect(await speaking(world, narrow.bearer)('GET', '/v1/roles')).toMatchObject({
    status: 403,
    body: { code: 900_150, description: expect.stringContaining('roles') },
  });
});
