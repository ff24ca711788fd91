import { NotFound } from '../../../core/problems.ts';
import type { Locale } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { askMail } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';
import { findPersonByEmail, getPerson } from '../../identity/queries.ts';
import { addMember } from '../acts.ts';
import { JoinRequestAtDesk, JoinRequestClosed, JoinRequestDecided } from '../contract.ts';
import { joinRequestMail } from '../mails.ts';
import { findJoinRequestForUpdate, findOpenInvitationTo, type JoinRequestRow } from '../queries.ts';
import { insertInvitation, sendAgain } from './invitations.ts';

interface Decision {
  readonly decision: 'accept' | 'refuse';
  readonly reason: string | null;
}

/**
 * Lets someone in as a default user, or says no. A person who is known here belongs at once; someone new gets an invitation,
 * by which they set their own password. `tx` must be in the account. @throws JoinRequestClosed, NotFound
 */
export async function decideJoinRequest(tx: Tx, actor: Actor, now: Date, requestId: string, { decision, reason }: Decision): Promise<JoinRequestRow> {
  const before = await findJoinRequestForUpdate(tx, requestId);
  if (!before) throw new NotFound({});
  if (before.state !== 'open' && before.state !== 'at_desk') throw new JoinRequestClosed({ state: before.state });
  const { accountId } = before;
  const row = await tx
    .updateTable('joinRequests')
    .set({ state: decision === 'accept' ? 'accepted' : 'refused', decidedAt: now, decidedBy: personIdOf(actor), reason: decision === 'accept' ? null : reason })
    .where('accountId', '=', accountId)
    .where('requestId', '=', requestId)
    .returningAll()
    .executeTakeFirstOrThrow();
  const isInvited = decision === 'accept' && !(await letIn(tx, actor, now, row));
  // The invitation's own mail says all that there is to do.
  if (!isInvited) await tellAsker(tx, now, row);
  await announce(tx, actor, now, JoinRequestDecided, {
    accountId,
    subjectId: requestId,
    details: { name: fullName(row), email: row.email, decision },
    before: { state: before.state },
    after: { state: row.state, reason: row.reason },
  });
  return row;
}

/** True when the person belongs now, false when they were invited. */
async function letIn(tx: Tx, actor: Actor, now: Date, { email, emailFolded, givenName, familyName, locale }: JoinRequestRow): Promise<boolean> {
  const personId = await findPersonByEmail(tx, emailFolded);
  if (!personId) {
    const open = await findOpenInvitationTo(tx, emailFolded);
    if (open) await sendAgain(tx, actor, now, open);
    else await insertInvitation(tx, actor, now, { email, givenName, familyName, roles: ['default_user'], locale: locale as Locale });
    return false;
  }
  // Their name as they write it themselves; the transaction sees that person's rows from here on.
  await enter(tx, { personId });
  const person = await getPerson(tx, personId);
  await addMember(tx, actor, now, {
    personId,
    givenName: person.givenName,
    familyName: person.familyName,
    email: person.email,
    roles: ['default_user'],
    broughtBy: personIdOf(actor),
  });
  return true;
}

const tellAsker = (tx: Tx, now: Date, { accountId, requestId, email, locale }: JoinRequestRow) =>
  askMail(tx, now, joinRequestMail, { to: email, locale: locale as Locale, accountId, ids: { accountId, requestId } });

/** Offers the operator's desk what the company's admins have not answered in time; the company may still answer. `tx` must be in the account. */
export async function bringToDesk(tx: Tx, actor: Actor, now: Date, requestId: string): Promise<void> {
  const before = await findJoinRequestForUpdate(tx, requestId);
  if (before?.state !== 'open' || before.dueAt > now) return;
  const row = await tx
    .updateTable('joinRequests')
    .set({ state: 'at_desk', deskAt: now })
    .where('accountId', '=', before.accountId)
    .where('requestId', '=', requestId)
    .returningAll()
    .executeTakeFirstOrThrow();
  await tellAsker(tx, now, row);
  await announce(tx, actor, now, JoinRequestAtDesk, { accountId: row.accountId, subjectId: requestId, details: { name: fullName(row), email: row.email } });
}
