import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Amount, Currency, Money } from '../../../core/money.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { OfferId, segments, skuKinds } from '../../catalog/contract/products.ts';
import { PriceReason } from '../../catalog/contract/pricing.ts';
import { protectedMinutes } from '../../members/contract/joinRequests.ts';
import { CustomerNamed, Day, Goods, Nickname, permission, Quantity, Rhythm, version } from './shapes.ts';
import { cartStates, checkSteps, faultCodes } from './states.ts';

/** What stands in the way of a checkout; `orders.faults.<code>`. */
export const Fault = z.object({
  step: z.enum(checkSteps),
  code: z.enum(faultCodes),
  lineId: z.uuid().nullable(),
  count: z.number().nullable(),
  /** Names of offers that are missing. */
  offers: z.array(z.string()),
  /** Subscriptions that stand in the way. */
  subscriptions: z.array(z.uuid()),
});
export type Fault = z.output<typeof Fault>;

export const CartLine = Goods.extend({
  lineId: z.uuid(),
  kind: z.enum(skuKinds),
  ...Rhythm.shape,
  quantity: z.number().int(),
  minQuantity: z.number().int(),
  maxQuantity: z.number().int().nullable(),
  nickname: z.string().nullable(),
  autoRenews: z.boolean(),
  parentLineId: z.uuid().nullable(),
  parentSubscriptionId: z.uuid().nullable(),
  /** Terms and rhythms that it is sold with here. */
  choices: z.array(Rhythm),
  /** Add-ons that go with it, and are not in the cart. */
  addOns: z.array(z.object({ offerId: OfferId, name: z.string() })),
  /** Null: no list has a price for it. */
  price: z
    .object({ list: Money, unit: Money, retail: Money, marginPercent: z.string().nullable(), reason: PriceReason, validUntil: Day.nullable() })
    .nullable(),
  first: z.object({ amount: Money, startsOn: Day.nullable(), endsOn: Day.nullable(), days: z.number().int().nullable(), renewsOn: Day.nullable() }),
  recurring: Money.nullable(),
});
export type CartLine = z.output<typeof CartLine>;

export const Cart = z.object({
  cartId: z.uuid(),
  customer: CustomerNamed.extend({ segment: z.enum(segments) }),
  market: z.string(),
  currency: Currency,
  state: z.enum(cartStates),
  createdBy: z.string(),
  createdAt: z.date(),
  changedAt: z.date(),
  expiresAt: z.date(),
  lines: z.array(CartLine),
  faults: z.array(Fault),
  /** What is charged at once, and what the customer is asked for it; then what comes back by each rhythm. */
  first: Money,
  recurring: z.array(z.object({ billingCycle: z.enum(['monthly', 'annual']), amount: Money, retail: Money })),
  /** Stands for the prices and charges as they are shown; a checkout says which it saw. */
  quote: z.string(),
  pricedAt: z.date(),
  /** From which first charge on a second person approves; whether this one is above it. */
  approvalAbove: Money.nullable(),
  needsApproval: z.boolean(),
  asked: z.object({ by: z.string(), at: z.date(), total: Money }).nullable(),
  sentBack: z.object({ by: z.string(), why: z.string() }).nullable(),
  orders: z.array(z.object({ orderId: z.uuid(), number: z.string() })),
  version,
  can: z.object({ change: z.boolean(), checkOut: z.boolean(), approve: z.boolean(), discard: z.boolean() }),
});
export type Cart = z.output<typeof Cart>;

export const CartSummary = z.object({
  cartId: z.uuid(),
  customer: CustomerNamed,
  state: z.enum(cartStates),
  lines: z.number().int(),
  changedAt: z.date(),
  createdBy: z.string(),
  askedBy: z.string().nullable(),
  askedTotal: Money.nullable(),
});
export const OrderSettings = z.object({
  approvalAbove: Money.nullable(),
  /** In which the company sells; a limit is in one of them, and holds for carts in it. */
  currencies: z.array(Currency),
  /** Who can approve what somebody else asks for; at most five of them. */
  approvers: z.array(z.object({ personId: z.uuid(), name: z.string(), email: z.string() })),
  /** Roles that let one approve. */
  approverRoles: z.array(z.string()),
  version,
  can: z.object({ change: z.boolean() }),
});
export type OrderSettings = z.output<typeof OrderSettings>;

/** It was ordered, discarded, or waits for approval: it is not changed any more. */
export const CartClosed = defineProblem('carts.closed', 409, z.object({ state: z.enum(cartStates) }));
export const CartFull = defineProblem('carts.full', 409, z.object({ most: z.number() }));
/** Something stands in the way; the cart says what. */
export const CartNotReady = defineProblem('carts.not_ready', 409, z.object({ code: z.enum(faultCodes), count: z.number() }));
/** Prices or charges are other than those that were shown; nothing was bought. */
export const PricesChanged = defineProblem('carts.prices_changed', 409, z.object({ shown: z.string(), first: Money }));
/** The key was used for another cart. */
export const KeyUsed = defineProblem('carts.key_used', 409, z.object({}));
/** Whoever asks for approval cannot give it. */
export const NotYourOwn = defineProblem('carts.not_your_own', 409, z.object({}));

