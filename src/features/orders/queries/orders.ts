import { sql } from 'kysely';
import { run, type Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;

/** Locks the order until the transaction ends. */
export const findOrderForUpdate = (tx: Tx, orderId: string) =>
  tx.selectFrom('orders').selectAll().where('accountId', '=', here).where('orderId', '=', orderId).forUpdate().executeTakeFirst();
export const findOrder = (tx: Tx, orderId: string) =>
  tx.selectFrom('orders').selectAll().where('accountId', '=', here).where('orderId', '=', orderId).executeTakeFirst();
export type OrderRow = NonNullable<Awaited<ReturnType<typeof findOrder>>>;

export const listOrderLines = (tx: Tx, orderId: string) =>
  tx.selectFrom('orderLines').selectAll().where('accountId', '=', here).where('orderId', '=', orderId).orderBy('lineNo').execute();
export type OrderLineRow = Awaited<ReturnType<typeof listOrderLines>>[number];

export interface OrderedWanted {
  readonly limit: number;
  readonly words: readonly string[];
  readonly customerId?: string | undefined;
  readonly state?: string | undefined;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  /** Of subscriptions: whose term ends by this day without being renewed, or whose trial does. */
  readonly ending?: { readonly what: 'term' | 'trial'; readonly until: string } | undefined;
}

/** Ids of orders or subscriptions that have all of the words, the newest first; the index of three-letter pieces lies behind the function. */
export async function searchOrdered(tx: Tx, what: 'orders' | 'subscriptions', { words, limit, customerId, state, after }: OrderedWanted): Promise<string[]> {
  const narrowed = JSON.stringify({ customer_id: customerId, state });
  const { rows } = await run(tx, 'select id from search_ordered($1, $2, $3, $4, $5, $6)', [
    what,
    [...words],
    narrowed,
    after?.at ?? null,
    after?.id ?? null,
    limit,
  ]);
  return rows.map((row) => row['id'] as string);
}

/** Orders, the newest first. */
export async function listOrders(tx: Tx, wanted: OrderedWanted): Promise<OrderRow[]> {
  let query = tx.selectFrom('orders').selectAll().where('accountId', '=', here);
  if (wanted.words.length) {
    const ids = await searchOrdered(tx, 'orders', wanted);
    if (!ids.length) return [];
    query = query.where('orderId', 'in', ids);
  } else {
    if (wanted.customerId) query = query.where('customerId', '=', wanted.customerId);
    if (wanted.state) query = query.where('state', '=', wanted.state);
    if (wanted.after) query = query.where(sql<boolean>`(placed_at, order_id) < (${wanted.after.at}, ${wanted.after.id}::uuid)`);
  }
  return query.orderBy('placedAt', 'desc').orderBy('orderId', 'desc').limit(wanted.limit).execute();
}
