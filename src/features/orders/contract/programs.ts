import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Money } from '../../../core/money.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { billingCycles, OfferId } from '../../catalog/contract/products.ts';
import { Cart, CartClosed, CartNotReady } from './carts.ts';
import { Order, OrderLine } from './orders.ts';
import { Day, Nickname, permission, Quantity, Rhythm, version } from './shapes.ts';
import { lifecycles, subscriptionStates, suspensionReasons } from './states.ts';
import { SubscriptionSummary } from './subscriptions.ts';

/** How programs buy and read: whole carts at once, orders with their lines, subscriptions with their terms. */

/** A line as a program wants it; an add-on names its base by the place of an earlier line, or by a subscription. */
export const WantedLine = z.object({
  offerId: OfferId,
  ...Rhythm.shape,
  quantity: Quantity,
  nickname: Nickname.nullable().default(null),
  autoRenews: z.boolean().default(true),
  parentLine: z.number().int().min(0).nullable().default(null),
  parentSubscriptionId: Id.nullable().default(null),
});
export type WantedLine = z.output<typeof WantedLine>;
const lines = z.array(WantedLine).min(1).max(100);

export const OrderWithLines = Order.extend({
  currency: z.string(),
  version,
  lines: z.array(OrderLine.extend({ nickname: z.string().nullable(), subscriptionState: z.enum(subscriptionStates).nullable() })),
});
export type OrderWithLines = z.output<typeof OrderWithLines>;

export const SubscriptionTerms = SubscriptionSummary.extend({
  lifecycle: z.enum(lifecycles),
  orderId: z.uuid(),
  orderedAt: z.date(),
  startedOn: Day,
  termFrom: Day,
  suspensionReason: z.enum(suspensionReasons).nullable(),
  /** The trial that it was made of, or what it took the place of. */
  cameFrom: z.uuid().nullable(),
  retailPrice: Money,
  /** The reseller through whom the customer came; null: the company sells to it itself. */
  resellerId: z.string().nullable(),
  /** Who answers the customer: the company itself, or a reseller that it works with. */
  support: z.object({ partnerId: z.string(), name: z.string(), isOwn: z.boolean() }),
  version,
});
export type SubscriptionTerms = z.output<typeof SubscriptionTerms>;

/** A subscription as reports have it: when it came, went, and through whom. */
export const SubscriptionFigures = z.object({
  subscriptionId: z.uuid(),
  customer: SubscriptionSummary.shape.customer,
  market: z.string(),
  name: z.string(),
  nickname: z.string().nullable(),
  lifecycle: z.enum(lifecycles),
  state: z.enum(subscriptionStates),
  quantity: z.number().int(),
  billingCycle: z.enum(billingCycles),
  autoRenews: z.boolean(),
  orderedAt: z.date(),
  startedOn: Day,
  termFrom: Day,
  renewsOn: Day.nullable(),
  suspendedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  /** The trial that it is, or was made of. */
  trial: z.object({ from: Day, until: Day.nullable() }).nullable(),
  /** Whose customer it is: the company's own, or a reseller's, to whom the company provides. */
  seller: z.object({ partnerId: z.string(), name: z.string(), isOwn: z.boolean() }),
  /** The company itself, where a reseller sells. */
  provider: z.string().nullable(),
});
export type SubscriptionFigures = z.output<typeof SubscriptionFigures>;

const ofCustomer = { customerId: Id };
const byCart = { cartId: Id };
const buys = { within: 'account', permission } as const;
const problems = [CartClosed, CartNotReady] as const;

export const programEndpoints = {
  makeCart: endpoint({
    ...buys,
    method: 'POST',
    path: '/customers/:customerId/carts',
    summary: 'A cart of a program’s own with these lines, beside the one that people fill',
    input: z.object({ ...ofCustomer, lines }),
    output: Cart,
  }),
  replaceCart: endpoint({
    ...buys,
    method: 'PUT',
    path: '/carts/:cartId/lines',
    summary: 'Put these lines into a cart in place of those that it has',
    input: z.object({ ...byCart, lines, version: version.nullable().default(null) }),
    output: Cart,
    problems: [CartClosed, ChangedMeanwhile],
  }),
  orderCart: endpoint({
    ...buys,
    method: 'POST',
    path: '/carts/:cartId/order',
    summary: 'Order what is in a cart at the prices of this moment; above the limit a second person is asked first',
    input: z.object(byCart),
    output: Cart,
    problems,
  }),
  placeOrder: endpoint({
    ...buys,
    method: 'POST',
    path: '/customers/:customerId/orders',
    summary: 'Order these lines at the prices of this moment, or none of them; above the limit a second person is asked first',
    input: z.object({ ...ofCustomer, lines }),
    output: Cart,
    problems,
  }),
  listCustomerOrders: endpoint({
    ...buys,
    method: 'GET',
    path: '/customers/:customerId/orders',
    summary: 'Orders of a customer with their lines, the newest first',
    input: PageInput.extend({ ...ofCustomer, billingCycle: z.enum(billingCycles).optional(), orderId: Id.optional() }),
    output: Page(OrderWithLines),
  }),
  listSubscriptionFigures: endpoint({
    ...buys,
    method: 'GET',
    path: '/subscription-figures',
    summary: 'Every subscription that the company has or had, for reports: when it came, went, and through whom; the newest first',
    input: PageInput,
    output: Page(SubscriptionFigures),
  }),
  listCustomerSubscriptions: endpoint({
    ...buys,
    method: 'GET',
    path: '/customers/:customerId/subscriptions',
    summary: 'Subscriptions of a customer with their terms, the newest first',
    input: PageInput.extend({
      ...ofCustomer,
      orderId: Id.optional(),
      subscriptionId: Id.optional(),
      parentSubscriptionId: Id.optional(),
      cameFrom: Id.optional(),
    }),
    output: Page(SubscriptionTerms),
  }),
};
