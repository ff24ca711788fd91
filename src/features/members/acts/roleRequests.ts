import { guestRoles } from '../../../core/access.ts';
import type { Level, Permission } from '../../../core/grants.ts';
import { fullName } from '../../../core/person.ts';
import { NotFound, RequestInvalid, TooManyRequests } from '../../../core/problems.ts';
import { type AccountRole, factsOf } from '../../../core/roles.ts';
import { type Actor, type MemberActor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { findLocations } from '../../accounts/queries/locations.ts';
import { giveRole } from '../acts.ts';
import {
  GuestRole,
  type HeldRole,
  MoreThanAsked,
  NobodyGives,
  RoleAlreadyAsked,
  RoleAlreadyHeld,
  RoleRequestClosed,
  RoleRequested,
  RoleRequestExpired,
  RoleRequestGranted,
  RoleRequestRefused,
  RoleRequestWithdrawn,
  roleRequestDays,
  roleRequestsADay,
  type Wish,
} from '../contract.ts';
import { endOf, endsWithin, grantableInstead, holdsAlready, scopeOr, scopeWithin } from '../policy/roleRequests.ts';
import { findMember, lockMember } from '../queries.ts';
import { countRoleRequestsSince, findOpenRoleRequest, findRoleRequestForUpdate, listGivers, type LockedRoleRequest } from '../queries/roleRequests.ts';

type Scope = HeldRole['scope'];
const dayMs = 86_400_000;

export interface RoleWanted extends Wish {
  readonly role: AccountRole;
  readonly scope: Scope | null;
  readonly reason: string;
  /** What the asker was refused. */
  readonly permission: Permission | null;
  readonly needs: Level;
}

/** Nobody can grant what would have ended already. */
const lastDayOf = (now: Date, until: Date | null): Date =>
  new Date(Math.min(now.getTime() + roleRequestDays * dayMs, until?.getTime() ?? Number.POSITIVE_INFINITY));

/** Asks the admins for a role. @throws RoleAlreadyAsked, RoleAlreadyHeld, NobodyGives, GuestRole, TooManyRequests, RequestInvalid */
export async function askForRole(tx: Tx, actor: MemberActor, now: Date, wanted: RoleWanted): Promise<string> {
  const { role, reason, days, until, permission, needs } = wanted;
  // A role that is held in the whole company only leaves nobody a choice.
  const scope = wanted.scope ?? (factsOf(role).scopes.every((kind) => kind === 'company') ? 'company' : null);
  const member = await checkWish(tx, actor, now, wanted);
  const { requestId } =
    (await tx
      .insertInto('roleRequests')
      .values({
        personId: actor.personId,
        role,
        scope: scope === null ? null : JSON.stringify(scope),
        permission,
        needs: permission && needs,
        reason,
        wishedDays: days,
        wishedUntil: until,
        createdAt: now,
        expiresAt: lastDayOf(now, until),
      })
      .onConflict((on) => on.columns(['accountId', 'personId', 'role']).where('state', '=', 'open').doNothing())
      .returning('requestId')
      .executeTakeFirst()) ?? (await refuseTwice(tx, actor.personId, role));
  await announce(tx, actor, now, RoleRequested, {
    personId: actor.personId,
    subjectId: requestId,
    details: { name: fullName(member), role },
    after: { role, scope, days, until, reason, permission },
  });
  return requestId;
}

async function checkWish(tx: Tx, actor: MemberActor, now: Date, { role, scope, days, until }: RoleWanted) {
  await lockMember(tx, actor.personId);
  const member = await findMember(tx, now, actor.personId);
  if (!member) throw new NotFound({});
  if (scope !== null && !scopeOr(role, scope)) throw new RequestInvalid({ fields: { scope: 'invalid_value' } });
  if (typeof scope === 'object' && scope) {
    const known = await findLocations(tx, scope.locations);
    if (known.length < new Set(scope.locations).size) throw new RequestInvalid({ fields: { scope: 'unknown_location' } });
  }
  if (until && until <= now) throw new RequestInvalid({ fields: { until: 'past' } });
  if (member.isGuest && !guestRoles.includes(role)) throw new GuestRole({ role });
  const where = scopeOr(role, scope);
  if (where && holdsAlready(member.roles, role, where, endOf({ days, until }, now))) throw new RoleAlreadyHeld({ role });
  const { overrides } = actor.rights;
  if ((await listGivers(tx, [role], { personId: actor.personId, overrides, now }, 1)).length === 0) throw new NobodyGives({ role });
  if ((await countRoleRequestsSince(tx, actor.personId, new Date(now.getTime() - dayMs))) >= roleRequestsADay)
    throw new TooManyRequests({ retryAfterSeconds: dayMs / 1000 });
  return member;
}

async function refuseTwice(tx: Tx, personId: string, role: AccountRole): Promise<never> {
  const open = await findOpenRoleRequest(tx, personId, [role]);
  throw open ? new RoleAlreadyAsked({ role, requestId: open.requestId }) : new NotFound({});
}

export interface RoleGrant extends Wish {
  readonly role: AccountRole;
  readonly scope: Scope | null;
  readonly answer: string | null;
}

/**
 * Gives what was asked for, or less of it. Two admins who answer at once: the account is locked first, so the second finds it closed.
 * @throws NotFound, RoleRequestClosed, MoreThanAsked, RoleNotYours, GuestRole, NotToYourself, MemberNotInState, RequestInvalid
 */
export async function grantRoleRequest(tx: Tx, actor: MemberActor, now: Date, requestId: string, grant: RoleGrant): Promise<void> {
  const request = await lockToDecide(tx, actor, now, requestId);
  const { role, answer } = grant;
  const asked = request.scope as Scope | null;
  const scope = scopeOr(role, grant.scope ?? asked);
  if (!scope) throw new RequestInvalid({ fields: { scope: grant.scope ? 'invalid_value' : 'required' } });
  const endsAt = endOf(grant, now);
  if (endsAt && endsAt <= now) throw new RequestInvalid({ fields: { until: 'past' } });
  const within = endsWithin(endsAt, endOf(wishOf(request), now)) && (asked === null || scopeWithin(scope, asked));
  if (!within || !grantableInstead(request, actor.rights).includes(role)) throw new MoreThanAsked({});
  const held = (await findMember(tx, now, request.personId))?.roles ?? [];
  // Nobody loses by being granted something: what is held there for longer stays as it is.
  if (!holdsAlready(held, role, scope, endsAt)) await give(tx, actor, now, request.personId, { role, scope, endsAt });
  await close(tx, actor, now, request, { state: 'granted', answer, grantedRole: role, grantedScope: JSON.stringify(scope), grantedUntil: endsAt });
  await announce(tx, actor, now, RoleRequestGranted, {
    personId: request.personId,
    subjectId: requestId,
    details: { name: await nameOf(tx, now, request), role, asked: request.role, endsAt: endsAt?.toISOString() ?? null },
    before: { state: request.state, ...askedIn(request) },
    after: { state: 'granted', role, scope, endsAt, answer },
  });
}

/** Gives it by the one act that gives roles; what is wrong with the place is named as it stands in the answer. */
async function give(tx: Tx, actor: MemberActor, now: Date, personId: string, held: HeldRole): Promise<void> {
  try {
    await giveRole(tx, actor, now, personId, held);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    throw new RequestInvalid({
      fields: Object.fromEntries(Object.entries(error.details.fields as Record<string, string>).map(([path, code]) => [path.split('.').at(-1) ?? path, code])),
    });
  }
}

/** Says no; the asker reads why. @throws NotFound, RoleRequestClosed */
export async function refuseRoleRequest(tx: Tx, actor: MemberActor, now: Date, requestId: string, answer: string): Promise<void> {
  const request = await lockToDecide(tx, actor, now, requestId);
  await close(tx, actor, now, request, { state: 'refused', answer });
  await tellClosed(tx, actor, now, request, RoleRequestRefused, { state: 'refused', answer });
}

/** The asker's own way back. @throws NotFound, RoleRequestClosed */
export async function withdrawRoleRequest(tx: Tx, actor: MemberActor, now: Date, requestId: string): Promise<void> {
  await getAccountForUpdate(tx);
  const request = await findRoleRequestForUpdate(tx, requestId);
  if (request?.personId !== actor.personId) throw new NotFound({});
  refuseClosed(request, now);
  await close(tx, null, now, request, { state: 'withdrawn' });
  await tellClosed(tx, actor, now, request, RoleRequestWithdrawn, { state: 'withdrawn' });
}

/** Ends what nobody answered in time, or whose asker has left; `tx` must be in the account. Run twice, it changes nothing. */
export async function endRoleRequest(tx: Tx, actor: Actor, now: Date, requestId: string, why: 'expired' | 'left'): Promise<void> {
  await getAccountForUpdate(tx);
  const request = await findRoleRequestForUpdate(tx, requestId);
  if (request?.state !== 'open' || (why === 'expired' && request.expiresAt > now)) return;
  const state = why === 'expired' ? 'expired' : 'withdrawn';
  await close(tx, null, now, request, { state });
  await tellClosed(tx, actor, now, request, why === 'expired' ? RoleRequestExpired : RoleRequestWithdrawn, { state });
}

/** The request, locked, if this actor could give what it asks for. @throws NotFound, RoleRequestClosed */
async function lockToDecide(tx: Tx, actor: MemberActor, now: Date, requestId: string): Promise<LockedRoleRequest> {
  await getAccountForUpdate(tx);
  const request = await findRoleRequestForUpdate(tx, requestId);
  if (!request || !actor.rights.gives.has(request.role as AccountRole)) throw new NotFound({});
  refuseClosed(request, now);
  return request;
}

function refuseClosed(request: LockedRoleRequest, now: Date): void {
  if (request.state !== 'open') throw new RoleRequestClosed({ state: request.state });
  if (request.expiresAt <= now) throw new RoleRequestClosed({ state: 'expired' });
}

interface Closing {
  readonly state: 'granted' | 'refused' | 'withdrawn' | 'expired';
  readonly answer?: string | null;
  readonly grantedRole?: string;
  readonly grantedScope?: string;
  readonly grantedUntil?: Date | null;
}
const close = (tx: Tx, decider: MemberActor | null, now: Date, { accountId, requestId }: LockedRoleRequest, closing: Closing) =>
  tx
    .updateTable('roleRequests')
    .set({ ...closing, closedAt: now, decidedBy: decider && personIdOf(decider), decidedByName: decider?.name ?? null })
    .where('accountId', '=', accountId)
    .where('requestId', '=', requestId)
    .execute();

async function tellClosed(tx: Tx, actor: Actor, now: Date, request: LockedRoleRequest, what: typeof RoleRequestRefused, after: Record<string, unknown>) {
  await announce(tx, actor, now, what, {
    accountId: request.accountId,
    personId: request.personId,
    subjectId: request.requestId,
    details: { name: await nameOf(tx, now, request), role: request.role },
    before: { state: request.state, ...askedIn(request) },
    after,
  });
}

const wishOf = (row: LockedRoleRequest): Wish => ({ days: row.wishedDays, until: row.wishedUntil });
const askedIn = (row: LockedRoleRequest) => ({ role: row.role, scope: row.scope, ...wishOf(row) });
const nameOf = async (tx: Tx, now: Date, { personId }: LockedRoleRequest): Promise<string> => {
  const member = await findMember(tx, now, personId);
  return member ? fullName(member) : '';
};
