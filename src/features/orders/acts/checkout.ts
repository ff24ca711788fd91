import { sumMoney } from '../../../core/money.ts';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import { fold } from '../../../core/text.ts';
import { personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enqueue } from '../../../server/jobs.ts';
import type { Tx } from '../../../server/tx.ts';
import type { Offer } from '../../catalog/contract/products.ts';
import { findCustomerForUpdate } from '../../customers/queries.ts';
import { ApprovalAsked, CartClosed, CartNotReady, CartSentBack, KeyUsed, NotYourOwn, PricesChanged } from '../contract/carts.ts';
import { OrderPlaced } from '../contract/orders.ts';
import type { CartState } from '../contract/states.ts';
import { provisionOrder } from '../jobs/provisioning.ts';
import { mayApprove, movedCart } from '../policy/orders.ts';
import { type Asker, priceCart, type PricedCart, type PricedLine } from '../pricedCart.ts';
import { type CartRow, findCartForUpdate, findCheckout, listCategories } from '../queries/carts.ts';
import { aboutCart, beginWith, type Doer, saveCart } from './carts.ts';
import { approvalLimit, needsApproval } from './limit.ts';
import { insertFirstCharges, insertOrderLines, insertSubscriptions } from './placing.ts';

interface Doing {
  readonly tx: Tx;
  readonly actor: Doer;
  readonly now: Date;
  readonly ask: Asker;
}
export interface CheckoutWanted {
  readonly cartId: string;
  /** Made by whoever asks, once for what they see: the same key orders once. */
  readonly key: string;
  readonly quote: string;
  readonly version: number;
}

/**
 * Orders what is in a cart, once for a key; above the limit it asks for approval instead. Everything happens or nothing does.
 * @throws NotFound, CartClosed, CartNotReady, PricesChanged, KeyUsed, ChangedMeanwhile
 */
export async function checkOut(doing: Doing, { cartId, key, quote, version }: CheckoutWanted): Promise<CartRow> {
  const { tx, actor, now } = doing;
  const done = await lockedOrDone(tx, cartId, key);
  if (done.isDone) return done.cart;
  const { cart } = done;
  if (cart.version !== version) throw new ChangedMeanwhile({});
  const priced = await pricedAndReady(doing, cart, quote);
  if (!needsApproval(priced.first, await approvalLimit(tx, cart.currency))) return placeOrders(doing, priced, { key, approvedBy: null });
  const to = movedCart(cart.state as CartState, 'ask_approval') ?? 'waiting';
  const saved = await saveCart(tx, now, cart, {
    state: to,
    askedBy: personIdOf(actor),
    askedByName: actor.name,
    askedAt: now,
    askedTotal: priced.first.amount,
    askedQuote: quote,
    askedKey: key,
    sentBackByName: null,
    sentBackWhy: null,
  });
  const details = { ...aboutCart(cart, priced.customer.name, priced.lines.length), total: `${priced.first.amount} ${cart.currency}` };
  await announce(tx, actor, now, ApprovalAsked, { subjectId: cartId, details });
  return saved;
}

/** Locks the cart; finds out whether the key has done its work already, also while this one waited for the lock. @throws NotFound, KeyUsed, CartClosed */
async function lockedOrDone(tx: Tx, cartId: string, key: string): Promise<{ readonly isDone: boolean; readonly cart: CartRow }> {
  const cart = await findCartForUpdate(tx, cartId);
  if (!cart) throw new NotFound({});
  const checkout = await findCheckout(tx, key);
  if (checkout && checkout.cartId !== cartId) throw new KeyUsed({});
  const state = cart.state as CartState;
  if (checkout || (state === 'waiting' && cart.askedKey === key)) return { isDone: true, cart };
  if (!movedCart(state, 'check_out')) throw new CartClosed({ state });
  return { isDone: false, cart };
}

/** Prices the cart while nobody else can buy for the customer. @throws PricesChanged, CartNotReady */
async function pricedAndReady({ tx, now, ask }: Doing, cart: CartRow, quote: string): Promise<PricedCart> {
  // What a customer may have is counted by one checkout at a time, whoever's cart it is.
  await findCustomerForUpdate(tx, cart.customerId);
  const priced = await priceCart({ tx, now, ask }, cart);
  if (priced.quote !== quote) throw new PricesChanged({ shown: quote, first: priced.first });
  const [fault] = priced.faults;
  if (fault) throw new CartNotReady({ code: fault.code, count: priced.faults.length });
  return priced;
}

interface Decision {
  readonly cartId: string;
  readonly decision: 'approve' | 'send_back';
  readonly why: string;
  readonly quote: string;
  readonly version: number;
}

