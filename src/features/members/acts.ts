import { guestRoles } from '../../core/access.ts';
import type { AccountRole } from '../../core/roles.ts';
import type { Locale } from '../../core/locale.ts';
import { fullName } from '../../core/person.ts';
import { ChangedMeanwhile, NotFound } from '../../core/problems.ts';
import { fold, foldEmail } from '../../core/text.ts';
import { type Actor, personIdOf } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { enter } from '../../server/db.ts';
import { run, type Tx } from '../../server/tx.ts';
import { addBusinessDays } from '../accounts/policy.ts';
import { getAccountForUpdate } from '../accounts/queries.ts';
import {
  AlreadyAsked,
  GuestRole,
  type HeldRole,
  JoinRequested,
  joinRequestDays,
  LastAdmin,
  MemberActivated,
  MemberAdded,
  MemberDeactivated,
  MemberLeft,
  MemberNotInState,
  MemberRemoved,
  MemberRestored,
  NoLongerRestorable,
  NotToYourself,
  restorableDays,
  RoleGiven,
  RoleNotYours,
  RoleTaken,
} from './contract.ts';
import { isLastAdmin, mayGiveRole, roleBeyondReach, roleChange } from './policy.ts';
import { findJoinRequestsByEmail, findMember, type JoinRequestRow, listEffectiveAdmins, lockMember, type MemberRow } from './queries.ts';

interface Named {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
}

/** What a search by part of a name or address reads: family name first and, for names without spaces, both in one. */
export const searchTextOf = ({ givenName, familyName, email }: Named): string => fold(`${familyName} ${givenName} ${email} ${familyName}${givenName}`);

export interface NewMember extends Named {
  readonly personId: string;
  readonly roles: readonly AccountRole[];
  readonly isGuest?: boolean;
}

/**
 * Makes a person a member of the account that `tx` is in, with these roles. The caller answers for the ground: a sign-up,
 * an accepted invitation or request. Someone who was removed comes back with these roles only; someone who belongs already keeps theirs.
 */
export async function addMember(
  tx: Tx,
  actor: Actor,
  now: Date,
  { personId, givenName, familyName, email, roles, isGuest = false }: NewMember,
): Promise<MemberRow> {
  const named = { givenName, familyName, email };
  const { accountId } = await getAccountForUpdate(tx);
  const before = await lockMember(tx, personId);
  if (before?.state === 'removed') await tx.deleteFrom('roleAssignments').where('accountId', '=', accountId).where('personId', '=', personId).execute();
  const copied = { ...named, searchText: searchTextOf(named), isGuest };
  await tx
    .insertInto('members')
    .values({ accountId, personId, ...copied, joinedAt: now })
    .onConflict((on) =>
      on.columns(['accountId', 'personId']).doUpdateSet((eb) => ({
        ...copied,
        state: 'active',
        removedAt: null,
        version: eb('members.version', '+', 1),
        rightsVersion: eb('members.rightsVersion', '+', 1),
      })),
    )
    .execute();
  for (const role of roles) await writeRole(tx, actor, now, accountId, personId, { role, scope: 'company', endsAt: null });
  await announce(tx, actor, now, MemberAdded, { accountId, personId, subjectId: personId, details: { name: fullName(named), roles: [...roles] } });
  return getMember(tx, now, personId);
}

async function writeRole(tx: Tx, actor: Actor, now: Date, accountId: string, personId: string, { role, scope, endsAt }: HeldRole): Promise<void> {
  const given = { endsAt, givenBy: personIdOf(actor), givenAt: now };
  await tx
    .insertInto('roleAssignments')
    .values({ accountId, personId, role, scope: JSON.stringify(scope), ...given })
    .onConflict((on) => on.columns(['accountId', 'personId', 'role', 'scope']).doUpdateSet(given))
    .execute();
}

async function getMember(tx: Tx, now: Date, personId: string): Promise<MemberRow> {
  const member = await findMember(tx, now, personId);
  if (!member) throw new NotFound({});
  return member;
}

/** Whether the actor is one of the company's own people, whose roles decide what they may give; sign-up, jobs and operators stand on other ground. */
const isOfCompany = (actor: Actor): actor is Extract<Actor, { kind: 'person'; accountId: string }> => actor.kind === 'person' && actor.accountId !== null;

