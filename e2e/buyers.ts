import type { BrowserContext } from '@playwright/test';
import { customers } from '../src/features/customers/contract.ts';
import { orders } from '../src/features/orders/contract.ts';
import { as } from './newcomers.ts';

/** A customer of a demo company that can be sold to, with its cart: what others of its customers want may be waiting for a second person. */
export async function buyerOf(context: BrowserContext, accountId: string): Promise<{ readonly name: string; readonly cartId: string }> {
  const { items } = await as(context, customers, accountId).listCustomers({ limit: 50 });
  for (const { customerId, name, agreement, qualification } of items) {
    if (agreement === 'none' || qualification !== 'none') continue;
    const { cartId, state } = await as(context, orders, accountId).openCart({ customerId });
    if (state === 'active') return { name, cartId };
  }
  throw new Error('no customer has a cart to fill');
}
