import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../core/problems.ts';
import type { Actor, MemberActor } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import type { Tx } from '../../server/tx.ts';
import { type AccountRow, getAccountForUpdate } from '../accounts/queries.ts';
import {
  answerDays,
  AskerGone,
  ClosingAgreed,
  ClosingAsked,
  ClosingDeclined,
  ClosingExists,
  ClosingInTheWay,
  ClosingLapsed,
  ClosingNear,
  ClosingNoted,
  ClosingNotInState,
  type ClosingReason,
  type ClosingState,
  ClosingTakenBack,
  NotYourOwn,
  remindedAt,
  waitingDays,
} from './contract.ts';
import { begun, type ClosingEvent, daysOn, moved, reminderDue } from './policy.ts';
import { type ClosingRow, findClosingForUpdate, findOpenClosing, listClosers } from './queries.ts';

export interface Asked {
  readonly reason: ClosingReason;
  readonly words: string | null;
  /** Of the company, typed once more. */
  readonly name: string;
  /** What must be settled first. */
  readonly stops: readonly string[];
}

/**
 * Asks to close the running account. Where there is a second global admin, one of them must agree; otherwise the waiting time begins.
 * @throws ClosingExists, ClosingInTheWay, RequestInvalid
 */
export async function askClosing(tx: Tx, actor: MemberActor, now: Date, { reason, words, name, stops }: Asked): Promise<void> {
  const account = await getAccountForUpdate(tx);
  if (await findOpenClosing(tx)) throw new ClosingExists({});
  if (stops.length) throw new ClosingInTheWay({ stops: [...stops] });
  if (name !== account.name) throw new RequestInvalid({ fields: { name: 'company_name_differs' } });
  const hasSecond = (await listClosers(tx, now)).some(({ personId }) => personId !== actor.personId);
  const state = begun(hasSecond);
  const { closingId } = await tx
    .insertInto('closings')
    .values({
      state,
      reason,
      words,
      askedAt: now,
      askedBy: actor.personId,
      askedByName: actor.name,
      ...(hasSecond ? { answerBy: daysOn(now, answerDays) } : { closesAt: daysOn(now, waitingDays) }),
    })
    .returning('closingId')
    .executeTakeFirstOrThrow();
  const told = { accountId: account.accountId, subjectId: closingId, after: { state } };
  await announce(tx, actor, now, ClosingAsked, { ...told, details: { reason, words } });
  if (!hasSecond) await tellItWaits(tx, actor, now, account, closingId, daysOn(now, waitingDays));
}

/** The day is set: the company and the operator are told. */
async function tellItWaits(tx: Tx, actor: Actor, now: Date, account: Pick<AccountRow, 'accountId' | 'name' | 'partnerId'>, closingId: string, closesAt: Date) {
  const closesOn = closesAt.toISOString();
  await announce(tx, actor, now, ClosingAgreed, { accountId: account.accountId, subjectId: closingId, details: { closesOn }, after: { state: 'waiting' } });
  await announce(tx, actor, now, ClosingNoted, {
    accountId: null,
    subjectId: account.accountId,
    details: { name: account.name, partnerId: account.partnerId, closesOn },
  });
}

export interface Said {
  readonly closingId: string;
  readonly version: number;
}
/** Locks account and closing; says where an event leads. @throws NotFound, ClosingNotInState, ChangedMeanwhile */
async function begin(tx: Tx, event: ClosingEvent, { closingId, version }: Said) {
  const account = await getAccountForUpdate(tx);
  const row = await findClosingForUpdate(tx, closingId);
  if (!row) throw new NotFound({});
  const to = moved(row.state, event);
  if (!to) throw new ClosingNotInState({ state: row.state });
  if (row.version !== version) throw new ChangedMeanwhile({});
  return { account, row, to };
}

export type Change = Partial<
  Pick<ClosingRow, 'agreedAt' | 'agreedBy' | 'agreedByName' | 'closesAt' | 'endedAt' | 'endedByName' | 'remindedDays' | 'stoppedBy'>
