import { NotFound } from '../../core/problems.ts';
import type { Actor } from '../../server/actor.ts';
import { personIdOf } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import type { KeptPaper } from '../../server/papers.ts';
import type { Tx } from '../../server/tx.ts';
import { lockAccount, setVetting } from '../accounts/acts.ts';
import type { RejectionReason, VettingStatus } from '../accounts/contract.ts';
import { type AccountRow, findAccount, getAccountForUpdate } from '../accounts/queries.ts';
import {
  type allComparedFields,
  type ComparedField,
  type findingSources,
  NothingToAnswer,
  NothingToDecide,
  OwnProposal,
  PaperAccepted,
  type PaperKind,
  type PaperReason,
  PaperRefused,
  papersACompany,
  PaperSentIn,
  ProposalMoved,
  RejectionDismissed,
  RejectionProposed,
  TooManyPapers,
  VerificationAnswered,
  VerificationAsked,
  VerificationAuthorized,
  VerificationCompared,
  VerificationRejected,
} from './contract.ts';
import { claimOf, compared, mayConfirm, moved, type VettingEvent } from './policy.ts';
import { claimsOf, findPaper, findVerification, listPapers, saidBy } from './queries.ts';

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

interface Kept {
  question?: string | null;
  askedAt?: Date;
  askedBy?: string | null;
  answer?: string | null;
  answeredAt?: Date | null;
  answeredBy?: string | null;
  proposedReason?: string | null;
  proposedNote?: string | null;
  proposedOf?: string | null;
  proposedAt?: Date | null;
  proposedBy?: string | null;
  proposedByName?: string | null;
}
const noProposal = { proposedReason: null, proposedNote: null, proposedOf: null, proposedAt: null, proposedBy: null, proposedByName: null };
/** Keeps the last question, the last answer, and a rejection that waits for its second verifier. */
const keep = (tx: Tx, values: Kept) =>
  tx
    .insertInto('verifications')
    .values(values)
    .onConflict((oc) => oc.column('accountId').doUpdateSet(values))
    .execute();

/** The verifier is content; `tx` must be in the account. @throws NotFound, NothingToDecide, ChangedMeanwhile */
export async function authorize(tx: Tx, actor: Actor, now: Date, version: number, note: string | null): Promise<AccountRow> {
  const { before, to } = await begin(tx, 'authorize', version);
  await keep(tx, noProposal);
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
  return carryOut(tx, actor, now, before, { status: to, reason, note });
}

async function carryOut(
  tx: Tx,
  actor: Actor,
  now: Date,
  before: AccountRow,
  said: { readonly status: VettingStatus; readonly reason: RejectionReason; readonly note: string | null },
): Promise<AccountRow> {
  await keep(tx, noProposal);
  const after = await setVetting(tx, now, before, said);
  await announce(tx, actor, now, VerificationRejected, { ...about(before, after), details: { reason: said.reason, note: said.note } });
  return after;
}

const nameOf = (actor: Actor): string | null => ('name' in actor ? actor.name : null);
/** Leaves everything where it stands and the clock as it runs; whoever read the case before has read an old one. */
const touch = (tx: Tx, now: Date, before: AccountRow): Promise<AccountRow> =>
  setVetting(tx, now, before, {
    status: statusOf(before),
    reason: before.vettingReason as RejectionReason | null,
    note: before.vettingNote,
    since: before.vettingChangedAt,
  });

/** Proposes to turn the company down; a second verifier carries it out. `tx` must be in the account. @throws NotFound, NothingToDecide, ChangedMeanwhile, ProposalMoved */
export async function proposeRejection(
  tx: Tx,
  actor: Actor,
  now: Date,
  version: number,
  { reason, note }: { readonly reason: RejectionReason; readonly note: string | null },
): Promise<AccountRow> {
  const { before } = await begin(tx, 'reject', version);
  const kept = await findVerification(tx);
  if (kept?.proposedAt && kept.proposedOf === saidBy(before)) throw new ProposalMoved({});
  await keep(tx, {
    proposedReason: reason,
    proposedNote: note,
    proposedOf: saidBy(before),
    proposedAt: now,
    proposedBy: personIdOf(actor),
    proposedByName: nameOf(actor),
  });
  const { accountId, name } = before;
  await announce(tx, actor, now, RejectionProposed, { accountId: null, subjectId: accountId, details: { company: name, reason } });
  return touch(tx, now, before);
}

/**
 * The second verifier carries the rejection out, or anyone lets it drop; `tx` must be in the account.
 * @throws NotFound, NothingToDecide, ChangedMeanwhile, ProposalMoved, OwnProposal
 */
export async function settleProposal(tx: Tx, actor: Actor, now: Date, version: number, { agree }: { readonly agree: boolean }): Promise<AccountRow> {
  const { before, to } = await begin(tx, 'reject', version);
  const kept = await findVerification(tx);
  if (!kept?.proposedAt || kept.proposedOf !== saidBy(before)) throw new ProposalMoved({});
  const { accountId, name } = before;
  if (!agree) {
    await keep(tx, noProposal);
    await announce(tx, actor, now, RejectionDismissed, { accountId: null, subjectId: accountId, details: { company: name } });
    return touch(tx, now, before);
  }
  if (!mayConfirm(kept.proposedBy, personIdOf(actor) ?? '')) throw new OwnProposal({});
  return carryOut(tx, actor, now, before, { status: to, reason: kept.proposedReason as RejectionReason, note: kept.proposedNote });
}