/** Gives a role, or changes its end. @throws RoleNotYours, NotToYourself, GuestRole, MemberNotInState, NotFound */
export async function giveRole(
  tx: Tx,
  actor: Actor,
  now: Date,
  personId: string,
  held: { readonly role: AccountRole; readonly scope?: HeldRole['scope']; readonly endsAt?: Date | null },
): Promise<MemberRow> {
  return changeRoles(tx, actor, now, personId, (roles) => [
    ...roles.filter((other) => other.role !== held.role || JSON.stringify(other.scope) !== JSON.stringify(held.scope ?? 'company')),
    { role: held.role, scope: held.scope ?? 'company', endsAt: held.endsAt ?? null },
  ]);
}

/** Takes a role away wherever it holds. @throws LastAdmin, RoleNotYours, NotFound */
export async function takeRole(tx: Tx, actor: Actor, now: Date, personId: string, role: AccountRole): Promise<MemberRow> {
  return changeRoles(tx, actor, now, personId, (roles) => roles.filter((other) => other.role !== role));
}

/** Puts this set of roles in place of the one that the person has. @throws ChangedMeanwhile when `version` is not the one that was read */
export async function setRoles(tx: Tx, actor: Actor, now: Date, personId: string, version: number, roles: readonly HeldRole[]): Promise<MemberRow> {
  return changeRoles(tx, actor, now, personId, () => roles, version);
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
  if (member.state === 'removed') throw new MemberNotInState({ state: member.state });
  const after = change(member.roles);
  const { given, taken } = roleChange(member.roles, after);
  if (!given.length && !taken.length) return member;
  checkChange(actor, member, given, taken, now);
  if (taken.some((held) => held.role === 'global_admin') && !staysAdmin(member.roles, after)) await refuseLastAdmin(tx, now, member.personId);
  const place = (held: HeldRole) => `${held.role} ${JSON.stringify(held.scope)}`;
  for (const held of taken) {
    await tx
      .deleteFrom('roleAssignments')
      .where('accountId', '=', accountId)
      .where('personId', '=', personId)
      .where('role', '=', held.role)
      .where('scope', '=', JSON.stringify(held.scope))
      .execute();
    if (!given.some((other) => place(other) === place(held)))
      await announce(tx, actor, now, RoleTaken, { accountId, personId, subjectId: personId, details: { name: fullName(member), role: held.role } });
  }
  for (const held of given) {
    await writeRole(tx, actor, now, accountId, personId, held);
    await announce(tx, actor, now, RoleGiven, {
      accountId,
      personId,
      subjectId: personId,
      details: { name: fullName(member), role: held.role, endsAt: held.endsAt?.toISOString() ?? null },
    });
  }
  await touch(tx, accountId, personId, {});
  return getMember(tx, now, personId);
}