> & {
  readonly effects?: string;
};
export async function write(tx: Tx, row: ClosingRow, state: ClosingState, change: Change): Promise<void> {
  await tx
    .updateTable('closings')
    .set({ state, ...change, version: row.version + 1 })
    .where('accountId', '=', row.accountId)
    .where('closingId', '=', row.closingId)
    .execute();
}

const moves = (row: ClosingRow, to: ClosingState) => ({
  accountId: row.accountId,
  subjectId: row.closingId,
  before: { state: row.state },
  after: { state: to },
});
const closesOn = (row: ClosingRow) => row.closesAt?.toISOString() ?? null;

/**
 * Agrees as a second global admin; the waiting time begins. Who asked must be one still. @throws NotFound, ClosingNotInState,
 * ChangedMeanwhile, NotYourOwn, AskerGone, ClosingInTheWay
 */
export async function agreeToClosing(tx: Tx, actor: MemberActor, now: Date, said: Said, stops: readonly string[]): Promise<void> {
  const { account, row, to } = await begin(tx, 'agree', said);
  if (row.askedBy === actor.personId) throw new NotYourOwn({});
  if (row.answerBy && row.answerBy <= now) throw new ClosingNotInState({ state: 'lapsed' });
  const closers = (await listClosers(tx, now)).map(({ personId }) => personId);
  if (!closers.includes(row.askedBy)) throw new AskerGone({});
  // Whoever sees to a company as a guest decides nothing of this kind.
  if (!closers.includes(actor.personId)) throw new NotYourOwn({});
  if (stops.length) throw new ClosingInTheWay({ stops: [...stops] });
  const closesAt = daysOn(now, waitingDays);
  await write(tx, row, to, { agreedAt: now, agreedBy: actor.personId, agreedByName: actor.name, closesAt });
  await tellItWaits(tx, actor, now, account, row.closingId, closesAt);
}

/** Declines what another admin has asked for. @throws NotFound, ClosingNotInState, ChangedMeanwhile, NotYourOwn */
export async function declineClosing(tx: Tx, actor: MemberActor, now: Date, said: Said): Promise<void> {
  const { row, to } = await begin(tx, 'decline', said);
  if (row.askedBy === actor.personId) throw new NotYourOwn({});
  await write(tx, row, to, { endedAt: now, endedByName: actor.name });
  await announce(tx, actor, now, ClosingDeclined, { ...moves(row, to), details: {} });
}

/** Takes it back; everything goes on as it was. @throws NotFound, ClosingNotInState, ChangedMeanwhile */
export async function takeBackClosing(tx: Tx, actor: MemberActor, now: Date, said: Said): Promise<void> {
  const { row, to } = await begin(tx, 'take_back', said);
  await write(tx, row, to, { endedAt: now, endedByName: actor.name });
  await announce(tx, actor, now, ClosingTakenBack, { ...moves(row, to), details: { closesOn: closesOn(row) } });
}

/** Nobody has agreed in time. Does nothing when somebody has meanwhile. */
export async function lapseClosing(tx: Tx, actor: Actor, now: Date, closingId: string): Promise<void> {
  await getAccountForUpdate(tx);
  const row = await findClosingForUpdate(tx, closingId);
  const to = row && moved(row.state, 'lapse');
  if (!row || !to || !row.answerBy || row.answerBy > now) return;
  await write(tx, row, to, { endedAt: now });
  await announce(tx, actor, now, ClosingLapsed, { ...moves(row, to), details: {} });
}

/** Reminds everybody concerned that the day comes near. Does nothing when they were already, or it was taken back. */
export async function remindOfClosing(tx: Tx, actor: Actor, now: Date, closingId: string): Promise<void> {
  await getAccountForUpdate(tx);
  const row = await findClosingForUpdate(tx, closingId);
  if (row?.state !== 'waiting' || !row.closesAt) return;
  const days = reminderDue(now, row.closesAt, row.remindedDays, remindedAt);
  if (days === null) return;
  // Nothing that anybody reads has changed: its version stays.
  await write(tx, { ...row, version: row.version - 1 }, row.state, { remindedDays: days });
  await announce(tx, actor, now, ClosingNear, { accountId: row.accountId, subjectId: row.closingId, details: { closesOn: closesOn(row), days } });
}
