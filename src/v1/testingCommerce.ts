import { appToken } from '../../test/tokens.ts';
import { runJobs, type World } from '../../test/world.ts';
import type { Scoped } from '../core/access.ts';
import { catalog } from '../features/catalog/contract.ts';
import { as } from '../../test/world.ts';
import { customerOf, seller, type Seller, stockShelf } from '../features/orders/testing.ts';
import { type Speak, speaking } from './testing.ts';

/** What a program that sells is let in for. */
export const sellingScopes: readonly Scoped[] = [
  { permission: 'customers', level: 'view' },
  { permission: 'catalog', level: 'view' },
  { permission: 'pricing', level: 'view' },
  { permission: 'subscriptions', level: 'edit' },
  { permission: 'transfers', level: 'edit' },
  { permission: 'invoices', level: 'edit' },
];
export interface Selling {
  readonly it: Seller;
  readonly speak: Speak;
}
/** A reseller in France with a program of its own. */
export async function selling(world: World, scopes: readonly Scoped[] = sellingScopes): Promise<Selling> {
  const it = await seller(world);
  const { bearer } = await appToken(world, it.company, scopes);
  return { it, speak: speaking(world, bearer) };
}

/** How programs call what is on the shelf. */
export interface Called {
  readonly product: string;
  readonly sku: string;
  readonly availability: string;
  readonly item: string;
  readonly guid: string;
}
export async function shelfCodes(world: World): Promise<(skuId: string) => Called> {
  await stockShelf(world);
  const { company, agent } = await seller(world);
  const { items } = await as(world, catalog, { ...agent, account: company }).listSoldOffers({ limit: 500 });
  return (skuId) => {
    const found = items.find((each) => each.skuId === skuId);
    if (!found) throw new Error(`${skuId} is not on the shelf`);
    const { productCode, skuCode, code, guid } = found;
    return { product: productCode, sku: skuCode, availability: code, item: `${productCode}:${skuCode}:${code}`, guid };
  };
}
export const customerFor = (world: World, { it }: Pick<Selling, 'it'>, name?: string): Promise<string> => customerOf(world, it, name ? { name } : {});
export const settle = (world: World): Promise<void> => runJobs(world).then(() => undefined);
export const self = (uri: string) => ({ self: { uri, method: 'GET', headers: [] } });
export const to = (uri: string) => ({ uri, method: 'GET', headers: [] });
