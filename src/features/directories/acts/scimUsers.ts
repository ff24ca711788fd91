import { fullName } from '../../../core/person.ts';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import { foldEmail } from '../../../core/text.ts';
import type { AppActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { describeMember } from '../../members/acts/describing.ts';
import { ForeignAddress, ScimTaken, UserChanged, UserRemoved } from '../contract/scim.ts';
import { domainsOf, type WantedUser } from '../policy/scimUser.ts';
import { findTakenOfUser, findUser, findUserByName, listSpokenDomains, type UserRow } from '../queries/scim.ts';
import { bringIn, settle, withdrawAsking } from './scimSettling.ts';

/** A directory at work: who stands in the log, and whose users are meant. */
export interface ScimClient {
  readonly actor: AppActor;
  readonly directoryId: string;
  readonly directory: string;
}

/** A directory speaks only of addresses in domains that the company has proved, and that it was given. @throws ForeignAddress */
export async function refuseForeign(tx: Tx, directoryId: string, user: Pick<WantedUser, 'userName' | 'email'>): Promise<void> {
  const spoken = await listSpokenDomains(tx, directoryId);
  const foreign = domainsOf(user).find((domain) => !spoken.includes(domain));
  if (foreign !== undefined) throw new ForeignAddress({ domain: foreign });
}

const foldName = (userName: string): string => foldEmail(userName);
const kept = (wanted: WantedUser) => {
  const { userName, externalId, givenName, familyName, displayName, email, locale } = wanted;
  return { userName, userNameFolded: foldName(userName), externalId, givenName, familyName, displayName, email, emailFolded: foldEmail(email), locale };
};

/** @throws ScimTaken */
async function refuseTaken(
  tx: Tx,
  directoryId: string,
  wanted: WantedUser,
  userId: string | null,
): Promise<{ readonly formerId: string | null; readonly isOther: boolean }> {
  const named = await findUserByName(tx, directoryId, foldName(wanted.userName));
  if (named && !named.removedAt && named.userId !== userId) throw new ScimTaken({ attribute: 'userName' });
  const taken = await findTakenOfUser(tx, directoryId, { externalId: wanted.externalId, emailFolded: foldEmail(wanted.email), userId });
  if (taken) throw new ScimTaken({ attribute: taken });
  // The same name with another id is somebody else: what the former one had agreed to is not theirs.
  return { formerId: named?.removedAt ? named.userId : null, isOther: (named?.externalId ?? null) !== (wanted.externalId ?? null) };
}

/**
 * Brings somebody in: someone new becomes a member with default_user; someone who is known in the center is asked first. Whom the
 * directory had removed comes back to the link that they had agreed to. @throws ForeignAddress, ScimTaken, LastAdmin
 */
export async function createUser(tx: Tx, client: ScimClient, now: Date, wanted: WantedUser): Promise<UserRow> {
  const { directoryId } = client;
  const { accountId } = await getAccountForUpdate(tx);
  await refuseForeign(tx, directoryId, wanted);
  const { formerId, isOther } = await refuseTaken(tx, directoryId, wanted, null);
  const row = { ...kept(wanted), isActive: wanted.active, changedAt: now };
  const { userId } = formerId
    ? await tx
        .updateTable('scimUsers')
        .set((eb) => ({ ...row, isActive: false, removedAt: null, invitationId: null, ...(isOther ? { personId: null } : {}), version: eb('version', '+', 1) }))
        .where('accountId', '=', accountId)
        .where('userId', '=', formerId)
        .returning('userId')
        .executeTakeFirstOrThrow()
    : await tx
        .insertInto('scimUsers')
        .values({ accountId, directoryId, ...row, createdAt: now })
        .returning('userId')
        .executeTakeFirstOrThrow();
  const user = await getUser(tx, directoryId, userId);
  await (formerId ? settle(tx, client, now, user, wanted.active) : wanted.active && bringIn(tx, client, now, user));
  return getUser(tx, directoryId, userId);
}

/** @throws NotFound */
export async function getUser(tx: Tx, directoryId: string, userId: string): Promise<UserRow> {
  const user = await findUser(tx, directoryId, userId);
  if (!user) throw new NotFound({});
  return user;
}

/** What stands in the header of a resource: it changes with the user and with their membership. */
export const userVersion = ({ version, memberVersion }: UserRow): number => version + (memberVersion ?? 0);

/** Holds a user for a change, whose version is the one that was read. @throws NotFound, ChangedMeanwhile */
export async function holdUser(tx: Tx, directoryId: string, userId: string, version: number | undefined): Promise<UserRow> {
  await getAccountForUpdate(tx);
  const user = await getUser(tx, directoryId, userId);
  if (version !== undefined && version !== userVersion(user)) throw new ChangedMeanwhile({});
  return user;
}

const shownOf = (user: ReturnType<typeof kept>) => ({
  userName: user.userName,
  givenName: user.givenName,
  familyName: user.familyName,
  displayName: user.displayName,
  email: user.email,
});

/**
 * Describes a user anew, and keeps them out or lets them in. The identity behind it keeps its address, its names and its ways in:
 * what changes is how the company sees them. `user` is held. @throws ForeignAddress, ScimTaken, KeptLocal, LastAdmin
 */
export async function changeUser(tx: Tx, client: ScimClient, now: Date, user: UserRow, wanted: WantedUser): Promise<UserRow> {
  const { directoryId, actor, directory } = client;
  const { accountId, userId } = user;
  await refuseForeign(tx, directoryId, user);
  await refuseForeign(tx, directoryId, wanted);
  const { formerId } = await refuseTaken(tx, directoryId, wanted, userId);
  // The name of someone who is gone is free; with it goes their way back.
  if (formerId) await tx.deleteFrom('scimUsers').where('accountId', '=', accountId).where('userId', '=', formerId).execute();
  const [before, after] = [kept({ ...user, locale: user.locale as WantedUser['locale'], active: true }), kept(wanted)];
  const isOther = (Object.keys(after) as (keyof typeof after)[]).some((key) => before[key] !== after[key]);
  if (isOther) {
    // Someone who was asked at another address has not answered yet: they are asked anew.
    if (!user.personId && before.emailFolded !== after.emailFolded) await withdrawAsking(tx, client, now, user);
    await tx
      .updateTable('scimUsers')
      .set((eb) => ({ ...after, changedAt: now, version: eb('version', '+', 1) }))
      .where('accountId', '=', accountId)
      .where('userId', '=', userId)
      .execute();
    if (user.personId) await describeMember(tx, now, user.personId, wanted);
    const told = { personId: user.personId, subjectId: userId, before: shownOf(before), after: shownOf(after) };
    await announce(tx, actor, now, UserChanged, { ...told, details: { directory, name: fullName(wanted) } });
  }
  await settle(tx, client, now, await getUser(tx, directoryId, userId), wanted.active);
  return getUser(tx, directoryId, userId);
}

/** The directory has them no longer: they are kept out from the commit on. `user` is held. @throws ForeignAddress, KeptLocal, LastAdmin */
export async function removeUser(tx: Tx, client: ScimClient, now: Date, user: UserRow): Promise<void> {
  const { accountId, userId } = user;
  await refuseForeign(tx, client.directoryId, user);
  await settle(tx, client, now, user, false);
  await tx.deleteFrom('scimGroupMembers').where('accountId', '=', accountId).where('userId', '=', userId).execute();
  await tx
    .updateTable('scimUsers')
    .set((eb) => ({ removedAt: now, isActive: false, version: eb('version', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('userId', '=', userId)
    .execute();
  const details = { directory: client.directory, name: fullName(user) };
  await announce(tx, client.actor, now, UserRemoved, { personId: user.personId, subjectId: userId, details });
}
