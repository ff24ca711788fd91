import { run, type Tx } from '../../../server/tx.ts';
import { type MergePart, type Merging, present } from '../../accounts/contract.ts';
import { mergeCustomers } from '../acts/merging.ts';

/** For a merge: whose customers come, and which both have. */
export async function customersInMerge(tx: Tx, { from, into }: Merging): Promise<MergePart> {
  const { rows } = await run(
    tx,
    `select count(*) filter (where account_id = $2)::int as survivor, count(*) filter (where account_id = $1)::int as joining,
            count(*) filter (where account_id = $1 and exists (select from customers k where k.account_id = $2 and k.customer_id = c.customer_id))::int as both
       from customers c where account_id in ($1, $2) and state = 'active'`,
    [from, into],
  );
  const [{ survivor, joining, both }] = rows as [{ survivor: number; joining: number; both: number }];
  return {
    figures: [{ key: 'customers', survivor, joining }],
    effects: present([
      { key: 'customers', kind: 'comes', count: joining - both },
      { key: 'customers_both', kind: 'changes', count: both },
    ]),
  };
}

export const mergeOfCustomers = (tx: Tx, merging: Merging) => mergeCustomers(tx, merging);
