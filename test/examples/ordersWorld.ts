import { orders } from '../../src/features/orders/contract.ts';
import { customerOf, line, stockShelf } from '../../src/features/orders/testing.ts';
import { as, join, joinPrograms, person, runJobs, type TestPerson, type World } from '../world.ts';
import { type Example, type ExampleWorld, someoneIn } from './world.ts';

const stocked = new WeakMap<World, Promise<unknown>>();
const agents = new WeakMap<ExampleWorld, Promise<TestPerson>>();
/** Somebody of the company who sells, with something to sell. */
export async function agent(w: ExampleWorld): Promise<TestPerson> {
  const done = stocked.get(w.world) ?? stockShelf(w.world);
  stocked.set(w.world, done);
  await done;
  await joinPrograms(w.world, w.company, 'reseller');
  const found = agents.get(w) ?? someoneIn(w, 'admin_agent', 'global_admin');
  agents.set(w, found);
  return found;
}
export async function by<Input>(w: ExampleWorld, input: Input): Promise<Example<Input>> {
  return { input, as: await agent(w), account: w.company };
}
export const shopOf = async (w: ExampleWorld) => as(w.world, orders, { ...(await agent(w)), account: w.company });
export const customer = async (w: ExampleWorld): Promise<string> =>
  customerOf(w.world, { company: w.company, agent: await agent(w), shop: await shopOf(w) }, { name: `${w.mark} Books` });

export async function cart(w: ExampleWorld) {
  const shop = await shopOf(w);
  const { cartId } = await shop.openCart({ customerId: await customer(w) });
  return shop.addCartLine({ cartId, ...line('tide-basic', 5, { nickname: `${w.mark} desk` }) });
}
/** A cart that a colleague wants approved. */
export async function waiting(w: ExampleWorld) {
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
export async function subscription(w: ExampleWorld) {
  const shop = await shopOf(w);
  await w.world.admin.query('update order_settings set approval_above = null, approval_currency = null where account_id = $1', [w.company.accountId]);
  const { cartId, quote, version } = await cart(w);
  const done = await shop.checkOut({ cartId, quote, version, key: crypto.randomUUID() });
  await runJobs(w.world);
  const { items } = await shop.listSubscriptions({ customerId: done.customer.customerId });
  const subscriptionId = items[0]?.subscriptionId ?? '';
  return {
    customerId: done.customer.customerId,
    orderId: done.orders[0]?.orderId ?? '',
    subscriptionId,
    version: (await shop.getSubscription({ subscriptionId })).version,
  };
}
/** Seats that a colleague wants approved. */
export async function askedChange(w: ExampleWorld) {
  const { subscriptionId, version } = await subscription(w);
  const shop = await shopOf(w);
  const settings = await shop.getOrderSettings({});
  await shop.changeOrderSettings({ approvalAbove: { amount: '1', currency: 'EUR' }, version: settings.version });
  const colleague = await join(w.world, w.company, await person(w.world), 'sales_agent');
  const change = { kind: 'seats' as const, quantity: 50 };
  const { amount } = await shop.rehearseChange({ subscriptionId, change });
  const asked = await as(w.world, orders, { ...colleague, account: w.company }).changeSubscription({ subscriptionId, change, version, shown: amount });
  return { subscriptionId, version: asked.version };
}
