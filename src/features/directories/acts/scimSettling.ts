import type { Locale } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { addPerson } from '../../identity/acts.ts';
import { findPersonByEmail } from '../../identity/queries.ts';
import { activateMember, addMember, deactivateMember } from '../../members/acts.ts';
import { insertInvitation, sendAgain, withdrawInvitation } from '../../members/acts/invitations.ts';
import { findOpenInvitationTo } from '../../members/queries.ts';
import { KeptLocal, UserAsked, UserLinked, UserProvisioned } from '../contract/scim.ts';
import { findLinkOf } from '../queries/identities.ts';
import type { UserRow } from '../queries/scim.ts';
import { applyGroupRoles, dropProtected } from './scimRoles.ts';
import type { ScimClient } from './scimUsers.ts';

/** Brings the membership in line with what the directory wants. @throws KeptLocal, LastAdmin */
export async function settle(tx: Tx, client: ScimClient, now: Date, user: UserRow, wantsActive: boolean): Promise<void> {
  const wasActive = user.isActive;
  if (wasActive !== wantsActive) await note(tx, user, { isActive: wantsActive });
  if (!user.personId) return wantsActive ? bringIn(tx, client, now, user) : withdrawAsking(tx, client, now, user);
  const { personId, memberState } = user;
  // Whoever left, or was taken out by an admin, comes back by an invitation only.
  if (wantsActive && (memberState === null || memberState === 'removed')) {
    await note(tx, user, { personId: null, invitationId: null });
    return bringIn(tx, client, now, user);
  }
  // Only whom the directory itself had shut out does it let in again: whom an admin has deactivated, an admin activates.
  if (wantsActive && memberState === 'inactive' && !wasActive) {
    await dropProtected(tx, client.actor, now, personId);
    await activateMember(tx, client.actor, now, personId);
  }
  if (!wantsActive && memberState === 'active') {
    if (await keepsLocalWay(tx, personId)) throw new KeptLocal({});
    await deactivateMember(tx, client.actor, now, personId);
  }
  await applyGroupRoles(tx, client.actor, now, personId);
}

const note = (
  tx: Tx,
  { accountId, userId }: Pick<UserRow, 'accountId' | 'userId'>,
  set: { isActive?: boolean; personId?: string | null; invitationId?: string | null },
) =>
  tx
    .updateTable('scimUsers')
    .set((eb) => ({ ...set, version: eb('version', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('userId', '=', userId)
    .execute();

const keepsLocalWay = async (tx: Tx, personId: string): Promise<boolean> =>
  (await run(tx, 'select 1 from local_ways where account_id = current_account() and person_id = $1', [personId])).rows.length > 0;

/** Someone new is added; someone who signs in through this directory has agreed to it; everyone else is asked. */
export async function bringIn(tx: Tx, client: ScimClient, now: Date, user: UserRow): Promise<void> {
  const { actor, directory, directoryId } = client;
  const { givenName, familyName, email } = user;
  const known = await findPersonByEmail(tx, user.emailFolded);
  const details = { directory, name: fullName(user) };
  if (!known) {
    const { personId } = await addPerson(tx, actor, now, { givenName, familyName, email, locale: (user.locale as Locale | null) ?? 'en' });
    await addMember(tx, actor, now, { personId, givenName, familyName, email, roles: ['default_user'] });
    await announce(tx, actor, now, UserProvisioned, { personId, subjectId: user.userId, details });
    return link(tx, actor, now, user, personId);
  }
  const isMember =
    (await run(tx, "select 1 from members where account_id = current_account() and person_id = $1 and state = 'active'", [known])).rows.length > 0;
  if (isMember && (await findLinkOf(tx, directoryId, known))) {
    await announce(tx, actor, now, UserLinked, { personId: known, subjectId: user.userId, details });
    return link(tx, actor, now, user, known);
  }
  const open = await findOpenInvitationTo(tx, user.emailFolded);
  if (open && open.invitationId === user.invitationId && open.expiresAt > now) return;
  const asked =
    open && open.expiresAt <= now
      ? await sendAgain(tx, actor, now, open)
      : (open ??
        (await insertInvitation(tx, actor, now, { email, givenName, familyName, roles: ['default_user'], locale: (user.locale as Locale | null) ?? 'en' })));
  await note(tx, user, { invitationId: asked.invitationId });
  await announce(tx, actor, now, UserAsked, { subjectId: user.userId, details });
}

/** From here on the membership is the directory's to keep. */
export async function link(tx: Tx, actor: Actor, now: Date, user: Pick<UserRow, 'accountId' | 'userId'>, personId: string): Promise<void> {
  // Someone is one user only: what they were before here, under another name, ends.
  await tx
    .updateTable('scimUsers')
    .set({ personId: null })
    .where('accountId', '=', user.accountId)
    .where('personId', '=', personId)
    .where('removedAt', 'is not', null)
    .execute();
  await note(tx, user, { personId });
  await applyGroupRoles(tx, actor, now, personId);
}

/** Takes back an invitation that was not accepted yet. */
export async function withdrawAsking(tx: Tx, { actor }: ScimClient, now: Date, user: UserRow): Promise<void> {
  if (!user.invitationId) return;
  const open = await findOpenInvitationTo(tx, user.emailFolded);
  if (open?.invitationId === user.invitationId) await withdrawInvitation(tx, actor, now, open.invitationId);
  await note(tx, user, { invitationId: null });
}
