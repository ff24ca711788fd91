import { addWorkingDays } from '../../../core/calendar.ts';
import { countryRule } from '../../../core/countries.ts';
import { NotFound, RequestInvalid, ChangedMeanwhile } from '../../../core/problems.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { FileStore } from '../../../server/files.ts';
import { type KeptPaper, type PaperSent, withPapers } from '../../../server/papers.ts';
import type { Tx } from '../../../server/tx.ts';
import { setTaxExemption } from '../../accounts/acts.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { getWorkingCalendar } from '../../center/queries/calendar.ts';
import {
  ExemptionAccepted,
  ExemptionAsked,
  ExemptionExpired,
  ExemptionExpiring,
  ExemptionFiled,
  ExemptionMended,
  ExemptionMoved,
  ExemptionRefused,
  type ExemptionState,
  ExemptionWithdrawn,
  papersAnExemption,
  type RefusalReason,
  reviewDays,
  TooManyPapers,
} from '../contract/exemptions.ts';
import { daysLeft, type ExemptionEvent, movedExemption, reminderDue, standingOf } from '../policy/exemptions.ts';
import { type ExemptionRow, findExemption, findExemptionForUpdate, listExemptions, listPapers } from '../queries/exemptions.ts';

/** By when the operator has looked at what is sent now. */
const reviewedBy = async (tx: Tx, now: Date): Promise<Date> => addWorkingDays(now, reviewDays, await getWorkingCalendar(tx));

/** What a certificate says. */
export interface Said {
  readonly country: string;
  readonly states: readonly string[];
  readonly certificate: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
}

async function keepPaper(tx: Tx, actor: Actor, now: Date, { accountId, exemptionId }: ExemptionRow, paper: KeptPaper): Promise<void> {
  await tx
    .insertInto('files')
    .values({ ...paper, accountId, createdAt: now, createdBy: personIdOf(actor) })
    .execute();
  await tx.insertInto('taxPapers').values({ accountId, exemptionId, fileId: paper.fileId, addedAt: now }).execute();
}

/** @throws RequestInvalid when there is no such place, or the days run backward */
function checkSaid({ country, states, validFrom, validUntil }: Said): void {
  const rule = countryRule(country);
  if (!rule) throw new RequestInvalid({ fields: { country: 'unknown_country' } });
  const known = rule.states && new Set(rule.states.map(({ key }) => key));
  if (states.length && !states.every((state) => known?.has(state))) throw new RequestInvalid({ fields: { states: 'state_unknown' } });
  if (validUntil !== null && validUntil < validFrom) throw new RequestInvalid({ fields: { validUntil: 'ends_before' } });
}

/** Codes of the places, for a sentence in any language. */
const placesOf = ({ country, states }: Pick<Said, 'country' | 'states'>): string =>
  states.length ? states.map((state) => `${country}-${state}`).join(', ') : country;
export const about = (row: Pick<ExemptionRow, 'certificate' | 'country' | 'states'>) => ({ certificate: row.certificate, places: placesOf(row) });
const seen = ({ certificate, country, states, validFrom, validUntil, state }: ExemptionRow) => ({
  certificate,
  country,
  states,
  validFrom,
  validUntil,
  exemption: state,
});

