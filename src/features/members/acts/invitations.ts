import type { AccountRole } from '../../../core/roles.ts';
import type { Locale } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import { foldEmail } from '../../../core/text.ts';
import { type Actor, elevationOf, type MemberActor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { askMail } from '../../../server/mail.ts';
import { hashToken, newToken, sameText } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { voidTemporaryPasswordsOf } from '../../identity/acts/temporaryPasswords.ts';
import { addMember } from '../acts.ts';
import {
  GuestRole,
  type Invitee,
  InvitationAccepted,
  InvitationForSomeoneElse,
  InvitationNotProved,
  InvitationNotUsable,
  InvitationSent,
  InvitationSentAgain,
  InvitationWithdrawn,
  invitationDays,
  RoleNotYours,
} from '../contract.ts';
import { invitationMail } from '../mails.ts';
import { refuseTakingAway } from './roles.ts';
import { invitableRoles, maskEmail, stateOfInvitation, wouldGive } from '../policy.ts';
import { findInvitationByToken, findInvitationForUpdate, findKnownAddresses, findMember, type InvitationRow, listOverrides } from '../queries.ts';

const inDays = (now: Date): Date => new Date(now.getTime() + invitationDays * 86_400_000);
const proofMinutes = 30;

/** Invites people; all or none. @throws RoleNotYours · RequestInvalid naming each address that is a member, invited or given twice */
export async function invite(tx: Tx, actor: MemberActor, now: Date, people: readonly Invitee[]): Promise<InvitationRow[]> {
  for (const person of people) checkInvited(actor, person);
  await getAccountForUpdate(tx);
  await endExpired(
    tx,
    now,
    people.map(({ email }) => foldEmail(email)),
  );
  const known = await findKnownAddresses(
    tx,
    people.map(({ email }) => foldEmail(email)),
  );
  const fields: Record<string, string> = {};
  for (const [at, { email }] of people.entries()) {
    const folded = foldEmail(email);
    const isTwice = people.findIndex((other) => foldEmail(other.email) === folded) < at;
    const fault = isTwice ? 'twice' : known.get(folded);
    if (fault) fields[`people.${at}.email`] = fault;
  }
  if (Object.keys(fields).length) throw new RequestInvalid({ fields });
  const sent: InvitationRow[] = [];
  for (const person of people) sent.push(await insertInvitation(tx, actor, now, person));
  return sent;
}

/** The roles of an invitation hold in the whole company, and are within the reach of whoever vouches for it. @throws RoleNotYours, GuestRole */
function checkInvited(actor: MemberActor, { roles, isGuest }: { readonly roles: readonly AccountRole[]; readonly isGuest: boolean }): void {
  const able = invitableRoles(actor, { isGuest: false });
  const beyond = roles.find((role) => !able.includes(role));
  if (beyond) throw new RoleNotYours({ role: beyond });
  const barred = isGuest ? roles.find((role) => !invitableRoles(actor, { isGuest }).includes(role)) : undefined;
  if (barred) throw new GuestRole({ role: barred });
}

/** An open invitation past its time makes room for a new one. */
const endExpired = (tx: Tx, now: Date, emails: readonly string[]) =>
  tx
    .updateTable('invitations')
    .set({ state: 'withdrawn', endedAt: now })
    .where('state', '=', 'open')
    .where('expiresAt', '<=', now)
    .where('emailFolded', 'in', [...emails])
    .where('accountId', '=', (eb) => eb.fn('current_account'))
    .execute();

interface NewInvitation {
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly roles: readonly AccountRole[];
  readonly locale: Locale;
  readonly isGuest?: boolean;
}

/** Also for what stands on other ground than an admin's wish: an accepted request to join. */
export async function insertInvitation(
  tx: Tx,
  actor: Actor,
  now: Date,
  { email, givenName, familyName, roles, locale, isGuest = false }: NewInvitation,
): Promise<InvitationRow> {
  const { accountId } = await getAccountForUpdate(tx);
  const row = await tx
    .insertInto('invitations')
    .values({
      accountId,
      email,
      givenName,
      familyName,
      locale,
      isGuest,
      roles: [...new Set(roles)],
      emailFolded: foldEmail(email),
      invitedBy: personIdOf(actor) ?? accountId,
      invitedByName: 'name' in actor ? actor.name : '',
      createdAt: now,
      expiresAt: inDays(now),
      elevationId: elevationOf(actor),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  // What an admin of another company handed out must not open this one.
  await voidTemporaryPasswordsOf(tx, now, row.email);
  await askMail(tx, now, invitationMail, { to: row.email, locale, accountId, ids: { accountId, invitationId: row.invitationId } });
  await announce(tx, actor, now, InvitationSent, {
    accountId,
    subjectId: row.invitationId,
    details: { email: row.email, roles: row.roles },
    after: { givenName, familyName, email, locale, roles: row.roles },
  });
  return row;
}

async function lock(tx: Tx, invitationId: string): Promise<InvitationRow> {
  const row = await findInvitationForUpdate(tx, invitationId);
  if (!row) throw new NotFound({});
  return row;
}

/** Makes the link before it useless at once, and asks for a mail with a new one. @throws InvitationNotUsable, RoleNotYours, NotFound */
export async function resendInvitation(tx: Tx, actor: MemberActor, now: Date, invitationId: string): Promise<InvitationRow> {
  const before = await lock(tx, invitationId);
  if (before.state !== 'open') throw new InvitationNotUsable({ state: before.state });
  checkInvited(actor, { roles: before.roles as AccountRole[], isGuest: before.isGuest });
  refuseTakingAway(actor, [before]);
  return sendAgain(tx, actor, now, before, { invitedBy: actor.personId, invitedByName: actor.name, elevationId: elevationOf(actor) });
}

/** The one who sends it again vouches for it from then on. */
export async function sendAgain(
  tx: Tx,
  actor: Actor,
  now: Date,
  before: InvitationRow,
  voucher: { readonly invitedBy?: string; readonly invitedByName?: string; readonly elevationId?: string | null } = {},
): Promise<InvitationRow> {
  const row = await tx
    .updateTable('invitations')
    .set({ tokenHash: null, proofHash: null, provedUntil: null, sentAt: null, expiresAt: inDays(now), version: before.version + 1, ...voucher })
    .where('accountId', '=', before.accountId)
    .where('invitationId', '=', before.invitationId)
    .returningAll()
    .executeTakeFirstOrThrow();
  await voidTemporaryPasswordsOf(tx, now, row.email);
  await askMail(tx, now, invitationMail, {
    to: row.email,
    locale: row.locale as Locale,
    accountId: row.accountId,
    ids: { accountId: row.accountId, invitationId: row.invitationId },
  });
  await announce(tx, actor, now, InvitationSentAgain, { accountId: row.accountId, subjectId: row.invitationId, details: { email: row.email } });
  return row;
}

/** @throws InvitationNotUsable, NotFound */
export async function withdrawInvitation(tx: Tx, actor: Actor, now: Date, invitationId: string): Promise<InvitationRow> {
  const before = await lock(tx, invitationId);
  if (before.state !== 'open') throw new InvitationNotUsable({ state: before.state });
  refuseTakingAway(actor, [before]);
  const row = await end(tx, now, before, 'withdrawn');
  await announce(tx, actor, now, InvitationWithdrawn, {
    accountId: row.accountId,
    subjectId: invitationId,
    details: { email: row.email },
    before: { state: before.state, roles: before.roles },
    after: { state: row.state },
  });
  return row;
}

const end = (tx: Tx, now: Date, { accountId, invitationId, version }: InvitationRow, state: 'accepted' | 'withdrawn') =>
  tx
    .updateTable('invitations')
    .set({ state, endedAt: now, proofHash: null, provedUntil: null, version: version + 1 })
    .where('accountId', '=', accountId)
    .where('invitationId', '=', invitationId)
    .returningAll()
    .executeTakeFirstOrThrow();

/** The invitation that a link names, in whatever state; enters its account on `tx`. @throws InvitationNotUsable for a link that is none */
export async function enterInvitation(tx: Tx, token: string): Promise<InvitationRow> {
  const found = await findInvitationByToken(tx, hashToken(token));
  if (!found) throw new InvitationNotUsable({ state: 'unknown' });
  await enter(tx, { accountId: found.accountId });
  return lock(tx, found.invitationId);
}

/** As `enterInvitation`, for what needs a link that is still good. @throws InvitationNotUsable */
export async function enterOpenInvitation(tx: Tx, now: Date, token: string): Promise<InvitationRow> {
  const row = await enterInvitation(tx, token);
  const state = stateOfInvitation(row, now);
  if (state !== 'open' || row.tokenHash !== hashToken(token)) throw new InvitationNotUsable({ state });
  return row;
}

/** Notes that the invited mailbox was proved by its code; what is returned shows it for half an hour. */
export async function noteProof(tx: Tx, now: Date, { accountId, invitationId }: InvitationRow): Promise<string> {
  const proof = newToken();
  await tx
    .updateTable('invitations')
    .set({ proofHash: hashToken(proof), provedUntil: new Date(now.getTime() + proofMinutes * 60_000) })
    .where('accountId', '=', accountId)
    .where('invitationId', '=', invitationId)
    .execute();
  return proof;
}

/** @throws InvitationNotProved */
export function checkProof(row: InvitationRow, proof: string, now: Date): void {
  if (!row.proofHash || !row.provedUntil || row.provedUntil <= now || !sameText(row.proofHash, hashToken(proof))) throw new InvitationNotProved({});
}

/** The invited address, or someone else's? @throws InvitationForSomeoneElse */
export function checkAddress(row: InvitationRow, email: string): void {
  if (foldEmail(email) !== row.emailFolded) throw new InvitationForSomeoneElse({ maskedEmail: maskEmail(row.email) });
}

/**
 * Makes the person a member with the invitation's roles; its link works no more. Whoever vouched for it must still be able
 * to give what is more than a default user's. The caller has proved the mailbox. @throws InvitationNotUsable
 */
export async function acceptInvitation(
  tx: Tx,
  actor: Actor,
  now: Date,
  row: InvitationRow,
  person: { readonly personId: string; readonly givenName: string; readonly familyName: string; readonly email: string },
): Promise<void> {
  const roles = row.roles as AccountRole[];
  // Locked first, so that a change of the voucher's rights comes wholly before or after.
  await getAccountForUpdate(tx);
  await refuseKeptOut(tx, now, row, person.personId);
  if (row.isGuest || roles.some((role) => role !== 'default_user')) {
    const voucher = await findMember(tx, now, row.invitedBy);
    if (!voucher || voucher.state !== 'active' || !wouldGive(voucher.roles, await listOverrides(tx), now, roles, row.isGuest))
      throw new InvitationNotUsable({ state: 'withdrawn' });
  }
  await end(tx, now, row, 'accepted');
  await addMember(tx, actor, now, { ...person, roles, isGuest: row.isGuest, broughtBy: row.invitedBy, elevationId: row.elevationId });
  await announce(tx, actor, now, InvitationAccepted, {
    accountId: row.accountId,
    personId: person.personId,
    subjectId: row.invitationId,
    details: { name: fullName(person), email: row.email },
  });
}

/** An older invitation is no way back for someone who was deactivated, or removed since it was sent. @throws InvitationNotUsable */
async function refuseKeptOut(tx: Tx, now: Date, row: InvitationRow, personId: string): Promise<void> {
  const member = await findMember(tx, now, personId);
  const vouchedAt = new Date(row.expiresAt.getTime() - invitationDays * 86_400_000);
  if (member?.state === 'inactive' || (member?.removedAt && member.removedAt > vouchedAt)) throw new InvitationNotUsable({ state: 'withdrawn' });
}
