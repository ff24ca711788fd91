import { fullName } from '../../../core/person.ts';
import { ChangedMeanwhile, NotFound, RequestInvalid, TooManyRequests } from '../../../core/problems.ts';
import type { Locale } from '../../../core/locale.ts';
import { fold } from '../../../core/text.ts';
import { type Actor, type OperatorActor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { askMail } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';
import { findMember } from '../../members/queries.ts';
import {
  type Happened,
  messagesAnHour,
  type Outcome,
  ReopenTooLate,
  RequestAnswered,
  RequestAskedBack,
  RequestAssigned,
  RequestClosed,
  RequestEnded,
  RequestHandedOver,
  RequestLookedAt,
  RequestNotClosed,
  RequestOpened,
  RequestReopened,
  RequestReplied,
  RequestShared,
  reopenDays,
  requestsADay,
  type Severity,
} from '../contract/requestShapes.ts';
import { requestMail, type Told } from '../mails/requests.ts';
import { getWorkingCalendar } from '../../center/queries/calendar.ts';
import { promisedAt } from '../policy/promise.ts';
import { countOpenedSince, countWrittenSince, findRequest, findRequestForUpdate, nextNumber, type RequestRow } from '../queries/requests.ts';

export { findRequestByToken } from '../queries/requests.ts';
export { attachFile } from './requestFiles.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface RequestWanted {
  readonly kind: 'question' | 'access';
  /** The company and the person, when they are known by a session: never by what a stranger typed. */
  readonly accountId?: string | null;
  readonly personId?: string | null;
  readonly name: string;
  readonly email: string;
  /** E.164. */
  readonly phone?: string | null;
  readonly locale: Locale;
  readonly topic: string;
  readonly subject: string;
  readonly text: string;
  readonly severity: Severity;
  readonly forTeam?: boolean;
}

/**
 * Opens a service request and mails its number; whoever has no company here gets a private link to follow it.
 * `tx` must be in the account, or, without one, see across accounts. @throws TooManyRequests
 */
export async function openRequest(tx: Tx, actor: Actor, now: Date, wanted: RequestWanted): Promise<{ requestId: string; number: string }> {
  const { kind, accountId = null, personId = null, name, email, phone = null, locale, topic, subject, text, severity, forTeam = false } = wanted;
  if (personId && (await countOpenedSince(tx, personId, new Date(now.getTime() - DAY))) >= requestsADay)
    throw new TooManyRequests({ retryAfterSeconds: DAY / 1000 });
  const [number, calendar] = await Promise.all([nextNumber(tx), getWorkingCalendar(tx)]);
  const { requestId } = await tx
    .insertInto('serviceRequests')
    .values({
      number,
      kind,
      accountId,
      personId,
      name,
      email,
      phone,
      locale,
      topic,
      subject,
      severity,
      forTeam,
      state: 'open',
      createdAt: now,
      changedAt: now,
      promisedAt: promisedAt(now, { locale, severity }, calendar),
      searchText: fold([number, name, email, subject].join(' ')),
    })
    .returning('requestId')
    .executeTakeFirstOrThrow();
  await insertMessage(tx, now, { requestId, side: 'asker', personId, author: name, text });
  const row = { ...wanted, requestId, number, accountId, personId };
  await announce(tx, actor, now, RequestOpened, { ...about(row), details: { request: number } });
  await tell(tx, now, row, 'opened');
  return { requestId, number };
}

export type Side = 'asker' | 'desk' | 'note';
export interface Written {
  readonly requestId: string;
  readonly side: Side;
  readonly text: string;
  /** Of the desk: whether it waits for an answer before it goes on. */
  readonly asksBack?: boolean;
}