/** One's own roles one may only drop, or receive where the table says so; others' roles both ways only within one's reach. */
function checkChange(actor: Actor, member: MemberRow, given: readonly HeldRole[], taken: readonly HeldRole[], now: Date): void {
  for (const { role, endsAt } of given) {
    if (member.isGuest && !guestRoles.includes(role)) throw new GuestRole({ role });
    if (endsAt && endsAt <= now) throw new MemberNotInState({ state: 'ended' });
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

/** Whether someone remains global admin for at least as long as before. */
function staysAdmin(before: readonly HeldRole[], after: readonly HeldRole[]): boolean {
  const until = (roles: readonly HeldRole[]) =>
    Math.max(...roles.filter((held) => held.role === 'global_admin').map((held) => held.endsAt?.getTime() ?? Number.POSITIVE_INFINITY), 0);
  return until(after) >= until(before);
}

/** Call with the account locked. @throws LastAdmin when without this person no admin that counts would be left */
async function refuseLastAdmin(tx: Tx, now: Date, personId: string): Promise<void> {
  if (isLastAdmin(await listEffectiveAdmins(tx, now), personId)) throw new LastAdmin({});
}

/** Every change of a member's rights or state: cached evaluations end with the commit. */
const touch = (tx: Tx, accountId: string, personId: string, set: { state?: string; removedAt?: Date | null }) =>
  tx
    .updateTable('members')
    .set((eb) => ({ ...set, version: eb('version', '+', 1), rightsVersion: eb('rightsVersion', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('personId', '=', personId)
    .execute();

interface StateChange {
  readonly from: readonly string[];
  readonly to: 'active' | 'inactive' | 'removed';
  readonly says: typeof MemberAdded | typeof MemberRemoved;
  /** Whether the person loses their part in the company by it. */
  readonly loses: boolean;
}

async function changeState(tx: Tx, actor: Actor, now: Date, personId: string, { from, to, says, loses }: StateChange): Promise<MemberRow> {
  const { accountId } = await getAccountForUpdate(tx);
  const locked = await lockMember(tx, personId);
  const member = await getMember(tx, now, personId);
  if (isOfCompany(actor) && says !== MemberLeft) {
    if (actor.personId === member.personId) throw new NotToYourself({});
    const beyond = roleBeyondReach(
      actor,
      member.roles.map((held) => held.role),
    );
    if (beyond) throw new RoleNotYours({ role: beyond });
  }
  if (!from.includes(member.state)) throw new MemberNotInState({ state: member.state });
  if (says === MemberRestored && locked?.removedAt && now.getTime() > locked.removedAt.getTime() + restorableDays * 86_400_000)
    throw new NoLongerRestorable({});
  if (loses) await refuseLastAdmin(tx, now, member.personId);
  await touch(tx, accountId, personId, { state: to, removedAt: to === 'removed' ? now : null });
  await announce(tx, actor, now, says, { accountId, personId, subjectId: personId, details: { name: fullName(member) } as never });
  return getMember(tx, now, personId);
}

/** Keeps someone out, with all they have, until they are activated. @throws LastAdmin, RoleNotYours, NotToYourself, MemberNotInState */
export const deactivateMember = (tx: Tx, actor: Actor, now: Date, personId: string) =>
  changeState(tx, actor, now, personId, { from: ['active'], to: 'inactive', says: MemberDeactivated, loses: true });
/** @throws RoleNotYours, MemberNotInState */
export const activateMember = (tx: Tx, actor: Actor, now: Date, personId: string) =>
  changeState(tx, actor, now, personId, { from: ['inactive'], to: 'active', says: MemberActivated, loses: false });
/** Removes someone; for 30 days they can be brought back with what they had. @throws LastAdmin, RoleNotYours, NotToYourself, MemberNotInState */
export const removeMember = (tx: Tx, actor: Actor, now: Date, personId: string) =>
  changeState(tx, actor, now, personId, { from: ['active', 'inactive'], to: 'removed', says: MemberRemoved, loses: true });
/** @throws RoleNotYours, MemberNotInState, NoLongerRestorable */
export const restoreMember = (tx: Tx, actor: Actor, now: Date, personId: string) =>
  changeState(tx, actor, now, personId, { from: ['removed'], to: 'active', says: MemberRestored, loses: false });
/** The actor's own way out. @throws LastAdmin */
export const leaveAccount = (tx: Tx, actor: Actor, now: Date, personId: string) =>
  changeState(tx, actor, now, personId, { from: ['active'], to: 'removed', says: MemberLeft, loses: true });

export interface NewJoinRequest extends Named {
  readonly accountId: string;
  readonly message?: string | null;
  readonly locale: Locale;
}

/**
 * Asks a company's admins to let someone in whose mail domain is the company's; enters the account on `tx`. The caller has
 * proved the address. A person has one open request, at whichever company. @throws AlreadyAsked
 */
export async function askToJoin(
  tx: Tx,
  actor: Actor,
  now: Date,
  { accountId, message, givenName, familyName, email, locale }: NewJoinRequest,
): Promise<JoinRequestRow> {
  const emailFolded = foldEmail(email);
  // Two requests at the same instant must see each other, whichever companies they go to.
  await run(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`join request ${emailFolded}`]);
  const waiting = (await findJoinRequestsByEmail(tx, emailFolded)).find((request) => request.state === 'open' || request.state === 'at_desk');
  if (waiting) throw new AlreadyAsked({ state: waiting.state, dueAt: waiting.dueAt });
  await enter(tx, { accountId });
  const request = await tx
    .insertInto('joinRequests')
    .values({
      accountId,
      givenName,
      familyName,
      email,
      locale,
      emailFolded,
      message: message || null,
      createdAt: now,
      dueAt: addBusinessDays(now, joinRequestDays),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, JoinRequested, { accountId, subjectId: request.requestId, details: { name: fullName({ givenName, familyName }), email } });
  return request;
}
