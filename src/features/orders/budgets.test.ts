import { expect, test } from 'vitest';
import { announced, as, buildWorld, member, refusal, runJobs } from '../../../test/world.ts';
import { notices } from '../notices/contract.ts';
import { watchBudgets } from './jobs/budgets.ts';
import { buying, customerOf, filled, line, type Seller, seller, shopOf, stockShelf } from './testing.ts';

const world = await buildWorld();
await stockShelf(world);
const start = world.now;
/** Midnight may have passed, or a month; whoever is signed in is so still. */
async function on(day: string): Promise<void> {
  world.now = new Date(`${day}T09:00:00Z`);
  await world.admin.query(
    `update sessions set last_used_at = $1, second_factor_at = $1, expires_at = $1::timestamptz + interval '30 days', version = version + 1`,
    [world.now],
  );
}
async function bought(who: Seller, name: string, ...lines: ReturnType<typeof line>[]): Promise<string> {
  const customerId = await customerOf(world, who, { name });
  await who.shop.checkOut(buying(await filled(who, customerId, ...lines)));
  await runJobs(world);
  return customerId;
}
const watch = () => watchBudgets.run({ db: world.app.db, now: world.now } as Parameters<typeof watchBudgets.run>[0], {});

test('a customer costs what was charged this month and the periods that begin in it; seats that were changed are counted once', async () => {
  world.now = start;
  const who = await seller(world);
  const customerId = await bought(who, 'Voltaire', line('tide-basic', 10), line('reef-pro', 2, { billingCycle: 'annual' }));
  const spent = async () => {
    const { items } = await who.shop.listBudgets({ search: 'voltaire' });
    return items.map((each) => [each.spent.amount, each.expected.amount])[0];
  };
  // 40 a month and 66 a year, bought on 21 November.
  expect(await spent()).toEqual(['106.00', '106.00']);
  await on('2026-12-02');
  expect(await spent()).toEqual(['0.00', '40.00']);
  const { items } = await who.shop.listSubscriptions({ customerId });
  const subscriptionId = items.find(({ offerId }) => offerId.startsWith('tide-basic'))?.subscriptionId ?? '';
  await on('2026-12-26');
  expect(await spent()).toEqual(['40.00', '40.00']);
  const change = { kind: 'seats', quantity: 20 } as const;
  const [{ version }, { amount }] = await Promise.all([who.shop.getSubscription({ subscriptionId }), who.shop.rehearseChange({ subscriptionId, change })]);
  await who.shop.changeSubscription({ subscriptionId, change, version, shown: amount });
  expect((await spent())?.[0]).toBe((40 + Number(amount.amount)).toFixed(2));
  // A whole month of twenty seats.
  await on('2027-01-25');
  expect(await spent()).toEqual(['80.00', '80.00']);
});

test('who may see invoices sets one amount for many, sees who is over and who will be, and takes it away', async () => {
  await on('2026-11-21');
  const who = await seller(world);
  const small = await bought(who, 'Small', line('tide-basic', 10));
  const large = await bought(who, 'Large', line('tide-basic', 100));
  await on('2026-12-02');
  const { items } = await who.shop.setBudgets({ customerIds: [small, large], amount: '200' });
  expect(
    items.map(({ customer, budget, spent, expected, percent, isOver, isTrending }) => [
      customer.name,
      budget?.amount,
      spent.amount,
      expected.amount,
      percent,
      isOver,
      isTrending,
    ]),
  ).toEqual([
    ['Large', '200.00', '0.00', '400.00', 0, false, true],
    ['Small', '200.00', '0.00', '40.00', 0, false, false],
  ]);
  await on('2026-12-22');
  expect(await who.shop.getBudgetSummary({})).toMatchObject({ set: 2, near: 0, over: 1, trending: 0 });
  expect((await who.shop.listBudgets({ only: 'over' })).items.map(({ customer, percent }) => [customer.name, percent])).toEqual([['Large', 200]]);
  expect((await who.shop.listBudgets({ limit: 1 })).items.map(({ customer }) => customer.name)).toEqual(['Large']);
  await who.shop.setBudgets({ customerIds: [large], amount: null });
  expect(await who.shop.getBudgetSummary({})).toMatchObject({ set: 1, over: 0 });
  const sales = shopOf(world, who.company, await member(world, who.company, 'helpdesk_agent'));
  expect(await refusal(sales.setBudgets({ customerIds: [small], amount: '1' }))).toMatchObject({ code: 'access.denied' });
  const stranger = await seller(world);
  expect(await refusal(stranger.shop.setBudgets({ customerIds: [small], amount: '1' }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(who.shop.setBudgets({ customerIds: [small], amount: '0' }))).toMatchObject({ code: 'request.invalid' });
});

test('at 80 and at 100 percent it is told once each a month, however often it is looked at; another amount is told of anew', async () => {
  await on('2026-11-21');
  const who = await seller(world);
  const customerId = await bought(who, 'Told', line('tide-basic', 10));
  const told = async () => {
    const ours = (await announced(world, 'budgets.reached')).filter((each) => each.account_id === who.company.accountId);
    return ours.map(({ details }) => (details as { percent: number }).percent).toSorted((a, b) => a - b);
  };
  await who.shop.setBudgets({ customerIds: [customerId], amount: '50' });
  await watch();
  await watch();
  expect(await told()).toEqual([80]);
  await who.shop.setBudgets({ customerIds: [customerId], amount: '40' });
  await Promise.all([watch(), watch()]);
  expect(await told()).toEqual([80, 100]);
  await on('2026-12-01');
  await watch();
  expect(await told()).toEqual([80, 100]);
  await on('2026-12-22');
  await watch();
  expect(await told()).toEqual([80, 100, 100]);
  await runJobs(world);
  const { items } = await as(world, notices, who.agent).listNotices({});
  expect(items.filter(({ kind }) => kind === 'budgets.reached')).not.toHaveLength(0);
  // Over or not, it goes on selling.
  expect((await who.shop.listSubscriptions({ customerId })).items[0]?.state).toBe('active');
});
