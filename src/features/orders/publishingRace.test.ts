import { expect, test } from 'vitest';
import { as, buildWorld } from '../../../test/world.ts';
import { catalog } from '../catalog/contract.ts';
import { handIn, priceFile } from '../catalog/testing.ts';
import { buying, customerOf, filled, line, rowsOf, seller, stockShelf } from './testing.ts';

const world = await buildWorld();
const root = await stockShelf(world);
const desk = as(world, catalog, root);
const carts = 10;

test('while lists are published orders are priced: each order at one list, each seller told or served, none bought twice or lost', async () => {
  const who = await seller(world);
  for (let round = 1; round <= 4; round++) {
    // The list is ready: what races is only the moment in which it becomes known.
    const { listId } = await handIn(world, root, priceFile(rowsOf(round * 10)), { name: `Race ${round}`, validFrom: `2026-11-${String(10 + round)}` });
    const { version } = await desk.getDeskList({ listId });
    const customers = await Promise.all(Array.from({ length: carts }, () => customerOf(world, who)));
    const filledCarts = await Promise.all(customers.map((customerId) => filled(who, customerId, line('tide-basic', 5), line('reef-pro', 5))));
    const before = filledCarts[0]?.first.amount ?? '';
    const half = carts / 2;
    const [published, ...outcomes] = await Promise.allSettled([
      ...filledCarts.slice(0, half).map((cart) => who.shop.checkOut(buying(cart))),
      desk.publishPriceList({ listId, version }),
      ...filledCarts.slice(half).map((cart) => who.shop.checkOut(buying(cart))),
    ]).then((all) => [all[half], ...all.filter((_, n) => n !== half)]);
    expect(published?.status).toBe('fulfilled');
    const after = (35 * (1 + round / 10)).toFixed(2);
    for (const [n, outcome] of outcomes.entries()) {
      const cart = filledCarts[n];
      if (outcome?.status === 'rejected') {
        expect(outcome.reason).toMatchObject({ code: 'carts.prices_changed' });
        const anew = await who.shop.getCart({ cartId: cart?.cartId ?? '' });
        expect(anew.first.amount).toBe(after);
        await who.shop.checkOut(buying(anew));
      }
    }
    for (const customerId of customers) {
      const { items } = await who.shop.listOrders({ customerId });
      expect(items).toHaveLength(1);
      const order = await who.shop.getOrder({ orderId: items[0]?.orderId ?? '' });
      expect([before, after]).toContain(order.first.amount);
      expect(new Set(order.lines.map(({ reason }) => reason?.listId)).size).toBe(1);
      expect((await who.shop.listSubscriptions({ customerId })).items).toHaveLength(2);
    }
  }
});
