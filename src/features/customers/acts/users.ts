import type { Locale } from '../../../core/locale.ts';
import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import { fullName } from '../../../core/person.ts';
import { fold } from '../../../core/text.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { askMail } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { sendResetLink } from '../../identity/acts/resetLinks.ts';
import type { DelegableRole } from '../contract.ts';
import {
  CustomerUserAdded,
  CustomerUserChanged,
  CustomerUserDeleted,
  CustomerUserLinkSent,
  CustomerUserRestored,
  LastTenantAdmin,
  RightsNotDelegated,
  UserNotInState,
  userRestorableDays,
  UserRoleBeyond,
} from '../contract/users.ts';
import { customerUserMail, linkDays } from '../mails/users.ts';
import { givableRoles, opensUsers } from '../policy.ts';
import { type CustomerRow, listDelegatedRoles } from '../queries.ts';
import { countOtherAdmins, endSessionsOfGone, findCustomerUserForUpdate, listTakenNames, type UserRowKept } from '../queries/users.ts';
import { lockCustomer } from './customers.ts';
import { insertUser } from './people.ts';

/** The customer, if rights that are in force now reach so far. @throws NotFound, CustomerRemoved, RightsNotDelegated */
export async function lockForUsers(
  tx: Tx,
  now: Date,
  customerId: string,
  what: 'manage' | 'licenses' | 'password',
): Promise<{ customer: CustomerRow; delegated: string[] }> {
  const customer = await lockCustomer(tx, customerId);
  const delegated = await listDelegatedRoles(tx, now, customerId);
  if (!opensUsers(delegated, what)) throw new RightsNotDelegated({ customerId });
  return { customer, delegated };
}

/** Nobody gives or touches what their own delegated rights do not reach. @throws UserRoleBeyond */
function refuseBeyond(delegated: readonly string[], roles: readonly string[]): void {
  const givable: readonly string[] = givableRoles(delegated);
  if (roles.some((role) => !givable.includes(role))) throw new UserRoleBeyond({});
}

interface Said {
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName: string;
  readonly usageLocation: string;
  readonly roles: readonly DelegableRole[];
}
const tell = (customer: CustomerRow, email: string) => ({ customerId: customer.customerId, customer: customer.name, email });

/** @throws NotFound, CustomerRemoved, RightsNotDelegated, UserRoleBeyond, RequestInvalid */
export async function addCustomerUser(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  customerId: string,
  { name, locale, ...said }: Said & { readonly name: string; readonly locale: Locale },
): Promise<string> {
  const { customer, delegated } = await lockForUsers(tx, now, customerId, 'manage');
  refuseBeyond(delegated, said.roles);
  if (!isUserName(name)) throw new RequestInvalid({ fields: { name: 'invalid_format' } });
  const userName = `${name}@${customer.domain}`;
  if ((await listTakenNames(tx, customerId, [userName])).size > 0) throw new RequestInvalid({ fields: { name: 'user_name_taken' } });
  const { userId } = await insertUser(tx, actor, now, { ...said, tenantId: customerId, country: said.usageLocation, userName, locale });
  await announce(tx, actor, now, CustomerUserAdded, {
    subjectId: customerId,
    details: { ...tell(customer, userName), roles: [...said.roles] },
    after: { ...said, email: userName },
  });
  return userId;
}
export const isUserName = (name: string): boolean => /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/.test(name);

async function lockUser(tx: Tx, customer: CustomerRow, userId: string, delegated: readonly string[], from: readonly string[]): Promise<UserRowKept> {
  const row = await findCustomerUserForUpdate(tx, customer.customerId, userId);
  if (!row) throw new NotFound({});
  if (!from.includes(row.state)) throw new UserNotInState({ state: row.state });
  refuseBeyond(delegated, row.roles);
  return row;
}

/** A directory keeps an administrator. @throws LastTenantAdmin */
async function refuseLast(tx: Tx, row: UserRowKept): Promise<void> {
  if (row.state === 'active' && row.roles.includes('global_admin') && (await countOtherAdmins(tx, row.tenantId, row.userId)) === 0)
    throw new LastTenantAdmin({});
}

const write = (tx: Tx, row: UserRowKept, change: Readonly<Record<string, unknown>>) =>
  tx
    .updateTable('customerUsers')
    .set({ ...change, version: row.version + 1 })
    .where('tenantId', '=', row.tenantId)
    .where('userId', '=', row.userId)
    .execute();

