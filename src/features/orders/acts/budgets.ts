import { money, type Money } from '../../../core/money.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce, announceMany } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { currencyOf } from '../../catalog/policy/markets.ts';
import { BudgetReached, BudgetSet, budgetThresholds } from '../contract/budgets.ts';
import { monthOf, spendsOf } from '../budgets.ts';
import { against, thresholdToTell } from '../policy/budgets.ts';
import { findBudgets, listBudgetRows, listNamed } from '../queries/budgets.ts';
import type { Doer } from './carts.ts';

/** Sets what customers may cost a month, each in its own currency, or takes it away. @throws NotFound */
export async function setBudgets(
  tx: Tx,
  actor: Doer,
  now: Date,
  { customerIds, amount }: { readonly customerIds: readonly string[]; readonly amount: string | null },
): Promise<void> {
  const wanted = [...new Set(customerIds)].toSorted();
  const [customers, before] = await Promise.all([listNamed(tx, wanted), findBudgets(tx, wanted)]);
  if (customers.length !== wanted.length) throw new NotFound({});
  const was = new Map(before.map((each) => [each.customerId, money(each.amount, each.currency)]));
  if (amount === null) await run(tx, 'delete from budgets where account_id = current_account() and customer_id = any($1::uuid[])', [wanted]);
  else {
    const rows = customers.map(({ customerId, country }) => ({ customer_id: customerId, currency: currencyOf(country) }));
    // Another amount is another budget: what was told of the old one is told of the new one again.
    await run(
      tx,
      `insert into budgets (account_id, customer_id, amount, currency, thresholds, changed_at, changed_by_name)
       select current_account(), x.customer_id, $2, x.currency, $3::integer[], $4, $5 from jsonb_to_recordset($1::jsonb) as x(customer_id uuid, currency text)
       on conflict (account_id, customer_id) do update set amount = excluded.amount, currency = excluded.currency, told = 0, told_month = null,
                   changed_at = excluded.changed_at, changed_by_name = excluded.changed_by_name, version = budgets.version + 1`,
      [JSON.stringify(rows), amount, [...budgetThresholds], now, actor.name],
    );
  }
  const said = (of: Money | undefined | null) => (of ? `${of.amount} ${of.currency}` : null);
  await announceMany(
    tx,
    actor,
    now,
    BudgetSet,
    customers.map(({ customerId, name, country }) => {
      const set = amount === null ? null : money(amount, currencyOf(country));
      return {
        subjectId: customerId,
        details: { customerId, customer: name, amount: said(set) },
        before: { amount: said(was.get(customerId)) },
        after: { amount: said(set) },
      };
    }),
  );
}

/** Tells of budgets that have reached a threshold this month, each once. Safe to run twice. */
export async function tellOfBudgets(tx: Tx, actor: Actor, now: Date): Promise<void> {
  const month = monthOf(now);
  const rows = await listBudgetRows(tx);
  const spends = await spendsOf(
    tx,
    now,
    rows.map(({ customerId }) => customerId),
  );
  for (const row of rows) {
    const budget = money(row.amount, row.currency);
    const { spent, expected } = spends(row.customerId, row.currency);
    const reached = thresholdToTell(against(spent, expected, budget).percent ?? 0, row.toldMonth === month.from ? row.told : 0);
    if (reached === null) continue;
    const { rowCount } = await run(
      tx,
      'update budgets set told = $2, told_month = $3 where account_id = current_account() and customer_id = $1 and (told_month is distinct from $3::date or told < $2)',
      [row.customerId, reached, month.from],
    );
    // Somebody else told it in this very moment.
    if (!rowCount) continue;
    await announce(tx, actor, now, BudgetReached, {
      accountId: actor.accountId,
      subjectId: row.customerId,
      details: {
        customerId: row.customerId,
        customer: row.name,
        percent: reached,
        amount: `${budget.amount} ${budget.currency}`,
        spent: `${spent.amount} ${spent.currency}`,
      },
    });
  }
}
