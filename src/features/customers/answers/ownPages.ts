import { run, type Tx } from '../../../server/tx.ts';

/** The page of one's directory is there for its people. */
export async function pagesOfDirectory(tx: Tx, { personId }: { readonly personId: string }): Promise<string[]> {
  const { rows } = await run(tx, "select 1 from customer_users where person_id = $1 and state = 'active' limit 1", [personId], 'customers.own_pages');
  return rows.length ? ['/me/customer'] : [];
}
