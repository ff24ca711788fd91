import { sql } from 'kysely';
import { addWorkingDays } from '../../core/calendar.ts';
import { type Locale, pickLocale } from '../../core/locale.ts';
import { ChangedMeanwhile, NotFound } from '../../core/problems.ts';
import type { Announcement } from '../../core/announcement.ts';
import type { Actor } from '../../server/actor.ts';
import { personIdOf } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { run, type Tx } from '../../server/tx.ts';
import { getWorkingCalendar } from '../center/queries/calendar.ts';
import { getAccount, getAccountForUpdate } from '../accounts/queries.ts';
import { givePublisherId } from './acts/publishers.ts';
import { linkOnlyOnes, releaseUnused } from './acts/resellerAccounts.ts';
import {
  EnrollmentActivated,
  EnrollmentAnswered,
  EnrollmentApplied,
  EnrollmentAskedBack,
  EnrollmentInvited,
  EnrollmentLeft,
  EnrollmentQualified,
  EnrollmentRefused,
  EnrollmentReinstated,
  EnrollmentRestricted,
  EnrollmentSuspended,
  EnrollmentWithdrawn,
  type EnrollmentState,
  FiguresChanged,
  LeftForGood,
  NeededBy,
  NotInState,
  ProgramNotOpen,
  type Reason,
  RequirementsMissing,
  standingStates,
} from './contract.ts';
import { answerDays, type EnrollmentEvent, isLeftForGood, moved } from './policy.ts';
import {
  type EnrollmentRow,
  findEnrollmentForUpdate,
  findFigures,
  findProgram,
  leftHeldBack,
  listEnrollmentsHere,
  listInvitationsHere,
  listProgramRows,
  namesOf,
  type ProgramRow,
} from './queries.ts';

const here = sql<string>`current_account()`;
const days = (from: Date, count: number) => new Date(from.getTime() + count * 86_400_000);

/** What an announcement says of a program. */
const about = (program: ProgramRow) => ({ program: program.program, title: program.texts.en.name, titles: namesOf(program) });

interface Change {
  readonly state: EnrollmentState;
  readonly dueAt?: Date | null;
  readonly reason?: Reason | null;
  readonly note?: string | null;
  readonly question?: string | null;
  readonly answer?: string | null;
  readonly activeSince?: Date | null;
}

/** Locks account and enrollment; says where an event leads. @throws NotFound, NotInState, ChangedMeanwhile */
async function begin(tx: Tx, programKey: string, event: EnrollmentEvent, version?: number) {
  await getAccountForUpdate(tx);
  const [program, enrollment] = await Promise.all([findProgram(tx, programKey), findEnrollmentForUpdate(tx, programKey)]);
  if (!program) throw new NotFound({});
  if (version !== undefined && enrollment && enrollment.version !== version) throw new ChangedMeanwhile({});
  const to = moved(enrollment?.state ?? null, event);
  if (!to) throw new NotInState({ state: enrollment?.state ?? 'none' });
  return { program, enrollment, to };
}

/** Writes the new state; what the company's people may do changes with it, at once. */
async function write(tx: Tx, now: Date, program: string, change: Change): Promise<EnrollmentRow> {
  const row = await tx
    .updateTable('enrollments')
    .set({ dueAt: null, reason: null, note: null, ...change, changedAt: now, version: sql<number>`version + 1` })
    .where('accountId', '=', here)
    .where('program', '=', program)
    .returningAll()
    .executeTakeFirstOrThrow();
  await run(tx, 'select renew_rights_of_members()');
  return { ...row, state: change.state };
}

type About = ReturnType<typeof about>;
async function tell<D extends Announcement>(
  tx: Tx,
  actor: Actor,
  now: Date,
  what: D,
  details: About & Record<string, unknown>,
  before: EnrollmentRow | undefined,
  after: EnrollmentRow,
) {
  const seen = (row: EnrollmentRow | undefined) => ({ state: row?.state ?? null, reason: row?.reason ?? null, dueAt: row?.dueAt?.toISOString() ?? null });
  await announce(tx, actor, now, what as Announcement, { accountId: (await getAccount(tx)).accountId, details, before: seen(before), after: seen(after) });
}

export interface Application {
  /** Kinds of requirements that are not met. */
  readonly missing: readonly string[];
  /** Keys of the statements that were confirmed. */
  readonly statements: readonly string[];
  /** Whether the program's agreement is accepted already. */
  readonly isAgreed: boolean;
}

/**
 * Applies for a program in the account of the transaction. Where nobody has to look at it, the company is in at once.
 * @throws ProgramNotOpen, LeftForGood, RequirementsMissing, NotInState
 */
