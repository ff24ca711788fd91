import { expect, test } from 'vitest';
import { as, buildWorld, member, refusal, runJobs } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { notices } from '../notices/contract.ts';
import { customerOf, line, seller, type Seller, shopOf, stockShelf } from './testing.ts';
import { bought } from './testingTransfers.ts';

const world = await buildWorld();
await stockShelf(world);

/** A seller with a colleague who sells too, a limit, and a subscription of ten seats at 4 euros a month. */
async function limited(approvalAbove = { amount: '100', currency: 'EUR' }) {
  const it = await seller(world);
  const colleague = await member(world, it.company, 'sales_agent');
  const customerId = await customerOf(world, it);
  const [subscriptionId = ''] = await bought(world, it, customerId, line('tide-basic', 10));
  await it.shop.changeOrderSettings({ approvalAbove, version: 0 });
  return { it, colleague, sales: shopOf(world, it.company, colleague), customerId, subscriptionId };
}
async function seats(shop: Seller['shop'], subscriptionId: string, quantity: number) {
  const change = { kind: 'seats' as const, quantity };
  const [{ version }, outlook] = [await shop.getSubscription({ subscriptionId }), await shop.rehearseChange({ subscriptionId, change })];
  return { outlook, after: await shop.changeSubscription({ subscriptionId, change, version, shown: outlook.amount }) };
}
const kindsOf = async (who: Parameters<typeof as>[2]) => (await as(world, notices, who).listNotices({})).items.map(({ kind }) => kind);

test('seats that charge more than the limit wait for a second person; what is below goes through', async () => {
  const { it, colleague, sales, subscriptionId } = await limited();
  const basis = (await sales.getSubscription({ subscriptionId })).quantity;
  const few = await seats(sales, subscriptionId, basis + 2);
  expect([few.outlook.needsApproval, few.after.quantity, few.after.waiting]).toEqual([false, basis + 2, null]);

  const many = await seats(sales, subscriptionId, basis + 102);
  expect(many.outlook.needsApproval).toBe(true);
  expect(many.after).toMatchObject({
    quantity: basis + 2,
    waiting: { change: { quantity: basis + 102 }, total: many.outlook.amount, can: { decide: false, withdraw: true } },
  });
  const said = { subscriptionId, version: many.after.version, shown: many.outlook.amount };
  expect((await refusal(sales.decideChange({ ...said, decision: 'approve' }))).code).toBe('carts.not_your_own');
  expect((await refusal(it.shop.decideChange({ ...said, decision: 'withdraw' }))).code).toBe('carts.not_your_own');
  expect((await refusal(it.shop.decideChange({ ...said, decision: 'approve', shown: { amount: '1.00', currency: 'EUR' } }))).code).toBe(
    'subscriptions.amount_changed',
  );

  const tasks = async (who: typeof colleague) =>
    (await as(world, accounts, { ...who, account: it.company }).getHome({})).tasks.filter(({ key }) => key === 'changes_waiting');
  expect(await tasks(it.agent)).toMatchObject([{ link: `/a/:account/subscriptions/${subscriptionId}`, values: { count: 1 } }]);
  expect(await tasks(colleague)).toEqual([]);

  expect(await it.shop.decideChange({ ...said, decision: 'approve' })).toMatchObject({ quantity: basis + 102, waiting: null });
  await runJobs(world);
  expect(await kindsOf(it.agent)).toContain('subscriptions.change_asked');
  expect(await kindsOf(colleague)).toContain('subscriptions.change_approved');
  expect(await tasks(it.agent)).toEqual([]);
});

test('what was asked for is sent back with a reason, or taken back by whoever asked; nothing has changed then', async () => {
  const { it, colleague, sales, subscriptionId } = await limited();
  const { quantity } = await sales.getSubscription({ subscriptionId });
  const first = await seats(sales, subscriptionId, quantity + 100);
  const back = await it.shop.decideChange({ subscriptionId, version: first.after.version, decision: 'send_back', why: 'Half of it will do.' });
  expect(back).toMatchObject({ quantity, waiting: null });
  await runJobs(world);
  expect(await kindsOf(colleague)).toContain('subscriptions.change_sent_back');
  const second = await seats(sales, subscriptionId, quantity + 50);
  expect(await sales.decideChange({ subscriptionId, version: second.after.version, decision: 'withdraw' })).toMatchObject({ quantity, waiting: null });
  expect((await refusal(it.shop.decideChange({ subscriptionId, version: second.after.version + 1, decision: 'send_back' }))).code).toBe(
    'subscriptions.nothing_asked',
  );
});

