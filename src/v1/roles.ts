import { z } from 'zod';
import type { AccountRole } from '../core/roles.ts';
import { type CustomerUser, customers, type DelegableRole, delegableRoles } from '../features/customers/contract.ts';
import { members } from '../features/members/contract.ts';
import { Fault, invalid } from './fault.ts';
import { guidOf, nameOf } from './ids.ts';
import { pageOf } from './paging.ts';
import { created, nothing, ok, type Request, row } from './row.ts';
import { collection, resource } from './shapes.ts';
import { tenantMissing, updateUser, userMissing } from './users.ts';

const paging = { size: 500, whole: 10_000, isSeek: true };
const titles: Readonly<Record<DelegableRole, string>> = {
  global_admin: 'Global Administrator',
  user_admin: 'User Administrator',
  license_admin: 'License Administrator',
  helpdesk_admin: 'Helpdesk Administrator',
  service_support_admin: 'Service Support Administrator',
  global_reader: 'Global Reader',
};
const kind = 'directory role';
const directoryRole = (role: DelegableRole) => resource('DirectoryRole', { id: guidOf(kind, role), name: titles[role] });
const roleMissing = (): Fault => new Fault(404, 1000, 'There is no such role.');

/** The directory whose users are asked for. @throws NotFound */
const anyone = (request: Request) => request.call(customers.listCustomerUsers, { customerId: request.param('customerId'), limit: 1 });
const userOf = (request: Request, userId: string) => request.call(customers.getCustomerUser, { customerId: request.param('customerId'), userId });
/** @throws Fault */
function roleOf(request: Request): DelegableRole {
  const role = nameOf(kind, delegableRoles, request.param('roleId'));
  if (!role) throw roleMissing();
  return role;
}
const userMember = (user: CustomerUser, role: DelegableRole) =>
  resource('UserMember', { id: user.userId, displayName: user.displayName, userPrincipalName: user.userName, roleId: guidOf(kind, role) });

async function ofDirectory(request: Request) {
  await anyone(request);
  return ok(collection(delegableRoles.map(directoryRole)));
}
async function ofUser(request: Request) {
  const { roles } = await userOf(request, request.param('userId'));
  return ok(collection(roles.map(directoryRole)));
}
async function membersOf(request: Request) {
  const [customerId, role] = [request.param('customerId'), roleOf(request)];
  const read = (after: string | undefined, limit: number) => request.call(customers.listCustomerUsers, { customerId, role, after, limit });
  return ok(await pageOf(request, paging, read, (user) => userMember(user, role)));
}

const NewMember = z.object({ id: z.string() });
/** Whoever is in the role already stays in it: a program that asks again gets the same answer. */
async function put(request: Request) {
  const { id } = request.body(NewMember);
  if (!z.uuid().safeParse(id).success) throw invalid('id', 'must be the identifier of a user');
  const role = roleOf(request);
  const user = await userOf(request, id.toLowerCase());
  if (!user.roles.includes(role)) await updateUser(request, user, { roles: [...user.roles, role] });
  return created(userMember(user, role));
}
async function take(request: Request) {
  const role = roleOf(request);
  const user = await userOf(request, request.param('userId'));
  if (!user.roles.includes(role)) throw new Fault(404, 1000, 'The user is not in that role.');
  await updateUser(request, user, { roles: user.roles.filter((each) => each !== role) });
  return nothing;
}

/** Roles of the partner's own people. */
const ownKind = 'role';
const titleOf = (role: AccountRole): string => `${role.charAt(0).toUpperCase()}${role.slice(1).replaceAll('_', ' ')}`;
async function own(request: Request) {
  const { roles } = await request.call(members.listRoles, {});
  return ok(collection(roles.map(({ role, kind: category }) => resource('Role', { id: guidOf(ownKind, role), name: titleOf(role), category }))));
}
async function staffIn(request: Request) {
  const { roles } = await request.call(members.listRoles, {});
  const names = roles.map(({ role }) => role);
  const role = nameOf(ownKind, names, request.param('roleId'));
  if (!role) throw roleMissing();
  const roleId = guidOf(ownKind, role);
  return ok(
    await pageOf(
      request,
      paging,
      (after, limit) => request.call(members.listRoleHolders, { role, after, limit }),
      ({ personId, givenName, familyName, email }) =>
        resource('UserMember', { id: personId, displayName: `${givenName} ${familyName}`, userPrincipalName: email, roleId }),
    ),
  );
}

const base = '/v1/customers/{customerId}';
export const roleRows = [
  row('GET', `${base}/directoryroles`, ofDirectory, { missing: tenantMissing }),
  row('GET', `${base}/users/{userId}/directoryroles`, ofUser, { missing: userMissing }),
  row('GET', `${base}/directoryroles/{roleId}/usermembers`, membersOf, { missing: tenantMissing }),
  row('POST', `${base}/directoryroles/{roleId}/usermembers`, put, { missing: userMissing }),
  row('DELETE', `${base}/directoryroles/{roleId}/usermembers/{userId}`, take, { missing: userMissing }),
  row('GET', '/v1/roles', own),
  row('GET', '/v1/roles/{roleId}/usermembers', staffIn),
];
