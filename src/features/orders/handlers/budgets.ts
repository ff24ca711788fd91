import { may } from '../../../core/access.ts';
import type { Locale } from '../../../core/locale.ts';
import { money } from '../../../core/money.ts';
import { cursorKey, idKey, page } from '../../../core/page.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { currencyOf } from '../../catalog/policy/markets.ts';
import { listCustomers } from '../../customers/queries.ts';
import { setBudgets } from '../acts/budgets.ts';
import { spendsOf } from '../budgets.ts';
import { type BudgetFilter, type budgetEndpoints, budgetThresholds, type CustomerBudget } from '../contract/budgets.ts';
import { against } from '../policy/budgets.ts';
import { findBudgets, listBudgetRows, listNamed } from '../queries/budgets.ts';
import { wordsOf } from './orders.ts';

export const budgetHandlers: HandlersOf<typeof budgetEndpoints> = {
  async listBudgets({ tx, actor, now }, { search, only, customerId, after, limit }) {
    const key = cursorKey(after);
    const place = key?.[1] === undefined ? undefined : { name: String(key[0]), customerId: idKey(key[1]) };
    const words = wordsOf(search);
    const rows = customerId
      ? await shown(tx, now, await listNamed(tx, [customerId]))
      : only === 'all'
        ? await shown(tx, now, await listCustomers(tx, { locale: actor.locale, limit: limit + 1, words, after: place }))
        : behind(inOrder(await withBudget(tx, now, words, only), actor.locale), place?.customerId).slice(0, limit + 1);
    return {
      ...page(
        rows,
        limit,
        ({ customer }) => [customer.name, customer.customerId],
        (row) => row,
      ),
      asOf: now,
      can: { set: may(actor.rights, 'invoices', 'edit') },
    };
  },
  async getBudgetSummary({ tx, now }) {
    const [rows, { country }] = await Promise.all([withBudget(tx, now, [], 'set'), getAccount(tx)]);
    const count = (which: BudgetFilter) => rows.filter((row) => belongs(row, which)).length;
    return { set: rows.length, near: count('near'), over: count('over'), trending: count('trending'), currency: currencyOf(country), asOf: now };
  },
  async setBudgets({ tx, actor, now }, wanted) {
    await setBudgets(tx, actor, now, wanted);
    return { items: inOrder(await shown(tx, now, await listNamed(tx, wanted.customerIds)), actor.locale), asOf: now };
  },
};

interface Named {
  readonly customerId: string;
  readonly name: string;
  readonly country: string;
}
/** Customers with their budgets, where they have one. */
async function shown(tx: Tx, now: Date, customers: readonly Named[]): Promise<CustomerBudget[]> {
  const ids = customers.map(({ customerId }) => customerId);
  const [budgets, spends] = await Promise.all([ids.length ? findBudgets(tx, ids) : [], spendsOf(tx, now, ids)]);
  const byId = new Map(budgets.map((each) => [each.customerId, money(each.amount, each.currency)]));
  return customers.map(({ customerId, name, country }) => {
    const budget = byId.get(customerId) ?? null;
    const spent = spends(customerId, budget?.currency ?? currencyOf(country));
    return { customer: { customerId, name }, budget, ...spent, ...against(spent.spent, spent.expected, budget) };
  });
}

/** Customers that have a budget, all of them or those to look at. */
async function withBudget(tx: Tx, now: Date, words: readonly string[], only: BudgetFilter): Promise<CustomerBudget[]> {
  const rows = await listBudgetRows(tx, words);
  const spends = await spendsOf(
    tx,
    now,
    rows.map(({ customerId }) => customerId),
  );
  return rows
    .map(({ customerId, name, amount, currency }) => {
      const budget = money(amount, currency);
      const spent = spends(customerId, currency);
      return { customer: { customerId, name }, budget, ...spent, ...against(spent.spent, spent.expected, budget) };
    })
    .filter((row) => belongs(row, only));
}
const belongs = ({ percent, isOver, isTrending }: CustomerBudget, only: BudgetFilter): boolean =>
  only === 'near' ? !isOver && (percent ?? 0) >= budgetThresholds[0] : only === 'over' ? isOver : only === 'trending' ? isTrending : true;

const inOrder = (rows: readonly CustomerBudget[], locale: Locale): CustomerBudget[] => {
  const { compare } = new Intl.Collator(locale);
  return rows.toSorted((a, b) => compare(a.customer.name, b.customer.name) || (a.customer.customerId < b.customer.customerId ? -1 : 1));
};
/** What comes behind a customer; of one that is no longer there, all of it. */
const behind = (rows: readonly CustomerBudget[], customerId: string | undefined): readonly CustomerBudget[] =>
  customerId === undefined ? rows : rows.slice(rows.findIndex(({ customer }) => customer.customerId === customerId) + 1);
