import { expect, test } from 'vitest';
import { as, buildWorld } from '../../../test/world.ts';
import { customers } from '../customers/contract.ts';
import { buying, customerOf, filled, line, seller, stockShelf } from './testing.ts';

const world = await buildWorld();
await stockShelf(world);

test('while something is ordered for a customer the relationship ends, or the order stands: never both', async () => {
  const who = await seller(world);
  const own = as(world, customers, { ...who.agent, account: who.company });
  const outcomes: string[] = [];
  for (let round = 0; round < 24; round++) {
    const customerId = await customerOf(world, who);
    const cart = await filled(who, customerId, line('tide-basic', 5));
    const { version } = await own.getCustomer({ customerId });
    const many = round % 2 === 0;
    const { seal } = many ? await own.removeCustomers({ of: { customerIds: [customerId] }, reason: 'They left.' }) : { seal: '' };
    await Promise.allSettled([
      who.shop.checkOut(buying(cart)),
      many
        ? own.removeCustomers({ of: { customerIds: [customerId] }, reason: 'They left.', seal })
        : own.removeCustomer({ customerId, reason: 'They left.', version }),
    ]);
    const { state } = await own.getCustomer({ customerId });
    const { items } = await who.shop.listSubscriptions({ customerId });
    outcomes.push(`${state}, ${items.length} bought`);
  }
  expect(new Set(outcomes)).not.toContain('removed, 1 bought');
  expect(outcomes).toHaveLength(24);
});