export async function apply(tx: Tx, actor: Actor, now: Date, programKey: string, { missing, statements, isAgreed }: Application): Promise<void> {
  const { program, enrollment, to } = await begin(tx, programKey, 'apply');
  const invitations = await listInvitationsHere(tx);
  const isInvited = invitations.some((one) => one.program === programKey);
  if (!program.isOpen) throw new ProgramNotOpen({});
  if (enrollment && isLeftForGood({ state: enrollment.state, reason: enrollment.reason, isInvited, definition: program })) throw new LeftForGood({});
  const unsaid = program.requirements.filter((each) => each.kind === 'statement' && !statements.includes(each.key)).map(() => 'statement');
  if (missing.length + unsaid.length) throw new RequirementsMissing({ missing: [...new Set([...missing, ...unsaid])], count: missing.length + unsaid.length });
  const values = {
    state: to,
    appliedAt: now,
    appliedBy: personIdOf(actor),
    dueAt: addWorkingDays(now, program.reviewDays, await getWorkingCalendar(tx)),
    changedAt: now,
    reason: null,
    note: null,
    question: null,
    answer: null,
    activeSince: null,
    statements: program.requirements.flatMap((each) => (each.kind === 'statement' ? [each.key] : [])),
  };
  const row = await tx
    .insertInto('enrollments')
    .values({ program: programKey, ...values })
    .onConflict((oc) => oc.columns(['accountId', 'program']).doUpdateSet({ ...values, version: sql<number>`enrollments.version + 1` }))
    .returningAll()
    .executeTakeFirstOrThrow();
  await tell(tx, actor, now, EnrollmentApplied, { ...about(program), review: program.review }, enrollment, { ...row, state: to });
  await linkOnlyOnes(tx, now);
  const isVerified = (await getAccount(tx)).vettingStatus === 'authorized';
  const isUnseen = program.review === 'none' || (program.review === 'verification' && isVerified);
  // To leave and to come back does not lift what the operator has laid on the company.
  if (isUnseen && !(enrollment && (await leftHeldBack(tx, programKey)))) await approve(tx, actor, now, programKey, { isAgreed });
}

/** Takes an application back. @throws NotInState */
export async function withdraw(tx: Tx, actor: Actor, now: Date, programKey: string): Promise<void> {
  const { program, enrollment, to } = await begin(tx, programKey, 'withdraw');
  await tell(tx, actor, now, EnrollmentWithdrawn, about(program), enrollment, await write(tx, now, programKey, { state: to, reason: 'withdrawn' }));
  await releaseUnused(tx, actor, now);
}

/** Asks the company something before deciding; it has thirty days. @throws NotInState, ChangedMeanwhile */
export async function askBack(tx: Tx, actor: Actor, now: Date, programKey: string, question: string, version: number): Promise<void> {
  const { program, enrollment, to } = await begin(tx, programKey, 'ask_back', version);
  const after = await write(tx, now, programKey, { state: to, question, answer: null, dueAt: days(now, answerDays) });
  await tell(tx, actor, now, EnrollmentAskedBack, { ...about(program), question }, enrollment, after);
}

/** Answers the operator, who has the promised days again. @throws NotInState */
export async function answer(tx: Tx, actor: Actor, now: Date, programKey: string, text: string): Promise<void> {
  const { program, enrollment, to } = await begin(tx, programKey, 'answer');
  const after = await write(tx, now, programKey, { state: to, answer: text, dueAt: addWorkingDays(now, program.reviewDays, await getWorkingCalendar(tx)) });
  await tell(tx, actor, now, EnrollmentAnswered, about(program), enrollment, after);
}

export interface Approval {
  readonly isAgreed: boolean;
  readonly note?: string | null;
  readonly version?: number;
}
/** Takes the company in; where an agreement is still to be accepted, that comes first. @throws NotInState, ChangedMeanwhile */
export async function approve(tx: Tx, actor: Actor, now: Date, programKey: string, { isAgreed, note = null, version }: Approval): Promise<void> {
  const { program, enrollment, to } = await begin(tx, programKey, 'approve', version);
  const after = await write(tx, now, programKey, { state: to, note });
  if (!program.agreement || isAgreed) return activate(tx, actor, now, program, enrollment);
  await tell(tx, actor, now, EnrollmentQualified, about(program), enrollment, after);
}

