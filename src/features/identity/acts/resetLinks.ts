import { NotFound } from '../../../core/problems.ts';
import { foldEmail } from '../../../core/text.ts';
import { type Actor, system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { askMail, askText } from '../../../server/mail.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { insertChallenge, renderToken } from '../challenges.ts';
import { ResetStarted } from '../contract.ts';
import { tellPerson } from '../mails.ts';
import { resetLinkMail } from '../mails/resetLinks.ts';
import { getPerson } from '../queries.ts';
import { listProvedWays, type ProvedWay } from '../queries/ways.ts';

/** The mailed link by which someone who was asked about sets a new password. */
export const resetLinkPurpose = 'reset_password';
/** What stands between a proof and the new password: minutes only, never mailed. */
export const newPasswordPurpose = 'new_password';
const NEW_PASSWORD_MINUTES = 15;

/** On whose word: an admin of a company, its distributor, or what brought back an administrator. */
export type ResetReason = 'admin' | 'distributor' | 'elevation';

export interface ResetLink {
  readonly minutes: number;
  readonly why: ResetReason;
  /** Who started it, as the person knows them: a name, and the company. */
  readonly by?: string;
  readonly company?: string;
  /** Which of the person's proved ways it goes to, by its key; the mailbox of the sign-in name when absent. */
  readonly way?: string;
}

/**
 * Mails the person a link, good once, to the page that sets a new password, and says so by every way they have; an older link
 * stops working, the password they have goes on until a new one is set. From here on the Tx is that person's: `enter` again for
 * what is the caller's own. @throws NotFound for a way that is not theirs
 */
export async function sendResetLink(tx: Tx, _actor: Actor, now: Date, personId: string, { minutes, why, by = '', company = '', way = 'sign_in' }: ResetLink) {
  await enter(tx, { personId });
  const person = await getPerson(tx, personId);
  const to = reachedBy(await listProvedWays(tx, personId)).find(({ key }) => key === way);
  if (!to) throw new NotFound({});
  await voidResetLinks(tx, now, person.email);
  const challengeId = await insertChallenge(tx, now, { purpose: resetLinkPurpose, email: person.email, data: { personId, why, by, company }, minutes });
  const wanted = { to: to.value ?? '', locale: person.locale, personId, ids: { challengeId, personId } };
  await (to.kind === 'phone' ? askText(tx, now, resetLinkMail, wanted) : askMail(tx, now, resetLinkMail, wanted));
  // In the person's own log nobody stands by address or browser of the one who helped.
  const announcementId = await announce(tx, system('identity.reset'), now, ResetStarted, {
    accountId: null,
    personId,
    subjectId: personId,
    details: { by, company, why },
  });
  // The way that has the link is told by it.
  await tellPerson(tx, now, person, announcementId, { except: way });
  return { hint: to.hint, expiresAt: new Date(now.getTime() + minutes * 60_000) };
}

/** The ways that something can be sent to. */
export const reachedBy = (ways: readonly ProvedWay[]) => ways.filter(({ kind, value }) => value !== null && (kind === 'email' || kind === 'phone'));

/** Links to a new password that lie in mailboxes, and steps on the way to one, stop working. */
export const voidResetLinks = (tx: Tx, now: Date, email: string) =>
  run(tx, 'update challenges set used_at = $2 where email_folded = $1 and purpose = any($3) and used_at is null', [
    foldEmail(email),
    now,
    [resetLinkPurpose, newPasswordPurpose],
  ]);

export interface Proved {
  /** How the person was known, for the session that follows; empty for a link or a temporary password alone. */
  readonly proofs: readonly string[];
  /** Whether a second factor was shown; without one, who has one shows it on the page. */
  readonly secondFactor: boolean;
  /** The challenge that led here and is used up with it. */
  readonly from?: string | null;
}

/** Lets whoever was proved set a new password within a quarter of an hour: the token for `/set-password#…`. The Tx must see the person. */
export async function startNewPassword(tx: Tx, now: Date, personId: string, { proofs, secondFactor, from = null }: Proved): Promise<string> {
  const { email } = await getPerson(tx, personId);
  const challengeId = await insertChallenge(tx, now, {
    purpose: newPasswordPurpose,
    email,
    data: { personId, proofs, secondFactor, from },
    minutes: NEW_PASSWORD_MINUTES,
  });
  return renderToken(tx, challengeId);
}