/** @throws NotFound, CustomerRemoved, RightsNotDelegated, UserRoleBeyond, UserNotInState, LastTenantAdmin, ChangedMeanwhile */
export async function updateCustomerUser(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  {
    customerId,
    userId,
    isActive,
    version,
    ...said
  }: Said & { readonly customerId: string; readonly userId: string; readonly isActive: boolean; readonly version: number },
): Promise<void> {
  const { customer, delegated } = await lockForUsers(tx, now, customerId, 'manage');
  const row = await lockUser(tx, customer, userId, delegated, ['active', 'inactive']);
  if (row.version !== version) throw new ChangedMeanwhile({});
  refuseBeyond(delegated, said.roles);
  if (!isActive || !said.roles.includes('global_admin')) await refuseLast(tx, row);
  const displayName = said.displayName || fullName(said);
  const state = isActive ? 'active' : 'inactive';
  const { givenName, familyName, usageLocation } = said;
  const searchText = fold(`${displayName} ${givenName} ${familyName} ${row.userName}`);
  await write(tx, row, { givenName, familyName, displayName, usageLocation, roles: [...said.roles], state, searchText });
  if (!isActive) await endSessionsOfGone(tx, now, [row.personId]);
  await announce(tx, actor, now, CustomerUserChanged, {
    subjectId: customerId,
    details: tell(customer, row.userName),
    before: { givenName: row.givenName, familyName: row.familyName, roles: row.roles, state: row.state },
    after: { givenName, familyName, roles: said.roles, state },
  });
}

/** @throws NotFound, CustomerRemoved, RightsNotDelegated, UserRoleBeyond, UserNotInState, LastTenantAdmin */
export async function deleteCustomerUser(tx: Tx, actor: MemberActor, now: Date, customerId: string, userId: string): Promise<void> {
  const { customer, delegated } = await lockForUsers(tx, now, customerId, 'manage');
  const row = await lockUser(tx, customer, userId, delegated, ['active', 'inactive']);
  await refuseLast(tx, row);
  await write(tx, row, { state: 'deleted', deletedAt: now });
  await endSessionsOfGone(tx, now, [row.personId]);
  await announce(tx, actor, now, CustomerUserDeleted, {
    subjectId: customerId,
    details: tell(customer, row.userName),
    before: { state: row.state },
    after: { state: 'deleted' },
  });
}

/** @throws NotFound, CustomerRemoved, RightsNotDelegated, UserRoleBeyond, UserNotInState when the 30 days are over */
export async function restoreCustomerUser(tx: Tx, actor: MemberActor, now: Date, customerId: string, userId: string): Promise<void> {
  const { customer, delegated } = await lockForUsers(tx, now, customerId, 'manage');
  const row = await lockUser(tx, customer, userId, delegated, ['deleted']);
  if (!row.deletedAt || row.deletedAt.getTime() + userRestorableDays * 86_400_000 <= now.getTime()) throw new UserNotInState({ state: 'purged' });
  await write(tx, row, { state: 'active', deletedAt: null });
  await announce(tx, actor, now, CustomerUserRestored, {
    subjectId: customerId,
    details: tell(customer, row.userName),
    before: { state: 'deleted' },
    after: { state: 'active' },
  });
}

/** A link to a password, to the user's own mailbox only. The answer is the same whether they have one by now. @throws NotFound, CustomerRemoved, RightsNotDelegated, UserNotInState */
export async function sendCustomerUserLink(tx: Tx, actor: MemberActor, now: Date, customerId: string, userId: string): Promise<void> {
  const { customer } = await lockForUsers(tx, now, customerId, 'password');
  const row = await findCustomerUserForUpdate(tx, customerId, userId);
  if (!row) throw new NotFound({});
  if (row.state !== 'active') throw new UserNotInState({ state: row.state });
  const { name: company } = await getAccount(tx);
  await announce(tx, actor, now, CustomerUserLinkSent, { subjectId: customerId, details: tell(customer, row.userName) });
  await enter(tx, { personId: row.personId });
  const password = await tx.selectFrom('passwords').select('personId').where('personId', '=', row.personId).executeTakeFirst();
  if (password) await sendResetLink(tx, actor, now, row.personId, { minutes: linkDays * 24 * 60, why: 'admin', by: actor.name, company });
  else await askMail(tx, now, customerUserMail, { to: row.userName, locale: customer.locale as Locale, ids: { tenantId: customerId, userId } });
  await enter(tx, { personId: actor.personId });
}