test('in another currency than the limit’s everything that costs something is asked for; what costs nothing is not', async () => {
  const { sales, subscriptionId } = await limited({ amount: '100000', currency: 'USD' });
  const { quantity } = await sales.getSubscription({ subscriptionId });
  expect((await seats(sales, subscriptionId, quantity + 1)).after.waiting).not.toBeNull();
  expect((await seats(sales, subscriptionId, quantity - 1)).after).toMatchObject({ quantity: quantity - 1 });
});

test('many small increases are one large one: a bulk change above the limit is confirmed by a second person', async () => {
  const { it, colleague, sales, customerId } = await limited({ amount: '60', currency: 'EUR' });
  await it.shop.changeOrderSettings({ approvalAbove: null, version: 1 });
  const more = await bought(world, it, customerId, line('tide-plus', 5));
  await it.shop.changeOrderSettings({ approvalAbove: { amount: '60', currency: 'EUR' }, version: 2 });
  const both = (await sales.listSubscriptions({ customerId })).items
    .filter(({ offerId }) => /basic|plus/.test(offerId))
    .map(({ subscriptionId }) => subscriptionId);
  expect([both.length, more.length > 0]).toEqual([2, true]);
  const what = { kind: 'seats' as const, how: 'by' as const, count: 5 };
  const rehearsed = await sales.rehearseBulkChange({ what, subscriptionIds: both });
  expect(rehearsed).toMatchObject({ needsApproval: true, askedBy: null, can: { confirm: true } });
  const asked = await sales.confirmBulkChange({ bulkId: rehearsed.bulkId, version: rehearsed.version });
  expect(asked).toMatchObject({ state: 'rehearsed', can: { confirm: false } });
  expect((await refusal(sales.confirmBulkChange({ bulkId: asked.bulkId, version: asked.version }))).code).toBe('carts.not_your_own');
  expect(await it.shop.confirmBulkChange({ bulkId: asked.bulkId, version: asked.version })).toMatchObject({ state: 'running' });
  await runJobs(world);
  expect(await sales.getBulkChange({ bulkId: asked.bulkId })).toMatchObject({ state: 'done', rows: { done: 2 } });
  await runJobs(world);
  expect(await kindsOf(it.agent)).toContain('bulk_changes.approval_asked');
  expect(await kindsOf(colleague)).toContain('bulk_changes.done');
});

test('a bulk change that waits is sent back with a reason, or taken back by whoever asked; it can be asked for again', async () => {
  const { it, colleague, sales, subscriptionId } = await limited({ amount: '5', currency: 'EUR' });
  const rehearsed = await sales.rehearseBulkChange({ what: { kind: 'seats', how: 'by', count: 20 }, subscriptionIds: [subscriptionId] });
  const { bulkId } = rehearsed;
  const decline = { bulkId, version: rehearsed.version, decision: 'send_back' as const };
  expect((await refusal(it.shop.declineBulkChange(decline))).code).toBe('subscriptions.nothing_asked');
  const asked = await sales.confirmBulkChange({ bulkId, version: rehearsed.version });
  expect(asked.can).toMatchObject({ confirm: false, sendBack: false, withdraw: true });
  expect((await it.shop.getBulkChange({ bulkId })).can).toMatchObject({ confirm: true, sendBack: true, withdraw: false });
  const now = { bulkId, version: asked.version };
  expect((await refusal(sales.declineBulkChange({ ...now, decision: 'send_back' }))).code).toBe('carts.not_your_own');
  expect((await refusal(it.shop.declineBulkChange({ ...now, decision: 'withdraw' }))).code).toBe('carts.not_your_own');
  const back = await it.shop.declineBulkChange({ ...now, decision: 'send_back', why: 'Half of it will do.' });
  expect(back).toMatchObject({ state: 'rehearsed', askedBy: null, sentBack: { why: 'Half of it will do.' }, rows: { ready: 1 } });
  await runJobs(world);
  expect(await kindsOf(colleague)).toContain('bulk_changes.sent_back');
  const again = await sales.confirmBulkChange({ bulkId, version: back.version });
  expect(again).toMatchObject({ sentBack: null, askedBy: asked.askedBy });
  const withdrawn = await sales.declineBulkChange({ bulkId, version: again.version, decision: 'withdraw' });
  expect(withdrawn).toMatchObject({ askedBy: null, sentBack: null, can: { confirm: true } });
  const { quantity } = await sales.getSubscription({ subscriptionId });
  expect(quantity).toBe(10);
});
