import { sql } from 'kysely';
import { run, type Tx } from '../../../server/tx.ts';
import type { OwnedFacts } from '../policy/checks.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

export const findCart = (tx: Tx, cartId: string) =>
  tx.selectFrom('carts').selectAll().where('accountId', '=', here).where('cartId', '=', cartId).executeTakeFirst();
export type CartRow = NonNullable<Awaited<ReturnType<typeof findCart>>>;

/** Locks the cart until the transaction ends: two checkouts of one cart follow each other. */
export const findCartForUpdate = (tx: Tx, cartId: string) =>
  tx.selectFrom('carts').selectAll().where('accountId', '=', here).where('cartId', '=', cartId).forUpdate().executeTakeFirst();

/** The cart of a customer that people are filling, or that waits; programs have their own. */
export const findOpenCart = (tx: Tx, customerId: string) =>
  tx
    .selectFrom('carts')
    .selectAll()
    .where('accountId', '=', here)
    .where('customerId', '=', customerId)
    .where('state', 'in', ['active', 'waiting'])
    .where('isPrograms', '=', false)
    .executeTakeFirst();

export const listCartLines = (tx: Tx, cartId: string) =>
  tx.selectFrom('cartLines').selectAll().where('accountId', '=', here).where('cartId', '=', cartId).orderBy('position').orderBy('lineId').execute();
export type CartLineRow = Awaited<ReturnType<typeof listCartLines>>[number];

/** Open carts with the names of their customers, the latest first; of those of programs what waits for an approval. */
export const listOpenCarts = (tx: Tx) =>
  tx
    .selectFrom('carts as c')
    .innerJoin('customers as u', (on) => on.onRef('u.accountId', '=', 'c.accountId').onRef('u.customerId', '=', 'c.customerId'))
    .selectAll('c')
    .select([
      'u.name as customerName',
      sql<number>`(select count(*)::int from cart_lines l where l.account_id = c.account_id and l.cart_id = c.cart_id)`.as('lineCount'),
    ])
    .where('c.accountId', '=', here)
    .where('c.state', 'in', ['active', 'waiting'])
    .where((is) => is.or([is('c.isPrograms', '=', false), is('c.state', '=', 'waiting')]))
    .orderBy('c.changedAt', 'desc')
    .limit(200)
    .execute();

/** What a customer has, or ever had, as far as limits and prerequisites read it. */
export async function listOwned(
  tx: Tx,
  customerId: string,
): Promise<(OwnedFacts & { readonly termFrom: string; readonly renewsOn: string | null; readonly nickname: string | null })[]> {
  const { rows } = await run(
    tx,
    `select subscription_id as "subscriptionId", offer_id as "offerId", sku_id as "skuId", product_id as "productId", state,
            lifecycle in ('trial', 'publisher_trial') as "isTrial", term_from as "termFrom", renews_on as "renewsOn", nickname
       from subscriptions where account_id = current_account() and customer_id = $1`,
    [customerId],
    'orders.owned',
  );
  return rows as unknown as (OwnedFacts & { termFrom: string; renewsOn: string | null; nickname: string | null })[];
}

/** Categories of products: what is reserved and what is software is told apart by them. */
export async function listCategories(tx: Tx, productIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await run(tx, 'select product_id, category from products where product_id = any($1::text[])', [[...productIds]], 'orders.categories');
  return new Map(rows.map((row) => [row['product_id'] as string, row['category'] as string]));
}

/** Whether the company may take on new customers' orders: its programs that sell are all restricted. */
export async function isRestricted(tx: Tx): Promise<boolean> {
  const { rows } = await run(
    tx,
    `select coalesce(bool_and(e.state = 'restricted'), false) as restricted from enrollments e join programs p on p.program = e.program
      where e.account_id = current_account() and e.state in ('active', 'restricted') and p.sections && array['reseller', 'distributor']`,
    [],
    'orders.restricted',
  );
  return rows[0]?.['restricted'] === true;
}

export const findOrderSettings = (tx: Tx) => tx.selectFrom('orderSettings').selectAll().where('accountId', '=', here).executeTakeFirst();
/** Currencies in which customers have, or had, something. */
export async function listCurrenciesSold(tx: Tx): Promise<string[]> {
  const { rows } = await run(tx, 'select distinct currency from subscriptions where account_id = current_account() order by currency', [], 'orders.currencies');
  return rows.map((row) => row['currency'] as string);
}
export const findCheckout = (tx: Tx, key: string) =>
  tx.selectFrom('checkouts').selectAll().where('accountId', '=', here).where('key', '=', key).executeTakeFirst();

/** Orders that came of a cart. */
export const listOrdersOfCart = (tx: Tx, cartId: string) =>
  tx.selectFrom('orders').select(['orderId', 'number']).where('accountId', '=', here).where('cartId', '=', cartId).orderBy('number').execute();

/** Carts of every company that nobody touched for too long. */
export const listCartsOver = (tx: Tx, now: Date) =>
  tx
    .selectFrom('carts')
    .select(['accountId', 'cartId'])
    .where('state', 'in', ['active', 'waiting'])
    .where('expiresAt', '<=', now)
    .orderBy('accountId')
    .execute();