/** From `qualified` to `active`; what the program replaces ends. */
async function activate(tx: Tx, actor: Actor, now: Date, program: ProgramRow, before: EnrollmentRow | undefined): Promise<void> {
  const { to } = await begin(tx, program.program, 'accept');
  const after = await write(tx, now, program.program, { state: to, activeSince: now });
  await tell(tx, actor, now, EnrollmentActivated, about(program), before, after);
  await givePublisherId(tx, actor, now, program);
  await endReplaced(tx, actor, now, program);
}

async function endReplaced(tx: Tx, actor: Actor, now: Date, program: ProgramRow): Promise<void> {
  for (const replaced of program.replaces) {
    const other = await findEnrollmentForUpdate(tx, replaced);
    if (other && moved(other.state, 'replace')) await end(tx, actor, now, replaced, 'replace');
  }
}

/** Ends what programs replace that the running company is in, however it came into both: two companies may have become one. */
export async function tidyReplaced(tx: Tx, actor: Actor, now: Date): Promise<void> {
  const [programs, enrollments] = await Promise.all([listProgramRows(tx), listEnrollmentsHere(tx)]);
  const isIn = (program: string) => enrollments.some((row) => row.program === program && (row.state === 'active' || row.state === 'restricted'));
  for (const program of programs) if (isIn(program.program)) await endReplaced(tx, actor, now, program);
}

/**
 * Every program that waited for this agreement becomes active. Called by the agreements feature in the transaction in which the
 * company accepts; `agreement` is the key that the programs name.
 */
export async function noteAgreement(tx: Tx, actor: Actor, now: Date, agreement: string): Promise<void> {
  const [programs, enrollments] = await Promise.all([listProgramRows(tx), listEnrollmentsHere(tx)]);
  const waiting = (program: string) => enrollments.find((row) => row.program === program && row.state === 'qualified');
  for (const program of programs.filter((each) => each.agreement === agreement)) {
    const enrollment = waiting(program.program);
    if (enrollment) await activate(tx, actor, now, program, enrollment);
  }
}

/** The agreement is no longer asked for: who waited for it is in. Does nothing when the company has gone on meanwhile. */
export async function release(tx: Tx, actor: Actor, now: Date, programKey: string): Promise<void> {
  await getAccountForUpdate(tx);
  if ((await findEnrollmentForUpdate(tx, programKey))?.state !== 'qualified') return;
  const { program, enrollment } = await begin(tx, programKey, 'accept');
  await activate(tx, actor, now, program, enrollment);
}

/** Refuses an application. @throws NotInState, ChangedMeanwhile */
export async function refuse(
  tx: Tx,
  actor: Actor,
  now: Date,
  programKey: string,
  because: { reason: Reason; note: string | null; version?: number },
): Promise<void> {
  const { program, enrollment, to } = await begin(tx, programKey, 'refuse', because.version);
  const { reason, note } = because;
  await tell(tx, actor, now, EnrollmentRefused, { ...about(program), reason, note }, enrollment, await write(tx, now, programKey, { state: to, reason, note }));
  await releaseUnused(tx, actor, now);
}

/** The company has not answered in time. Does nothing when it has meanwhile. */
export async function lapse(tx: Tx, actor: Actor, now: Date, programKey: string): Promise<void> {
  await getAccountForUpdate(tx);
  const waiting = await findEnrollmentForUpdate(tx, programKey);
  if (waiting?.state !== 'asked_back' || !waiting.dueAt || waiting.dueAt > now) return;
  const { program, enrollment, to } = await begin(tx, programKey, 'lapse');
  const after = await write(tx, now, programKey, { state: to, reason: 'not_answered' });
  await tell(tx, actor, now, EnrollmentRefused, { ...about(program), reason: 'not_answered', note: null }, enrollment, after);
  await releaseUnused(tx, actor, now);
}

export interface NewStanding {
  readonly change: 'restrict' | 'suspend' | 'reinstate';
  readonly reason: Reason | null;
  readonly note: string | null;
  readonly dueAt: Date | null;
  readonly version: number;
}
const standingTold = { restrict: EnrollmentRestricted, suspend: EnrollmentSuspended, reinstate: EnrollmentReinstated } as const;
/** Restricts, suspends or gives back; in force with the commit. @throws NotInState, ChangedMeanwhile */
export async function changeStanding(tx: Tx, actor: Actor, now: Date, programKey: string, { change, version, ...because }: NewStanding): Promise<void> {
  const { program, enrollment, to } = await begin(tx, programKey, change, version);
  const isBack = change === 'reinstate';
  const after = await write(tx, now, programKey, { state: to, ...(isBack ? { note: because.note } : because) });
  const details = isBack ? about(program) : { ...about(program), reason: because.reason ?? 'other', note: because.note };
  await tell(tx, actor, now, standingTold[change], details, enrollment, after);
}