/** Approves, which orders it, or sends it back. @throws NotFound, CartClosed, CartNotReady, PricesChanged, NotYourOwn, ChangedMeanwhile */
export async function decideCart(doing: Doing, { cartId, decision, why, quote, version }: Decision): Promise<CartRow> {
  const { tx, actor, now, ask } = doing;
  const { cart, to } = await beginWith(tx, cartId, decision);
  if (cart.version !== version) throw new ChangedMeanwhile({});
  if (decision === 'send_back') {
    const priced = await priceCart({ tx, now, ask }, cart);
    const saved = await saveCart(tx, now, cart, { state: to, askedBy: null, askedKey: null, sentBackByName: actor.name, sentBackWhy: why });
    await announce(tx, actor, now, CartSentBack, {
      subjectId: cartId,
      personId: cart.askedBy,
      details: { ...aboutCart(cart, priced.customer.name, priced.lines.length), reason: why },
    });
    return saved;
  }
  if (!mayApprove(cart.askedBy ?? '', personIdOf(actor) ?? '')) throw new NotYourOwn({});
  const priced = await pricedAndReady(doing, cart, quote);
  return placeOrders(doing, priced, { key: cart.askedKey ?? crypto.randomUUID(), approvedBy: actor.name });
}

interface Placing {
  readonly key: string;
  readonly approvedBy: string | null;
}

/** Nobody confuses these when they say them on the phone. */
const digits = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const newNumber = (): string => `O-${[...crypto.getRandomValues(new Uint8Array(10))].map((byte) => digits[byte % 32]).join('')}`;

/** Writes the orders of a cart, one for each rhythm, with a subscription for each line; they are provisioned by a job. */
async function placeOrders({ tx, actor, now }: Doing, priced: PricedCart, { key, approvedBy }: Placing): Promise<CartRow> {
  const { cart, customer, lines } = priced;
  const categories = await listCategories(tx, [...new Set(lines.flatMap(({ offer }) => offer?.productId ?? []))]);
  const ids = new Map(lines.map(({ row }) => [row.lineId, crypto.randomUUID() as string]));
  const rhythms = [...new Set(lines.map(({ row }) => row.billingCycle))];
  const made = rhythms.map((billingCycle) => ({
    orderId: crypto.randomUUID() as string,
    number: newNumber(),
    billingCycle,
    lines: lines.filter(({ row }) => row.billingCycle === billingCycle),
  }));
  const placedBy = cart.askedByName && approvedBy ? cart.askedByName : actor.name;
  const totalOf = (some: readonly PricedLine[]) =>
    sumMoney(
      some.map((line) => line.first.amount),
      cart.currency,
    );
  const { numInsertedOrUpdatedRows: isFirst } = await tx
    .insertInto('checkouts')
    .values({ key, cartId: cart.cartId, orderIds: made.map(({ orderId }) => orderId), at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!isFirst) throw new KeyUsed({});
  await tx
    .insertInto('orders')
    .values(
      made.map((order) => ({
        orderId: order.orderId,
        number: order.number,
        cartId: cart.cartId,
        customerId: cart.customerId,
        customerName: customer.name,
        billingCycle: order.billingCycle,
        currency: cart.currency,
        firstCharge: totalOf(order.lines).amount,
        placedAt: now,
        placedByName: placedBy,
        approvedByName: approvedBy,
        pricedAt: now,
        searchText: fold(`${order.number} ${customer.name} ${customer.domain} ${order.lines.flatMap(({ offer }) => wordsOf(offer)).join(' ')}`),
      })),
    )
    .execute();
  const rows = made.flatMap((order) => order.lines.map((line, lineNo) => ({ order, line, lineNo })));
  await Promise.all([
    insertOrderLines(tx, rows, ids),
    insertSubscriptions(tx, now, rows, { priced, ids, categories }),
    insertFirstCharges(tx, now, rows, { ids, currency: cart.currency, by: placedBy }),
  ]);
  const saved = await saveCart(tx, now, cart, { state: 'ordered' });
  for (const order of made) {
    const total = `${totalOf(order.lines).amount} ${cart.currency}`;
    const details = { customerId: cart.customerId, customer: customer.name, orderNumber: order.number, total, products: order.lines.length, approvedBy };
    await announce(tx, actor, now, OrderPlaced, { subjectId: order.orderId, personId: approvedBy ? cart.askedBy : null, details });
    await enqueue(tx, provisionOrder, { accountId: cart.accountId, orderId: order.orderId });
  }
  return saved;
}
const wordsOf = (offer: Offer | undefined): string[] => (offer ? [...Object.values(offer.productTitles), ...Object.values(offer.titles), offer.offerId] : []);
