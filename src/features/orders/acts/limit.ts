import { compareMoney, type Money, money, noMoney } from '../../../core/money.ts';
import type { Tx } from '../../../server/tx.ts';
import { findOrderSettings } from '../queries/carts.ts';

/**
 * What may be charged in a currency without a second person; null: anything. There is no rate between two currencies here, so that in
 * another one than the limit's nothing is known to be below it (decision 0057).
 */
export async function approvalLimit(tx: Tx, currency: string): Promise<Money | null> {
  const settings = await findOrderSettings(tx);
  if (!settings?.approvalAbove || !settings.approvalCurrency) return null;
  return settings.approvalCurrency === currency ? money(settings.approvalAbove, currency) : noMoney(currency);
}
export const needsApproval = (charged: Money, limit: Money | null): boolean => limit !== null && compareMoney(charged, limit) > 0;