/** Programs of the company, in which it is or which it waits for, that ask for this one and nothing else it has would do. */
export async function listNeeding(tx: Tx, programKey: string): Promise<ProgramRow[]> {
  const [programs, enrollments] = await Promise.all([listProgramRows(tx), listEnrollmentsHere(tx)]);
  const stands = new Set(enrollments.filter((row) => (standingStates as readonly string[]).includes(row.state)).map((row) => row.program));
  return programs.filter(
    (program) =>
      program.program !== programKey &&
      stands.has(program.program) &&
      program.requirements.some(
        (each) => each.kind === 'program' && each.programs.includes(programKey) && !each.programs.some((other) => other !== programKey && stands.has(other)),
      ),
  );
}

/** Leaves a program; what it brings ends at once. @throws NotInState, NeededBy */
export async function leave(tx: Tx, actor: Actor, now: Date, programKey: string, locale: Locale): Promise<void> {
  await getAccountForUpdate(tx);
  const needing = await listNeeding(tx, programKey);
  if (needing.length) {
    const names = needing.map((program) => program.texts[pickLocale([locale])].name);
    throw new NeededBy({ programs: new Intl.ListFormat(locale).format(names) });
  }
  await end(tx, actor, now, programKey, 'leave');
}

async function end(tx: Tx, actor: Actor, now: Date, programKey: string, event: 'leave' | 'replace'): Promise<void> {
  const { program, enrollment, to } = await begin(tx, programKey, event);
  const reason = event === 'leave' ? 'company_left' : 'replaced';
  // An invitation is good for one time in the program.
  await tx.deleteFrom('programInvitations').where('accountId', '=', here).where('program', '=', programKey).execute();
  await tell(tx, actor, now, EnrollmentLeft, { ...about(program), reason }, enrollment, await write(tx, now, programKey, { state: to, reason }));
  await releaseUnused(tx, actor, now);
}

/** Leaves every program and takes every application back, whatever asks for what: the company closes its account, which is held. */
export async function leaveEverything(tx: Tx, actor: Actor, now: Date): Promise<void> {
  for (const { program, state } of await listEnrollmentsHere(tx)) {
    if (moved(state, 'withdraw')) await withdraw(tx, actor, now, program);
    else if (moved(state, 'leave')) await end(tx, actor, now, program, 'leave');
  }
}

/** Invites the company of the transaction; one invitation a program. @throws NotFound, NotInState when it is in the program or on its way */
export async function invite(tx: Tx, actor: Actor, now: Date, programKey: string, sponsor: string): Promise<void> {
  const { program } = await begin(tx, programKey, 'apply');
  const values = { sponsor, invitedBy: personIdOf(actor), invitedAt: now };
  await tx
    .insertInto('programInvitations')
    .values({ program: programKey, ...values })
    .onConflict((oc) => oc.columns(['accountId', 'program']).doUpdateSet(values))
    .execute();
  await announce(tx, actor, now, EnrollmentInvited, { accountId: (await getAccount(tx)).accountId, details: { ...about(program), sponsor } });
}

export interface NewFigures {
  readonly revenue: { readonly amount: string; readonly currency: string } | null;
  readonly months: number | null;
  readonly asOf: string | null;
  readonly version: number;
}
/** Notes what the operator knows of the company's business. @throws ChangedMeanwhile */
export async function setFigures(tx: Tx, actor: Actor, now: Date, { revenue, months, asOf, version }: NewFigures): Promise<void> {
  await getAccountForUpdate(tx);
  const before = await findFigures(tx);
  if ((before?.version ?? 0) !== version) throw new ChangedMeanwhile({});
  const values = {
    revenueAmount: revenue?.amount ?? null,
    revenueCurrency: revenue?.currency ?? null,
    months,
    asOf,
    changedBy: personIdOf(actor),
    changedAt: now,
  };
  await tx
    .insertInto('accountFigures')
    .values(values)
    .onConflict((oc) => oc.column('accountId').doUpdateSet({ ...values, version: sql<number>`account_figures.version + 1` }))
    .execute();
  const after = { revenue, months, asOf };
  const was = before && {
    revenue: before.revenueAmount && { amount: before.revenueAmount, currency: before.revenueCurrency },
    months: before.months,
    asOf: before.asOf,
  };
  await announce(tx, actor, now, FiguresChanged, { accountId: (await getAccount(tx)).accountId, details: {}, before: was ?? {}, after });
}
