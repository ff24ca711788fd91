import { money, type Money, noMoney, addMoney, isNegativeMoney } from '../../../core/money.ts';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import { personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enqueue } from '../../../server/jobs.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { listOffers } from '../../catalog/queries.ts';
import {
  BulkAsked,
  BulkConfirmed,
  type BulkKept,
  bulkRows,
  type BulkState,
  BulkNothing,
  BulkNotInState,
  BulkStale,
  BulkTooMany,
  BulkUndoAsked,
  bulkUndoDays,
  BulkUndoOver,
  BulkWhat,
} from '../contract/bulk.ts';
import { NotYourOwn } from '../contract/carts.ts';
import { Change, Schedule } from '../contract/subscriptions.ts';
import { factsOf } from '../facts.ts';
import { runBulkChange } from '../jobs/bulk.ts';
import { mayApprove } from '../policy/orders.ts';
import { type BulkFacts, changeOf, isStale, planRow, type RowPlanned, type RowRefused } from '../policy/bulk.ts';
import {
  type BulkChangeRow,
  type BulkRowRow,
  findBulkForUpdate,
  listRowsOf,
  listSchedules,
  listSubscriptionsByIds,
  type Tally,
  tallyBulks,
} from '../queries/bulk.ts';
import type { SubscriptionRow } from '../queries/subscriptions.ts';
import type { Doer } from './carts.ts';
import { approvalLimit, needsApproval } from './limit.ts';
import { putBack } from './bulkRun.ts';

/** What one row asks for; a line of a file that is wrong asks for nothing and says why. */
export interface Wish {
  readonly rowNo: number;
  readonly lineNo: number | null;
  readonly subscriptionId: string | null;
  readonly what: BulkWhat | null;
  readonly fault: { readonly column: string; readonly code: string } | null;
}
interface Known {
  readonly row: SubscriptionRow;
  it: BulkFacts;
}

/** Subscriptions with what a rule must know of them, in four statements however many they are. */
export async function knownOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Known>> {
  const [rows, schedules] = await Promise.all([listSubscriptionsByIds(tx, ids), listSchedules(tx, ids)]);
  const planned = new Map(schedules.map((each) => [each.subscriptionId, Schedule.parse(each)]));
  const markets = [...new Set(rows.map(({ market }) => market))];
  const offers = await Promise.all(
    markets.map(async (market) => {
      const wanted = [...new Set(rows.filter((row) => row.market === market).map(({ offerId }) => offerId))];
      return (await listOffers(tx, wanted, market)).map((offer) => [`${market} ${offer.offerId}`, offer] as const);
    }),
  );
  const byMarket = new Map(offers.flat());
  return new Map(
    rows.map((row) => [
      row.subscriptionId,
      { row, it: { facts: factsOf(row), schedule: planned.get(row.subscriptionId) ?? null, offer: byMarket.get(`${row.market} ${row.offerId}`) } },
    ]),
  );
}