const named = z.object({ customerId: z.uuid(), customer: z.string(), products: z.number() });
export const ApprovalAsked = announcement('carts.approval_asked', named.extend({ total: z.string() }));
export const CartSentBack = announcement('carts.sent_back', named.extend({ reason: z.string() }));
export const CartDiscarded = announcement('carts.discarded', named);
export const OrderSettingsChanged = announcement('orders.settings_changed', z.object({ approvalAbove: z.string().nullable() }));

const byCart = z.object({ cartId: Id });
const change = { within: 'account', permission, output: Cart } as const;
const said = {
  ...Rhythm.shape,
  quantity: Quantity,
  nickname: Nickname.nullable().default(null),
  autoRenews: z.boolean().default(true),
};

export const cartEndpoints = {
  listCarts: endpoint({
    within: 'account',
    method: 'GET',
    path: '/carts',
    permission,
    summary: 'Carts that are being filled or wait for approval, the latest first',
    input: z.object({}),
    output: z.object({ items: z.array(CartSummary), asOf: z.date() }),
  }),
  openCart: endpoint({
    ...change,
    method: 'POST',
    path: '/customers/:customerId/cart',
    summary: 'The cart of a customer: the one that is being filled, or a new one',
    input: z.object({ customerId: Id }),
  }),
  getCart: endpoint({
    ...change,
    method: 'GET',
    path: '/carts/:cartId',
    summary: 'A cart with its prices, charges and whatever stands in the way of a checkout',
    input: byCart,
  }),
  addCartLine: endpoint({
    ...change,
    method: 'POST',
    path: '/carts/:cartId/lines',
    summary: 'Put an offer into a cart; an add-on names the line or the subscription that it adds to',
    input: byCart.extend({
      offerId: OfferId,
      ...said,
      parentLineId: Id.nullable().default(null),
      parentSubscriptionId: Id.nullable().default(null),
    }),
    problems: [CartClosed, CartFull],
  }),
  changeCartLine: endpoint({
    ...change,
    method: 'PUT',
    path: '/carts/:cartId/lines/:lineId',
    summary: 'Change quantity, term, rhythm, nickname or renewal of a line',
    input: byCart.extend({ lineId: Id, ...said }),
    problems: [CartClosed],
  }),
  removeCartLine: endpoint({
    ...change,
    method: 'DELETE',
    path: '/carts/:cartId/lines/:lineId',
    takesAway: true,
    summary: 'Take a line out, with the add-ons that hang on it',
    input: byCart.extend({ lineId: Id }),
    problems: [CartClosed],
  }),
  discardCart: endpoint({
    ...change,
    method: 'DELETE',
    path: '/carts/:cartId',
    takesAway: true,
    summary: 'Throw a cart away',
    input: byCart,
    problems: [CartClosed],
  }),
  checkOut: endpoint({
    ...change,
    method: 'POST',
    path: '/carts/:cartId/checkout',
    summary: 'Order what is in a cart, once for a key however often it is sent; above the limit a second person is asked first',
    input: byCart.extend({ key: Id, quote: z.string().max(100), version }),
    problems: [CartClosed, CartNotReady, PricesChanged, KeyUsed, ChangedMeanwhile],
  }),
  decideCart: endpoint({
    ...change,
    method: 'POST',
    path: '/carts/:cartId/decision',
    stepUp: protectedMinutes,
    summary: 'Approve what somebody else wants to order, which orders it, or send it back with a reason',
    input: byCart.extend({ decision: z.enum(['approve', 'send_back']), why: z.string().trim().max(500).default(''), quote: z.string().max(100), version }),
    problems: [CartClosed, CartNotReady, PricesChanged, NotYourOwn, ChangedMeanwhile],
  }),
  getOrderSettings: endpoint({
    within: 'account',
    method: 'GET',
    path: '/order-settings',
    permission: 'billing_profile',
    versioned: true,
    summary: 'From which first charge on a second person approves',
    input: z.object({}),
    output: OrderSettings,
  }),
  changeOrderSettings: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/order-settings',
    permission: 'billing_profile',
    stepUp: protectedMinutes,
    versioned: true,
    summary: 'Set the limit above which a second person approves, or with null take it away',
    input: z.object({ approvalAbove: z.object({ amount: Amount.refine((text) => !text.startsWith('-')), currency: Currency }).nullable(), version }),
    output: OrderSettings,
    problems: [ChangedMeanwhile],
  }),
};
