import fc from 'fast-check';
import { expect, test } from 'vitest';
import { as, buildWorld, member, openAppIn, runJobs } from '../../../test/world.ts';
import { orders } from './contract.ts';
import { buying, customerOf, filled, line, seller, shopOf, stockShelf } from './testing.ts';

const world = await buildWorld();
await stockShelf(world);

test('however many change the seats of one subscription at once, through two processes, each change is made once or refused, and the history adds up', async () => {
  const who = await seller(world);
  const colleague = shopOf(world, who.company, await member(world, who.company, 'sales_agent'));
  const other = await openAppIn(world);
  const shops = [who.shop, colleague, as(world, orders, { ...who.agent, account: who.company, app: other })];
  const customerId = await customerOf(world, who);
  let serial = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 2, maxLength: 6 }), async (wanted) => {
      const nickname = `Race ${++serial}`;
      await who.shop.checkOut(buying(await filled(who, customerId, line('tide-basic', 150, { nickname }))));
      await runJobs(world);
      const found = (await who.shop.listSubscriptions({ customerId, limit: 100 })).items.find((each) => each.nickname === nickname);
      const subscriptionId = found?.subscriptionId ?? '';
      const { version } = await who.shop.getSubscription({ subscriptionId });
      const shown = await Promise.all(
        wanted.map((quantity) =>
          who.shop.rehearseChange({ subscriptionId, change: { kind: 'seats', quantity } }).then(
            ({ amount }) => amount,
            () => null,
          ),
        ),
      );
      const outcomes = await Promise.allSettled(
        wanted.map((quantity, n) =>
          (shops[n % shops.length] as typeof who.shop).changeSubscription({
            subscriptionId,
            change: { kind: 'seats', quantity },
            version,
            shown: shown[n] ?? null,
          }),
        ),
      );
      const made = outcomes.flatMap((each, n) => (each.status === 'fulfilled' ? [wanted[n] as number] : []));
      // Whoever comes second sees another version; what would change nothing is refused.
      expect(made.length).toBe(wanted.every((quantity) => quantity === 150) ? 0 : 1);
      const after = await who.shop.getSubscription({ subscriptionId });
      expect(after.quantity).toBe(made[0] ?? 150);
      const { items } = await who.shop.listSubscriptionHistory({ subscriptionId });
      expect(items).toHaveLength(1 + made.length);
      // Bought on this day: what was charged in all is what it costs now.
      expect(items.reduce((sum, { amount }) => sum + Number(amount.amount) * 100, 0)).toBeCloseTo(after.quantity * 400, 6);
    }),
    { numRuns: 12 },
  );
  await other.close();
});

test('however often a checkout is sent again, with its own key and with others, at once and later, it orders once', async () => {
  const who = await seller(world);
  const other = await openAppIn(world);
  const elsewhere = as(world, orders, { ...who.agent, account: who.company, app: other });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 2 }), { minLength: 2, maxLength: 6 }), async (which) => {
      const customerId = await customerOf(world, who);
      const cart = await filled(who, customerId, line('tide-basic', 2), line('reef-pro', 1, { billingCycle: 'annual' }));
      const tries = [buying(cart), buying(cart), buying(cart)];
      const outcomes = await Promise.allSettled(which.map((key, n) => (n % 2 ? elsewhere : who.shop).checkOut(tries[key] as (typeof tries)[number])));
      const won = outcomes.flatMap((each, n) => (each.status === 'fulfilled' ? [which[n] as number] : []));
      expect(new Set(won).size).toBe(1);
      // Everybody with the winner's key has the same answer, now and later.
      expect(won).toHaveLength(which.filter((key) => key === won[0]).length);
      const again = await who.shop.checkOut(tries[won[0] as number] as (typeof tries)[number]);
      expect(again.orders).toHaveLength(2);
      expect((await who.shop.listOrders({ customerId })).items).toHaveLength(2);
      expect((await who.shop.listSubscriptions({ customerId })).items).toHaveLength(2);
    }),
    { numRuns: 10 },
  );
  await other.close();
});