interface Rehearsed {
  readonly what: BulkKept;
  readonly fileName: string | null;
  readonly unchanged: number;
  readonly wishes: readonly Wish[];
}
/** Keeps what many subscriptions are to become, with what it would do to each; changes none. @throws BulkNothing, BulkTooMany */
export async function rehearseBulk(tx: Tx, actor: Doer, now: Date, { wishes, what, fileName, unchanged }: Rehearsed): Promise<BulkChangeRow> {
  if (!wishes.length) throw new BulkNothing({});
  if (wishes.length > bulkRows) throw new BulkTooMany({ most: bulkRows });
  const bulk = await tx
    .insertInto('bulkChanges')
    .values({
      what: JSON.stringify(what),
      fileName,
      unchanged,
      createdBy: personIdOf(actor) ?? crypto.randomUUID(),
      createdByName: actor.name,
      createdAt: now,
      rehearsedAt: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertRows(tx, now, bulk.bulkId, wishes);
  return bulk;
}

async function insertRows(tx: Tx, now: Date, bulkId: string, wishes: readonly Wish[]): Promise<void> {
  const ids = [...new Set(wishes.flatMap(({ subscriptionId }) => subscriptionId ?? []))];
  const known = await knownOf(tx, ids);
  const rows = wishes.map((wish) => rehearsedRow(wish, known, now));
  await run(
    tx,
    `insert into bulk_change_rows (account_id, bulk_id, row_no, line_no, subscription_id, version, state, reason, count, file_column, wish, change, amount, before, after, undo_reason)
     select current_account(), $1, x.row_no, x.line_no, x.subscription_id, x.version, x.state, x.reason, x.count, x.file_column, x.wish, x.change, x.amount, x.before, x.after, x.undo_reason
       from jsonb_to_recordset($2::jsonb) as x(row_no int, line_no int, subscription_id uuid, version int, state text, reason text, count int, file_column text,
            wish jsonb, change jsonb, amount numeric, before jsonb, after jsonb, undo_reason text)`,
    [bulkId, JSON.stringify(rows)],
  );
}

/** A row as it is kept; what it does to its subscription is what the next row of the same one meets. */
function rehearsedRow({ rowNo, lineNo, subscriptionId, what, fault }: Wish, known: Map<string, Known>, now: Date) {
  const same = { row_no: rowNo, line_no: lineNo, subscription_id: subscriptionId, wish: what };
  if (fault) return { ...same, state: 'refused', reason: fault.code, file_column: fault.column, subscription_id: null };
  const found = subscriptionId ? known.get(subscriptionId) : undefined;
  if (!found || !what) return { ...same, state: 'refused', reason: 'not_there', subscription_id: found ? subscriptionId : null };
  const change = changeOf(what, found.it);
  const planned = 'refused' in change ? change : planRow(found.it, change, now);
  if ('refused' in planned) return { ...same, ...refusedRow(planned), version: found.row.version };
  found.it = planned.next;
  return { ...same, ...plannedRow(planned), version: found.row.version };
}
const refusedRow = ({ refused, count }: RowRefused) => ({ state: 'refused', reason: refused, count });
const plannedRow = ({ change, amount, before, after, undoReason }: RowPlanned) => ({
  state: 'ready',
  change,
  amount: amount.amount,
  before,
  after,
  undo_reason: undoReason,
});

export interface Which {
  readonly bulkId: string;
  readonly version: number;
}
/** Locks it in the state that is wanted. @throws NotFound, BulkNotInState, ChangedMeanwhile */
export async function lockBulk(tx: Tx, { bulkId, version }: Which, from: BulkState): Promise<BulkChangeRow> {
  const bulk = await findBulkForUpdate(tx, bulkId);
  if (!bulk) throw new NotFound({});
  if (bulk.state !== from) throw new BulkNotInState({ state: bulk.state as BulkState });
  if (bulk.version !== version) throw new ChangedMeanwhile({});
  return bulk;
}
export const settle = (tx: Tx, { accountId, bulkId, version }: BulkChangeRow, set: Partial<Omit<BulkChangeRow, 'accountId' | 'bulkId' | 'version' | 'what'>>) =>
  tx
    .updateTable('bulkChanges')
    .set({ ...set, version: version + 1 })
    .where('accountId', '=', accountId)
    .where('bulkId', '=', bulkId)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Rehearses it once more, as things are now. @throws NotFound, BulkNotInState, ChangedMeanwhile */
export async function rehearseAgain(tx: Tx, now: Date, which: Which): Promise<BulkChangeRow> {
  const bulk = await lockBulk(tx, which, 'rehearsed');
  const rows = (await listRowsOf(tx, which.bulkId, ['ready', 'refused'])).filter(({ wish }) => wish !== null);
  await tx.deleteFrom('bulkChangeRows').where('accountId', '=', bulk.accountId).where('bulkId', '=', bulk.bulkId).where('wish', 'is not', null).execute();
  await insertRows(
    tx,
    now,
    bulk.bulkId,
    rows.map(({ rowNo, lineNo, subscriptionId, wish }) => ({ rowNo, lineNo, subscriptionId, what: BulkWhat.parse(wish), fault: null })),
  );
  return settle(tx, bulk, { rehearsedAt: now });
}

/** Has it done, by a job; above the company's limit once a second person says so. @throws NotFound, BulkNotInState, BulkStale, BulkNothing, NotYourOwn, ChangedMeanwhile */
export async function confirmBulk(tx: Tx, actor: Doer, now: Date, which: Which): Promise<BulkChangeRow> {
  const bulk = await lockBulk(tx, which, 'rehearsed');
  if (isStale(bulk.rehearsedAt, now)) throw new BulkStale({});
  const ready = await listRowsOf(tx, which.bulkId, ['ready']);
  if (!ready.length) throw new BulkNothing({});
  const total = saidOf(await sumsOf(tx, ready));
  if (await isAboveLimit(tx, await tallyBulks(tx, [which.bulkId]))) {
    const me = personIdOf(actor) ?? null;
    if (!bulk.askedAt) return askForBulk(tx, actor, now, bulk, { count: ready.length, total });
    if (me === null || !mayApprove(bulk.askedBy ?? '', me)) throw new NotYourOwn({});
  }
  const saved = await settle(tx, bulk, { state: 'running', confirmedBy: personIdOf(actor), confirmedByName: actor.name, confirmedAt: now });
  await announce(tx, actor, now, BulkConfirmed, { subjectId: bulk.bulkId, details: { count: ready.length, total } });
  await enqueue(tx, runBulkChange, { accountId: bulk.accountId, bulkId: bulk.bulkId });
  return saved;
}

/** Somebody else has to say yes. */
async function askForBulk(
  tx: Tx,
  actor: Doer,
  now: Date,
  bulk: BulkChangeRow,
  told: { readonly count: number; readonly total: string },
): Promise<BulkChangeRow> {
  const saved = await settle(tx, bulk, {
    askedBy: personIdOf(actor) ?? null,
    askedByName: actor.name,
    askedAt: now,
    sentBackByName: null,
    sentBackWhy: null,
  });
  await announce(tx, actor, now, BulkAsked, { subjectId: bulk.bulkId, details: told });
  return saved;
}

interface Amounts {
  readonly subscriptionId: string | null;
  readonly amount: string | null;
}
/** Whether what is charged for the rows that are ready, all together and whatever others give back, is more than one person may decide. */
export async function isAboveLimit(tx: Tx, tally: readonly Tally[]): Promise<boolean> {
  for (const { state, currency, charged } of tally)
    if (state === 'ready' && currency && needsApproval(money(charged, currency), await approvalLimit(tx, currency))) return true;
  return false;
}

export const saidOf = (sums: readonly Money[]): string => sums.map((sum) => `${sum.amount} ${sum.currency}`).join(', ');
/** What rows charge and give back, together by currency. */
export async function sumsOf(tx: Tx, rows: readonly Amounts[]): Promise<Money[]> {
  const currencies = new Map(
    (await listSubscriptionsByIds(tx, [...new Set(rows.flatMap(({ subscriptionId }) => subscriptionId ?? []))])).map((row) => [
      row.subscriptionId,
      row.currency,
    ]),
  );
  const sums = new Map<string, Money>();
  for (const { subscriptionId, amount } of rows) {
    const currency = currencies.get(subscriptionId ?? '');
    if (currency) sums.set(currency, addMoney(sums.get(currency) ?? noMoney(currency), money(amount ?? '0', currency)));
  }
  return [...sums.values()];
}

export interface UndoRow {
  readonly row: BulkRowRow;
  /** Null: it is taken back. */
  readonly reason: string | null;
  readonly count: number;
  readonly amount: Money | null;
  readonly version: number | null;
}
/** What taking back would do to each row that was done, from the last to the first. @throws BulkUndoOver, BulkNotInState */
export async function planUndo(tx: Tx, now: Date, bulk: BulkChangeRow): Promise<UndoRow[]> {
  if (bulk.state !== 'done') throw new BulkNotInState({ state: bulk.state as BulkState });
  if (!undoableUntil(bulk) || now >= (undoableUntil(bulk) ?? now)) throw new BulkUndoOver({});
  const rows = (await listRowsOf(tx, bulk.bulkId, ['done'])).toReversed();
  const known = await knownOf(tx, [...new Set(rows.flatMap(({ subscriptionId }) => subscriptionId ?? []))]);
  const untouched = new Map<string, boolean>();
  return rows.map((row) => {
    const found = known.get(row.subscriptionId ?? '');
    if (!found) return { row, reason: 'not_there', count: 0, amount: null, version: null };
    // The last row of a subscription knows the version that it left behind.
    const isOurs = untouched.get(found.row.subscriptionId) ?? row.version === found.row.version;
    untouched.set(found.row.subscriptionId, isOurs);
    if (!isOurs) return { row, reason: 'changed_meanwhile', count: 0, amount: null, version: null };
    const planned = planRow(found.it, putBack(Change.parse(row.change), row.before), now);
    if ('refused' in planned) return { row, reason: planned.refused, count: planned.count, amount: null, version: null };
    found.it = planned.next;
    return { row, reason: null, count: 0, amount: planned.amount, version: found.row.version };
  });
}
export const undoableUntil = ({ endedAt, state }: BulkChangeRow): Date | null =>
  endedAt && state === 'done' ? new Date(endedAt.getTime() + bulkUndoDays * 86_400_000) : null;

/** Has it taken back where the rules allow, by a job. @throws NotFound, BulkNotInState, BulkUndoOver, BulkNothing, ChangedMeanwhile */
export async function undoBulk(tx: Tx, actor: Doer, now: Date, which: Which): Promise<BulkChangeRow> {
  const bulk = await lockBulk(tx, which, 'done');
  const rows = await planUndo(tx, now, bulk);
  const back = rows.filter(({ reason }) => reason === null);
  if (!back.length) throw new BulkNothing({});
  await run(
    tx,
    `update bulk_change_rows r set state = x.state, reason = x.reason, count = x.count, undo_amount = x.amount, version = coalesce(x.version, r.version)
       from jsonb_to_recordset($2::jsonb) as x(row_no int, state text, reason text, count int, amount numeric, version int)
      where r.account_id = current_account() and r.bulk_id = $1 and r.row_no = x.row_no`,
    [
      bulk.bulkId,
      JSON.stringify(
        rows.map(({ row, reason, count, amount, version }) => ({
          row_no: row.rowNo,
          state: reason === null ? 'undoing' : 'kept',
          reason,
          count,
          amount: amount?.amount ?? null,
          version,
        })),
      ),
    ],
  );
  const total = saidOf(
    await sumsOf(
      tx,
      back.map(({ row, amount }) => ({ subscriptionId: row.subscriptionId, amount: amount?.amount ?? null })),
    ),
  );
  const saved = await settle(tx, bulk, { state: 'undoing', undoneBy: personIdOf(actor), undoneByName: actor.name });
  await announce(tx, actor, now, BulkUndoAsked, { subjectId: bulk.bulkId, details: { count: back.length, total } });
  await enqueue(tx, runBulkChange, { accountId: bulk.accountId, bulkId: bulk.bulkId });
  return saved;
}

/** Parts of amounts by currency: what is charged, what is given back. */
export function totalsOf(amounts: readonly Money[]) {
  const totals = new Map<string, { charged: Money; credited: Money }>();
  for (const amount of amounts) {
    const { currency } = amount;
    const sum = totals.get(currency) ?? { charged: noMoney(currency), credited: noMoney(currency) };
    const side = isNegativeMoney(amount) ? 'credited' : 'charged';
    totals.set(currency, { ...sum, [side]: addMoney(sum[side], amount) });
  }
  return [...totals].map(([currency, sums]) => ({ currency, ...sums }));
}
