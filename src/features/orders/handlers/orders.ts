import { instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import { fold } from '../../../core/text.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { orderEndpoints } from '../contract/orders.ts';
import { presentOrder, presentOrderSummary } from '../present.ts';
import { findOrder, listOrderLines, listOrders, type OrderRow } from '../queries/orders.ts';

export const wordsOf = (search: string | undefined): string[] =>
  fold(search ?? '')
    .split(' ')
    .filter(Boolean)
    .slice(0, 8);

export const orderHandlers: HandlersOf<typeof orderEndpoints> = {
  async listOrders({ tx, now }, { search, customerId, state, after, limit }) {
    const rows = await listOrders(tx, { words: wordsOf(search), customerId, state, limit: limit + 1, after: instantKey(after) });
    return { ...page(rows, limit, (row: OrderRow) => [row.placedAt.toISOString(), row.orderId], presentOrderSummary), asOf: now };
  },
  async getOrder({ tx, actor, now }, { orderId }) {
    const [order, lines] = await Promise.all([findOrder(tx, orderId), listOrderLines(tx, orderId)]);
    if (!order) throw new NotFound({});
    return presentOrder(order, lines, actor, now);
  },
};
