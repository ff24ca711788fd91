import { sql } from 'kysely';
import { run, type Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;

export const findBulk = (tx: Tx, bulkId: string) =>
  tx.selectFrom('bulkChanges').selectAll().where('accountId', '=', here).where('bulkId', '=', bulkId).executeTakeFirst();
export type BulkChangeRow = NonNullable<Awaited<ReturnType<typeof findBulk>>>;

/** Locks it until the transaction ends: two processes that work on one follow each other, row by row. */
export const findBulkForUpdate = (tx: Tx, bulkId: string) =>
  tx.selectFrom('bulkChanges').selectAll().where('accountId', '=', here).where('bulkId', '=', bulkId).forUpdate().executeTakeFirst();

export function listBulks(tx: Tx, limit: number, after?: { readonly at: Date; readonly id: string }) {
  let query = tx.selectFrom('bulkChanges').selectAll().where('accountId', '=', here);
  if (after) query = query.where(sql<boolean>`(created_at, bulk_id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('createdAt', 'desc').orderBy('bulkId', 'desc').limit(limit).execute();
}

/** Rows of one, in their order, with the names that their subscriptions have now. */
export function listRows(
  tx: Tx,
  bulkId: string,
  { limit, after = -1, state }: { readonly limit: number; readonly after?: number; readonly state?: string | undefined },
) {
  let query = tx
    .selectFrom('bulkChangeRows as r')
    .leftJoin('subscriptions as s', (on) => on.onRef('s.accountId', '=', 'r.accountId').onRef('s.subscriptionId', '=', 'r.subscriptionId'))
    .selectAll('r')
    .select(['s.customerName', 's.titles', 's.nickname', 's.currency'])
    .where('r.accountId', '=', here)
    .where('r.bulkId', '=', bulkId)
    .where('r.rowNo', '>', after);
  if (state) query = query.where('r.state', '=', state);
  return query.orderBy('r.rowNo').limit(limit).execute();
}
export type BulkRowSeen = Awaited<ReturnType<typeof listRows>>[number];

/** The next row that something is to be done with: to be changed from the first on, to be taken back from the last. */
export const findNextRow = (tx: Tx, bulkId: string, state: 'ready' | 'undoing') =>
  tx
    .selectFrom('bulkChangeRows')
    .selectAll()
    .where('accountId', '=', here)
    .where('bulkId', '=', bulkId)
    .where('state', '=', state)
    .orderBy('rowNo', state === 'ready' ? 'asc' : 'desc')
    .limit(1)
    .executeTakeFirst();
export type BulkRowRow = NonNullable<Awaited<ReturnType<typeof findNextRow>>>;

/** Rows by state and currency, with what they charge and give back, for each of some bulk changes. */
export interface Tally {
  readonly bulkId: string;
  readonly state: string;
  readonly currency: string | null;
  readonly rows: number;
  readonly final: number;
  readonly charged: string;
  readonly credited: string;
  readonly undoCharged: string;
  readonly undoCredited: string;
}
export async function tallyBulks(tx: Tx, bulkIds: readonly string[]): Promise<Tally[]> {
  if (!bulkIds.length) return [];
  const { rows } = await run(
    tx,
    `select r.bulk_id as "bulkId", r.state, s.currency, count(*)::int as rows, (count(*) filter (where r.undo_reason is not null))::int as final,
            coalesce(sum(r.amount) filter (where r.amount > 0), 0) as charged, coalesce(sum(r.amount) filter (where r.amount < 0), 0) as credited,
            coalesce(sum(r.undo_amount) filter (where r.undo_amount > 0), 0) as "undoCharged", coalesce(sum(r.undo_amount) filter (where r.undo_amount < 0), 0) as "undoCredited"
       from bulk_change_rows r left join subscriptions s on s.account_id = r.account_id and s.subscription_id = r.subscription_id
      where r.account_id = current_account() and r.bulk_id = any($1::uuid[]) group by 1, 2, 3`,
    [[...bulkIds]],
    'orders.tally_bulks',
  );
  return rows as unknown as Tally[];
}

/** Rows of a state, whole, in their order: what a rehearsal or an undoing goes through. */
export const listRowsOf = (tx: Tx, bulkId: string, states: readonly string[]) =>
  tx
    .selectFrom('bulkChangeRows')
    .selectAll()
    .where('accountId', '=', here)
    .where('bulkId', '=', bulkId)
    .where('state', 'in', [...states])
    .orderBy('rowNo')
    .execute();

/** Subscriptions by their ids, by customer and product as they are read in a list. */
export const listSubscriptionsByIds = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('subscriptions')
    .selectAll()
    .where('accountId', '=', here)
    .where(sql<boolean>`subscription_id = any(${[...ids]}::uuid[])`)
    .orderBy('customerName')
    .orderBy('offerId')
    .orderBy('subscriptionId')
    .execute();

export const listSchedules = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('scheduledChanges')
    .selectAll()
    .where('accountId', '=', here)
    .where(sql<boolean>`subscription_id = any(${[...ids]}::uuid[])`)
    .execute();
