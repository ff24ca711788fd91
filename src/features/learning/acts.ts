import { fullName } from '../../core/person.ts';
import { type Actor, type MemberActor, type PersonActor, system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { enter } from '../../server/db.ts';
import { run, type Tx } from '../../server/tx.ts';
import { getPerson } from '../identity/queries.ts';
import {
  CertificatesChanged,
  LearningAssociated,
  LearningChosen,
  LearningEnded,
  LearningLimit,
  LearningNotInState,
  LearningWithdrawn,
  ProfileTaken,
} from './contract.ts';
import { type LearningEvent, moved, nextStart, starts, stateOf } from './policy.ts';
import { findProfile, holdLearner, isActiveHere, listCertificates, listStarts, type ProfileRow } from './queries.ts';
import type { GivenCertificate } from './provider.ts';

/** Whether this may happen now. @throws LearningNotInState, LearningLimit */
export async function refuseLearning(tx: Tx, now: Date, personId: string, event: LearningEvent, accountId?: string): Promise<ProfileRow | undefined> {
  const [profile, past] = await Promise.all([findProfile(tx, personId), listStarts(tx, personId)]);
  const state = stateOf(profile);
  if (!moved(state, event)) throw new LearningNotInState({ state });
  const isStart = event === 'associate' || (event === 'choose' && !isFree(profile, past, accountId));
  const opensAt = isStart
    ? nextStart(
        past.map(({ startedAt }) => startedAt),
        now,
      )
    : null;
  if (opensAt) throw new LearningLimit({ opensAt, most: starts.most, days: starts.daysApart });
  return profile;
}

/** To come back to the company of the last start is no new one; nor is choosing what is chosen. */
export const isFree = (
  profile: Pick<ProfileRow, 'countsFor'> | undefined,
  past: readonly { readonly countsFor: string }[],
  accountId: string | undefined,
): boolean => accountId !== undefined && (profile?.countsFor === accountId || (profile?.countsFor === null && past[0]?.countsFor === accountId));

/** Associates a profile that the provider has named, to count for the running company. @throws LearningNotInState, LearningLimit, ProfileTaken */
export async function associate(tx: Tx, actor: MemberActor, now: Date, profileId: string): Promise<void> {
  const { personId, accountId } = actor;
  await holdLearner(tx, personId);
  await refuseLearning(tx, now, personId, 'associate');
  // Whose it is otherwise cannot be seen from here, only that it is somebody’s.
  const made = await tx
    .insertInto('learningProfiles')
    .values({ profileId, personId, countsFor: accountId, linkedAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('profileId')
    .executeTakeFirst();
  if (!made) throw new ProfileTaken({});
  await begin(tx, now, personId, accountId);
  await announce(tx, actor, now, LearningAssociated, { personId, subjectId: personId, details: {}, after: { profileId } });
}

/** Lets the certificates count for the running company, and for no other. @throws LearningNotInState, LearningLimit */
export async function countHere(tx: Tx, actor: MemberActor, now: Date): Promise<void> {
  const { personId, accountId } = actor;
  await holdLearner(tx, personId);
  const profile = await refuseLearning(tx, now, personId, 'choose', accountId);
  const before = profile?.countsFor ?? null;
  if (before === accountId) return;
  if (before) await withdrawFrom(tx, actor, now, before);
  const past = await listStarts(tx, personId);
  await tx.updateTable('learningProfiles').set({ countsFor: accountId }).where('personId', '=', personId).execute();
  if (isFree(profile, past, accountId))
    await tx
      .insertInto('countedLearners')
      .values({ personId, since: now })
      .onConflict((c) => c.doNothing())
      .execute();
  else await begin(tx, now, personId, accountId);
  await announce(tx, actor, now, LearningChosen, { personId, subjectId: personId, details: {} });
}

async function begin(tx: Tx, now: Date, personId: string, accountId: string): Promise<void> {
  await Promise.all([
    tx.insertInto('learningStarts').values({ personId, startedAt: now, countsFor: accountId }).execute(),
    tx
      .insertInto('countedLearners')
      .values({ personId, since: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  ]);
}

/** What counted for a company counts there no more; comes back to the company that the actor is in. */
async function withdrawFrom(tx: Tx, actor: MemberActor | PersonActor, now: Date, accountId: string): Promise<void> {
  const { personId } = actor;
  await enter(tx, { accountId });
  await tx.deleteFrom('countedLearners').where('accountId', '=', accountId).where('personId', '=', personId).execute();
  await announce(tx, actor, now, LearningWithdrawn, { accountId, personId, subjectId: personId, details: {} });
  if (actor.accountId) await enter(tx, { accountId: actor.accountId });
}

/** Takes the profile away with every certificate kept here. @throws LearningNotInState */
export async function removeLearning(tx: Tx, actor: PersonActor, now: Date): Promise<void> {
  const { personId } = actor;
  await holdLearner(tx, personId);
  const profile = await refuseLearning(tx, now, personId, 'remove');
  if (profile?.countsFor) await withdrawFrom(tx, actor, now, profile.countsFor);
  else await announce(tx, actor, now, LearningWithdrawn, { personId, subjectId: personId, details: {} });
  await tx.deleteFrom('learningProfiles').where('personId', '=', personId).execute();
}

/**
 * Somebody left the company: their profile stays theirs and counts for no company until they choose. Does nothing when they are back
 * already, or chose another one. `tx` sees across accounts and is in the company’s.
 */
export async function endForLeaver(tx: Tx, now: Date, { accountId, personId }: { readonly accountId: string; readonly personId: string }): Promise<void> {
  await holdLearner(tx, personId);
  const [profile, isBack] = await Promise.all([findProfile(tx, personId), isActiveHere(tx, personId)]);
  if (isBack || profile?.countsFor !== accountId || !moved(stateOf(profile), 'leave')) return;
  await Promise.all([
    tx.updateTable('learningProfiles').set({ countsFor: null }).where('personId', '=', personId).execute(),
    tx.deleteFrom('countedLearners').where('accountId', '=', accountId).where('personId', '=', personId).execute(),
  ]);
  const name = fullName(await getPerson(tx, personId));
  await announce(tx, system('learning.leaver', accountId), now, LearningEnded, { personId, subjectId: personId, details: { name } });
}

/** Of a company that becomes part of another one, what counted for it counts for that one; it is no new start. `tx` sees across accounts. */
export async function mergeLearning(tx: Tx, { from, into }: { readonly from: string; readonly into: string }): Promise<void> {
  await run(
    tx,
    `insert into counted_learners (account_id, person_id, since)
     select $2, l.person_id, l.since from counted_learners l join members m on m.account_id = $2 and m.person_id = l.person_id where l.account_id = $1
     on conflict do nothing`,
    [from, into],
  );
  await run(tx, 'delete from counted_learners where account_id = $1', [from]);
  await run(tx, 'update learning_profiles set counts_for = $2 where counts_for = $1', [from, into]);
  await run(tx, 'update learning_starts set counts_for = $2 where counts_for = $1', [from, into]);
}

type Kept = Omit<GivenCertificate, 'from' | 'until'> & { readonly validFrom: string; readonly validUntil: string | null };
const keptOf = ({ number, name, skill, competency, from, until }: GivenCertificate): Kept => ({
  number,
  name,
  skill,
  competency,
  validFrom: from,
  validUntil: until,
});
const sameAs = (a: Kept, b: Kept): boolean => (Object.keys(a) as (keyof Kept)[]).every((key) => a[key] === b[key]);

/**
 * Keeps what the provider said of a profile, in place of what it said before; tells of what came and went. Does nothing when the profile
 * was taken away meanwhile. `tx` sees across accounts.
 */
export async function keepCertificates(
  tx: Tx,
  actor: Actor,
  now: Date,
  { personId, profileId }: { readonly personId: string; readonly profileId: string },
  given: readonly GivenCertificate[],
): Promise<void> {
  await holdLearner(tx, personId);
  const profile = await findProfile(tx, personId);
  if (profile?.profileId !== profileId) return;
  const before = new Map((await listCertificates(tx, personId)).map((row) => [row.number, row]));
  const after = given.map(keptOf);
  const written = after.filter((one) => {
    const old = before.get(one.number);
    return !old || !sameAs(one, old);
  });
  const gone = [...before.keys()].filter((number) => !given.some((one) => one.number === number));
  const leave = [...gone, ...written.map(({ number }) => number)];
  if (leave.length) await tx.deleteFrom('certificates').where('personId', '=', personId).where('number', 'in', leave).execute();
  if (written.length)
    await tx
      .insertInto('certificates')
      .values(written.map((one) => ({ personId, ...one })))
      .execute();
  await tx.updateTable('learningProfiles').set({ fetchedAt: now, failedAt: null }).where('personId', '=', personId).execute();
  const added = written.filter(({ number }) => !before.has(number)).length;
  if (!written.length && !gone.length) return;
  const name = fullName(await getPerson(tx, personId));
  await announce(tx, actor, now, CertificatesChanged, {
    accountId: profile.countsFor,
    personId,
    subjectId: personId,
    details: { name, added, gone: gone.length },
  });
}

/** Notes that the provider did not answer; what is kept stays. */
export const markSilent = (tx: Tx, now: Date, personId: string) =>
  tx
    .updateTable('learningProfiles')
    .set((eb) => ({ failedAt: eb.fn.coalesce('failedAt', eb.val(now)) }))
    .where('personId', '=', personId)
    .execute();
