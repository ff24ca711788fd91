import { describe, expect, test } from 'vitest';
import { announced, buildWorld, refusal, runJobs } from '../../../test/world.ts';
import { inAccount } from '../../server/db.ts';
import { system } from '../../server/actor.ts';
import { publishPrices } from '../catalog/testing.ts';
import { passDay } from './acts/days.ts';
import type { Change } from './contract.ts';
import { buying, customerOf, filled, line, rowsOf, seller, stockShelf } from './testing.ts';

const world = await buildWorld();
const root = await stockShelf(world);
const start = world.now;
/** So many days after the beginning; whoever is signed in is so still. */
async function days(count: number): Promise<void> {
  world.now = new Date(start.getTime() + count * 86_400_000);
  await world.admin.query(
    `update sessions set last_used_at = $1, second_factor_at = $1, expires_at = $1::timestamptz + interval '30 days', version = version + 1`,
    [world.now],
  );
}

async function subscribed(...lines: ReturnType<typeof line>[]) {
  await days(0);
  const who = await seller(world);
  const customerId = await customerOf(world, who);
  const cart = await filled(who, customerId, ...lines);
  await who.shop.checkOut(buying(cart));
  await runJobs(world);
  const { items } = await who.shop.listSubscriptions({ customerId });
  const idOf = (skuId: string) => items.find(({ offerId }) => offerId.startsWith(`${skuId}.`))?.subscriptionId ?? '';
  const { shop } = who;
  return {
    ...who,
    customerId,
    idOf,
    see: (skuId: string) => shop.getSubscription({ subscriptionId: idOf(skuId) }),
    rehearse: (skuId: string, change: Change) => shop.rehearseChange({ subscriptionId: idOf(skuId), change }),
    async change(skuId: string, change: Change) {
      const subscriptionId = idOf(skuId);
      const [{ version }, { amount }] = await Promise.all([shop.getSubscription({ subscriptionId }), shop.rehearseChange({ subscriptionId, change })]);
      return shop.changeSubscription({ subscriptionId, change, version, shown: amount });
    },
    pass: (skuId: string) => inAccount(world.app.db, who.company.accountId, (tx) => passDay(tx, system('test', who.company.accountId), world.now, idOf(skuId))),
  };
}

test('seats are charged for the days that are left, given back for them, and the history says so line by line', async () => {
  const it = await subscribed(line('tide-basic', 10));
  await days(10);
  const outlook = await it.rehearse('tide-basic', { kind: 'seats', quantity: 12 });
  // 21 November to 20 December: 30 days, 20 of them left.
  expect(outlook).toMatchObject({ amount: { amount: '5.33' }, recurringBefore: { amount: '40.00' }, recurringAfter: { amount: '48.00' } });
  expect(outlook.lines.map((each) => [each.startsOn, each.endsOn, each.days, each.quantity, each.amount.amount])).toEqual([
    ['2026-12-01', '2026-12-20', 20, 10, '-26.67'],
    ['2026-12-01', '2026-12-20', 20, 12, '32.00'],
  ]);
  const after = await it.change('tide-basic', { kind: 'seats', quantity: 12 });
  expect(after.quantity).toBe(12);
  const back = await it.change('tide-basic', { kind: 'seats', quantity: 10 });
  expect(back.quantity).toBe(10);
  const { items } = await it.shop.listSubscriptionHistory({ subscriptionId: it.idOf('tide-basic') });
  expect(items.map(({ amount }) => amount.amount).toSorted()).toEqual(['-5.33', '40.00', '5.33']);
  expect(await refusal(it.rehearse('tide-basic', { kind: 'seats', quantity: 10 }))).toMatchObject({
    code: 'subscriptions.refused',
    details: { reason: 'same' },
  });
});

test('a change at another amount than was shown, or of another version, is not made', async () => {
  const it = await subscribed(line('tide-basic', 10));
  const subscriptionId = it.idOf('tide-basic');
  const { version } = await it.see('tide-basic');
  const change = { kind: 'seats', quantity: 20 } as const;
  expect(await refusal(it.shop.changeSubscription({ subscriptionId, change, version, shown: null }))).toMatchObject({
    code: 'subscriptions.amount_changed',
    details: { amount: { amount: '40.00' } },
  });
  expect(await refusal(it.shop.changeSubscription({ subscriptionId, change, version: version - 1, shown: null }))).toMatchObject({
    code: 'request.changed_meanwhile',
  });
  expect((await it.see('tide-basic')).quantity).toBe(10);
});

