import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { OrderCompleted } from '../contract/orders.ts';
import type { OrderState } from '../contract/states.ts';
import { movedOrder } from '../policy/orders.ts';
import { findOrderForUpdate } from '../queries/orders.ts';

/** Makes what was ordered usable. Safe to run twice: what is done is not done again. */
export async function fulfillOrder(tx: Tx, actor: Actor, now: Date, orderId: string): Promise<void> {
  const order = await findOrderForUpdate(tx, orderId);
  const to = order && movedOrder(order.state as OrderState, 'provisioned');
  if (!order || !to) return;
  const { accountId } = order;
  await Promise.all([
    tx
      .updateTable('subscriptions')
      .set((set) => ({ state: 'active', changedAt: now, version: set('version', '+', 1) }))
      .where('accountId', '=', accountId)
      .where('orderId', '=', orderId)
      .where('state', '=', 'pending')
      .execute(),
    tx.updateTable('orderLines').set({ state: 'fulfilled' }).where('accountId', '=', accountId).where('orderId', '=', orderId).execute(),
    tx
      .updateTable('orders')
      .set({ state: to, version: order.version + 1 })
      .where('accountId', '=', accountId)
      .where('orderId', '=', orderId)
      .execute(),
  ]);
  await announce(tx, actor, now, OrderCompleted, {
    accountId,
    subjectId: orderId,
    details: { customerId: order.customerId, customer: order.customerName, orderNumber: order.number },
  });
}
