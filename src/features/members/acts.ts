import { addWorkingDays } from '../../core/calendar.ts';
import type { AccountRole } from '../../core/roles.ts';
import type { Locale } from '../../core/locale.ts';
import { fullName } from '../../core/person.ts';
import { fold, foldEmail } from '../../core/text.ts';
import { type Actor, elevationOf } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { enter } from '../../server/db.ts';
import { run, type Tx } from '../../server/tx.ts';
import { getWorkingCalendar } from '../center/queries/calendar.ts';
import { getAccountForUpdate } from '../accounts/queries.ts';
import {
  AlreadyAsked,
  JoinRequested,
  joinRequestDays,
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
  RoleNotYours,
} from './contract.ts';
import { getMember, isOfCompany, refuseLastAdmin, refuseTakingAway, touch, writeRole } from './acts/roles.ts';
import { roleBeyondReach } from './policy.ts';
import { findJoinRequestsByEmail, isAdminForGood, type JoinRequestRow, lockMember, type MemberRow } from './queries.ts';
import { dropException } from './acts/secondFactors.ts';

interface Named {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
}

/** What a search by part of a name or address reads: family name first and, for names without spaces, both in one. */
export const searchTextOf = ({ givenName, familyName, email }: Named): string => fold(`${familyName} ${givenName} ${email} ${familyName}${givenName}`);

export { endRoles, giveRole, giveRoles, planRoles, setRoles, takeRole, withRoles } from './acts/roles.ts';

export interface NewMember extends Named {
  readonly personId: string;
  readonly roles: readonly AccountRole[];
  readonly isGuest?: boolean;
  /** Who invited them, or let them in; null: there from the start. */
  readonly broughtBy?: string | null;
  /** Under which elevation, when it is not the actor's own. */
  readonly elevationId?: string | null;
}

/**
 * Makes a person a member of the account that `tx` is in, with these roles. The caller answers for the ground: a sign-up,
 * an accepted invitation or request. Someone who was removed comes back with these roles only; someone who belongs already keeps theirs.
 */
export async function addMember(
  tx: Tx,
  actor: Actor,
  now: Date,
  { personId, givenName, familyName, email, roles, isGuest = false, broughtBy = null, elevationId = elevationOf(actor) }: NewMember,
): Promise<MemberRow> {
  const named = { givenName, familyName, email };
  const { accountId } = await getAccountForUpdate(tx);
  const before = await lockMember(tx, personId);
  if (before?.state === 'removed') {
    await tx.deleteFrom('roleAssignments').where('accountId', '=', accountId).where('personId', '=', personId).execute();
    await dropException(tx, accountId, personId);
  }
  const copied = { ...named, searchText: searchTextOf(named), isGuest };
  const broughtByAdmin = broughtBy !== null && elevationId === null && (await isAdminForGood(tx, broughtBy));
  const brought = { joinedAt: now, broughtBy, broughtByAdmin, elevationId };
  await tx
    .insertInto('members')
    .values({ accountId, personId, ...copied, ...brought })
    .onConflict((on) =>
      on.columns(['accountId', 'personId']).doUpdateSet((eb) => ({
        ...copied,
        // Someone who comes back begins anew; someone who is here stays as they came.
        ...(before?.state === 'active' ? {} : brought),
        state: 'active',
        removedAt: null,
        version: eb('members.version', '+', 1),
        rightsVersion: eb('members.rightsVersion', '+', 1),
      })),
    )
    .execute();
  for (const role of roles) await writeRole(tx, actor, now, accountId, personId, { role, scope: 'company', endsAt: null }, elevationId);
  await announce(tx, actor, now, MemberAdded, {
    accountId,
    personId,
    subjectId: personId,
    details: { name: fullName(named), roles: [...roles] },
    ...(before ? { before: { state: before.state } } : {}),
    after: { ...named, state: 'active', roles: [...roles], isGuest },
  });
  return getMember(tx, now, personId);
}

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
  if (loses && says !== MemberLeft) refuseTakingAway(actor, [{ elevationId: locked?.elevationId ?? null }]);
  if (loses) await refuseLastAdmin(tx, now, member.personId);
  const letIn = !loses && elevationOf(actor) ? { elevationId: elevationOf(actor) } : {};
  await touch(tx, accountId, personId, { state: to, removedAt: to === 'removed' ? now : null, ...letIn });
  await announce(tx, actor, now, says, {
    accountId,
    personId,
    subjectId: personId,
    details: { name: fullName(member) } as never,
    before: { state: member.state },
    after: { state: to },
  });
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
      dueAt: addWorkingDays(now, joinRequestDays, await getWorkingCalendar(tx)),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, JoinRequested, { accountId, subjectId: request.requestId, details: { name: fullName({ givenName, familyName }), email } });
  return request;
}
