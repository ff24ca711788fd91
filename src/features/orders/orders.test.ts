import { describe, expect, test } from 'vitest';
import { announced, buildWorld, member, openAppIn, as, refusal, runJobs } from '../../../test/world.ts';
import { publishPrices } from '../catalog/testing.ts';
import { orders } from './contract.ts';
import { buying, customerOf, filled, line, rowsOf, seller, shopOf, stockShelf } from './testing.ts';

const world = await buildWorld();
const root = await stockShelf(world);

const bought = async (who: Awaited<ReturnType<typeof seller>>, customerId: string, ...lines: ReturnType<typeof line>[]) => {
  const cart = await filled(who, customerId, ...lines);
  const done = await who.shop.checkOut(buying(cart));
  await runJobs(world);
  const { items } = await who.shop.listSubscriptions({ customerId });
  return { cart: done, items, subscriptionId: items[0]?.subscriptionId ?? '' };
};

describe('a cart', () => {
  test('is priced line by line, says what is charged at once and what comes back, and is the same for all who open it', async () => {
    const who = await seller(world);
    const customerId = await customerOf(world, who, { name: 'Librairie du Port' });
    const cart = await filled(who, customerId, line('tide-basic', 10), line('reef-pro', 2, { billingCycle: 'annual' }));
    expect(cart).toMatchObject({
      customer: { name: 'Librairie du Port', segment: 'commercial' },
      currency: 'EUR',
      state: 'active',
      first: { amount: '106.00', currency: 'EUR' },
      recurring: [
        { billingCycle: 'monthly', amount: { amount: '40.00' } },
        { billingCycle: 'annual', amount: { amount: '66.00' } },
      ],
      faults: [],
      can: { checkOut: true, change: true, approve: false },
    });
    expect(cart.lines.map(({ name, recurring, first }) => [name, recurring?.amount, first.startsOn, first.endsOn, first.renewsOn])).toEqual([
      ['Tide Office — Basic', '40.00', '2026-11-21', '2026-12-20', '2027-11-21'],
      ['Reef Shield — Pro', '66.00', '2026-11-21', '2027-11-20', '2027-11-21'],
    ]);
    expect(cart.lines[0]?.addOns).toEqual([{ offerId: 'tide-archive.commercial', name: 'Tide Office — Archive' }]);
    const again = await who.shop.openCart({ customerId });
    expect(again.cartId).toBe(cart.cartId);
  });

  test('puts more of the same into one line, and takes a line out with the add-ons that hang on it', async () => {
    const who = await seller(world);
    const customerId = await customerOf(world, who);
    let cart = await filled(who, customerId, line('tide-basic', 3), line('tide-basic', 4));
    expect(cart.lines.map(({ quantity }) => quantity)).toEqual([7]);
    const [base] = cart.lines;
    cart = await who.shop.addCartLine({ cartId: cart.cartId, ...line('tide-archive', 7), parentLineId: base?.lineId ?? null });
    expect(cart.faults).toEqual([]);
    cart = await who.shop.removeCartLine({ cartId: cart.cartId, lineId: base?.lineId ?? '' });
    expect(cart.lines).toEqual([]);
    expect(cart.faults.map(({ code }) => code)).toEqual(['empty']);
  });

  test('says what stands in the way as it is filled, by name, and is refused with the first of it', async () => {
    const who = await seller(world);
    const customerId = await customerOf(world, who, { agreed: false });
    const cart = await filled(who, customerId, line('tide-archive', 5), line('tide-basic', 301));
    expect(cart.faults.map(({ code, offers, count }) => [code, offers, count])).toEqual([
      ['agreement_missing', [], null],
      ['base_missing', ['Tide Office — Basic', 'Tide Office — Plus'], null],
      ['too_many', [], 300],
    ]);
    expect(cart.can.checkOut).toBe(false);
    expect(await refusal(who.shop.checkOut(buying(cart)))).toMatchObject({ code: 'carts.not_ready', details: { code: 'agreement_missing', count: 3 } });
  });

  test('of another company is not there, and a helpdesk agent sees none', async () => {
    const [who, stranger] = [await seller(world), await seller(world)];
    const cart = await filled(who, await customerOf(world, who), line('tide-basic'));
    expect(await refusal(stranger.shop.getCart({ cartId: cart.cartId }))).toMatchObject({ code: 'not_found' });
    expect(await refusal(stranger.shop.checkOut(buying(cart)))).toMatchObject({ code: 'not_found' });
    const helper = shopOf(world, who.company, await member(world, who.company, 'helpdesk_agent'));
    expect(await refusal(helper.getCart({ cartId: cart.cartId }))).toMatchObject({ code: 'access.denied' });
  });
});

