import { sql } from 'kysely';
import { run, type Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;

export interface Spend {
  readonly customerId: string;
  readonly currency: string;
  /** Charged and given back so far this month. */
  readonly spent: string;
  /** Comes until the month ends. */
  readonly coming: string;
}

/**
 * What customers cost in a month, by estimate: everything that was charged or given back in it, and the periods that begin in it.
 * The first period of a term is among what was charged; of a later one, what it began with is what its meter holds less what was
 * changed in it. All customers, or some.
 */
export async function listSpends(
  tx: Tx,
  month: { readonly from: string; readonly to: string; readonly today: string },
  customerIds: readonly string[] | null,
): Promise<Spend[]> {
  const { rows } = await run(
    tx,
    `select s.customer_id as "customerId", s.currency, sum(c.posted + case when p.begins <= $3::date then p.begun else 0 end) as spent,
            sum(case when p.begins > $3::date then s.unit_price * s.quantity
                     when s.state = 'active' and s.auto_renews and s.renews_on > $3::date and s.renews_on < $2::date and s.billing_cycle in ('monthly', 'annual')
                     then s.unit_price * s.quantity else 0 end) as coming
       from subscriptions s
      cross join lateral (
        select $1::date + least(extract(day from s.term_from)::int, extract(day from $2::date - 1)::int) - 1 as day) d
      cross join lateral (
        select coalesce(sum(x.amount), 0) as posted, coalesce(sum(x.amount) filter (where x.at >= d.day), 0) as since
          from subscription_changes x
         where x.account_id = s.account_id and x.subscription_id = s.subscription_id and x.at >= $1::date and x.at < $2::date) c
      cross join lateral (
        select case when s.state in ('active', 'suspended') and d.day > s.term_from and (s.renews_on is null or d.day < s.renews_on)
                     and (s.billing_cycle = 'monthly' or (s.billing_cycle = 'annual' and extract(month from s.term_from) = extract(month from $1::date)))
                    then d.day end as begins,
               case when s.meter_from = d.day then s.meter_posted - c.since when s.state = 'active' then s.unit_price * s.quantity else 0 end as begun) p
      where s.account_id = current_account() and ($4::uuid[] is null or s.customer_id = any($4::uuid[])) and (s.state in ('active', 'suspended') or s.changed_at >= $1::date)
      group by 1, 2`,
    [month.from, month.to, month.today, customerIds === null ? null : [...customerIds]],
    'orders.spends',
  );
  return rows as unknown as Spend[];
}

export interface BudgetRow {
  readonly customerId: string;
  readonly name: string;
  readonly amount: string;
  readonly currency: string;
  readonly told: number;
  readonly toldMonth: string | null;
}
/** Budgets with the names of their customers. */
export const listBudgetRows = (tx: Tx, words: readonly string[] = []): Promise<BudgetRow[]> => {
  let query = tx
    .selectFrom('budgets as b')
    .innerJoin('customers as c', (on) => on.onRef('c.accountId', '=', 'b.accountId').onRef('c.customerId', '=', 'b.customerId'))
    .select(['b.customerId', 'c.name', 'b.amount', 'b.currency', 'b.told', 'b.toldMonth'])
    .where('b.accountId', '=', here);
  for (const word of words) query = query.where(sql<boolean>`position(${word} in c.search_text) > 0`);
  return query.execute();
};

export const findBudgets = (tx: Tx, customerIds: readonly string[]) =>
  tx
    .selectFrom('budgets')
    .selectAll()
    .where('accountId', '=', here)
    .where(sql<boolean>`customer_id = any(${[...customerIds]}::uuid[])`)
    .execute();

/** Companies that have set budgets. */
export const listBudgeting = (tx: Tx) => tx.selectFrom('budgets').select('accountId').distinct().orderBy('accountId').execute();

/** Customers that stand, by their ids. */
export const listNamed = (tx: Tx, customerIds: readonly string[]) =>
  tx
    .selectFrom('customers')
    .select(['customerId', 'name', 'country'])
    .where('accountId', '=', here)
    .where(sql<boolean>`customer_id = any(${[...customerIds]}::uuid[])`)
    .execute();
