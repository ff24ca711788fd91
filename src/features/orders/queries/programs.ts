import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;

interface Wanted {
  readonly customerId: string;
  readonly limit: number;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  readonly orderId?: string | undefined;
}

export function listOrdersOf(tx: Tx, { customerId, limit, after, orderId, billingCycle }: Wanted & { readonly billingCycle?: string | undefined }) {
  let query = tx.selectFrom('orders').selectAll().where('accountId', '=', here).where('customerId', '=', customerId);
  if (orderId) query = query.where('orderId', '=', orderId);
  if (billingCycle) query = query.where('billingCycle', '=', billingCycle);
  if (after) query = query.where(sql<boolean>`(placed_at, order_id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('placedAt', 'desc').orderBy('orderId', 'desc').limit(limit).execute();
}

/** Lines of some orders in their order, each with what became of what was bought. */
export const listLinesOf = (tx: Tx, orderIds: readonly string[]) =>
  tx
    .selectFrom('orderLines as l')
    .leftJoin('subscriptions as s', (on) => on.onRef('s.accountId', '=', 'l.accountId').onRef('s.subscriptionId', '=', 'l.subscriptionId'))
    .selectAll('l')
    .select(['s.state as subscriptionState', 's.nickname'])
    .where('l.accountId', '=', here)
    .where(sql<boolean>`l.order_id = any(${[...orderIds]}::uuid[])`)
    .orderBy('l.orderId')
    .orderBy('l.lineNo')
    .execute();

/** Subscriptions of all customers that have begun, each with the trial that it came of and the partner through whom its customer came. */
export function listFigures(tx: Tx, { limit, after }: Pick<Wanted, 'limit' | 'after'>) {
  let query = tx
    .selectFrom('subscriptions as s')
    .leftJoin('subscriptions as t', (on) =>
      on.onRef('t.accountId', '=', 's.accountId').onRef('t.subscriptionId', '=', 's.cameFrom').on('t.lifecycle', 'in', ['trial', 'publisher_trial']),
    )
    .leftJoin('customers as c', (on) => on.onRef('c.accountId', '=', 's.accountId').onRef('c.customerId', '=', 's.customerId'))
    .selectAll('s')
    .select(['t.startedOn as trialFrom', 't.renewsOn as trialUntil', 'c.relationship', 'c.otherPartnerId', 'c.otherName'])
    .where('s.accountId', '=', here)
    .where('s.state', '<>', 'pending');
  if (after) query = query.where(sql<boolean>`(s.ordered_at, s.subscription_id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('s.orderedAt', 'desc').orderBy('s.subscriptionId', 'desc').limit(limit).execute();
}

interface SubscriptionsWanted extends Wanted {
  readonly subscriptionId?: string | undefined;
  readonly parentSubscriptionId?: string | undefined;
  readonly cameFrom?: string | undefined;
}
export function listSubscriptionsOf(tx: Tx, { customerId, limit, after, ...narrowed }: SubscriptionsWanted) {
  let query = tx.selectFrom('subscriptions').selectAll().where('accountId', '=', here).where('customerId', '=', customerId);
  for (const name of ['orderId', 'subscriptionId', 'parentSubscriptionId', 'cameFrom'] as const) {
    const id = narrowed[name];
    if (id) query = query.where(name, '=', id);
  }
  if (after) query = query.where(sql<boolean>`(ordered_at, subscription_id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('orderedAt', 'desc').orderBy('subscriptionId', 'desc').limit(limit).execute();
}