/** Writes into the conversation; a note is seen by the operator's people only. @throws NotFound, RequestClosed, TooManyRequests */
export async function addMessage(tx: Tx, actor: Actor, now: Date, { requestId, side, text, asksBack = false }: Written): Promise<{ messageId: string }> {
  const row = await lock(tx, requestId);
  if (row.state === 'closed' && side !== 'note') throw new RequestClosed({ number: row.number });
  if (side === 'asker' && (await countWrittenSince(tx, requestId, new Date(now.getTime() - HOUR))) >= messagesAnHour)
    throw new TooManyRequests({ retryAfterSeconds: HOUR / 1000 });
  const messageId = await insertMessage(tx, now, { requestId, side, personId: personIdOf(actor), author: 'name' in actor ? actor.name : row.name, text });
  if (side === 'note') return { messageId };
  if (side === 'asker') {
    // The desk owes an answer anew; what it owed already stays.
    const due = row.state === 'open' && row.promisedAt ? row.promisedAt : await promise(tx, now, row);
    await change(tx, now, row, { state: 'open', promisedAt: due });
    await announce(tx, actor, now, RequestReplied, { ...about(row), details: { request: row.number } });
    return { messageId };
  }
  await change(tx, now, row, { state: asksBack ? 'attention_needed' : 'open', promisedAt: null, answeredAt: row.answeredAt ?? now });
  await announce(tx, actor, now, asksBack ? RequestAskedBack : RequestAnswered, { ...about(row), details: { request: row.number } });
  await tell(tx, now, row, asksBack ? 'asked_back' : 'answered', messageId);
  return { messageId };
}

/** Ends it; for `reopenDays` it can be taken up again. @throws NotFound, RequestClosed */
export async function closeRequest(
  tx: Tx,
  actor: Actor,
  now: Date,
  { requestId, outcome, text, side }: { readonly requestId: string; readonly outcome: Outcome; readonly text?: string | null; readonly side: 'asker' | 'desk' },
): Promise<void> {
  const row = await lock(tx, requestId);
  if (row.state === 'closed') throw new RequestClosed({ number: row.number });
  const messageId = text ? await insertMessage(tx, now, { requestId, side, personId: personIdOf(actor), author: nameOf(actor, row), text }) : undefined;
  const answeredAt = side === 'desk' ? (row.answeredAt ?? now) : row.answeredAt;
  await change(tx, now, row, { state: 'closed', outcome, promisedAt: null, closedAt: now, answeredAt });
  await note(tx, now, row, actor, { what: 'closed', name: outcome });
  await announce(tx, actor, now, RequestEnded, { ...about(row), details: { request: row.number, outcome } });
  await tell(tx, now, row, 'closed', messageId);
}

/** Takes a closed request up again, saying why. @throws NotFound, RequestNotClosed, ReopenTooLate */
export async function reopenRequest(
  tx: Tx,
  actor: Actor,
  now: Date,
  { requestId, text, side }: { readonly requestId: string; readonly text: string; readonly side: 'asker' | 'desk' },
): Promise<void> {
  const row = await lock(tx, requestId);
  if (row.state !== 'closed') throw new RequestNotClosed({ number: row.number });
  if (!row.closedAt || now.getTime() - row.closedAt.getTime() > reopenDays * DAY) throw new ReopenTooLate({ number: row.number, days: reopenDays });
  await note(tx, now, row, actor, { what: 'reopened', name: null });
  const messageId = await insertMessage(tx, now, { requestId, side, personId: personIdOf(actor), author: nameOf(actor, row), text });
  await change(tx, now, row, { state: 'open', outcome: null, closedAt: null, promisedAt: await promise(tx, now, row) });
  await announce(tx, actor, now, RequestReopened, { ...about(row), details: { request: row.number } });
  await tell(tx, now, row, 'reopened', messageId);
}

/** Gives the request to a colleague, who writes with the desk from then on; `tx` must be in the account. @throws NotFound, RequestInvalid */
export async function handOverRequest(
  tx: Tx,
  actor: Actor,
  now: Date,
  { requestId, personId }: { readonly requestId: string; readonly personId: string },
): Promise<string> {
  const row = await lock(tx, requestId);
  const owner = await findMember(tx, now, personId);
  if (owner?.state !== 'active' || personId === row.personId) throw new RequestInvalid({ fields: { personId: 'not_active_here' } });
  const name = fullName(owner);
  await change(tx, now, row, { personId, name, email: owner.email, phone: null, searchText: fold([row.number, name, owner.email, row.subject].join(' ')) });
  await note(tx, now, row, actor, { what: 'handed_over', name });
  await announce(tx, actor, now, RequestHandedOver, {
    ...about({ ...row, personId }),
    details: { request: row.number, name },
    before: { name: row.name },
    after: { name },
  });
  await tell(tx, now, { ...row, email: owner.email, personId }, 'handed_over');
  return name;
}

