import { addMoney, money, type Money, roundMoney } from '../../core/money.ts';
import { addMonths, dayOf } from '../../core/periods.ts';
import type { Tx } from '../../server/tx.ts';
import { listSpends } from './queries/budgets.ts';

/** The month that runs: its first day, that of the next, and today. */
export function monthOf(now: Date): { readonly from: string; readonly to: string; readonly today: string } {
  const today = dayOf(now);
  const from = `${today.slice(0, 8)}01`;
  return { from, to: addMonths(from, 1), today };
}

export interface Spent {
  readonly spent: Money;
  readonly expected: Money;
}
/** What customers cost this month so far and will have cost at its end, in a currency; what is charged in another is not converted. */
export async function spendsOf(tx: Tx, now: Date, customerIds: readonly string[]): Promise<(customerId: string, currency: string) => Spent> {
  const rows = customerIds.length ? await listSpends(tx, monthOf(now), customerIds) : [];
  const byKey = new Map(rows.map((row) => [`${row.customerId} ${row.currency}`, row]));
  return (customerId, currency) => {
    const row = byKey.get(`${customerId} ${currency}`);
    const spent = roundMoney(money(row?.spent ?? '0', currency));
    return { spent, expected: addMoney(spent, roundMoney(money(row?.coming ?? '0', currency))) };
  };
}