/** The verifier wants to know something first; the company has thirty days. `tx` must be in the account. @throws NotFound, NothingToDecide, ChangedMeanwhile */
export async function askCompany(tx: Tx, actor: Actor, now: Date, version: number, question: string): Promise<AccountRow> {
  const { before, to } = await begin(tx, 'ask', version);
  await keep(tx, { ...noProposal, question, askedAt: now, askedBy: personIdOf(actor), answer: null, answeredAt: null, answeredBy: null });
  const after = await setVetting(tx, now, before, { status: to });
  await announce(tx, actor, now, VerificationAsked, { ...about(before, after), details: { question } });
  return after;
}

/** Where a word or a paper of the company leads: while it waits for the operator, the clock runs on. */
const heard = (tx: Tx, now: Date, before: AccountRow, to: VettingStatus): Promise<AccountRow> =>
  setVetting(tx, now, before, { status: to, ...(before.vettingStatus === 'pending' ? { since: before.vettingChangedAt } : {}) });

/** The company answers the question, speaks against a rejection, or adds something while it waits. @throws NothingToAnswer */
export async function answerVerifier(tx: Tx, actor: Actor, now: Date, answer: string): Promise<AccountRow> {
  const before = await getAccountForUpdate(tx);
  const to = moved(statusOf(before), 'answer');
  if (!to) throw new NothingToAnswer({ status: before.vettingStatus });
  // Against a rejection one speaks without having been asked.
  const unasked = before.vettingStatus === 'rejected' ? { question: null } : {};
  await keep(tx, { ...unasked, answer, answeredAt: now, answeredBy: personIdOf(actor) });
  const after = await heard(tx, now, before, to);
  await announce(tx, actor, now, VerificationAnswered, { ...about(before, after), details: { answer } });
  return after;
}

/** Keeps a paper that lies in the store already; a question or a rejection is looked at again. @throws NothingToAnswer, TooManyPapers */
export async function sendPaper(tx: Tx, actor: Actor, now: Date, kind: PaperKind, paper: KeptPaper): Promise<AccountRow> {
  const before = await getAccountForUpdate(tx);
  const to = moved(statusOf(before), 'papers');
  if (!to) throw new NothingToAnswer({ status: before.vettingStatus });
  if ((await listPapers(tx)).length >= papersACompany) throw new TooManyPapers({ limit: papersACompany });
  const { accountId } = before;
  await tx
    .insertInto('files')
    .values({ ...paper, accountId, createdAt: now, createdBy: personIdOf(actor) })
    .execute();
  await tx
    .insertInto('verificationPapers')
    .values({ accountId, fileId: paper.fileId, kind, addedAt: now, addedByName: nameOf(actor) })
    .execute();
  const after = await heard(tx, now, before, to);
  await announce(tx, actor, now, PaperSentIn, { ...about(before, after), details: { file: paper.name, paperKind: kind } });
  return after;
}

/** The verifier says what a paper proves; `tx` must be in the account. @throws NotFound */
export async function judgePaper(
  tx: Tx,
  actor: Actor,
  now: Date,
  fileId: string,
  { verdict, reason, note }: { readonly verdict: 'accepted' | 'refused'; readonly reason: PaperReason | null; readonly note: string | null },
): Promise<void> {
  const paper = (await findAccount(tx)) && (await findPaper(tx, fileId));
  if (!paper) throw new NotFound({});
  const because = verdict === 'refused' ? (reason ?? 'other') : null;
  await tx
    .updateTable('verificationPapers')
    .set({ verdict, reason: because, note, judgedAt: now, judgedByName: nameOf(actor) })
    .where('accountId', '=', paper.accountId)
    .where('fileId', '=', fileId)
    .execute();
  const told = { accountId: paper.accountId, subjectId: paper.accountId };
  const details = { file: paper.name, paperKind: paper.kind as PaperKind };
  if (because) await announce(tx, actor, now, PaperRefused, { ...told, details: { ...details, paperReason: because, note } });
  else await announce(tx, actor, now, PaperAccepted, { ...told, details });
}

/** Writes down what a register or a paper says, and how it compares; `tx` must be in the account. @throws NotFound, NothingToDecide, ChangedMeanwhile */
export async function compareCase(
  tx: Tx,
  actor: Actor,
  now: Date,
  version: number,
  { source, found }: { readonly source: (typeof findingSources)[number]; readonly found: Partial<Record<(typeof allComparedFields)[number], string>> },
): Promise<void> {
  const { before } = await begin(tx, 'ask', version);
  const claims = claimsOf(before);
  const rows = Object.entries(found)
    .filter(([, text]) => text !== '')
    .map(([field, text]) => {
      const claimed = claimOf(field as ComparedField, claims);
      return { accountId: before.accountId, field, claimed, found: text, outcome: compared(claimed, text), source, foundAt: now, foundByName: nameOf(actor) };
    });
  if (!rows.length) return;
  await tx
    .insertInto('verificationFindings')
    .values(rows)
    .onConflict((oc) =>
      oc.columns(['accountId', 'field']).doUpdateSet((eb) => ({
        claimed: eb.ref('excluded.claimed'),
        found: eb.ref('excluded.found'),
        outcome: eb.ref('excluded.outcome'),
        source: eb.ref('excluded.source'),
        foundAt: eb.ref('excluded.foundAt'),
        foundByName: eb.ref('excluded.foundByName'),
      })),
    )
    .execute();
  const differing = rows.filter(({ outcome }) => outcome === 'differs').map(({ field }) => field);
  await announce(tx, actor, now, VerificationCompared, {
    accountId: before.accountId,
    subjectId: before.accountId,
    details: { comparedFields: rows.map(({ field }) => field), differing, comparedWith: source },
  });
}
