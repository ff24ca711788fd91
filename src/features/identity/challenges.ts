import { TooManyRequests } from '../../core/problems.ts';
import { foldEmail } from '../../core/text.ts';
import type { Context } from '../../server/call.ts';
import { hashToken, newCode, newToken, type Secrets, sameText } from '../../server/secrets.ts';
import type { Tx } from '../../server/tx.ts';
import { CodeExpired, CodeWrong } from './contract.ts';
import { proofRules } from './policy.ts';

/** A short transaction that stays whatever the request comes to; see Context in call.ts. */
export type Apart = Context['apart'];

const { tries: TRIES, resendSeconds: RESEND_SECONDS } = proofRules.code;

export interface NewChallenge {
  /** What the code or link is good for; nothing else accepts it. */
  readonly purpose: string;
  readonly email: string;
  /** What to remember until it is answered; ids and typed text, no secrets. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly minutes: number;
}
export interface Answered {
  readonly email: string;
  readonly data: unknown;
}

/**
 * Begins to prove a mailbox; the code itself is made when its mail is rendered (`renderCode`).
 * @throws TooManyRequests when one of the same purpose went to the same mailbox less than 60 seconds ago
 */
export async function startChallenge(tx: Tx, now: Date, wanted: NewChallenge): Promise<string> {
  const last = await tx
    .selectFrom('challenges')
    .select('createdAt')
    .where('emailFolded', '=', foldEmail(wanted.email))
    .where('purpose', '=', wanted.purpose)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  const age = last ? (now.getTime() - last.createdAt.getTime()) / 1000 : RESEND_SECONDS;
  if (age < RESEND_SECONDS) throw new TooManyRequests({ retryAfterSeconds: Math.ceil(RESEND_SECONDS - age) });
  return insertChallenge(tx, now, wanted);
}

/** The same without the pause between two; for what no mail is sent for, or what an administrator asks for. */
export async function insertChallenge(tx: Tx, now: Date, { purpose, email, data = {}, minutes }: NewChallenge, secretHash?: string): Promise<string> {
  const challengeId = crypto.randomUUID();
  await tx
    .insertInto('challenges')
    .values({
      challengeId,
      purpose,
      emailFolded: foldEmail(email),
      secretHash: secretHash ?? null,
      data: JSON.stringify(data),
      createdAt: now,
      expiresAt: new Date(now.getTime() + minutes * 60_000),
    })
    .execute();
  return challengeId;
}

const codeHash = (secrets: Secrets, challengeId: string, code: string) => secrets.hash(`code ${challengeId} ${code}`);

/** Makes the six digits for the mail that is being rendered; a second rendering makes new ones. */
export async function renderCode(tx: Tx, secrets: Secrets, challengeId: string): Promise<string> {
  const code = newCode();
  await tx
    .updateTable('challenges')
    .set({ secretHash: codeHash(secrets, challengeId, code) })
    .where('challengeId', '=', challengeId)
    .execute();
  return code;
}

/**
 * Takes a code back, once. The try is counted before it is compared and stays counted, also when the caller fails later.
 * @throws CodeWrong with the tries that are left · CodeExpired when it is too old, used, or tried too often
 */
export async function answerChallenge(
  apart: Apart,
  secrets: Secrets,
  now: Date,
  given: { readonly id: string; readonly purpose: string; readonly code: string },
): Promise<Answered> {
  const code = given.code.normalize('NFKC').replace(/\D/g, '');
  const outcome = await apart(async (tx) => {
    const row = await tx
      .selectFrom('challenges')
      .selectAll()
      .where('challengeId', '=', given.id)
      .where('purpose', '=', given.purpose)
      .forUpdate()
      .executeTakeFirst();
    if (!row || row.usedAt || row.expiresAt <= now || row.tries >= TRIES) return 'expired';
    const right = row.secretHash !== null && sameText(row.secretHash, codeHash(secrets, given.id, code));
    await tx
      .updateTable('challenges')
      .set({ tries: row.tries + 1, ...(right ? { usedAt: now } : {}) })
      .where('challengeId', '=', given.id)
      .execute();
    return right ? { email: row.emailFolded, data: row.data } : TRIES - row.tries - 1;
  });
  if (outcome === 'expired' || outcome === 0) throw new CodeExpired({});
  if (typeof outcome === 'number') throw new CodeWrong({ triesLeft: outcome });
  return outcome;
}

/** What a challenge was begun with, however it stands; undefined when there is none of this purpose. Changes nothing. */
export const findChallengeData = async (tx: Tx, purpose: string, challengeId: string): Promise<unknown> =>
  (await tx.selectFrom('challenges').select('data').where('challengeId', '=', challengeId).where('purpose', '=', purpose).executeTakeFirst())?.data;

/** Makes the token of a link (or of a step on the way) for a challenge; only its hash is kept. */
export async function renderToken(tx: Tx, challengeId: string): Promise<string> {
  const secret = newToken();
  await tx
    .updateTable('challenges')
    .set({ secretHash: hashToken(secret) })
    .where('challengeId', '=', challengeId)
    .execute();
  return `${challengeId}.${secret}`;
}

export interface Held extends Answered {
  readonly challengeId: string;
  readonly tries: number;
  readonly expiresAt: Date;
}

/** What a token stands for while it is good; undefined when it is not, or not for this. Changes nothing. */
export async function findByToken(tx: Tx, now: Date, purpose: string, token: string): Promise<Held | undefined> {
  const [challengeId = '', secret = ''] = token.split('.');
  if (!/^[0-9a-f-]{36}$/.test(challengeId)) return undefined;
  const row = await tx.selectFrom('challenges').selectAll().where('challengeId', '=', challengeId).where('purpose', '=', purpose).executeTakeFirst();
  if (!row?.secretHash || row.usedAt || row.expiresAt <= now || !sameText(row.secretHash, hashToken(secret))) return undefined;
  return { challengeId, email: row.emailFolded, data: row.data, tries: row.tries, expiresAt: row.expiresAt };
}

/** Uses a challenge up; false when another request was faster. */
export async function useUp(tx: Tx, now: Date, challengeId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('challenges')
    .set({ usedAt: now })
    .where('challengeId', '=', challengeId)
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
