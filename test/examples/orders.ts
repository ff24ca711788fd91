import { orders } from '../../src/features/orders/contract.ts';
import { customerOf, line, stockShelf } from '../../src/features/orders/testing.ts';
import { as, join, joinPrograms, person, runJobs, type TestPerson, type World } from '../world.ts';
import { type Example, type ExamplesOf, type ExampleWorld, someoneIn } from './world.ts';

const stocked = new WeakMap<World, Promise<unknown>>();
const agents = new WeakMap<ExampleWorld, Promise<TestPerson>>();
/** Somebody of the company who sells, with something to sell. */
async function agent(w: ExampleWorld): Promise<TestPerson> {
  const done = stocked.get(w.world) ?? stockShelf(w.world);
  stocked.set(w.world, done);
  await done;
  await joinPrograms(w.world, w.company, 'reseller');
  const found = agents.get(w) ?? someoneIn(w, 'admin_agent', 'global_admin');
  agents.set(w, found);
  return found;
}
async function by<Input>(w: ExampleWorld, input: Input): Promise<Example<Input>> {
  return { input, as: await agent(w), account: w.company };
}
const shopOf = async (w: ExampleWorld) => as(w.world, orders, { ...(await agent(w)), account: w.company });
const customer = async (w: ExampleWorld): Promise<string> =>
  customerOf(w.world, { company: w.company, agent: await agent(w), shop: await shopOf(w) }, { name: `${w.mark} Books` });

async function cart(w: ExampleWorld) {
  const shop = await shopOf(w);
  const { cartId } = await shop.openCart({ customerId: await customer(w) });
  return shop.addCartLine({ cartId, ...line('tide-basic', 5, { nickname: `${w.mark} desk` }) });
}
/** A cart that a colleague wants approved. */
async function waiting(w: ExampleWorld) {
  const shop = await shopOf(w);
  const { version } = await shop.getOrderSettings({});
  await shop.changeOrderSettings({ approvalAbove: { amount: '1', currency: 'EUR' }, version });
  const colleague = await join(w.world, w.company, await person(w.world), 'sales_agent');
  const made = await cart(w);
  return as(w.world, orders, { ...colleague, account: w.company }).checkOut({
    cartId: made.cartId,
    quote: made.quote,
    version: made.version,
    key: crypto.randomUUID(),
  });
}
async function subscription(w: ExampleWorld) {
  const shop = await shopOf(w);
  await w.world.admin.query('update order_settings set approval_above = null, approval_currency = null where account_id = $1', [w.company.accountId]);
  const { cartId, quote, version } = await cart(w);
  const done = await shop.checkOut({ cartId, quote, version, key: crypto.randomUUID() });
  await runJobs(w.world);
  const { items } = await shop.listSubscriptions({ customerId: done.customer.customerId });
  const subscriptionId = items[0]?.subscriptionId ?? '';
  return { orderId: done.orders[0]?.orderId ?? '', subscriptionId, version: (await shop.getSubscription({ subscriptionId })).version };
}
const nickname = { kind: 'nickname' as const, nickname: 'Back office' };

export const ordersExamples: ExamplesOf<typeof orders> = {
  listCarts: (w) => by(w, {}),
  openCart: async (w) => by(w, { customerId: await customer(w) }),
  getCart: async (w) => by(w, { cartId: (await cart(w)).cartId }),
  addCartLine: async (w) => by(w, { cartId: (await cart(w)).cartId, ...line('reef-pro', 2) }),
  async changeCartLine(w) {
    const { cartId, lines } = await cart(w);
    return by(w, { cartId, lineId: lines[0]?.lineId ?? '', term: 'P1Y' as const, billingCycle: 'annual' as const, quantity: 7 });
  },
  async removeCartLine(w) {
    const { cartId, lines } = await cart(w);
    return by(w, { cartId, lineId: lines[0]?.lineId ?? '' });
  },
  discardCart: async (w) => by(w, { cartId: (await cart(w)).cartId }),
  async checkOut(w) {
    const { cartId, quote, version } = await cart(w);
    return by(w, { cartId, quote, version, key: crypto.randomUUID() });
  },
  async decideCart(w) {
    const { cartId, quote, version } = await waiting(w);
    return by(w, { cartId, decision: 'send_back' as const, why: `Less for ${w.mark}`, quote, version });
  },
  getOrderSettings: (w) => by(w, {}),
  changeOrderSettings: async (w) =>
    by(w, { approvalAbove: { amount: '500', currency: 'EUR' }, version: (await (await shopOf(w)).getOrderSettings({})).version }),
  listOrders: (w) => by(w, { search: w.mark, limit: 5 }),
  getOrder: async (w) => by(w, { orderId: (await subscription(w)).orderId }),
  listSubscriptions: (w) => by(w, { search: w.mark, limit: 5 }),
  getSubscription: async (w) => by(w, { subscriptionId: (await subscription(w)).subscriptionId }),
  listSubscriptionHistory: async (w) => by(w, { subscriptionId: (await subscription(w)).subscriptionId }),
  rehearseChange: async (w) => by(w, { subscriptionId: (await subscription(w)).subscriptionId, change: nickname }),
  async changeSubscription(w) {
    const { subscriptionId, version } = await subscription(w);
    return by(w, { subscriptionId, version, change: nickname, shown: null });
  },
};
