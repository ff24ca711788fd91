import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

const seen = (tx: Tx) =>
  tx
    .selectFrom('selfPurchases as s')
    .innerJoin('customers as c', (join) => join.onRef('c.accountId', '=', 's.accountId').onRef('c.customerId', '=', 's.customerId'))
    .innerJoin('accounts as a', 'a.accountId', 's.accountId')
    .select(['s.accountId', 's.customerId', 's.resources', 's.allowedAt', 's.allowedByName', 's.version', 'c.name as customer', 'a.partnerId'])
    .where('s.accountId', '=', sql<string>`current_account()`);

interface Wanted {
  readonly limit: number;
  readonly customerId?: string | undefined;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
}
/** Customers that may buy for themselves, the latest first. */
export function listSelfPurchases(tx: Tx, { limit, customerId, after }: Wanted) {
  let query = seen(tx);
  if (customerId) query = query.where('s.customerId', '=', customerId);
  if (after) query = query.where(sql<boolean>`(s.allowed_at, s.customer_id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('s.allowedAt', 'desc').orderBy('s.customerId', 'desc').limit(limit).execute();
}
export type SelfPurchaseRow = Awaited<ReturnType<typeof listSelfPurchases>>[number];
export const findSelfPurchase = (tx: Tx, customerId: string) => seen(tx).where('s.customerId', '=', customerId).executeTakeFirst();
