import { money } from '../../../core/money.ts';
import { Problem } from '../../../core/problem.ts';
import { announce } from '../../../server/announce.ts';
import { system } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';
import { BulkDone, BulkUndone } from '../contract/bulk.ts';
import { Change, Schedule } from '../contract/subscriptions.ts';
import { type BulkChangeRow, type BulkRowRow, findBulkForUpdate, findNextRow, tallyBulks } from '../queries/bulk.ts';
import { findSubscription } from '../queries/subscriptions.ts';
import { changeSubscription } from './subscriptions.ts';

/** The change that puts back what a row found before it. */
export function putBack(change: Change, before: unknown): Change {
  const was = before as { readonly quantity?: number; readonly autoRenews?: boolean; readonly schedule?: unknown };
  if (change.kind === 'seats' && was.quantity) return { kind: 'seats', quantity: was.quantity };
  if (change.kind === 'renewal') return { kind: 'renewal', autoRenews: was.autoRenews === true };
  return { kind: 'schedule', schedule: was.schedule ? Schedule.parse(was.schedule) : null };
}

/**
 * Does the next row of a bulk change, or takes it back, in this one transaction: what was done is marked with it, so that whoever
 * goes on after a crash begins with the row behind. False when nothing is left.
 */
export async function doNextRow(tx: Tx, now: Date, bulkId: string): Promise<boolean> {
  const bulk = await findBulkForUpdate(tx, bulkId);
  if (bulk?.state !== 'running' && bulk?.state !== 'undoing') return false;
  const row = await findNextRow(tx, bulkId, bulk.state === 'running' ? 'ready' : 'undoing');
  if (!row) {
    await finish(tx, now, bulk);
    return false;
  }
  await write(tx, row, await doRow(tx, now, bulk, row));
  return true;
}

type Outcome = { readonly version: number } | { readonly reason: string; readonly count: number };

/** Changes one subscription at the amount that was rehearsed; what a rule says against it is kept with the row. */
async function doRow(tx: Tx, now: Date, bulk: BulkChangeRow, row: BulkRowRow): Promise<Outcome> {
  const undoing = bulk.state === 'undoing';
  const subscriptionId = row.subscriptionId ?? '';
  const found = row.subscriptionId ? await findSubscription(tx, subscriptionId) : undefined;
  if (!found || row.version === null) return { reason: 'not_there', count: 0 };
  const change = undoing ? putBack(Change.parse(row.change), row.before) : Change.parse(row.change);
  const shown = money((undoing ? row.undoAmount : row.amount) ?? '0', found.currency);
  const by = { ...system('orders.bulk', bulk.accountId), name: (undoing ? bulk.undoneByName : bulk.confirmedByName) ?? '' };
  try {
    await changeSubscription(tx, by, now, { subscriptionId, change, version: row.version, shown, bulkId: bulk.bulkId, isApproved: true });
    return { version: row.version + 1 };
  } catch (error) {
    // Checks come before the first statement that writes: what is refused has left nothing behind.
    if (!(error instanceof Problem)) throw error;
    return reasonOf(error);
  }
}

function reasonOf(problem: Problem): Outcome {
  if (problem.code === 'subscriptions.refused') return problem.details as { reason: string; count: number };
  return { reason: problem.code === 'subscriptions.amount_changed' ? 'amount_changed' : 'changed_meanwhile', count: 0 };
}

async function write(tx: Tx, { accountId, bulkId, rowNo, subscriptionId, state }: BulkRowRow, outcome: Outcome): Promise<void> {
  const undoing = state === 'undoing';
  const isDone = 'version' in outcome;
  await tx
    .updateTable('bulkChangeRows')
    .set(isDone ? { state: undoing ? 'undone' : 'done', version: outcome.version } : { state: undoing ? 'kept' : 'skipped', ...outcome })
    .where('accountId', '=', accountId)
    .where('bulkId', '=', bulkId)
    .where('rowNo', '=', rowNo)
    .execute();
  if (!isDone) return;
  // A file may say several things of one subscription, in rows that follow each other: the next one meets what this one left.
  await tx
    .updateTable('bulkChangeRows')
    .set({ version: outcome.version })
    .where('accountId', '=', accountId)
    .where('bulkId', '=', bulkId)
    .where('rowNo', '>=', rowNo - 3)
    .where('rowNo', '<=', rowNo + 3)
    .where('subscriptionId', '=', subscriptionId)
    .where('state', '=', state)
    .execute();
}

/** Nothing is left: whoever had it done is told. */
async function finish(tx: Tx, now: Date, bulk: BulkChangeRow): Promise<void> {
  const { accountId, bulkId, state } = bulk;
  const undoing = state === 'undoing';
  await tx
    .updateTable('bulkChanges')
    .set((set) => ({ ...(undoing ? { state: 'undone', undoneAt: now } : { state: 'done', endedAt: now }), version: set('version', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('bulkId', '=', bulkId)
    .execute();
  const tally = await tallyBulks(tx, [bulkId]);
  const rows = (...states: readonly string[]) => tally.filter((each) => states.includes(each.state)).reduce((sum, each) => sum + each.rows, 0);
  await announce(tx, system('orders.bulk', accountId), now, undoing ? BulkUndone : BulkDone, {
    accountId,
    subjectId: bulkId,
    personId: undoing ? bulk.undoneBy : (bulk.askedBy ?? bulk.confirmedBy),
    details: undoing ? { count: rows('undone'), left: rows('kept') } : { count: rows('done'), left: rows('skipped', 'refused') },
  });
}