describe('a checkout', () => {
  test('makes an order for each rhythm and a subscription for each line, add-ons to their bases, and they are active once provisioned', async () => {
    const who = await seller(world);
    const customerId = await customerOf(world, who, { name: 'Librairie Voltaire' });
    let cart = await filled(who, customerId, line('tide-basic', 10, { nickname: 'Front desk' }), line('reef-pro', 2, { billingCycle: 'annual' }));
    cart = await who.shop.addCartLine({ cartId: cart.cartId, ...line('tide-archive', 10), parentLineId: cart.lines[0]?.lineId ?? null });
    const done = await who.shop.checkOut(buying(cart));
    expect(done).toMatchObject({ state: 'ordered', can: { change: false, checkOut: false } });
    expect(done.orders).toHaveLength(2);
    const before = await who.shop.listSubscriptions({ customerId });
    expect(before.items.map(({ state }) => state)).toEqual(['pending', 'pending', 'pending']);
    await runJobs(world);
    const { items, asOf } = await who.shop.listSubscriptions({ customerId });
    expect(asOf).toEqual(world.now);
    expect(items.map(({ state }) => state)).toEqual(['active', 'active', 'active']);
    const base = items.find(({ nickname }) => nickname === 'Front desk');
    expect(items.find(({ offerId }) => offerId === 'tide-archive.commercial')?.parentSubscriptionId).toBe(base?.subscriptionId);
    const { items: all } = await who.shop.listOrders({ customerId });
    expect(all.map(({ billingCycle, first, state }) => `${billingCycle} ${first.amount} ${state}`).toSorted()).toEqual([
      'annual 66.00 completed',
      'monthly 55.00 completed',
    ]);
    const order = await who.shop.getOrder({ orderId: all.find(({ billingCycle }) => billingCycle === 'monthly')?.orderId ?? '' });
    expect(order.lines.map(({ name, quantity, unit, reason }) => [name, quantity, unit.amount, reason?.listName])).toEqual([
      ['Tide Office — Basic', 10, '4.00', 'Monthly'],
      ['Tide Office — Archive', 10, '1.50', 'Monthly'],
    ]);
    const found = await who.shop.listOrders({ search: order.number.slice(2, 8).toLowerCase() });
    expect(found.items.map(({ orderId }) => orderId)).toEqual([order.orderId]);
    expect((await announced(world, 'orders.placed')).filter((each) => each.account_id === who.company.accountId)).toHaveLength(2);
  });

  test('sent twice with one key at once, through two processes, orders once and gives both the same answer', async () => {
    const who = await seller(world);
    const customerId = await customerOf(world, who);
    const cart = await filled(who, customerId, line('tide-basic', 5));
    const other = await openAppIn(world);
    const elsewhere = as(world, orders, { ...who.agent, account: who.company, app: other });
    const wanted = buying(cart);
    const answers = await Promise.all([who.shop.checkOut(wanted), elsewhere.checkOut(wanted), who.shop.checkOut(wanted)]);
    expect(new Set(answers.map((each) => JSON.stringify(each.orders))).size).toBe(1);
    expect((await who.shop.listOrders({ customerId })).items).toHaveLength(1);
    expect((await who.shop.listSubscriptions({ customerId })).items).toHaveLength(1);
    // Days later it is still the same order.
    expect((await who.shop.checkOut(wanted)).orders).toEqual(answers[0]?.orders);
    await other.close();
  });

  test('with two keys at once orders once; the other is told that the cart is closed', async () => {
    const who = await seller(world);
    const customerId = await customerOf(world, who);
    const cart = await filled(who, customerId, line('tide-basic', 5));
    const answers = await Promise.allSettled([who.shop.checkOut(buying(cart)), who.shop.checkOut(buying(cart))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find((each) => each.status === 'rejected')?.reason).toMatchObject({ code: 'carts.closed', details: { state: 'ordered' } });
    expect((await who.shop.listOrders({ customerId })).items).toHaveLength(1);
  });

  test('with the key of another cart is refused, and nothing is bought', async () => {
    const who = await seller(world);
    const [one, two] = [await customerOf(world, who), await customerOf(world, who)];
    const wanted = buying(await filled(who, one, line('tide-basic')));
    await who.shop.checkOut(wanted);
    const other = await filled(who, two, line('tide-basic'));
    expect(await refusal(who.shop.checkOut({ ...buying(other), key: wanted.key }))).toMatchObject({ code: 'carts.key_used' });
    expect((await who.shop.listOrders({ customerId: two })).items).toEqual([]);
  });

  test('of the last one that a customer may have is won by one of two sellers', async () => {
    const who = await seller(world);
    const customerId = await customerOf(world, who);
    const { subscriptionId } = await bought(who, customerId, line('tide-basic', 299));
    const colleague = shopOf(world, who.company, await member(world, who.company, 'sales_agent'));
    world.now = new Date(world.now.getTime() + 60_000);
    const { version } = await who.shop.getSubscription({ subscriptionId });
    const change = { kind: 'seats', quantity: 300 } as const;
    const { amount: shown } = await who.shop.rehearseChange({ subscriptionId, change });
    const answers = await Promise.allSettled([
      who.shop.changeSubscription({ subscriptionId, change, version, shown }),
      colleague.changeSubscription({ subscriptionId, change, version, shown }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const after = await who.shop.getSubscription({ subscriptionId });
    expect(after.quantity).toBe(300);
    expect(await refusal(who.shop.rehearseChange({ subscriptionId, change: { kind: 'seats', quantity: 301 } }))).toMatchObject({
      details: { reason: 'too_many', count: 300 },
    });
    expect((await who.shop.listSubscriptionHistory({ subscriptionId })).items.map(({ kind }) => kind)).toEqual(['seats', 'bought']);
  });

  test('is at one price for all of its lines, whether a list is published before, meanwhile or after', async () => {
    const who = await seller(world);
    const customerId = await customerOf(world, who);
    const cart = await filled(who, customerId, line('tide-basic', 5), line('reef-pro', 5));
    const [outcome] = await Promise.allSettled([
      who.shop.checkOut(buying(cart)),
      publishPrices(world, root, rowsOf(10), { validFrom: '2026-11-20', name: 'Dearer' }),
    ]);
    if (outcome.status === 'rejected') {
      expect(outcome.reason).toMatchObject({ code: 'carts.prices_changed' });
      const anew = await who.shop.getCart({ cartId: cart.cartId });
      expect(anew.first.amount).toBe('38.50');
      await who.shop.checkOut(buying(anew));
    }
    const { items } = await who.shop.listOrders({ customerId });
    const order = await who.shop.getOrder({ orderId: items[0]?.orderId ?? '' });
    expect(['35.00', '38.50']).toContain(order.first.amount);
    expect(new Set(order.lines.map(({ reason }) => reason?.listId)).size).toBe(1);
  });

  test('that was shown other prices buys nothing, and says what it would cost now', async () => {
    const who = await seller(world);
    const customerId = await customerOf(world, who);
    const cart = await filled(who, customerId, line('tide-plus', 10));
    await publishPrices(world, root, rowsOf(20), { validFrom: '2026-11-21', name: 'Dearest' });
    expect(await refusal(who.shop.checkOut(buying(cart)))).toMatchObject({ code: 'carts.prices_changed', details: { first: { amount: '120.00' } } });
    expect((await who.shop.listOrders({ customerId })).items).toEqual([]);
  });
});

describe('above the limit', () => {
  test('a second person approves; whoever asked cannot, and what was sent back can be changed and asked for again', async () => {
    const who = await seller(world);
    const customerId = await customerOf(world, who);
    const sales = shopOf(world, who.company, await member(world, who.company, 'sales_agent'));
    expect(await refusal(sales.changeOrderSettings({ approvalAbove: null, version: 0 }))).toMatchObject({ code: 'access.denied' });
    await who.shop.changeOrderSettings({ approvalAbove: { amount: '100', currency: 'EUR' }, version: 0 });
    expect(await refusal(who.shop.changeOrderSettings({ approvalAbove: null, version: 0 }))).toMatchObject({ code: 'request.changed_meanwhile' });
    const cart = await filled({ shop: sales }, customerId, line('tide-plus', 20));
    expect(cart).toMatchObject({ needsApproval: true, approvalAbove: { amount: '100.00' } });
    const waiting = await sales.checkOut(buying(cart));
    expect(waiting).toMatchObject({ state: 'waiting', can: { change: false, approve: false } });
    expect(await refusal(sales.decideCart({ cartId: cart.cartId, decision: 'approve', quote: waiting.quote, version: waiting.version }))).toMatchObject({
      code: 'carts.not_your_own',
    });
    expect(await refusal(sales.addCartLine({ cartId: cart.cartId, ...line('tide-basic') }))).toMatchObject({ code: 'carts.closed' });
    const back = await who.shop.decideCart({
      cartId: cart.cartId,
      decision: 'send_back',
      why: 'Half of it will do.',
      quote: waiting.quote,
      version: waiting.version,
    });
    expect(back).toMatchObject({ state: 'active', sentBack: { why: 'Half of it will do.' } });
    const less = await sales.changeCartLine({ cartId: cart.cartId, lineId: cart.lines[0]?.lineId ?? '', ...line('tide-plus', 10) });
    const asked = await sales.checkOut(buying(less));
    const { items: open } = await who.shop.listCarts({});
    expect(open.map(({ state, askedTotal }) => [state, askedTotal?.amount])).toEqual([['waiting', asked.first.amount]]);
    const done = await who.shop.decideCart({ cartId: cart.cartId, decision: 'approve', quote: asked.quote, version: asked.version });
    expect(done.state).toBe('ordered');
    const order = await who.shop.getOrder({ orderId: done.orders[0]?.orderId ?? '' });
    expect(order.approvedBy).not.toBeNull();
    expect(order.placedBy).not.toBe(order.approvedBy);
  });
});