/** Sends in a certificate. The one that it renews stays as it is, in force until it runs out. @throws NotFound, RequestInvalid and those of `withPapers` */
export async function fileExemption(
  tx: Tx,
  files: FileStore,
  actor: Actor & { readonly name: string },
  now: Date,
  { paper, renews, ...said }: Said & { readonly paper: PaperSent; readonly renews: string | null },
): Promise<ExemptionRow> {
  checkSaid(said);
  return withPapers(files, [paper], async (papers) => {
    if (renews && !(await findExemption(tx, renews))) throw new NotFound({});
    const row = await tx
      .insertInto('taxExemptions')
      .values({
        ...said,
        states: [...said.states],
        renews,
        state: 'submitted',
        changedAt: now,
        dueAt: await reviewedBy(tx, now),
        submittedAt: now,
        submittedBy: personIdOf(actor),
        submittedByName: actor.name,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    for (const kept of papers) await keepPaper(tx, actor, now, row, kept);
    // Whoever sends one in has said that the company wants it.
    const account = await getAccountForUpdate(tx);
    if (account.taxExemption !== 'will_file') await setTaxExemption(tx, actor, now, account.version, 'will_file');
    await announce(tx, actor, now, ExemptionFiled, { subjectId: row.exemptionId, details: about(row), after: seen(row) });
    return row;
  });
}

/** Locks it as the asker read it, and says where the event leads. @throws NotFound, ChangedMeanwhile, ExemptionMoved */
async function begin(tx: Tx, now: Date, event: ExemptionEvent, { exemptionId, version }: { readonly exemptionId: string; readonly version: number }) {
  const before = await findExemptionForUpdate(tx, exemptionId);
  if (!before) throw new NotFound({});
  if (before.version !== version) throw new ChangedMeanwhile({});
  const to = movedExemption(before.state as ExemptionState, event);
  if (!to) throw new ExemptionMoved({ standing: standingOf(before, now) });
  return { before, to };
}

const save = (tx: Tx, now: Date, before: ExemptionRow, set: Partial<Omit<ExemptionRow, 'accountId' | 'exemptionId'>>): Promise<ExemptionRow> =>
  tx
    .updateTable('taxExemptions')
    .set({ changedAt: now, dueAt: null, ...set, version: before.version + 1 })
    .where('accountId', '=', before.accountId)
    .where('exemptionId', '=', before.exemptionId)
    .returningAll()
    .executeTakeFirstOrThrow();
const changed = (before: ExemptionRow, after: ExemptionRow) => ({
  accountId: after.accountId,
  subjectId: after.exemptionId,
  before: seen(before),
  after: seen(after),
});

interface Which {
  readonly exemptionId: string;
  readonly version: number;
}
/** The company answers, and may send another paper or mend what it said; papers that came before stay. @throws NotFound, ChangedMeanwhile, ExemptionMoved, TooManyPapers, RequestInvalid */
export async function mendExemption(
  tx: Tx,
  files: FileStore,
  actor: Actor,
  now: Date,
  {
    exemptionId,
    version,
    answer,
    paper,
    ...said
  }: Which & { readonly answer: string; readonly paper: PaperSent | null } & { readonly [K in keyof Said]?: Said[K] | undefined },
): Promise<ExemptionRow> {
  const work = async (kept: KeptPaper | undefined) => {
    const { before, to } = await begin(tx, now, 'mend', { exemptionId, version });
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    const next = { ...before, ...given } as ExemptionRow;
    checkSaid(next);
    if (kept && (await listPapers(tx, exemptionId)).length >= papersAnExemption) throw new TooManyPapers({ limit: papersAnExemption });
    const after = await save(tx, now, before, { ...given, state: to, answer, dueAt: await reviewedBy(tx, now) });
    if (kept) await keepPaper(tx, actor, now, after, kept);
    await announce(tx, actor, now, ExemptionMended, { ...changed(before, after), details: { ...about(after), answer } });
    return after;
  };
  return withPapers(files, paper ? [paper] : [], ([kept]) => work(kept));
}

/** @throws NotFound, ChangedMeanwhile, ExemptionMoved */
export async function withdrawExemption(tx: Tx, actor: Actor, now: Date, which: Which): Promise<ExemptionRow> {
  const { before, to } = await begin(tx, now, 'withdraw', which);
  const after = await save(tx, now, before, { state: to });
  await announce(tx, actor, now, ExemptionWithdrawn, { ...changed(before, after), details: about(after) });
  return after;
}

/** `tx` must be in the account. @throws NotFound, ChangedMeanwhile, ExemptionMoved */
export async function acceptExemption(tx: Tx, actor: Actor & { readonly name: string }, now: Date, which: Which, note: string | null): Promise<ExemptionRow> {
  const { before, to } = await begin(tx, now, 'accept', which);
  const after = await save(tx, now, before, { state: to, reason: null, note, decidedAt: now, decidedByName: actor.name, reminded: null });
  await announce(tx, actor, now, ExemptionAccepted, { ...changed(before, after), details: { ...about(after), note } });
  return after;
}

/** `tx` must be in the account. @throws NotFound, ChangedMeanwhile, ExemptionMoved */
export async function refuseExemption(
  tx: Tx,
  actor: Actor & { readonly name: string },
  now: Date,
  which: Which,
  { reason, note }: { readonly reason: RefusalReason; readonly note: string | null },
): Promise<ExemptionRow> {
  const { before, to } = await begin(tx, now, 'refuse', which);
  const after = await save(tx, now, before, { state: to, reason, note, decidedAt: now, decidedByName: actor.name });
  await announce(tx, actor, now, ExemptionRefused, { ...changed(before, after), details: { ...about(after), refusal: reason, note } });
  return after;
}

/** `tx` must be in the account. @throws NotFound, ChangedMeanwhile, ExemptionMoved */
export async function askAboutExemption(tx: Tx, actor: Actor, now: Date, which: Which, question: string): Promise<ExemptionRow> {
  const { before, to } = await begin(tx, now, 'ask', which);
  const after = await save(tx, now, before, { state: to, question, answer: null });
  await announce(tx, actor, now, ExemptionAsked, { ...changed(before, after), details: { ...about(after), question } });
  return after;
}

/** Says that an accepted one runs out soon, or has; nothing when it was said, or when another has taken over. `tx` must be in the account. */
export async function noteEnd(tx: Tx, actor: Actor, now: Date, exemptionId: string): Promise<void> {
  const before = await findExemptionForUpdate(tx, exemptionId);
  if (before?.state !== 'accepted' || before.validUntil === null) return;
  const left = daysLeft(before.validUntil, now);
  if (left < 0) {
    const after = await save(tx, now, before, { state: 'expired' });
    await announce(tx, actor, now, ExemptionExpired, { ...changed(before, after), details: about(after) });
    return;
  }
  const days = reminderDue(left, before.reminded);
  if (days === null || isTakenOver(before, await listExemptions(tx))) return;
  await save(tx, before.changedAt, before, { reminded: days });
  await announce(tx, actor, now, ExemptionExpiring, {
    accountId: before.accountId,
    subjectId: exemptionId,
    details: { ...about(before), days: left, validUntil: before.validUntil },
  });
}

/** Whether another that was accepted goes on after it. */
export const isTakenOver = (row: ExemptionRow, all: readonly ExemptionRow[]): boolean =>
  all.some(
    ({ renews, state, validUntil }) => renews === row.exemptionId && state === 'accepted' && (validUntil === null || validUntil > (row.validUntil ?? '')),
  );
