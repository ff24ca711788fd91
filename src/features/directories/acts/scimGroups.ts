import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import type { AccountRole } from '../../../core/roles.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { RoleNotYours } from '../../members/contract.ts';
import { GroupAdded, GroupChanged, GroupMapped, GroupRemoved, ScimInvalid, ScimTaken } from '../contract/scim.ts';
import type { WantedGroup } from '../policy/scimGroup.ts';
import { findGroup, findOtherGroup, type GroupRow, listGroupMembers, listKnownUsers } from '../queries/scim.ts';
import { applyGroupRoles } from './scimRoles.ts';
import { getDirectoryRow } from './scimTokens.ts';
import type { ScimClient } from './scimUsers.ts';

/** @throws NotFound */
export async function getGroup(tx: Tx, directoryId: string, groupId: string): Promise<GroupRow> {
  const group = await findGroup(tx, directoryId, groupId);
  if (!group) throw new NotFound({});
  return group;
}

/** Holds a group for a change, whose version is the one that was read. @throws NotFound, ChangedMeanwhile */
export async function holdGroup(tx: Tx, directoryId: string, groupId: string, version: number | undefined): Promise<GroupRow> {
  await getAccountForUpdate(tx);
  const group = await getGroup(tx, directoryId, groupId);
  if (version !== undefined && version !== group.version) throw new ChangedMeanwhile({});
  return group;
}

/** Users of this directory only; a group in a group is none. @throws ScimInvalid */
async function knownUsers(tx: Tx, directoryId: string, userIds: readonly string[]) {
  const known = await listKnownUsers(tx, directoryId, userIds);
  if (known.length < userIds.length) throw new ScimInvalid({ scimType: 'invalidValue', attribute: 'members' });
  return known;
}

/** @throws ScimTaken, ScimInvalid */
export async function createGroup(tx: Tx, client: ScimClient, now: Date, wanted: WantedGroup): Promise<GroupRow> {
  const { directoryId, directory, actor } = client;
  const { accountId } = await getAccountForUpdate(tx);
  const { externalId, displayName, members } = wanted;
  if (externalId && (await findOtherGroup(tx, directoryId, externalId, null))) throw new ScimTaken({ attribute: 'externalId' });
  const known = await knownUsers(tx, directoryId, members);
  const { groupId } = await tx
    .insertInto('scimGroups')
    .values({ accountId, directoryId, externalId, displayName, createdAt: now, changedAt: now })
    .returning('groupId')
    .executeTakeFirstOrThrow();
  await join(tx, accountId, groupId, known);
  await announce(tx, actor, now, GroupAdded, { subjectId: groupId, details: { directory, name: displayName }, after: { members: known.length } });
  return getGroup(tx, directoryId, groupId);
}

const join = async (tx: Tx, accountId: string, groupId: string, users: readonly { readonly userId: string }[]) =>
  users.length
    ? tx
        .insertInto('scimGroupMembers')
        .values(users.map(({ userId }) => ({ accountId, groupId, userId })))
        .onConflict((on) => on.doNothing())
        .execute()
    : undefined;

/** Names it, and has these members from the commit on, with the roles that it gives. `group` is held. @throws ScimTaken, ScimInvalid */
export async function changeGroup(tx: Tx, client: ScimClient, now: Date, group: GroupRow, wanted: WantedGroup): Promise<GroupRow> {
  const { directoryId, directory, actor } = client;
  const { accountId, groupId } = group;
  const { externalId, displayName } = wanted;
  if (externalId && (await findOtherGroup(tx, directoryId, externalId, groupId))) throw new ScimTaken({ attribute: 'externalId' });
  const before = await listGroupMembers(tx, [groupId]);
  const [was, is] = [new Set(before.map(({ userId }) => userId)), new Set(wanted.members)];
  const added = await knownUsers(
    tx,
    directoryId,
    wanted.members.filter((userId) => !was.has(userId)),
  );
  const gone = before.filter(({ userId }) => !is.has(userId));
  if (!added.length && !gone.length && displayName === group.displayName && externalId === group.externalId) return group;
  await join(tx, accountId, groupId, added);
  if (gone.length)
    await tx
      .deleteFrom('scimGroupMembers')
      .where('accountId', '=', accountId)
      .where('groupId', '=', groupId)
      .where(
        'userId',
        'in',
        gone.map(({ userId }) => userId),
      )
      .execute();
  await tx
    .updateTable('scimGroups')
    .set({ displayName, externalId, changedAt: now, version: group.version + 1 })
    .where('accountId', '=', accountId)
    .where('groupId', '=', groupId)
    .execute();
  await announce(tx, actor, now, GroupChanged, {
    subjectId: groupId,
    details: { directory, name: displayName },
    before: { name: group.displayName, members: was.size },
    after: { name: displayName, members: was.size + added.length - gone.length },
  });
  if (group.roles.length) await applyAll(tx, client, now, [...added, ...gone]);
  return getGroup(tx, directoryId, groupId);
}

async function applyAll(tx: Tx, { actor }: ScimClient, now: Date, users: readonly { readonly personId: string | null }[]): Promise<void> {
  for (const { personId } of users) if (personId) await applyGroupRoles(tx, actor, now, personId);
}

/** The roles that it gave go with it. `group` is held. */
export async function removeGroup(tx: Tx, client: ScimClient, now: Date, group: GroupRow): Promise<void> {
  const { accountId, groupId } = group;
  const members = await listGroupMembers(tx, [groupId]);
  await tx.deleteFrom('scimGroups').where('accountId', '=', accountId).where('groupId', '=', groupId).execute();
  const details = { directory: client.directory, name: group.displayName };
  await announce(tx, client.actor, now, GroupRemoved, { subjectId: groupId, details, before: { members: members.length, roles: group.roles } });
  if (group.roles.length) await applyAll(tx, client, now, members);
}

/** Says which roles a group gives; only such as the one who says so could give by hand. A job gives and takes them. @throws NotFound, RoleNotYours, ChangedMeanwhile */
export async function mapGroup(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  wanted: { readonly directoryId: string; readonly groupId: string; readonly roles: readonly AccountRole[]; readonly version: number },
): Promise<{ version: number }> {
  const directory = await getDirectoryRow(tx, wanted.directoryId);
  const group = await holdGroup(tx, wanted.directoryId, wanted.groupId, wanted.version);
  const roles = [...new Set(wanted.roles)].toSorted();
  const beyond = [...roles, ...(group.roles as AccountRole[])].find(
    (role) => !(roles.includes(role) && group.roles.includes(role)) && !actor.rights.gives.has(role),
  );
  if (beyond) throw new RoleNotYours({ role: beyond });
  const version = group.version + 1;
  await tx
    .updateTable('scimGroups')
    .set({ roles, changedAt: now, version })
    .where('accountId', '=', actor.accountId)
    .where('groupId', '=', group.groupId)
    .execute();
  const details = { directory: directory.name, name: group.displayName };
  await announce(tx, actor, now, GroupMapped, { subjectId: group.groupId, details, before: { roles: group.roles }, after: { roles } });
  return { version };
}