test('suspended in its first month it is given back whole, and can be brought back for 90 days with its add-ons', async () => {
  const it = await subscribed(line('tide-basic', 10));
  const cart = await it.shop.openCart({ customerId: it.customerId });
  const added = await it.shop.addCartLine({ cartId: cart.cartId, ...line('tide-archive', 10), parentSubscriptionId: it.idOf('tide-basic') });
  expect(added.faults).toEqual([]);
  await it.shop.checkOut(buying(added));
  await runJobs(world);
  await days(4);
  const outlook = await it.rehearse('tide-basic', { kind: 'suspend', reason: 'non_payment' });
  expect(outlook).toMatchObject({ amount: { amount: '-55.00' }, way: 'full', dataDeletedOn: '2027-02-23', addOns: [{ name: 'Tide Office — Archive' }] });
  const suspended = await it.change('tide-basic', { kind: 'suspend', reason: 'non_payment' });
  expect(suspended).toMatchObject({
    state: 'suspended',
    suspensionReason: 'non_payment',
    next: { who: 'partner', step: 'reactivate_or_lose', by: '2027-02-23' },
    can: { seats: false, reactivate: true },
  });
  expect(suspended.addOns.map(({ state }) => state)).toEqual(['suspended']);
  expect(await refusal(it.shop.rehearseChange({ subscriptionId: suspended.addOns[0]?.subscriptionId ?? '', change: { kind: 'reactivate' } }))).toMatchObject({
    details: { reason: 'parent_not_active' },
  });
  expect(await refusal(it.rehearse('tide-basic', { kind: 'seats', quantity: 11 }))).toMatchObject({ details: { reason: 'suspended' } });
  await days(14);
  // 5 to 20 December: 16 of 30 days, at 40 and 15 a month.
  expect(await it.rehearse('tide-basic', { kind: 'reactivate' })).toMatchObject({ amount: { amount: '29.33' } });
  const back = await it.change('tide-basic', { kind: 'reactivate' });
  expect([back.state, back.dataDeletedOn, ...back.addOns.map(({ state }) => state)]).toEqual(['active', null, 'active']);
});

test('what is not brought back in time is deleted, after warnings at 30, 14, 3 days and one', async () => {
  const it = await subscribed(line('tide-basic', 1));
  await it.change('tide-basic', { kind: 'suspend', reason: 'customer_asked' });
  for (let day = 1; day <= 90; day++) {
    await days(day);
    await it.pass('tide-basic');
  }
  expect((await it.see('tide-basic')).state).toBe('deleted');
  const warned = (await announced(world, 'subscriptions.ending')).filter((each) => each.account_id === it.company.accountId);
  expect(warned.map((each) => (each.details as { days: number }).days)).toEqual([30, 14, 3, 1]);
  expect(await refusal(it.rehearse('tide-basic', { kind: 'reactivate' }))).toMatchObject({ details: { reason: 'over' } });
});

describe('ending', () => {
  test('a license later than its first month gives back the days that are left', async () => {
    const it = await subscribed(line('tide-basic', 10));
    await days(40);
    // 21 December to 20 January: 31 days; 31 December is the eleventh of them.
    expect(await it.rehearse('tide-basic', { kind: 'cancel', when: 'now' })).toMatchObject({
      way: 'prorated',
      amount: { amount: '-27.10' },
      dataDeletedOn: '2027-03-31',
    });
    const after = await it.change('tide-basic', { kind: 'cancel', when: 'now' });
    expect(after).toMatchObject({ state: 'canceled', can: { reactivate: false, cancel: false } });
  });

  test('another publisher’s is refunded for a day, then only its renewal can be stopped', async () => {
    const it = await subscribed(line('reef-pro', 10));
    expect(await it.rehearse('reef-pro', { kind: 'cancel', when: 'now' })).toMatchObject({ way: 'full', amount: { amount: '-30.00' } });
    await days(2);
    expect(await refusal(it.rehearse('reef-pro', { kind: 'cancel', when: 'now' }))).toMatchObject({ details: { reason: 'end_at_renewal' } });
    expect(await refusal(it.rehearse('reef-pro', { kind: 'seats', quantity: 5 }))).toMatchObject({ details: { reason: 'end_at_renewal' } });
    const after = await it.change('reef-pro', { kind: 'cancel', when: 'renewal' });
    expect(after).toMatchObject({ state: 'active', autoRenews: false, next: { step: 'let_expire', by: '2027-11-21' } });
    await days(365);
    await it.pass('reef-pro');
    expect(await it.see('reef-pro')).toMatchObject({ state: 'expired', dataDeletedOn: '2028-02-19' });
  });
});

