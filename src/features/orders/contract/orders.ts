import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Money } from '../../../core/money.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { billingCycles } from '../../catalog/contract/products.ts';
import { PriceReason } from '../../catalog/contract/pricing.ts';
import { CustomerNamed, Goods, permission, Rhythm } from './shapes.ts';
import { orderStates } from './states.ts';

export const OrderSummary = z.object({
  orderId: z.uuid(),
  number: z.string(),
  customer: CustomerNamed,
  state: z.enum(orderStates),
  billingCycle: z.enum(billingCycles),
  first: Money,
  placedAt: z.date(),
  placedBy: z.string(),
});
export type OrderSummary = z.output<typeof OrderSummary>;

export const OrderLine = Goods.omit({ publisher: true, unit: true, segment: true }).extend({
  lineNo: z.number().int(),
  subscriptionId: z.uuid(),
  parentSubscriptionId: z.uuid().nullable(),
  term: Rhythm.shape.term,
  quantity: z.number().int(),
  list: Money,
  unit: Money,
  retail: Money,
  /** Null: a trial. */
  reason: PriceReason.nullable(),
  first: Money,
  state: z.enum(['pending', 'fulfilled', 'unfulfilled']),
});
export const Order = OrderSummary.extend({ approvedBy: z.string().nullable(), pricedAt: z.date(), lines: z.array(OrderLine), asOf: z.date() });
export type Order = z.output<typeof Order>;

const named = z.object({ customerId: z.uuid(), customer: z.string(), orderNumber: z.string() });
export const OrderPlaced = announcement('orders.placed', named.extend({ total: z.string(), products: z.number(), approvedBy: z.string().nullable() }));
export const OrderCompleted = announcement('orders.completed', named);

const narrowed = { search: z.string().trim().max(100).optional(), customerId: Id.optional() };
export const orderEndpoints = {
  listOrders: endpoint({
    within: 'account',
    method: 'GET',
    path: '/orders',
    permission,
    summary: 'Orders, the newest first',
    input: PageInput.extend({ ...narrowed, state: z.enum(orderStates).optional() }),
    output: Page(OrderSummary).extend({ asOf: z.date() }),
  }),
  getOrder: endpoint({
    within: 'account',
    method: 'GET',
    path: '/orders/:orderId',
    permission,
    summary: 'One order with its lines and their prices',
    input: z.object({ orderId: Id }),
    output: Order,
  }),
};