/** Shows it to colleagues who may see requests, or keeps it from them. @throws NotFound */
export async function shareRequest(tx: Tx, actor: Actor, now: Date, { requestId, forTeam }: { readonly requestId: string; readonly forTeam: boolean }) {
  const row = await lock(tx, requestId);
  if (row.forTeam === forTeam) return;
  await change(tx, now, row, { forTeam });
  await announce(tx, actor, now, RequestShared, { ...about(row), details: { request: row.number }, before: { forTeam: !forTeam }, after: { forTeam } });
}

/** Gives it to one of the operator's people, or back to all. `from` is who had it when it was read. @throws NotFound, ChangedMeanwhile */
export async function assignRequest(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  {
    requestId,
    from,
    to,
  }: { readonly requestId: string; readonly from: string | null; readonly to: { readonly personId: string; readonly name: string } | null },
): Promise<void> {
  const row = await lock(tx, requestId);
  if (row.assignedTo !== from) throw new ChangedMeanwhile({});
  if (row.assignedTo === (to?.personId ?? null)) return;
  await change(tx, now, row, { assignedTo: to?.personId ?? null });
  await announce(tx, actor, now, RequestAssigned, { ...about(row), details: { request: row.number, name: to?.name ?? null } });
}

/** Notes that one of the operator's people looked, once a day each; the company reads it in its log. */
export async function noteLook(tx: Tx, actor: OperatorActor, now: Date, row: RequestRow): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('serviceLooks')
    .values({ requestId: row.requestId, personId: actor.personId, day: now.toISOString().slice(0, 10), name: actor.name, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows) await announce(tx, actor, now, RequestLookedAt, { ...about(row), details: { request: row.number } });
}

type Known = Pick<RequestRow, 'requestId' | 'number' | 'accountId' | 'personId'>;
const about = ({ accountId, personId, requestId }: Known) => ({ accountId, personId, subjectId: requestId });
const nameOf = (actor: Actor, row: RequestRow): string => ('name' in actor && actor.kind !== 'system' ? actor.name : row.name);

/** @throws NotFound */
async function lock(tx: Tx, requestId: string): Promise<RequestRow> {
  const row = await findRequestForUpdate(tx, requestId);
  if (!row) throw new NotFound({});
  return row;
}

const promise = async (tx: Tx, now: Date, { locale, severity }: RequestRow) =>
  promisedAt(now, { locale, severity: severity as Severity }, await getWorkingCalendar(tx));

type Changes = Partial<Omit<RequestRow, 'requestId' | 'number' | 'version'>>;
const change = (tx: Tx, now: Date, { requestId }: Known, values: Changes) =>
  tx
    .updateTable('serviceRequests')
    .set((eb) => ({ ...values, changedAt: now, version: eb('version', '+', 1) }))
    .where('requestId', '=', requestId)
    .execute();

interface NewMessage {
  readonly requestId: string;
  readonly side: Side | 'system';
  readonly personId: string | null;
  readonly author: string;
  readonly text: string;
}
async function insertMessage(tx: Tx, now: Date, message: NewMessage): Promise<string> {
  const { messageId } = await tx
    .insertInto('serviceMessages')
    .values({ ...message, at: now })
    .returning('messageId')
    .executeTakeFirstOrThrow();
  return messageId;
}

/** What happened stands in the conversation, too; read by `presentMessage`. */
const note = (tx: Tx, now: Date, row: RequestRow, actor: Actor, happened: Happened) =>
  insertMessage(tx, now, {
    requestId: row.requestId,
    side: 'system',
    personId: personIdOf(actor),
    author: nameOf(actor, row),
    text: JSON.stringify(happened),
  });

type Reader = Known & Pick<RequestRow, 'email'> & { readonly locale: string };
const tell = (tx: Tx, now: Date, { requestId, accountId, personId, email, locale }: Reader, told: Told, messageId?: string) =>
  askMail(tx, now, requestMail, {
    to: email,
    locale: locale as Locale,
    accountId,
    personId,
    ids: { requestId, told, ...(messageId ? { messageId } : {}) },
  });

/** @throws NotFound */
export async function getRequest(tx: Tx, requestId: string): Promise<RequestRow> {
  const row = await findRequest(tx, requestId);
  if (!row) throw new NotFound({});
  return row;
}
