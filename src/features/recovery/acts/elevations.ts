import { fullName } from '../../../core/person.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import { foldEmail } from '../../../core/text.ts';
import { windowHours } from '../../../core/elevated.ts';
import { type Actor, type MemberActor, personIdOf, system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { addPerson, endAllSessions, type NewPerson } from '../../identity/acts.ts';
import { removeWaysSince } from '../../identity/acts/credentialsSince.ts';
import { findPersonByEmail, getPerson } from '../../identity/queries.ts';
import { addMember } from '../../members/acts.ts';
import { touch, writeRole } from '../../members/acts/roles.ts';
import { undoElevated } from '../../members/acts/elevated.ts';
import { findMember, isAdminForGood, lockMember } from '../../members/queries.ts';
import { listGivenUnderElevation } from '../../members/queries/elevated.ts';
import {
  ElevationAsked,
  ElevationConfirmed,
  ElevationEnded,
  ElevationGranted,
  ElevationKept,
  ElevationLapsed,
  ElevationNotInState,
  ElevationOpen,
  ElevationReverted,
  ElevationStopped,
  ElevationWaiting,
  NotAConfirmer,
  TooFewColleagues,
} from '../contract/elevations.ts';
import { againstConfirmer, daysLater, elevationRules, hasPair, hoursLater, isOpen, pairAmong, stateAt, waitHoursFor } from '../policy/elevations.ts';
import {
  type ElevationRow,
  findAdminUse,
  findElevationForUpdate,
  findMemberByEmail,
  listColleagues,
  listConfirmations,
  listOpenElevations,
} from '../queries/elevations.ts';

/** Locks the account, then the elevation: as every change of admins does, so that stop and grant come one after the other. @throws NotFound */
async function lock(tx: Tx, elevationId: string): Promise<ElevationRow> {
  await getAccountForUpdate(tx);
  const row = await findElevationForUpdate(tx, elevationId);
  if (!row) throw new NotFound({});
  return row;
}

type Change = Partial<Pick<ElevationRow, 'state' | 'waitsUntil' | 'grantedAt' | 'windowUntil' | 'roleUntil' | 'closedAt' | 'closedBy' | 'closedReason'>>;
const change = (tx: Tx, { accountId, elevationId, version }: ElevationRow, to: Change): Promise<ElevationRow> =>
  tx
    .updateTable('elevations')
    .set({ ...to, version: version + 1 })
    .where('accountId', '=', accountId)
    .where('elevationId', '=', elevationId)
    .returningAll()
    .executeTakeFirstOrThrow();

const about = (row: ElevationRow) => ({
  told: { accountId: row.accountId, personId: row.personId, subjectId: row.elevationId },
  named: { name: row.personName, source: row.source },
});
export const doerOf = (actor: Actor): string => ('name' in actor && actor.kind !== 'system' ? actor.name : '');

/** One at a time; what nobody confirmed in time makes room. @throws ElevationOpen */
async function refuseSecond(tx: Tx, actor: Actor, now: Date): Promise<void> {
  for (const row of await listOpenElevations(tx)) {
    const state = stateAt(row, now);
    if (state === 'lapsed') await lapse(tx, actor, now, row);
    else if (isOpen(state)) throw new ElevationOpen({ state });
  }
}
async function lapse(tx: Tx, actor: Actor, now: Date, row: ElevationRow): Promise<ElevationRow> {
  const after = await change(tx, row, { state: 'lapsed', closedAt: now });
  const { told, named } = about(row);
  await announce(tx, actor, now, ElevationLapsed, { ...told, details: named });
  return after;
}

export interface Begun {
  /** Whose sign-in name; null: the asker. */
  readonly email: string | null;
  readonly reason: string;
}
/**
 * Asks for a member of the company to become its admin. The asker is the first of the two who must want it, if the rules let them.
 * @throws ElevationOpen, TooFewColleagues, RequestInvalid
 */
export async function beginElevation(tx: Tx, actor: MemberActor, now: Date, { email, reason }: Begun): Promise<ElevationRow> {
  const { accountId } = await getAccountForUpdate(tx);
  await refuseSecond(tx, actor, now);
  const named = email ? await findMemberByEmail(tx, foldEmail(email)) : await findMember(tx, now, actor.personId);
  if (!named || named.isGuest) throw new RequestInvalid({ fields: { email: 'not_active_here' } });
  if (await isAdminForGood(tx, named.personId)) throw new RequestInvalid({ fields: { email: 'already_admin' } });
  const colleagues = await listColleagues(tx);
  if (!hasPair(named.personId, colleagues, now)) throw new TooFewColleagues({});
  const row = await tx
    .insertInto('elevations')
    .values({
      accountId,
      personId: named.personId,
      personName: fullName(named),
      source: 'colleagues',
      state: 'gathering',
      reason,
      askedBy: actor.personId,
      askedAt: now,
      expiresAt: daysLater(now, elevationRules.lapseDays),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const { told, named: said } = about(row);
  await announce(tx, actor, now, ElevationAsked, { ...told, details: said, after: { reason } });
  if (!againstConfirmer(actor.personId, row.personId, colleagues, now)) await noteConfirmation(tx, actor, now, row);
  return row;
}

const noteConfirmation = async (tx: Tx, actor: MemberActor, now: Date, row: ElevationRow) => {
  await tx
    .insertInto('elevationConfirmations')
    .values({ accountId: row.accountId, elevationId: row.elevationId, personId: actor.personId, confirmedAt: now })
    .execute();
  const { told, named } = about(row);
  await announce(tx, actor, now, ElevationConfirmed, { ...told, details: named });
};

/** Wants it too. Once two who are independent of each other do, everybody who can stop it is told, and the waiting time runs. @throws ElevationNotInState, NotAConfirmer */
export async function confirmElevation(tx: Tx, actor: MemberActor, now: Date, elevationId: string): Promise<ElevationRow> {
  const row = await lock(tx, elevationId);
  const state = stateAt(row, now);
  if (state !== 'gathering') throw new ElevationNotInState({ state });
  const colleagues = await listColleagues(tx);
  const why = againstConfirmer(actor.personId, row.personId, colleagues, now);
  if (why) throw new NotAConfirmer({ why });
  const before = (await listConfirmations(tx, [elevationId])).map(({ personId }) => personId);
  if (before.includes(actor.personId)) return row;
  await noteConfirmation(tx, actor, now, row);
  if (!pairAmong([...before, actor.personId], row.personId, colleagues, now)) return row;
  const { admins, lastUsedAt } = await findAdminUse(tx, now);
  return wait(tx, actor, now, row, waitHoursFor(admins ? lastUsedAt : null, now));
}

async function wait(tx: Tx, actor: Actor, now: Date, row: ElevationRow, hours: number): Promise<ElevationRow> {
  const waitsUntil = hoursLater(now, hours);
  const after = await change(tx, row, { state: 'waiting', waitsUntil });
  const { told, named } = about(row);
  await announce(tx, actor, now, ElevationWaiting, { ...told, details: { ...named, until: waitsUntil.toISOString() } });
  return after;
}

export interface NewElevation {
  readonly accountId: string;
  /** Who becomes admin; someone new is added as a person and becomes a member with the role. */
  readonly who: { readonly personId: string } | NewPerson;
  readonly source: 'desk' | 'dns' | 'colleagues';
  /** The service request, or the proof of a domain, that it came from. */
  readonly originId: string | null;
  /** Whoever is told can stop it for so long; 0: granted by the next run of the job. */
  readonly waitHours: number;
  readonly reason: string | null;
}

/**
 * Begins the waiting time of an elevation; all admins and the contact are told by every way. `tx` must be across accounts and in
 * the account. What colleagues have begun for the same person gives way. @throws ElevationOpen
 */
export async function startElevation(tx: Tx, actor: Actor, now: Date, wanted: NewElevation): Promise<{ elevationId: string }> {
  const { accountId, who, source, originId, waitHours, reason } = wanted;
  await getAccountForUpdate(tx);
  const personId = 'personId' in who ? who.personId : ((await findPersonByEmail(tx, who.email)) ?? (await addPerson(tx, actor, now, who)).personId);
  const { name } = await getPerson(tx, personId);
  for (const open of await listOpenElevations(tx)) {
    const state = stateAt(open, now);
    if (state === 'gathering') await stop(tx, actor, now, open, null);
    else if (isOpen(state) && open.personId === personId) throw new ElevationOpen({ state });
  }
  const row = await tx
    .insertInto('elevations')
    .values({
      accountId,
      personId,
      personName: name,
      source,
      state: 'gathering',
      reason,
      originId,
      askedBy: personIdOf(actor),
      askedAt: now,
      expiresAt: daysLater(now, elevationRules.lapseDays),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await wait(tx, actor, now, row, waitHours);
  // Nobody is waited for: not for the clock either.
  if (waitHours === 0) await takeNextStep(tx, system('recovery.start_elevation', accountId), now, row.elevationId);
  return { elevationId: row.elevationId };
}

async function stop(tx: Tx, actor: Actor, now: Date, row: ElevationRow, reason: string | null, by = doerOf(actor)): Promise<ElevationRow> {
  const after = await change(tx, row, { state: 'stopped', closedAt: now, closedBy: by, closedReason: reason });
  const { told, named } = about(row);
  await announce(tx, actor, now, ElevationStopped, { ...told, details: { ...named, by }, before: { state: row.state }, after: { state: 'stopped', reason } });
  return after;
}

/** Ends an elevation that has not been granted. `tx` must be in the account. @param by who, where the actor is a link @throws ElevationNotInState */
export async function stopElevation(tx: Tx, actor: Actor, now: Date, elevationId: string, reason: string | null, by?: string): Promise<ElevationRow> {
  const row = await lock(tx, elevationId);
  const state = stateAt(row, now);
  if (state !== 'gathering' && state !== 'waiting') throw new ElevationNotInState({ state });
  return stop(tx, actor, now, row, reason, by);
}

/** Takes the step that the clock has brought; run twice, or by two processes, it is taken once. `tx` must be across accounts and in the account. */
export async function takeNextStep(tx: Tx, actor: Actor, now: Date, elevationId: string): Promise<void> {
  const row = await lock(tx, elevationId);
  if (row.state === 'gathering' && row.expiresAt <= now) await lapse(tx, actor, now, row);
  else if (row.state === 'waiting' && row.waitsUntil && row.waitsUntil <= now) await grant(tx, actor, now, row);
  else if (row.state === 'granted' && row.windowUntil && row.windowUntil <= now) {
    await change(tx, row, { state: 'ended' });
    const { told, named } = about(row);
    await announce(tx, actor, now, ElevationEnded, { ...told, details: named });
  }
}

const globalAdmin = { role: 'global_admin', scope: 'company' } as const;

/**
 * Whoever was made an admin by the desk stays one for good: after the window, before the role runs out, by themselves; everyone concerned
 * is told once more. @throws ElevationNotInState, NotFound
 */
export async function keepElevated(tx: Tx, actor: MemberActor, now: Date, elevationId: string): Promise<ElevationRow> {
  const row = await lock(tx, elevationId);
  if (row.personId !== actor.personId) throw new NotFound({});
  const state = stateAt(row, now);
  if (state !== 'ended' || !row.roleUntil || row.roleUntil <= now || !actor.rights.roles.has('global_admin')) throw new ElevationNotInState({ state });
  const { accountId, personId } = row;
  await writeRole(tx, actor, now, accountId, personId, { ...globalAdmin, endsAt: null }, null);
  await touch(tx, accountId, personId, {});
  const after = await change(tx, row, { roleUntil: null });
  const { told, named } = about(row);
  await announce(tx, actor, now, ElevationKept, {
    ...told,
    details: named,
    before: { endsAt: row.roleUntil.toISOString() },
    after: { endsAt: null },
  });
  return after;
}

async function grant(tx: Tx, actor: Actor, now: Date, row: ElevationRow): Promise<void> {
  const { accountId, personId, elevationId } = row;
  const member = await lockMember(tx, personId);
  // Whoever was put out of the company since was stopped by it; for the desk and the DNS they need not have been in it.
  if (row.source === 'colleagues' && member?.state !== 'active') {
    await stop(tx, actor, now, row, null);
    return;
  }
  const windowUntil = hoursLater(now, windowHours);
  const roleUntil = row.source === 'desk' ? daysLater(now, elevationRules.deskDays) : null;
  const after = await change(tx, row, { state: 'granted', grantedAt: now, windowUntil, roleUntil });
  const role = { ...globalAdmin, endsAt: roleUntil };
  if (!member || member.state === 'removed') {
    await enter(tx, { personId });
    const { givenName, familyName, email } = await getPerson(tx, personId);
    await addMember(tx, actor, now, { personId, givenName, familyName, email, roles: [], elevationId });
    await writeRole(tx, actor, now, accountId, personId, role, elevationId);
  } else {
    await writeRole(tx, actor, now, accountId, personId, role, elevationId);
    await touch(tx, accountId, personId, member.state === 'active' ? {} : { state: 'active', elevationId });
    if (member.isGuest) await tx.updateTable('members').set({ isGuest: false }).where('accountId', '=', accountId).where('personId', '=', personId).execute();
  }
  const { told, named } = about(after);
  await announce(tx, actor, now, ElevationGranted, { ...told, details: { ...named, until: windowUntil.toISOString() } });
}

/**
 * Undoes a granted elevation within its window, with everything done under it: roles, members, invitations, and what the elevated
 * person has set up to sign in with since. `tx` must be across accounts and in the account. @throws ElevationNotInState
 */
export async function revertElevation(tx: Tx, actor: Actor, now: Date, elevationId: string, reason: string | null, by = doerOf(actor)): Promise<ElevationRow> {
  const row = await lock(tx, elevationId);
  const state = stateAt(row, now);
  if (state !== 'granted' || !row.grantedAt) throw new ElevationNotInState({ state });
  const { told, named } = about(row);
  const { roles, members, invitations } = await listGivenUnderElevation(tx, elevationId);
  const { personIds } = await undoElevated(tx, actor, now, elevationId);
  const ways = await removeWaysSince(tx, now, row.personId, row.grantedAt);
  for (const personId of personIds) await endAllSessions(tx, now, personId);
  const after = await change(tx, row, { state: 'reverted', closedAt: now, closedBy: by, closedReason: reason });
  await announce(tx, actor, now, ElevationReverted, {
    ...told,
    details: { ...named, by, roles: roles.length, people: members.length, invitations: invitations.length, ways: ways.length },
    before: { state: 'granted' },
    after: { state: 'reverted', reason },
  });
  return after;
}
