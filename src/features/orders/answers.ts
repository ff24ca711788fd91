import { run, type Tx } from '../../server/tx.ts';
import type { CustomerUse } from '../customers/contract.ts';

/** What of a customer hangs here: subscriptions that stand keep the relationship from being ended; a cart is merely thrown away. */
export async function usesOfCustomer(tx: Tx, { customerId }: { readonly customerId: string }): Promise<CustomerUse[]> {
  const { rows } = await run(
    tx,
    `select (select count(*)::int from subscriptions where account_id = current_account() and customer_id = $1 and state in ('pending', 'active', 'suspended')) as subscriptions,
            (select count(*)::int from carts where account_id = current_account() and customer_id = $1 and state in ('active', 'waiting')) as carts`,
    [customerId],
    'orders.uses_of_customer',
  );
  const count = (key: string) => Number(rows[0]?.[key] ?? 0);
  const uses: CustomerUse[] = [
    { key: 'subscriptions', count: count('subscriptions'), blocks: true, link: `/subscriptions?customer=${customerId}` },
    { key: 'carts', count: count('carts'), blocks: false, link: '/orders' },
  ];
  return uses.filter((use) => use.count > 0);
}
