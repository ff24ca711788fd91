import { NotFound } from '../../core/problems.ts';
import type { Actor } from '../../server/actor.ts';
import { personIdOf } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import type { Tx } from '../../server/tx.ts';
import { lockAccount, setVetting } from '../accounts/acts.ts';
import type { RejectionReason, VettingStatus } from '../accounts/contract.ts';
import { type AccountRow, findAccount, getAccountForUpdate } from '../accounts/queries.ts';
import { NothingToAnswer, NothingToDecide, VerificationAnswered, VerificationAsked, VerificationAuthorized, VerificationRejected } from './contract.ts';
import { moved, type VettingEvent } from './policy.ts';

const statusOf = (row: AccountRow) => row.vettingStatus as VettingStatus;

/** Locks the account and says where the event leads. @throws NotFound, ChangedMeanwhile, NothingToDecide */
async function begin(tx: Tx, event: VettingEvent, version: number) {
  if (!(await findAccount(tx))) throw new NotFound({});
  const before = await lockAccount(tx, version);
  const to = moved(statusOf(before), event);
  if (!to) throw new NothingToDecide({ status: before.vettingStatus });
  return { before, to };
}

const seen = (row: AccountRow) => ({ status: row.vettingStatus, reason: row.vettingReason, note: row.vettingNote });
const about = (before: AccountRow, after: AccountRow) => ({ accountId: after.accountId, subjectId: after.accountId, before: seen(before), after: seen(after) });

/** Keeps the last question and the last answer. */
const keep = (
  tx: Tx,
  values: { question?: string | null; askedAt?: Date; askedBy?: string | null; answer?: string | null; answeredAt?: Date | null; answeredBy?: string | null },
) =>
  tx
    .insertInto('verifications')
    .values(values)
    .onConflict((oc) => oc.column('accountId').doUpdateSet(values))
    .execute();

/** The verifier is content; `tx` must be in the account. @throws NotFound, NothingToDecide, ChangedMeanwhile */
export async function authorize(tx: Tx, actor: Actor, now: Date, version: number, note: string | null): Promise<AccountRow> {
  const { before, to } = await begin(tx, 'authorize', version);
  const after = await setVetting(tx, now, before, { status: to, note });
  await announce(tx, actor, now, VerificationAuthorized, { ...about(before, after), details: { note } });
  return after;
}

/** The verifier turns the company down, for a reason that it can act on; `tx` must be in the account. @throws NotFound, NothingToDecide, ChangedMeanwhile */
export async function reject(
  tx: Tx,
  actor: Actor,
  now: Date,
  version: number,
  { reason, note }: { readonly reason: RejectionReason; readonly note: string | null },
): Promise<AccountRow> {
  const { before, to } = await begin(tx, 'reject', version);
  const after = await setVetting(tx, now, before, { status: to, reason, note });
  await announce(tx, actor, now, VerificationRejected, { ...about(before, after), details: { reason, note } });
  return after;
}

/** The verifier wants to know something first; the company has thirty days. `tx` must be in the account. @throws NotFound, NothingToDecide, ChangedMeanwhile */
export async function askCompany(tx: Tx, actor: Actor, now: Date, version: number, question: string): Promise<AccountRow> {
  const { before, to } = await begin(tx, 'ask', version);
  await keep(tx, { question, askedAt: now, askedBy: personIdOf(actor), answer: null, answeredAt: null, answeredBy: null });
  const after = await setVetting(tx, now, before, { status: to });
  await announce(tx, actor, now, VerificationAsked, { ...about(before, after), details: { question } });
  return after;
}

/** The company answers the question, or speaks against a rejection; the operator has its promised days again. @throws NothingToAnswer */
export async function answerVerifier(tx: Tx, actor: Actor, now: Date, answer: string): Promise<AccountRow> {
  const before = await getAccountForUpdate(tx);
  const to = moved(statusOf(before), 'answer');
  if (!to) throw new NothingToAnswer({ status: before.vettingStatus });
  // Against a rejection one speaks without having been asked.
  const unasked = before.vettingStatus === 'asked' ? {} : { question: null };
  await keep(tx, { ...unasked, answer, answeredAt: now, answeredBy: personIdOf(actor) });
  const after = await setVetting(tx, now, before, { status: to });
  await announce(tx, actor, now, VerificationAnswered, { ...about(before, after), details: { answer } });
  return after;
}
