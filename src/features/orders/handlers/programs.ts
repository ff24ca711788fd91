import { money } from '../../../core/money.ts';
import { instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { type CustomerRow, findCustomer } from '../../customers/queries.ts';
import { makeCart, orderCart, replaceCart } from '../acts/programCarts.ts';
import type { OrderWithLines, programEndpoints, SubscriptionFigures, SubscriptionTerms } from '../contract/programs.ts';
import type { Lifecycle, SubscriptionState, SuspensionReason } from '../contract/states.ts';
import { presentOrder, presentSummary, type Reader } from '../present.ts';
import type { OrderRow } from '../queries/orders.ts';
import { listFigures, listLinesOf, listOrdersOf, listSubscriptionsOf } from '../queries/programs.ts';
import type { SubscriptionRow } from '../queries/subscriptions.ts';
import { shown } from './carts.ts';

/** @throws NotFound for a customer of nobody's here: an empty list would say that there is one */
async function known(tx: Tx, customerId: string): Promise<CustomerRow> {
  const found = await findCustomer(tx, customerId);
  if (!found) throw new NotFound({});
  return found;
}

export const programHandlers: HandlersOf<typeof programEndpoints> = {
  makeCart: async (context, { customerId, lines }) => shown(context, await makeCart(context.tx, context.actor, context.now, customerId, lines)),
  replaceCart: async (context, wanted) => shown(context, await replaceCart(context.tx, context.now, wanted)),
  orderCart: async (context, { cartId }) => shown(context, await orderCart(context, cartId)),
  async placeOrder(context, { customerId, lines }) {
    const { cartId } = await makeCart(context.tx, context.actor, context.now, customerId, lines);
    return shown(context, await orderCart(context, cartId));
  },
  async listCustomerOrders({ tx, actor, now }, { after, limit, ...wanted }) {
    const [rows] = await Promise.all([listOrdersOf(tx, { ...wanted, limit: limit + 1, after: instantKey(after) }), known(tx, wanted.customerId)]);
    const lines = Map.groupBy(
      await listLinesOf(
        tx,
        rows.map(({ orderId }) => orderId),
      ),
      ({ orderId }) => orderId,
    );
    return page(
      rows,
      limit,
      (row) => [row.placedAt.toISOString(), row.orderId],
      (row) => withLines(row, lines.get(row.orderId) ?? [], actor, now),
    );
  },
  async listSubscriptionFigures({ tx, actor }, { after, limit }) {
    const [rows, own] = await Promise.all([listFigures(tx, { limit: limit + 1, after: instantKey(after) }), getAccount(tx)]);
    return page(
      rows,
      limit,
      (row) => [row.orderedAt.toISOString(), row.subscriptionId],
      (row) => figuresOf(row, actor, own),
    );
  },
  async listCustomerSubscriptions({ tx, actor }, { after, limit, ...wanted }) {
    const [rows, customer, account] = await Promise.all([
      listSubscriptionsOf(tx, { ...wanted, limit: limit + 1, after: instantKey(after) }),
      known(tx, wanted.customerId),
      getAccount(tx),
    ]);
    const resellerId = customer.relationship === 'provider' ? customer.otherPartnerId : null;
    return page(
      rows,
      limit,
      (row) => [row.orderedAt.toISOString(), row.subscriptionId],
      (row) => withTerms(row, { reader: actor, resellerId, own: account }),
    );
  },
};

type LineRow = Awaited<ReturnType<typeof listLinesOf>>[number];
function withLines(row: OrderRow, lines: readonly LineRow[], reader: Reader, now: Date): OrderWithLines {
  const order = presentOrder(row, lines, reader, now);
  return {
    ...order,
    currency: row.currency,
    version: row.version,
    lines: order.lines.map((line, at) => ({
      ...line,
      nickname: lines[at]?.nickname ?? null,
      subscriptionState: (lines[at]?.subscriptionState ?? null) as SubscriptionState | null,
    })),
  };
}

type FiguresRow = Awaited<ReturnType<typeof listFigures>>[number];
function figuresOf(row: FiguresRow, reader: Reader, own: Sold['own']): SubscriptionFigures {
  const { subscriptionId, market, nickname, quantity, autoRenews, orderedAt, startedOn, termFrom, renewsOn, suspendedAt, endedAt } = row;
  const isTrial = row.lifecycle === 'trial' || row.lifecycle === 'publisher_trial';
  const { customer, name, state, billingCycle } = presentSummary(row, reader);
  const reseller = row.relationship === 'provider' ? row.otherPartnerId : null;
  return {
    subscriptionId,
    customer,
    market,
    name,
    nickname,
    lifecycle: row.lifecycle as Lifecycle,
    state,
    quantity,
    billingCycle,
    autoRenews,
    orderedAt,
    startedOn,
    termFrom,
    renewsOn,
    suspendedAt,
    endedAt,
    trial: isTrial ? { from: startedOn, until: renewsOn } : row.trialFrom ? { from: row.trialFrom, until: row.trialUntil } : null,
    seller: reseller ? { partnerId: reseller, name: row.otherName ?? reseller, isOwn: false } : { partnerId: own.partnerId, name: own.name, isOwn: true },
    provider: reseller ? own.name : null,
  };
}

interface Sold {
  readonly reader: Reader;
  readonly resellerId: string | null;
  readonly own: { readonly partnerId: string; readonly name: string };
}
const withTerms = (row: SubscriptionRow, { reader, resellerId, own }: Sold): SubscriptionTerms => ({
  ...presentSummary(row, reader),
  lifecycle: row.lifecycle as Lifecycle,
  orderId: row.orderId,
  orderedAt: row.orderedAt,
  startedOn: row.startedOn,
  termFrom: row.termFrom,
  suspensionReason: row.suspensionReason as SuspensionReason | null,
  cameFrom: row.cameFrom,
  retailPrice: money(row.retailPrice, row.currency),
  resellerId,
  support: row.supportPartnerId
    ? { partnerId: row.supportPartnerId, name: row.supportName ?? row.supportPartnerId, isOwn: false }
    : { partnerId: own.partnerId, name: own.name, isOwn: true },
  version: row.version,
});
