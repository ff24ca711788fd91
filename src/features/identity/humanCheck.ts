import { randomInt } from 'node:crypto';
import type { Locale } from '../../core/locale.ts';
import { Problem } from '../../core/problem.ts';
import { TooManyRequests } from '../../core/problems.ts';
import { foldEmail } from '../../core/text.ts';
import type { Context } from '../../server/call.ts';
import { askMail } from '../../server/mail.ts';
import { type Secrets, sameText } from '../../server/secrets.ts';
import type { Tx } from '../../server/tx.ts';
import { answerChallenge, startChallenge } from './challenges.ts';
import { HUMAN_CHARACTERS, HUMAN_MINUTES, HumanCheckWrong, type HumanProof } from './contract/humanChecks.ts';
import { checkOfWork } from './humanCheck/work.ts';
import { humanCodeMail } from './mails/humanChecks.ts';
import { knock, knockAt, unknock } from './throttle.ts';

export const HUMAN_CODE_MINUTES = 15;
const humanCodePurpose = 'human_check';

/** Begins a check. What its picture and its sound say is made here and kept sealed. */
export async function startHumanCheck(
  tx: Tx,
  now: Date,
  secrets: Secrets,
  { checkId, locale }: { readonly checkId: string; readonly locale: Locale },
): Promise<Date> {
  const characters = Array.from({ length: HUMAN_CHARACTERS }, () => randomInt(10)).join('');
  const expiresAt = new Date(now.getTime() + HUMAN_MINUTES * 60_000);
  await tx
    .insertInto('humanChecks')
    .values({ checkId, answer: secrets.seal(characters), locale, createdAt: now, expiresAt })
    .execute();
  return expiresAt;
}

/**
 * Mails a code to whatever address was typed, known here or not: nothing is looked up but how many went there lately.
 * @throws TooManyRequests when one went less than a minute ago, or five within the hour, whoever asked and from wherever
 */
export async function sendHumanCode(tx: Tx, now: Date, email: string, locale: Locale): Promise<string> {
  const { createdAt } = (await findFifthHumanCode(tx, email)) ?? {};
  const age = createdAt ? (now.getTime() - createdAt.getTime()) / 1000 : 3600;
  if (age < 3600) throw new TooManyRequests({ retryAfterSeconds: Math.ceil(3600 - age) });
  const challengeId = await startChallenge(tx, now, { purpose: humanCodePurpose, email, minutes: HUMAN_CODE_MINUTES });
  await askMail(tx, now, humanCodeMail, { to: email, locale, ids: { challengeId } });
  return challengeId;
}

/** The fifth newest code that was asked for with an address. */
const findFifthHumanCode = (tx: Tx, email: string) =>
  tx
    .selectFrom('challenges')
    .select('createdAt')
    .where('emailFolded', '=', foldEmail(email))
    .where('purpose', '=', humanCodePurpose)
    .orderBy('createdAt', 'desc')
    .offset(4)
    .limit(1)
    .executeTakeFirst();

/**
 * Shows that somebody is there, once: what was shown is used up even when it is wrong, and when the request fails later.
 * `mailbox` says that the proof was a code from the mailbox `email`, so that this needs no second proof.
 * @throws HumanCheckWrong · TooManyRequests after many wrong ones from one place
 */
export async function proveHuman(
  { apart, now, request }: Pick<Context, 'apart' | 'now' | 'request'>,
  secrets: Secrets,
  proof: HumanProof,
  email: string,
): Promise<{ readonly mailbox: boolean }> {
  // By place alone: counted by person, a stranger could shut the way back in for somebody else.
  const tried = knockAt(secrets, 'human_check', null, request.address);
  await apart((tx) => knock(tx, now, tried));
  const right = await isRight({ apart, now }, secrets, proof, email);
  if (!right) throw new HumanCheckWrong({});
  await apart((tx) => unknock(tx, now, tried));
  return { mailbox: proof.kind === 'mail_code' };
}

async function isRight({ apart, now }: Pick<Context, 'apart' | 'now'>, secrets: Secrets, proof: HumanProof, email: string): Promise<boolean> {
  if (proof.kind === 'mail_code') return isMailed({ apart, now }, secrets, proof, email);
  if (proof.kind === 'work') {
    const checkId = await checkOfWork(secrets, proof.payload);
    return checkId !== undefined && (await apart((tx) => useUpCheck(tx, now, checkId))) !== undefined;
  }
  const sealed = await apart((tx) => useUpCheck(tx, now, proof.checkId));
  return sealed !== undefined && sameText(secrets.open(sealed), plainCharacters(proof.characters));
}

/** Ends a check, whether what was typed is right or not, and gives what it asked for; undefined when it is over already. */
async function useUpCheck(tx: Tx, now: Date, checkId: string): Promise<Buffer | undefined> {
  const row = await tx
    .updateTable('humanChecks')
    .set({ usedAt: now })
    .where('checkId', '=', checkId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('answer')
    .executeTakeFirst();
  return row?.answer;
}

async function isMailed(
  { apart, now }: Pick<Context, 'apart' | 'now'>,
  secrets: Secrets,
  { attempt, code }: { readonly attempt: string; readonly code: string },
  email: string,
): Promise<boolean> {
  try {
    const answered = await answerChallenge(apart, secrets, now, { id: attempt, purpose: humanCodePurpose, code });
    return answered.email === foldEmail(email);
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/** What was typed as it is compared: digits of any keyboard, grouped as one likes. */
const plainCharacters = (typed: string): string => typed.normalize('NFKC').replace(/\D/g, '');
