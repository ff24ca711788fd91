import type { Locale } from '../../../core/locale.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Actor, MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { askMail } from '../../../server/mail.ts';
import { hashToken, newToken, sameText } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import {
  CustomerInvitationDeclined,
  CustomerInvitationWithdrawn,
  CustomerInvited,
  CustomerInvitedAgain,
  InvitationGone,
  InvitationUnproved,
  invitationDays,
} from '../contract.ts';
import { customerInvitationMail } from '../mails/relationship.ts';
import { invitationState, kindOf } from '../policy.ts';
import { type CustomerInvitationRow, findByLink, findCustomerInvitationForUpdate, sellsThroughProvidersOnly } from '../queries/relationship.ts';

export const inDays = (now: Date): Date => new Date(now.getTime() + invitationDays * 86_400_000);
/** Minutes for which the proof of a mailbox is good. */
const proofMinutes = 30;

export interface Wanted {
  readonly company: string;
  readonly email: string;
  readonly locale: Locale;
  readonly message: string;
  readonly isAdvisor: boolean;
  readonly rights: { readonly roles: readonly string[]; readonly days: number } | null;
}

/** Asks a customer for a relationship; the link is made when the mail is. */
export async function inviteCustomer(tx: Tx, actor: MemberActor, now: Date, wanted: Wanted): Promise<CustomerInvitationRow> {
  const { accountId } = await getAccount(tx);
  const { company, email, locale, message, isAdvisor, rights } = wanted;
  const row = await tx
    .insertInto('customerInvitations')
    .values({
      relationship: isAdvisor ? 'advisor' : kindOf(actor.rights, null, { throughProvidersOnly: await sellsThroughProvidersOnly(tx) }),
      company,
      email,
      locale,
      message: message || null,
      roles: [...new Set(rights?.roles ?? [])],
      days: rights?.days ?? null,
      invitedByName: actor.name,
      createdAt: now,
      expiresAt: inDays(now),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await askMail(tx, now, customerInvitationMail, { to: email, locale, accountId, ids: { accountId, invitationId: row.invitationId } });
  await announce(tx, actor, now, CustomerInvited, {
    subjectId: row.invitationId,
    details: { company, email },
    after: { relationship: row.relationship, roles: row.roles, days: row.days },
  });
  return row;
}

async function lockOpen(tx: Tx, now: Date, invitationId: string): Promise<CustomerInvitationRow> {
  const row = await findCustomerInvitationForUpdate(tx, invitationId);
  if (!row) throw new NotFound({});
  // One that has run out begins anew when it is sent again.
  if (row.state !== 'open') throw new InvitationGone({ state: invitationState(row, now) });
  return row;
}

const change = (tx: Tx, { accountId, invitationId, version }: CustomerInvitationRow, values: Readonly<Record<string, unknown>>) =>
  tx
    .updateTable('customerInvitations')
    .set({ ...values, version: version + 1 })
    .where('accountId', '=', accountId)
    .where('invitationId', '=', invitationId)
    .returningAll()
    .executeTakeFirstOrThrow();

/** A new link, which lives as long as a new invitation. @throws NotFound, InvitationGone */
export async function makeInvitationLink(tx: Tx, actor: MemberActor, now: Date, invitationId: string) {
  const before = await lockOpen(tx, now, invitationId);
  const token = newToken();
  const row = await change(tx, before, { tokenHash: hashToken(token), expiresAt: inDays(now), proofHash: null, provedUntil: null });
  await announce(tx, actor, now, CustomerInvitedAgain, { subjectId: invitationId, details: { company: row.company, email: row.email } });
  return { token, row };
}

/** @throws NotFound, InvitationGone */
export async function resendCustomerInvitation(tx: Tx, actor: MemberActor, now: Date, invitationId: string): Promise<CustomerInvitationRow> {
  const before = await lockOpen(tx, now, invitationId);
  const row = await change(tx, before, { tokenHash: null, sentAt: null, expiresAt: inDays(now), proofHash: null, provedUntil: null });
  const { accountId, email, company } = row;
  await askMail(tx, now, customerInvitationMail, { to: email, locale: row.locale as Locale, accountId, ids: { accountId, invitationId } });
  await announce(tx, actor, now, CustomerInvitedAgain, { subjectId: invitationId, details: { company, email } });
  return row;
}

/** @throws NotFound, InvitationGone */
export async function withdrawCustomerInvitation(tx: Tx, actor: MemberActor, now: Date, invitationId: string): Promise<CustomerInvitationRow> {
  const row = await endInvitation(tx, now, await lockOpen(tx, now, invitationId), { state: 'withdrawn' });
  await announce(tx, actor, now, CustomerInvitationWithdrawn, { subjectId: invitationId, details: { company: row.company, email: row.email } });
  return row;
}

export const endInvitation = (
  tx: Tx,
  now: Date,
  row: CustomerInvitationRow,
  ending: { readonly state: string; readonly customerId?: string; readonly reason?: string | null },
) => change(tx, row, { ...ending, endedAt: now, proofHash: null, provedUntil: null, provedEmail: null });

/** The invitation that a link names, in whatever state; enters its account. @throws InvitationGone for a link that is none */
export async function enterInvitation(tx: Tx, token: string): Promise<CustomerInvitationRow> {
  const found = await findByLink(tx, hashToken(token));
  if (!found) throw new InvitationGone({ state: 'unknown' });
  await enter(tx, { accountId: found.accountId });
  const row = await findCustomerInvitationForUpdate(tx, found.invitationId);
  if (row?.tokenHash !== hashToken(token)) throw new InvitationGone({ state: 'unknown' });
  return row;
}

/** As `enterInvitation`, for what needs a link that is still good. @throws InvitationGone */
export async function enterOpenInvitation(tx: Tx, now: Date, token: string): Promise<CustomerInvitationRow> {
  const row = await enterInvitation(tx, token);
  const state = invitationState(row, now);
  if (state !== 'open') throw new InvitationGone({ state });
  return row;
}

/** Notes that the link was looked at; the partner sees it. */
export const noteOpened = (tx: Tx, now: Date, row: CustomerInvitationRow) =>
  tx
    .updateTable('customerInvitations')
    .set({ openedAt: now })
    .where('accountId', '=', row.accountId)
    .where('invitationId', '=', row.invitationId)
    .where('openedAt', 'is', null)
    .execute();

/** Notes that a mailbox was proved by its code; what is returned shows it for half an hour. */
export async function noteProof(tx: Tx, now: Date, row: CustomerInvitationRow, email: string): Promise<string> {
  const proof = newToken();
  await change(tx, row, { provedEmail: email, proofHash: hashToken(proof), provedUntil: new Date(now.getTime() + proofMinutes * 60_000) });
  return proof;
}

/** The mailbox that was proved. @throws InvitationUnproved */
export function provedEmail(row: CustomerInvitationRow, proof: string, now: Date): string {
  if (!row.proofHash || !row.provedEmail || !row.provedUntil || row.provedUntil <= now || !sameText(row.proofHash, hashToken(proof)))
    throw new InvitationUnproved({});
  return row.provedEmail;
}

/** @throws InvitationGone */
export async function declineCustomerInvitation(tx: Tx, actor: Actor, now: Date, token: string, reason: string): Promise<void> {
  const row = await enterOpenInvitation(tx, now, token);
  await endInvitation(tx, now, row, { state: 'declined', reason: reason || null });
  await announce(tx, actor, now, CustomerInvitationDeclined, {
    accountId: row.accountId,
    subjectId: row.invitationId,
    details: { company: row.company, email: row.email },
    ...(reason ? { after: { reason } } : {}),
  });
}
