import { may } from '../../../core/access.ts';
import { credentialStateOf } from '../../../core/credential.ts';
import { instantKey, page } from '../../../core/page.ts';
import { fullName } from '../../../core/person.ts';
import type { AccountRole } from '../../../core/roles.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Config } from '../../../server/config.ts';
import { mapGroup } from '../acts/scimGroups.ts';
import { endToken, getDirectoryRow, makeToken } from '../acts/scimTokens.ts';
import { type directories, groupRoles, type ProvisionedUser, type Token } from '../contract.ts';
import { isActive } from '../policy/scimPresent.ts';
import { listGroups, listSpokenDomains, listTokens, listUsers, type TokenRow, type UserRow } from '../queries/scim.ts';

type Part = 'getProvisioning' | 'makeProvisioningToken' | 'endProvisioningToken' | 'listProvisionedUsers' | 'listProvisionedGroups' | 'mapGroup';

export const provisioningHandlers = ({ publicUrl }: Config): Pick<HandlersOf<typeof directories>, Part> => ({
  async getProvisioning({ tx, actor, now }, { directoryId }) {
    const [directory, tokens, domains] = await Promise.all([getDirectoryRow(tx, directoryId), listTokens(tx, directoryId), listSpokenDomains(tx, directoryId)]);
    return {
      directoryId,
      directory: directory.name,
      address: `${publicUrl}/api/public/scim/v2/${directoryId}`,
      isOff: directory.state === 'off',
      domains,
      tokens: tokens.map((token) => presentToken(token, now)),
      givable: groupRoles.filter((role) => actor.rights.gives.has(role)),
      can: { edit: may(actor.rights, 'tenants', 'edit') },
    };
  },
  makeProvisioningToken: ({ tx, actor, now }, input) => makeToken(tx, actor, now, input),
  async endProvisioningToken({ tx, actor, now }, input) {
    await endToken(tx, actor, now, input);
    return {};
  },
  async listProvisionedUsers({ tx }, { directoryId, after, limit }) {
    const [rows] = await Promise.all([listUsers(tx, directoryId, { limit: limit + 1, after: instantKey(after) }), getDirectoryRow(tx, directoryId)]);
    return page(rows, limit, (row) => [row.createdAt.toISOString(), row.userId], presentProvisioned);
  },
  async listProvisionedGroups({ tx }, { directoryId, after, limit }) {
    const [rows] = await Promise.all([listGroups(tx, directoryId, { limit: limit + 1, after: instantKey(after) }), getDirectoryRow(tx, directoryId)]);
    return page(
      rows,
      limit,
      (row) => [row.createdAt.toISOString(), row.groupId],
      ({ groupId, displayName: name, people, roles, version }) => ({ groupId, name, people, roles: roles as AccountRole[], version }),
    );
  },
  mapGroup: ({ tx, actor, now }, input) => mapGroup(tx, actor, now, input),
});

function presentToken(row: TokenRow, now: Date): Token {
  const { tokenId, name, hint, createdAt, createdBy, expiresAt, endedAt, lastUsedAt } = row;
  return { tokenId, name, hint, createdAt, createdBy, expiresAt, endedAt, lastUsedAt, state: credentialStateOf(row, now) };
}

function stateOf(row: UserRow): ProvisionedUser['state'] {
  if (row.personId) return isActive(row) ? 'active' : 'inactive';
  return row.invitationId ? 'asked' : 'waiting';
}
const presentProvisioned = (row: UserRow): ProvisionedUser => ({
  userId: row.userId,
  personId: row.personId,
  name: fullName(row),
  userName: row.userName,
  state: stateOf(row),
  groups: row.groups.map(({ display }) => display),
});
