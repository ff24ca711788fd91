import { useAccountPath } from '../../../../web/place.ts';
import type { LicensePool } from '../../contract.ts';

/** Where more seats of a product are bought: at the company's own subscription of it, or in a new order. */
export function useMoreHref(customerId: string): (pool: Pick<LicensePool, 'subscriptionId'>) => string {
  const at = useAccountPath();
  return ({ subscriptionId }) => at(subscriptionId ? `/subscriptions/${subscriptionId}` : `/orders/new?customer=${customerId}`);
}
