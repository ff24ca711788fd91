import { whyNot } from '../../../core/access.ts';
import type { Level, Permission } from '../../../core/grants.ts';
import { instantKey, page } from '../../../core/page.ts';
import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import { type Explained, smallestFirst } from '../../../core/refusal.ts';
import { type AccountRole, accountRoles, factsOf, type Scope } from '../../../core/roles.ts';
import type { MemberActor, OperatorActor } from '../../../server/actor.ts';
import { companyOfSignOn } from '../../../core/signOn.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { guestRoles } from '../../../core/access.ts';
import { askForRole, grantRoleRequest, refuseRoleRequest, withdrawRoleRequest } from '../acts/roleRequests.ts';
import type { members, RoleRequest, RoleRequestState } from '../contract.ts';
import { mayGiveRole } from '../policy.ts';
import { grantableInstead } from '../policy/roleRequests.ts';
import { findMember } from '../queries.ts';
import {
  findOpenRoleRequest,
  findRoleRequest,
  listGivers,
  listOpenRoles,
  listRoleRequests,
  listWhereMay,
  type RoleRequestRow,
  whoCanGive,
} from '../queries/roleRequests.ts';

type Part =
  | 'explain'
  | 'explainToOperator'
  | 'whereMay'
  | 'listAskableRoles'
  | 'askForRole'
  | 'listMyRoleRequests'
  | 'getRoleRequest'
  | 'withdrawRoleRequest'
  | 'listRoleRequests'
  | 'grantRoleRequest'
  | 'refuseRoleRequest';

export const roleRequestHandlers: Pick<HandlersOf<typeof members>, Part> = {
  explain: async ({ tx, actor, now }, { permission, needs }) => ({ refusal: await explain(tx, actor, now, permission, needs) }),
  explainToOperator: async ({ tx, actor, now }, { permission, needs }) => ({ refusal: await explain(tx, actor, now, permission, needs) }),
  async whereMay({ tx, actor, now }, { permission, needs }) {
    const only = companyOfSignOn(actor.proofs);
    return { items: (await listWhereMay(tx, now, permission, needs)).filter(({ accountId }) => only === null || accountId === only) };
  },
  async listAskableRoles({ tx, actor, now }, { permission, needs }) {
    const { rights, personId } = actor;
    const [me, open] = await Promise.all([findMember(tx, now, personId), listOpenRoles(tx, personId)]);
    const holders = permission ? (whyNot(rights, permission, needs)?.roles ?? []) : accountRoles;
    // What no program of the company brings is of no use to anyone yet.
    const wanted = holders.filter(
      (role) =>
        !rights.roles.has(role) &&
        !open.includes(role) &&
        (!me?.isGuest || guestRoles.includes(role as AccountRole)) &&
        (factsOf(role).sections?.some((section) => rights.sections.has(section)) ?? true),
    );
    const givers = await listGivers(tx, wanted, { personId, overrides: rights.overrides, now }, 50);
    return {
      items: smallestFirst(rights, wanted).map(({ role, adds, scopes }) => ({
        role: role as AccountRole,
        adds,
        scopes: [...scopes],
        givers: givers
          .filter((giver) => giver.gives.has(role))
          .slice(0, 3)
          .map(({ personId: id, name, email }) => ({ personId: id, name, email })),
      })),
    };
  },
  askForRole: async ({ tx, actor, now }, wanted) => inFull(tx, actor, await askForRole(tx, actor, now, wanted)),
  async listMyRoleRequests({ tx, actor }, { after, limit }) {
    return paged(await listRoleRequests(tx, { limit: limit + 1, after: instantKey(after), personId: actor.personId }), limit, actor);
  },
  getRoleRequest: async ({ tx, actor }, { requestId }) => inFull(tx, actor, requestId),
  async withdrawRoleRequest({ tx, actor, now }, { requestId }) {
    await withdrawRoleRequest(tx, actor, now, requestId);
    return inFull(tx, actor, requestId);
  },
  async listRoleRequests({ tx, actor }, { after, limit, state }) {
    const roles = [...actor.rights.gives];
    return paged(await listRoleRequests(tx, { limit: limit + 1, after: instantKey(after), roles, state }), limit, actor);
  },
  async grantRoleRequest({ tx, actor, now }, { requestId, ...grant }) {
    await grantRoleRequest(tx, actor, now, requestId, grant);
    return inFull(tx, actor, requestId);
  },
  async refuseRoleRequest({ tx, actor, now }, { requestId, answer }) {
    await refuseRoleRequest(tx, actor, now, requestId, answer);
    return inFull(tx, actor, requestId);
  },
};

/** The same that a refusal says, from the same functions; and what the asker can do about it. */
async function explain(tx: Tx, actor: MemberActor | OperatorActor, now: Date, permission: Permission, needs: Level): Promise<Explained | null> {
  const { rights, personId } = actor;
  const refusal = whyNot(rights, permission, needs);
  const side = actor.kind === 'operator' ? 'operator' : 'account';
  const [grantors, request] = await Promise.all([
    whoCanGive(tx, side, refusal?.roles ?? [], { personId, overrides: rights.overrides, now }),
    side === 'account' ? findOpenRoleRequest(tx, personId, refusal?.roles ?? []) : undefined,
  ]);
  if (!refusal) return null;
  const { roles, sections, opensAt, suspended } = refusal;
  return {
    permission,
    needs,
    roles: [...roles],
    sections: [...sections],
    opensAt,
    suspended,
    grantors,
    lacksRole: !roles.some((role) => rights.roles.has(role)),
    selfGiven: roles.filter((role) => mayGiveRole(actor, role, actor)),
    request: request ?? null,
  };
}

const paged = (rows: RoleRequestRow[], limit: number, actor: MemberActor) =>
  page(
    rows,
    limit,
    (row) => [row.createdAt.toISOString(), row.requestId],
    (row) => present(row, actor),
  );

const mayDecide = (row: RoleRequestRow, actor: MemberActor): boolean => mayGiveRole(actor, row.role as AccountRole, row);

async function inFull(tx: Tx, actor: MemberActor, requestId: string) {
  const row = await findRoleRequest(tx, requestId);
  const isMine = row?.personId === actor.personId;
  // Whoever could not answer it learns nothing of it.
  if (!row || !(isMine || actor.rights.gives.has(row.role as AccountRole))) throw new NotFound({});
  const shown = present(row, actor);
  return { ...shown, isMine, grantable: shown.can.decide ? grantableInstead(row, actor.rights).filter((role) => mayGiveRole(actor, role, row)) : [] };
}

const present = (row: RoleRequestRow, actor: MemberActor): RoleRequest => ({
  requestId: row.requestId,
  person: { personId: row.personId, name: fullName(row), email: row.email },
  role: row.role as AccountRole,
  scope: row.scope as Scope | null as RoleRequest['scope'],
  permission: row.permission,
  needs: row.needs,
  reason: row.reason,
  days: row.wishedDays,
  until: row.wishedUntil,
  state: row.state as RoleRequestState,
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
  closedAt: row.closedAt,
  decidedBy: row.decidedByName,
  answer: row.answer,
  granted: row.grantedRole
    ? { role: row.grantedRole as AccountRole, scope: row.grantedScope as Scope as NonNullable<RoleRequest['scope']>, endsAt: row.grantedUntil }
    : null,
  can: { decide: row.state === 'open' && mayDecide(row, actor), withdraw: row.state === 'open' && row.personId === actor.personId },
});
