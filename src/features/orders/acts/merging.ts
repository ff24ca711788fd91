import { run, type Tx } from '../../../server/tx.ts';

/**
 * What was ordered follows its customers; what hangs on it follows by its keys. Customers that only one of the two had came over
 * with everything of theirs; here are those that both have. An open cart gives way where the survivor has one, and so does a budget.
 */
export async function moveOrders(tx: Tx, { from, into }: { readonly from: string; readonly into: string }): Promise<void> {
  const both = [from, into];
  await run(
    tx,
    `update carts c set state = 'discarded' where c.account_id = $1 and c.state in ('active', 'waiting')
        and exists (select from carts k where k.account_id = $2 and k.customer_id = c.customer_id and k.state in ('active', 'waiting'))`,
    both,
  );
  for (const table of ['carts', 'orders', 'subscriptions']) await run(tx, `update ${table} set account_id = $2 where account_id = $1`, both);
  await run(
    tx,
    'update budgets b set account_id = $2 where account_id = $1 and not exists (select from budgets k where k.account_id = $2 and k.customer_id = b.customer_id)',
    both,
  );
}
