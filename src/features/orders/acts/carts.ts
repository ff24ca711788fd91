import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { findOffer } from '../../catalog/queries.ts';
import { findCustomerForUpdate } from '../../customers/queries.ts';
import { currencyOf } from '../../catalog/policy/markets.ts';
import { CartClosed, CartDiscarded, CartFull } from '../contract/carts.ts';
import type { Rhythm } from '../contract/shapes.ts';
import type { CartState } from '../contract/states.ts';
import { cartDays, type CartEvent, linesACart, movedCart } from '../policy/orders.ts';
import { type CartRow, findCartForUpdate, findOpenCart, listCartLines } from '../queries/carts.ts';

export type Doer = Actor & { readonly name: string };
const end = (now: Date): Date => new Date(now.getTime() + cartDays * 86_400_000);

/** The cart of a customer: two who open one at once get the same. @throws NotFound */
export async function openCart(tx: Tx, actor: Doer, now: Date, customerId: string): Promise<CartRow> {
  // The customer's row is the one place where two first carts meet.
  const customer = await findCustomerForUpdate(tx, customerId);
  if (!customer) throw new NotFound({});
  const open = await findOpenCart(tx, customerId);
  return open ?? insertCart(tx, actor, now, customer);
}

/** @param isPrograms beside the one that people fill together */
export const insertCart = (
  tx: Tx,
  actor: Doer,
  now: Date,
  { customerId, country }: { readonly customerId: string; readonly country: string },
  isPrograms = false,
): Promise<CartRow> =>
  tx
    .insertInto('carts')
    .values({
      customerId,
      market: country,
      currency: currencyOf(country),
      createdBy: personIdOf(actor) ?? customerId,
      createdByName: actor.name,
      createdAt: now,
      changedAt: now,
      expiresAt: end(now),
      isPrograms,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

/** Locks the cart, and refuses what its state does not allow. @throws NotFound, CartClosed */
export async function beginWith(tx: Tx, cartId: string, event: CartEvent): Promise<{ readonly cart: CartRow; readonly to: CartState }> {
  const cart = await findCartForUpdate(tx, cartId);
  if (!cart) throw new NotFound({});
  const to = movedCart(cart.state as CartState, event);
  if (!to) throw new CartClosed({ state: cart.state as CartState });
  return { cart, to };
}

export type CartSet = Partial<Omit<CartRow, 'accountId' | 'cartId' | 'version'>>;
export const saveCart = (tx: Tx, now: Date, { accountId, cartId, version }: CartRow, set: CartSet): Promise<CartRow> =>
  tx
    .updateTable('carts')
    .set({ changedAt: now, expiresAt: end(now), ...set, version: version + 1 })
    .where('accountId', '=', accountId)
    .where('cartId', '=', cartId)
    .returningAll()
    .executeTakeFirstOrThrow();

export interface LineSaid extends Rhythm {
  readonly quantity: number;
  readonly nickname: string | null;
  readonly autoRenews: boolean;
}
export interface LineWanted extends LineSaid {
  readonly cartId: string;
  readonly offerId: string;
  readonly parentLineId: string | null;
  readonly parentSubscriptionId: string | null;
}

/** Puts an offer into a cart; the same one with the same rhythm becomes more of it. @throws NotFound, CartClosed, CartFull, RequestInvalid */
export async function addCartLine(tx: Tx, now: Date, { cartId, offerId, ...line }: LineWanted): Promise<CartRow> {
  const { cart } = await beginWith(tx, cartId, 'change');
  const [lines, offer] = await Promise.all([listCartLines(tx, cartId), findOffer(tx, offerId)]);
  if (!offer) throw new RequestInvalid({ fields: { offerId: 'unknown_offer' } });
  if (line.parentLineId && !lines.some((each) => each.lineId === line.parentLineId)) throw new RequestInvalid({ fields: { parentLineId: 'unknown_line' } });
  if (line.parentLineId && line.parentSubscriptionId) throw new RequestInvalid({ fields: { parentSubscriptionId: 'one_base_only' } });
  const same = lines.find(
    (each) =>
      each.offerId === offerId &&
      each.term === line.term &&
      each.billingCycle === line.billingCycle &&
      each.parentLineId === line.parentLineId &&
      each.parentSubscriptionId === line.parentSubscriptionId &&
      each.nickname === line.nickname,
  );
  if (same && offer.kind !== 'trial') await setLine(tx, same, { quantity: Math.min(1_000_000, same.quantity + line.quantity) });
  else if (!same) {
    if (lines.length >= linesACart) throw new CartFull({ most: linesACart });
    await tx
      .insertInto('cartLines')
      .values({ ...line, accountId: cart.accountId, cartId, offerId, position: (lines.at(-1)?.position ?? 0) + 1 })
      .execute();
  }
  return saveCart(tx, now, cart, {});
}

const setLine = (
  tx: Tx,
  { accountId, cartId, lineId }: { readonly accountId: string; readonly cartId: string; readonly lineId: string },
  set: Partial<LineSaid>,
) => tx.updateTable('cartLines').set(set).where('accountId', '=', accountId).where('cartId', '=', cartId).where('lineId', '=', lineId).execute();

/** @throws NotFound, CartClosed */
export async function changeCartLine(
  tx: Tx,
  now: Date,
  { cartId, lineId, ...line }: LineSaid & { readonly cartId: string; readonly lineId: string },
): Promise<CartRow> {
  const { cart } = await beginWith(tx, cartId, 'change');
  const found = (await listCartLines(tx, cartId)).find((each) => each.lineId === lineId);
  if (!found) throw new NotFound({});
  await setLine(tx, found, line);
  return saveCart(tx, now, cart, {});
}

/** Takes a line out, and the add-ons that hang on it. @throws NotFound, CartClosed */
export async function removeCartLine(tx: Tx, now: Date, { cartId, lineId }: { readonly cartId: string; readonly lineId: string }): Promise<CartRow> {
  const { cart } = await beginWith(tx, cartId, 'change');
  const { numDeletedRows } = await tx
    .deleteFrom('cartLines')
    .where('accountId', '=', cart.accountId)
    .where('cartId', '=', cartId)
    .where((is) => is.or([is('lineId', '=', lineId), is('parentLineId', '=', lineId)]))
    .executeTakeFirst();
  if (!numDeletedRows) throw new NotFound({});
  return saveCart(tx, now, cart, {});
}

/** What the log says of a cart. */
export const aboutCart = (cart: CartRow, customer: string, lines: number) => ({ customerId: cart.customerId, customer, products: lines });

/** @throws NotFound, CartClosed */
export async function discardCart(tx: Tx, actor: Actor, now: Date, cartId: string): Promise<CartRow> {
  const { cart, to } = await beginWith(tx, cartId, 'discard');
  const [customer, lines] = await Promise.all([findCustomerForUpdate(tx, cart.customerId), listCartLines(tx, cartId)]);
  const saved = await saveCart(tx, now, cart, { state: to });
  if (lines.length) await announce(tx, actor, now, CartDiscarded, { subjectId: cartId, details: aboutCart(cart, customer?.name ?? '', lines.length) });
  return saved;
}

/** Ends a cart that nobody touched for too long. Safe to run twice. */
export async function expireCart(tx: Tx, now: Date, cartId: string): Promise<void> {
  const cart = await findCartForUpdate(tx, cartId);
  const to = cart && cart.expiresAt <= now ? movedCart(cart.state as CartState, 'expire') : undefined;
  if (cart && to) await saveCart(tx, now, cart, { state: to, expiresAt: cart.expiresAt });
}
