import { may, type Rights } from '../../core/access.ts';
import { instantKey, page } from '../../core/page.ts';
import { NotFound } from '../../core/problems.ts';
import type { HandlersOf } from '../../server/call.ts';
import { endAsOperator, inviteReseller, moveRelation } from './acts.ts';
import type { Relation, relations, Side } from './contract.ts';
import { canDo, isDistributor, stateOf } from './policy.ts';
import { findDistributorsRow, findRelation, listAllRelations, listRelations, type RelationRow } from './queries.ts';

export const relationsHandlers: HandlersOf<typeof relations> = {
  async listRelations({ tx, actor, now }, { after, limit, side, state }) {
    const rows = await listRelations(tx, { limit: limit + 1, now, after: instantKey(after), side, state });
    const mayInvite = isDistributor(actor.rights);
    return {
      ...page(rows, limit, placeOf, (row) => present(row, actor.rights, now)),
      can: { invite: mayInvite && may(actor.rights, 'relations', 'edit') },
      isDistributor: mayInvite,
    };
  },
  async getRelation({ tx, actor, now }, { relationId }) {
    const row = await findRelation(tx, relationId);
    if (!row) throw new NotFound({});
    return present(row, actor.rights, now);
  },
  inviteReseller: async ({ tx, actor, now }, input) => present(await inviteReseller(tx, actor, now, input), actor.rights, now),
  acceptRelation: async ({ tx, actor, now }, input) => present(await moveRelation(tx, actor, now, 'accept', input), actor.rights, now),
  declineRelation: async ({ tx, actor, now }, input) => present(await moveRelation(tx, actor, now, 'decline', input), actor.rights, now),
  withdrawRelation: async ({ tx, actor, now }, input) => present(await moveRelation(tx, actor, now, 'withdraw', input), actor.rights, now),
  endRelation: async ({ tx, actor, now }, input) => present(await moveRelation(tx, actor, now, 'end', input), actor.rights, now),
  async listAllRelations({ tx, actor, now }, { after, limit, state }) {
    const rows = await listAllRelations(tx, { limit: limit + 1, now, after: instantKey(after), state });
    return page(rows, limit, placeOf, (row) => ({
      relationId: row.relationId,
      distributor: { accountId: row.accountId, partnerId: row.distributorPartnerId, name: row.distributorName },
      reseller: { accountId: row.otherAccountId, partnerId: row.otherPartnerId, name: row.resellerName },
      state: stateOf(row, now),
      invitedAt: row.invitedAt,
      answeredAt: row.answeredAt,
      endedAt: row.endedAt,
      reason: row.reason,
      version: row.version,
      can: { end: may(actor.rights, 'op.relations', 'edit') && row.state === 'active' },
    }));
  },
  async endRelationAsOperator({ tx, actor, now }, { relationId, version, reason }) {
    const row = await findDistributorsRow(tx, relationId);
    if (!row) throw new NotFound({});
    await endAsOperator(tx, actor, now, row, { version, reason });
    return {};
  },
};

const placeOf = (row: RelationRow) => [row.invitedAt.toISOString(), row.relationId];

function present(row: RelationRow, rights: Rights, now: Date): Relation {
  const [state, side] = [stateOf(row, now), row.side as Side];
  return {
    relationId: row.relationId,
    side,
    state,
    other: { partnerId: row.otherPartnerId, name: row.otherName, country: row.otherCountry },
    message: row.message,
    invitedBy: row.invitedBy,
    invitedAt: row.invitedAt,
    expiresAt: row.expiresAt,
    answeredAt: row.answeredAt,
    endedAt: row.endedAt,
    endedBy: row.endedBy as Relation['endedBy'],
    reason: row.reason,
    version: row.version,
    can: canDo(rights, state, side),
  };
}
