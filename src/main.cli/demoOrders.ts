import type { Client } from '../core/endpoint.ts';
import type { customers } from '../features/customers/contract.ts';
import type { orders } from '../features/orders/contract.ts';
import { fulfillOrder } from '../features/orders/acts/fulfilling.ts';
import { system } from '../server/actor.ts';
import { inAccount } from '../server/db.ts';
import type { App } from '../main.server.ts';

interface Shop {
  readonly app: App;
  readonly accountId: string;
  readonly own: Client<typeof orders>;
  readonly known: Client<typeof customers>;
  /** What is done while everything that was bought still runs. */
  bought(): Promise<void>;
}
const line = (skuId: string, quantity: number, billingCycle: 'monthly' | 'annual' = 'monthly') => ({
  offerId: `${skuId}.commercial`,
  term: 'P1Y' as const,
  billingCycle,
  quantity,
});

/** What customers that have agreed have bought: with an add-on, with seats that were changed since, one suspended, one in a cart. */
export async function sellToCustomers(shop: Shop, now: Date): Promise<void> {
  const { own, known } = shop;
  const { items } = await known.listCustomers({ limit: 100 });
  const [first, second, third] = items.filter((each) => each.agreement !== 'none' && each.qualification === 'none');
  if (!first) return;
  await order(shop, now, first.customerId, async (cartId) => {
    const { lines } = await own.addCartLine({ cartId, ...line('tideway-office-business', 40) });
    await own.addCartLine({ cartId, ...line('tideway-office-voice', 12), parentLineId: lines[0]?.lineId ?? null });
    await own.addCartLine({ cartId, ...line('tideway-meet-standard', 40, 'annual') });
  });
  await order(shop, now, (second ?? first).customerId, async (cartId) => {
    await own.addCartLine({ cartId, ...line('tideway-mail-plus', 15) });
  });
  await shop.bought();
  const { items: bought } = await own.listSubscriptions({ limit: 100 });
  const idOf = (offerId: string) => bought.find((each) => each.offerId === `${offerId}.commercial`)?.subscriptionId ?? '';
  await change(own, idOf('tideway-office-business'), { kind: 'seats', quantity: 44 });
  await change(own, idOf('tideway-mail-plus'), { kind: 'suspend', reason: 'non_payment' });
  // Rehearsed, so that its page has something to say; nobody has confirmed it.
  await own.rehearseBulkChange({ what: { kind: 'seats', how: 'by', count: 5 }, matching: {} });
  await own.setBudgets({ customerIds: items.slice(0, 3).map(({ customerId }) => customerId), amount: '900' });
  const left = third ?? second ?? first;
  const { cartId } = await own.openCart({ customerId: left.customerId });
  await own.addCartLine({ cartId, ...line('tideway-office-starter', 8) });
}

async function order({ app, accountId, own }: Shop, now: Date, customerId: string, fill: (cartId: string) => Promise<void>): Promise<void> {
  const { cartId } = await own.openCart({ customerId });
  await fill(cartId);
  const { quote, version } = await own.getCart({ cartId });
  const done = await own.checkOut({ cartId, quote, version, key: crypto.randomUUID() });
  // What a job does within seconds, done at once: the next lines change what was bought.
  for (const { orderId } of done.orders) await inAccount(app.db, accountId, (tx) => fulfillOrder(tx, system('orders.provision', accountId), now, orderId));
}

async function change(own: Shop['own'], subscriptionId: string, wanted: Parameters<Shop['own']['rehearseChange']>[0]['change']): Promise<void> {
  const [{ version }, { amount }] = await Promise.all([own.getSubscription({ subscriptionId }), own.rehearseChange({ subscriptionId, change: wanted })]);
  await own.changeSubscription({ subscriptionId, change: wanted, version, shown: amount });
}