test('a trial is converted at today’s price, and ends by itself where nobody does', async () => {
  const trial = { offerId: 'tide-trial.commercial', term: 'P1M' as const, billingCycle: 'none' as const, quantity: 25 };
  const [one, other] = [await subscribed(trial as never), await subscribed(trial as never)];
  expect(await one.see('tide-trial')).toMatchObject({ lifecycle: 'trial', renewsOn: '2026-12-21', recurring: null, can: { convert: true, seats: false } });
  await days(5);
  const convert = { kind: 'convert', offerId: 'tide-basic.commercial', term: 'P1Y', billingCycle: 'monthly', quantity: 20 } as const;
  expect(await one.rehearse('tide-trial', convert)).toMatchObject({ amount: { amount: '80.00' }, recurringAfter: { amount: '80.00' }, renewsOn: '2027-11-26' });
  expect((await one.change('tide-trial', convert)).state).toBe('converted');
  const { items } = await one.shop.listSubscriptions({ customerId: one.customerId, state: 'active' });
  expect(items.map(({ name, quantity, unitPrice }) => [name, quantity, unitPrice.amount])).toEqual([['Tide Office — Basic', 20, '4.00']]);
  await days(30);
  await other.pass('tide-trial');
  expect((await other.see('tide-trial')).state).toBe('expired');
  expect(await refusal(other.rehearse('tide-trial', convert))).toMatchObject({ details: { reason: 'over' } });
});

test('an upgrade gives back what is left and begins the larger edition; its add-ons follow', async () => {
  const it = await subscribed(line('tide-basic', 10));
  const cart = await it.shop.openCart({ customerId: it.customerId });
  await it.shop.checkOut(buying(await it.shop.addCartLine({ cartId: cart.cartId, ...line('tide-archive', 10), parentSubscriptionId: it.idOf('tide-basic') })));
  await runJobs(world);
  await days(15);
  const upgrade = { kind: 'upgrade', offerId: 'tide-plus.commercial' } as const;
  expect(await it.rehearse('tide-basic', upgrade)).toMatchObject({
    amount: { amount: '80.00' },
    recurringBefore: { amount: '40.00' },
    recurringAfter: { amount: '100.00' },
  });
  await it.change('tide-basic', upgrade);
  const { items } = await it.shop.listSubscriptions({ customerId: it.customerId, state: 'active' });
  const plus = items.find(({ offerId }) => offerId === 'tide-plus.commercial');
  expect(items.find(({ offerId }) => offerId === 'tide-archive.commercial')?.parentSubscriptionId).toBe(plus?.subscriptionId);
});

test('a change of rhythm gives back the month and charges the year that is left', async () => {
  const it = await subscribed(line('tide-basic', 10));
  await days(15);
  expect(await it.rehearse('tide-basic', { kind: 'cycle', billingCycle: 'annual' })).toMatchObject({
    amount: { amount: '411.51' },
    recurringAfter: { amount: '450.00' },
  });
  expect(await it.change('tide-basic', { kind: 'cycle', billingCycle: 'annual' })).toMatchObject({
    billingCycle: 'annual',
    unitPrice: { amount: '45.00' },
    renewsOn: '2027-11-21',
  });
});

test('what was planned for the renewal happens on its day, at the price of that day, and not before', async () => {
  const it = await subscribed(line('tide-basic', 10));
  const planned = await it.change('tide-basic', {
    kind: 'schedule',
    schedule: { quantity: 30, term: null, billingCycle: 'annual', offerId: null, ends: false },
  });
  expect(planned).toMatchObject({ quantity: 10, schedule: { quantity: 30, billingCycle: 'annual' } });
  await publishPrices(world, root, rowsOf(100), { validFrom: '2027-11-01', name: 'Twice' });
  await days(364);
  await it.pass('tide-basic');
  expect((await it.see('tide-basic')).quantity).toBe(10);
  await days(365);
  await it.pass('tide-basic');
  await it.pass('tide-basic');
  expect(await it.see('tide-basic')).toMatchObject({
    quantity: 30,
    billingCycle: 'annual',
    unitPrice: { amount: '90.00' },
    termFrom: '2027-11-21',
    renewsOn: '2028-11-21',
    schedule: null,
  });
  const { items } = await it.shop.listSubscriptionHistory({ subscriptionId: it.idOf('tide-basic') });
  expect(items.filter(({ kind }) => kind === 'renewed').map(({ amount }) => amount.amount)).toEqual(['2700.00']);
});

test('another company cannot see a subscription, nor tell that it exists', async () => {
  const it = await subscribed(line('tide-basic'));
  const stranger = await seller(world);
  const subscriptionId = it.idOf('tide-basic');
  const calls = [
    () => stranger.shop.getSubscription({ subscriptionId }),
    () => stranger.shop.listSubscriptionHistory({ subscriptionId }),
    () => stranger.shop.rehearseChange({ subscriptionId, change: { kind: 'reactivate' } }),
    () => stranger.shop.changeSubscription({ subscriptionId, change: { kind: 'nickname', nickname: 'Mine' }, version: 2, shown: null }),
  ];
  for (const call of calls) expect(await refusal(call())).toMatchObject({ code: 'not_found' });
  expect((await stranger.shop.listSubscriptions({ search: 'tide' })).items).toEqual([]);
});
