import { expect, test } from 'vitest';
import { addDays } from '../../core/periods.ts';
import { buildWorld } from '../../../test/world.ts';
import { publishPrices } from '../catalog/testing.ts';
import { watchSubscriptions } from './jobs/days.ts';
import { customerOf, line, rowsOf, seller, stockShelf } from './testing.ts';
import { bought } from './testingTransfers.ts';

const world = await buildWorld();
const root = await stockShelf(world);

test('a term that the center slept through is renewed at the price of its first day, not of the day on which it woke', async () => {
  const who = await seller(world);
  const [subscriptionId = ''] = await bought(world, who, await customerOf(world, who), line('tide-basic', 2, { term: 'P1M' as never }));
  const { renewsOn } = await who.shop.getSubscription({ subscriptionId });
  // Dearer from three days after the renewal on.
  await publishPrices(world, root, rowsOf(50), { validFrom: addDays(renewsOn ?? '', 3) });
  await watchSubscriptions.run({ db: world.app.db, now: new Date(`${addDays(renewsOn ?? '', 6)}T09:00:00Z`) } as never, {});
  const { items } = await who.shop.listSubscriptionHistory({ subscriptionId });
  expect(items.find(({ kind }) => kind === 'renewed')).toMatchObject({ amount: { amount: '8.00' } });
  expect((await who.shop.getSubscription({ subscriptionId })).unitPrice.amount).toMatch(/^4(\.0+)?$/);
});
