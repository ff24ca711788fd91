import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';

/**
 * Customers go on with the survivor, with their agreements and the rights in their directories; of two views of one customer the
 * survivor's stays. Companies that look after a customer together with the one that is no more are led to the survivor.
 */
export async function mergeCustomers(tx: Tx, { from, into }: Merging): Promise<void> {
  await run(
    tx,
    `update customers c set account_id = $2, version = c.version + 1
      where c.account_id = $1 and not exists (select from customers k where k.account_id = $2 and k.customer_id = c.customer_id)`,
    [from, into],
  );
  await run(
    tx,
    `update customers c set other_account_id = $2, other_partner_id = a.partner_id, other_name = a.name, version = c.version + 1
       from accounts a where a.account_id = $2 and c.other_account_id = $1 and c.account_id <> $2`,
    [from, into],
  );
  // What the two had of one customer with each other is one now.
  await run(
    tx,
    'update customers set other_account_id = null, other_partner_id = null, other_name = null where account_id = $2 and other_account_id in ($1, $2)',
    [from, into],
  );
  await run(tx, 'update validation_codes set account_id = $2 where account_id = $1', [from, into]);
  await run(tx, "update customer_invitations set state = 'withdrawn' where account_id = $1 and state = 'open'", [from]);
}
