import { guestRoles } from '../../../core/access.ts';
import { fullName } from '../../../core/person.ts';
import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import { type AccountRole, scopeFits } from '../../../core/roles.ts';
import { type Actor, elevationOf, type MemberActor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { findLocations } from '../../accounts/queries/locations.ts';
import {
  GuestRole,
  type HeldRole,
  LastAdmin,
  MemberNotInState,
  NotToYourself,
  NotYetAfterElevation,
  RoleEnded,
  RoleGiven,
  RoleNotYours,
  RoleTaken,
} from '../contract.ts';
import { isLastAdmin, mayGiveRole, placeOf, roleBeyondReach, type RoleChange, roleChange } from '../policy.ts';
import { findMember, listEffectiveAdmins, lockMember, type MemberRow } from '../queries.ts';
import { listProgramNames } from '../queries/roles.ts';
import { dropException } from './secondFactors.ts';

export async function getMember(tx: Tx, now: Date, personId: string): Promise<MemberRow> {
  const member = await findMember(tx, now, personId);
  if (!member) throw new NotFound({});
  return member;
}

/** Whether the actor is one of the company's own people, whose roles decide what they may give; sign-up, jobs and operators stand on other ground. */
export const isOfCompany = (actor: Actor): actor is MemberActor => 'sessionId' in actor && actor.kind !== 'operator' && actor.accountId !== null;

/** Call with the account locked. @throws LastAdmin when without this person no admin that counts would be left */
export async function refuseLastAdmin(tx: Tx, now: Date, personId: string): Promise<void> {
  if (isLastAdmin(await listEffectiveAdmins(tx, now), personId)) throw new LastAdmin({});
}

/** Every change of a member's rights or state: cached evaluations end with the commit. */
export const touch = (tx: Tx, accountId: string, personId: string, set: { state?: string; removedAt?: Date | null; elevationId?: string | null }) =>
  tx
    .updateTable('members')
    .set((eb) => ({ ...set, version: eb('version', '+', 1), rightsVersion: eb('rightsVersion', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('personId', '=', personId)
    .execute();

/**
 * Writes an assignment, or another end for it; for those who answer for the ground themselves. What is given under an elevation
 * carries it, and leaves alone what was there before: it must go again without a trace.
 */
export async function writeRole(
  tx: Tx,
  actor: Actor,
  now: Date,
  accountId: string,
  personId: string,
  { role, scope, endsAt }: HeldRole,
  elevationId: string | null = elevationOf(actor),
): Promise<void> {
  const given = { endsAt, givenBy: personIdOf(actor), givenAt: now, elevationId };
  // Only a global admin excepts one from the second factor: an exception from before is not taken along.
  if (role === 'global_admin') await dropException(tx, accountId, personId);
  await tx
    .insertInto('roleAssignments')
    .values({ accountId, personId, role, scope: JSON.stringify(scope), ...given })
    .onConflict((on) => {
      const known = on.columns(['accountId', 'personId', 'role', 'scope']).doUpdateSet(given);
      return elevationId ? known.where('roleAssignments.endsAt', '<=', now) : known;
    })
    .execute();
}

/** Under an elevation one adds; away goes only what was given under it, so that undoing it leaves everything as it was. @throws NotYetAfterElevation */
export function refuseTakingAway(actor: Actor, taken: readonly { readonly elevationId: string | null }[]): void {
  const { provisional } = actor.rights;
  if (provisional && taken.some(({ elevationId }) => elevationId !== provisional.elevationId)) throw new NotYetAfterElevation({ opensAt: provisional.until });
}

/** Gives a role, or changes its end. @throws RoleNotYours, NotToYourself, GuestRole, MemberNotInState, RequestInvalid, NotFound */
export async function giveRole(
  tx: Tx,
  actor: Actor,
  now: Date,
  personId: string,
  held: { readonly role: AccountRole; readonly scope?: HeldRole['scope']; readonly endsAt?: Date | null },
): Promise<MemberRow> {
  const given = { role: held.role, scope: held.scope ?? ('company' as const), endsAt: held.endsAt ?? null };
  return changeRoles(tx, actor, now, personId, (roles) => withRoles(roles, [given]));
}

/** Gives the same roles to several people, besides what they have; all or none. @throws as `giveRole` */
export async function giveRoles(tx: Tx, actor: Actor, now: Date, personIds: readonly string[], roles: readonly HeldRole[]): Promise<number> {
  const ids = [...new Set(personIds)];
  await getAccountForUpdate(tx);
  await checkPlaces(tx, now, roles, roles);
  for (const personId of ids) await changeRoles(tx, actor, now, personId, (held) => withRoles(held, roles));
  return ids.length;
}

/** Takes a role away wherever it holds. @throws LastAdmin, RoleNotYours, NotFound */
export async function takeRole(tx: Tx, actor: Actor, now: Date, personId: string, role: AccountRole): Promise<MemberRow> {
  return changeRoles(tx, actor, now, personId, (roles) => roles.filter((other) => other.role !== role));
}

/** Puts this set of roles in place of the one that the person has. @throws ChangedMeanwhile when `version` is not the one that was read */
export async function setRoles(tx: Tx, actor: Actor, now: Date, personId: string, version: number, roles: readonly HeldRole[]): Promise<MemberRow> {
  return changeRoles(tx, actor, now, personId, () => roles, version);
}

/** What someone has with these besides; one at the same place takes the other's. */
export const withRoles = (held: readonly HeldRole[], given: readonly HeldRole[]): readonly HeldRole[] => [
  ...held.filter((one) => !given.some((other) => placeOf(other) === placeOf(one))),
  ...given,
];

/**
 * What has to be given and taken to come to `after`, checked as it is when it is saved; writes nothing. `after` is named in
 * the paths of what is wrong. @throws LastAdmin, RoleNotYours, NotToYourself, GuestRole, MemberNotInState, RequestInvalid
 */
export async function planRoles(tx: Tx, actor: Actor, now: Date, member: MemberRow, after: readonly HeldRole[]): Promise<RoleChange> {
  if (member.state === 'removed') throw new MemberNotInState({ state: member.state });
  const change = roleChange(member.roles, after);
  checkChange(actor, member, change);
  await checkPlaces(tx, now, change.given, after);
  if (change.taken.some((held) => held.role === 'global_admin') && !staysAdmin(member.roles, after)) await refuseLastAdmin(tx, now, member.personId);
  return change;
}

async function changeRoles(
  tx: Tx,
  actor: Actor,
  now: Date,
  personId: string,
  change: (roles: readonly HeldRole[]) => readonly HeldRole[],
  version?: number,
): Promise<MemberRow> {
  const { accountId } = await getAccountForUpdate(tx);
  await lockMember(tx, personId);
  const member = await getMember(tx, now, personId);
  if (version !== undefined && member.version !== version) throw new ChangedMeanwhile({});
  const { given, taken } = await planRoles(tx, actor, now, member, change(member.roles));
  if (!given.length && !taken.length) return member;
  if (taken.length && elevationOf(actor)) refuseTakingAway(actor, await listGivenUnder(tx, accountId, personId, taken));
  for (const held of taken) await dropRole(tx, accountId, personId, held);
  for (const held of given) await writeRole(tx, actor, now, accountId, personId, held);
  const name = fullName(member);
  const subject = { accountId, personId, subjectId: personId };
  for (const held of taken.filter((one) => !given.some((other) => placeOf(other) === placeOf(one))))
    await announce(tx, actor, now, RoleTaken, { ...subject, details: { name, role: held.role }, before: { ...held } });
  for (const held of given) {
    const before = taken.find((one) => placeOf(one) === placeOf(held));
    const details = { name, role: held.role, endsAt: held.endsAt?.toISOString() ?? null };
    await announce(tx, actor, now, RoleGiven, { ...subject, details, ...(before ? { before: { ...before } } : {}), after: { ...held } });
  }
  await touch(tx, accountId, personId, {});
  return getMember(tx, now, personId);
}

/** Under which elevation each of these is held. */
async function listGivenUnder(tx: Tx, accountId: string, personId: string, taken: readonly HeldRole[]) {
  const rows = await tx
    .selectFrom('roleAssignments')
    .select(['role', 'scope', 'elevationId'])
    .where('accountId', '=', accountId)
    .where('personId', '=', personId)
    .execute();
  const places = new Set(taken.map(placeOf));
  return rows.filter((row) => places.has(placeOf({ role: row.role as AccountRole, scope: row.scope as HeldRole['scope'] })));
}

const dropRole = (tx: Tx, accountId: string, personId: string, { role, scope }: Pick<HeldRole, 'role' | 'scope'>) =>
  tx
    .deleteFrom('roleAssignments')
    .where('accountId', '=', accountId)
    .where('personId', '=', personId)
    .where('role', '=', role)
    .where('scope', '=', JSON.stringify(scope))
    .execute();

/** One's own roles one may only drop, or receive where the table says so; others' roles both ways only within one's reach. */
function checkChange(actor: Actor, member: MemberRow, { given, taken }: RoleChange): void {
  for (const { role } of given) {
    if (member.isGuest && !guestRoles.includes(role)) throw new GuestRole({ role });
    if (!isOfCompany(actor) || mayGiveRole(actor, role, member)) continue;
    throw member.personId === actor.personId ? new NotToYourself({}) : new RoleNotYours({ role });
  }
  if (!isOfCompany(actor) || member.personId === actor.personId) return;
  const beyond = roleBeyondReach(
    actor,
    taken.map((held) => held.role),
  );
  if (beyond) throw new RoleNotYours({ role: beyond });
}

/** Whether each role can be held where it is to be given, the places exist, and its end is still to come. @throws RequestInvalid by `roles.<n>` */
async function checkPlaces(tx: Tx, now: Date, given: readonly HeldRole[], named: readonly HeldRole[]): Promise<void> {
  const narrow = given.flatMap(({ scope }) => (scope === 'company' ? [] : [scope]));
  const [locations, programs] = await Promise.all([
    narrow.length ? findLocations(tx, [...new Set(narrow.flatMap((scope) => scope.locations))]) : [],
    narrow.some((scope) => scope.programs) ? listProgramNames(tx, 'en') : [],
  ]);
  const ids = new Set(locations.map(({ locationId }) => locationId)),
    keys = new Set(programs.map(({ program }) => program));
  const fields: Record<string, string> = {};
  for (const held of given) {
    const at = `roles.${named.indexOf(held)}`;
    const { role, scope, endsAt } = held;
    if (endsAt && endsAt <= now) fields[`${at}.endsAt`] = 'past';
    if (!scopeFits(role, scope)) fields[`${at}.scope`] = 'not_for_role';
    else if (scope !== 'company' && !scope.locations.every((id) => ids.has(id))) fields[`${at}.scope`] = 'unknown_location';
    else if (scope !== 'company' && !(scope.programs ?? []).every((program) => keys.has(program))) fields[`${at}.scope`] = 'unknown_program';
  }
  if (Object.keys(fields).length) throw new RequestInvalid({ fields });
}

/** Whether someone remains global admin for at least as long as before. */
function staysAdmin(before: readonly HeldRole[], after: readonly HeldRole[]): boolean {
  const until = (roles: readonly HeldRole[]) =>
    Math.max(...roles.filter((held) => held.role === 'global_admin').map((held) => held.endsAt?.getTime() ?? Number.POSITIVE_INFINITY), 0);
  return until(after) >= until(before);
}

/** Clears away the roles of a person that have ended by now, and says so; `tx` must be in the account. Run twice, it changes nothing. */
export async function endRoles(tx: Tx, actor: Actor, now: Date, personId: string): Promise<void> {
  const { accountId } = await getAccountForUpdate(tx);
  const member = await lockMember(tx, personId);
  const ended = await tx
    .deleteFrom('roleAssignments')
    .where('accountId', '=', accountId)
    .where('personId', '=', personId)
    .where('endsAt', '<=', now)
    .returning(['role', 'scope', 'endsAt'])
    .execute();
  if (!member || !ended.length) return;
  for (const held of ended)
    await announce(tx, actor, now, RoleEnded, {
      accountId,
      personId,
      subjectId: personId,
      details: { name: fullName(member), role: held.role },
      before: { ...held },
    });
  await touch(tx, accountId, personId, {});
}
