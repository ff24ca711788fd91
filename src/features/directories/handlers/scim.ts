import { NotFound, SignInRequired } from '../../../core/problems.ts';
import { app, type VisitorActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { Config } from '../../../server/config.ts';
import { enter } from '../../../server/db.ts';
import { hashToken } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { changeGroup, createGroup, getGroup, holdGroup, removeGroup } from '../acts/scimGroups.ts';
import { changeUser, createUser, getUser, holdUser, removeUser, type ScimClient } from '../acts/scimUsers.ts';
import { type directories, ProvisioningOff, ScimInvalid, scimPage } from '../contract.ts';
import type { DirectoriesParts } from '../handlers.ts';
import { type Comparison, filterOf } from '../policy/scimFilter.ts';
import { groupOf } from '../policy/scimGroup.ts';
import { type Fault, type Json, type Operation, patched } from '../policy/scimPatch.ts';
import { isActive, presentGroup, presentUser, projected, showsMembers } from '../policy/scimPresent.ts';
import { configOf, listOf, schemasOf, typesOf } from '../policy/scimSchemas.ts';
import { userOf } from '../policy/scimUser.ts';
import { type GroupRow, isOffered, listGroupMembers, searchGroups, searchUsers, useToken } from '../queries/scim.ts';
import { provisioningHandlers } from './provisioning.ts';

type Handlers = HandlersOf<typeof directories>;
type Part = Extract<keyof Handlers, `scim${string}`> | keyof ReturnType<typeof provisioningHandlers>;

/** Where a directory's program finds the protocol. */
export const addressOfScim = ({ publicUrl }: Config, directoryId: string): string => `${publicUrl}/api/public/scim/v2/${directoryId}`;

/** Who comes with this token. A token is of one directory; another one's address is not there for it. @throws SignInRequired, NotFound, ProvisioningOff */
async function clientOf({ request, apart, now }: Context<VisitorActor>, directoryId: string): Promise<ScimClient> {
  const { bearer } = request;
  const use = bearer ? await apart((tx) => useToken(tx, hashToken(bearer), now)) : undefined;
  if (!use) throw new SignInRequired({});
  if (use.directoryId !== directoryId) throw new NotFound({});
  if (use.state === 'off') throw new ProvisioningOff({});
  return { actor: app(request, use.directory, use.accountId), directoryId, directory: use.directory };
}

/** Reads as the directory's company. */
async function reading<T>(context: Context<VisitorActor>, directoryId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { actor } = await clientOf(context, directoryId);
  return context.apart(work, { accountId: actor.accountId });
}
/** Changes something as the directory, in its company, in one transaction. */
async function writing<T>(context: Context<VisitorActor>, directoryId: string, work: (tx: Tx, client: ScimClient) => Promise<T>): Promise<T> {
  const client = await clientOf(context, directoryId);
  await enter(context.tx, { accountId: client.actor.accountId });
  return work(context.tx, client);
}

/** @throws ScimInvalid */
function sound<T extends object>(read: T | { readonly fault: Fault }): T {
  if ('fault' in read) throw new ScimInvalid(read.fault);
  return read;
}
function comparisonsOf(kind: 'user' | 'group', filter: string | undefined): readonly Comparison[] {
  const read = filter?.trim() ? filterOf(filter) : [];
  if (!read || !isOffered(kind, read)) throw new ScimInvalid({ scimType: 'invalidFilter', attribute: 'filter' });
  return read;
}
/** Counting begins with one; whatever is not a number of rows is the nearest one that is. */
function placeOf({ startIndex, count }: { readonly startIndex: number; readonly count: number }) {
  const first = Math.max(1, Math.trunc(startIndex) || 1);
  return { first, offset: Math.min(first - 1, 2_000_000_000), limit: Math.min(scimPage, Math.max(0, Math.trunc(count) || 0)) };
}

const ok = (resource: Json | object) => ({ status: 200, resource }) as const;
const created = (resource: Json) => ({ status: 201, resource }) as const;

const descriptions = (config: Config): Pick<Handlers, 'scimConfig' | 'scimResourceTypes' | 'scimSchemas'> => {
  const describe = async (context: Context<VisitorActor>, directoryId: string, page: (address: string) => object) => {
    await clientOf(context, directoryId);
    return ok(page(addressOfScim(config, directoryId)));
  };
  return {
    scimConfig: (context, { directoryId }) => describe(context, directoryId, configOf),
    scimResourceTypes: (context, { directoryId }) => describe(context, directoryId, typesOf),
    scimSchemas: (context, { directoryId }) => describe(context, directoryId, schemasOf),
  };
};

type UserPart = 'scimListUsers' | 'scimGetUser' | 'scimCreateUser' | 'scimReplaceUser' | 'scimPatchUser' | 'scimRemoveUser';
function userHandlers(config: Config): Pick<Handlers, UserPart> {
  const at = (directoryId: string) => addressOfScim(config, directoryId);
  return {
    async scimListUsers(context, { directoryId, filter, ...asked }) {
      const comparisons = comparisonsOf('user', filter);
      const { first, offset, limit } = placeOf(asked);
      const { rows, total } = await reading(context, directoryId, (tx) => searchUsers(tx, { directoryId, comparisons, offset, limit }));
      const resources = rows.map((user) => projected(presentUser(user, at(directoryId)), asked));
      return ok(listOf(resources, { total, startIndex: first }));
    },
    async scimGetUser(context, { directoryId, id, ...asked }) {
      return ok(projected(presentUser(await reading(context, directoryId, (tx) => getUser(tx, directoryId, id)), at(directoryId)), asked));
    },
    async scimCreateUser(context, { directoryId, version: _, ...resource }) {
      const { user } = sound(userOf(resource));
      return created(presentUser(await writing(context, directoryId, (tx, client) => createUser(tx, client, context.now, user)), at(directoryId)));
    },
    scimReplaceUser: (context, { directoryId, id, version, ...resource }) =>
      writing(context, directoryId, async (tx, client) => {
        const before = await holdUser(tx, directoryId, id, version);
        const { user } = sound(userOf(resource, { active: isActive(before), externalId: before.externalId }));
        return ok(presentUser(await changeUser(tx, client, context.now, before, user), at(directoryId)));
      }),
    scimPatchUser: (context, { directoryId, id, version, Operations }) =>
      writing(context, directoryId, async (tx, client) => {
        const before = await holdUser(tx, directoryId, id, version);
        const { resource } = sound(patched(presentUser(before, at(directoryId)), Operations as Operation[]));
        const { user } = sound(userOf(resource));
        return ok(presentUser(await changeUser(tx, client, context.now, before, user), at(directoryId)));
      }),
    scimRemoveUser: (context, { directoryId, id, version }) =>
      writing(context, directoryId, async (tx, client) => {
        await removeUser(tx, client, context.now, await holdUser(tx, directoryId, id, version));
        return { status: 204, resource: null } as const;
      }),
  };
}

type GroupPart = 'scimListGroups' | 'scimGetGroup' | 'scimCreateGroup' | 'scimReplaceGroup' | 'scimPatchGroup' | 'scimRemoveGroup';
function groupHandlers(config: Config): Pick<Handlers, GroupPart> {
  const at = (directoryId: string) => addressOfScim(config, directoryId);
  const present = async (tx: Tx, group: GroupRow): Promise<Json> => presentGroup(group, await listGroupMembers(tx, [group.groupId]), at(group.directoryId));
  return {
    async scimListGroups(context, { directoryId, filter, ...asked }) {
      const comparisons = comparisonsOf('group', filter);
      const { first, offset, limit } = placeOf(asked);
      return reading(context, directoryId, async (tx) => {
        const { rows, total } = await searchGroups(tx, { directoryId, comparisons, offset, limit });
        const members = showsMembers(asked)
          ? await listGroupMembers(
              tx,
              rows.map(({ groupId }) => groupId),
            )
          : [];
        const of = ({ groupId }: GroupRow) => members.filter((member) => member.groupId === groupId);
        const resources = rows.map((group) => projected(presentGroup(group, of(group), at(directoryId)), asked));
        return ok(listOf(resources, { total, startIndex: first }));
      });
    },
    scimGetGroup: (context, { directoryId, id, ...asked }) =>
      reading(context, directoryId, async (tx) => {
        const group = await getGroup(tx, directoryId, id);
        return ok(projected(showsMembers(asked) ? await present(tx, group) : presentGroup(group, [], at(directoryId)), asked));
      }),
    async scimCreateGroup(context, { directoryId, version: _, ...resource }) {
      const { group } = sound(groupOf(resource));
      return writing(context, directoryId, async (tx, client) => created(await present(tx, await createGroup(tx, client, context.now, group))));
    },
    scimReplaceGroup: (context, { directoryId, id, version, ...resource }) =>
      writing(context, directoryId, async (tx, client) => {
        const before = await holdGroup(tx, directoryId, id, version);
        const { group } = sound(groupOf(resource));
        return ok(await present(tx, await changeGroup(tx, client, context.now, before, { ...group, externalId: group.externalId ?? before.externalId })));
      }),
    scimPatchGroup: (context, { directoryId, id, version, Operations }) =>
      writing(context, directoryId, async (tx, client) => {
        const before = await holdGroup(tx, directoryId, id, version);
        const { resource } = sound(patched(await present(tx, before), Operations as Operation[]));
        const { group } = sound(groupOf(resource));
        // A big group is not sent back for each change of it.
        return { status: 204, resource: presentGroup(await changeGroup(tx, client, context.now, before, group), [], at(directoryId)) } as const;
      }),
    scimRemoveGroup: (context, { directoryId, id, version }) =>
      writing(context, directoryId, async (tx, client) => {
        await removeGroup(tx, client, context.now, await holdGroup(tx, directoryId, id, version));
        return { status: 204, resource: null } as const;
      }),
  };
}

export const scimHandlers = (parts: DirectoriesParts): Pick<Handlers, Part> => ({
  ...descriptions(parts.config),
  ...userHandlers(parts.config),
  ...groupHandlers(parts.config),
  ...provisioningHandlers(parts.config),
});
