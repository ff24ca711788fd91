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
  await moveTransfers(tx, both);
}

/** Transfers go on with the survivor, on both sides; of what the two had with each other the survivor's row stays, and nothing moves any more. */
async function moveTransfers(tx: Tx, both: readonly string[]): Promise<void> {
  await run(
    tx,
    `update transfers set state = 'withdrawn', ended_at = now(), retry_until = null, version = version + 1
      where account_id = any($1::uuid[]) and other_account_id = any($1::uuid[]) and state in ('open', 'in_progress')`,
    [both],
  );
  await run(
    tx,
    'delete from transfers t where account_id = $1 and exists (select from transfers k where k.account_id = $2 and k.transfer_id = t.transfer_id)',
    both,
  );
  await run(
    tx,
    `update transfers t set other_account_id = $2, other_partner_id = a.partner_id, other_name = case when t.other_name is null then null else a.name end, version = t.version + 1
       from accounts a where a.account_id = $2 and t.other_account_id = $1 and t.account_id <> $2`,
    both,
  );
  await run(tx, 'update transfers set account_id = $2 where account_id = $1', both);
}
