import { run, type Tx } from '../../../server/tx.ts';
import { type CustomersWanted, listMatchingIds } from '../queries.ts';

/** What the acts with many customers read of each. */
export interface BulkRow {
  readonly customerId: string;
  readonly name: string;
  readonly state: string;
  readonly relationship: string;
  readonly agreement: string;
  readonly responsibleId: string | null;
  readonly remindedAt: Date | null;
  readonly version: number;
}
export interface Selected {
  readonly customerIds?: readonly string[] | undefined;
  readonly matching?: CustomersWanted | undefined;
}

/** The customers that are meant, by name, no more than `limit`; locked until the transaction ends when something is done with them. */
export async function listSelected(tx: Tx, { customerIds, matching }: Selected, limit: number, { lock }: { readonly lock: boolean }): Promise<BulkRow[]> {
  const found = matching ? await listMatchingIds(tx, matching, limit) : [...(customerIds ?? [])];
  const { rows } = await run(
    tx,
    `select c.customer_id as "customerId", c.name, c.state, c.relationship, c.agreement, c.responsible_id as "responsibleId", c.reminded_at as "remindedAt", c.version
       from customers c where c.account_id = current_account() and c.customer_id = any($1) order by c.name collate "und-x-icu", c.customer_id ${lock ? 'for update' : ''}`,
    [found],
  );
  return rows as unknown as BulkRow[];
}

export interface AdminToRemind {
  readonly customerId: string;
  readonly email: string;
  readonly locale: string;
}
/** Everyone who could accept the agreement for one of these customers of the running account. */
export async function listAdminsOf(tx: Tx, customerIds: readonly string[]): Promise<AdminToRemind[]> {
  const { rows } = await run(
    tx,
    'select w.customer_id as "customerId", a.email, a.locale from unnest($1::uuid[]) w(customer_id) cross join lateral admins_of_tenant(w.customer_id) a order by a.email',
    [customerIds],
  );
  return rows as unknown as AdminToRemind[];
}
