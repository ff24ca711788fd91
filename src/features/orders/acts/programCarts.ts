import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { Tx } from '../../../server/tx.ts';
import { listOffers } from '../../catalog/queries.ts';
import { findCustomer } from '../../customers/queries.ts';
import type { WantedLine } from '../contract/programs.ts';
import { type Asker, priceCart } from '../pricedCart.ts';
import { type CartRow, findCart } from '../queries/carts.ts';
import { beginWith, type Doer, insertCart, saveCart } from './carts.ts';
import { checkOut } from './checkout.ts';

/** A cart that a program fills, as many as it likes for a customer. @throws NotFound, RequestInvalid */
export async function makeCart(tx: Tx, actor: Doer, now: Date, customerId: string, lines: readonly WantedLine[]): Promise<CartRow> {
  const customer = await findCustomer(tx, customerId);
  if (!customer) throw new NotFound({});
  const cart = await insertCart(tx, actor, now, customer, true);
  await insertLines(tx, cart, lines);
  return cart;
}

/** @throws NotFound, CartClosed, ChangedMeanwhile, RequestInvalid */
export async function replaceCart(
  tx: Tx,
  now: Date,
  { cartId, lines, version }: { readonly cartId: string; readonly lines: readonly WantedLine[]; readonly version: number | null },
): Promise<CartRow> {
  const { cart } = await beginWith(tx, cartId, 'change');
  if (version !== null && cart.version !== version) throw new ChangedMeanwhile({});
  await tx.deleteFrom('cartLines').where('accountId', '=', cart.accountId).where('cartId', '=', cartId).execute();
  await insertLines(tx, cart, lines);
  return saveCart(tx, now, cart, {});
}

/** @throws RequestInvalid */
async function insertLines(tx: Tx, { accountId, cartId }: CartRow, lines: readonly WantedLine[]): Promise<void> {
  const known = new Set((await listOffers(tx, [...new Set(lines.map(({ offerId }) => offerId))])).map(({ offerId }) => offerId));
  const fields: Record<string, string> = {};
  for (const [at, { offerId, parentLine, parentSubscriptionId }] of lines.entries()) {
    if (!known.has(offerId)) fields[`lines.${at}.offerId`] = 'unknown_offer';
    if (parentLine !== null && parentLine >= at) fields[`lines.${at}.parentLine`] = 'unknown_line';
    if (parentLine !== null && parentSubscriptionId !== null) fields[`lines.${at}.parentSubscriptionId`] = 'one_base_only';
  }
  if (Object.keys(fields).length) throw new RequestInvalid({ fields });
  const ids = lines.map(() => crypto.randomUUID());
  await tx
    .insertInto('cartLines')
    .values(
      lines.map(({ parentLine, ...line }, at) => ({
        ...line,
        accountId,
        cartId,
        lineId: ids[at] ?? '',
        position: at + 1,
        parentLineId: parentLine === null ? null : (ids[parentLine] ?? null),
      })),
    )
    .execute();
}

interface Doing {
  readonly tx: Tx;
  readonly actor: Doer;
  readonly now: Date;
  readonly ask: Asker;
}
/** Orders a cart at whatever it costs now: a program that asks for it has read the price list. @throws NotFound, CartClosed, CartNotReady, PricesChanged */
export async function orderCart(doing: Doing, cartId: string): Promise<CartRow> {
  const cart = await findCart(doing.tx, cartId);
  if (!cart) throw new NotFound({});
  const { quote } = await priceCart(doing, cart);
  return checkOut(doing, { cartId, quote, version: cart.version, key: crypto.randomUUID() });
}
