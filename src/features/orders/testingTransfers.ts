import { account, as, joinPrograms, member, runJobs, type TestAccount, type World } from '../../../test/world.ts';
import { relations } from '../relations/contract.ts';
import { buying, customerOf, filled, line, type Seller, seller, shopOf } from './testing.ts';

export interface Provider extends Seller {
  readonly relationId: string;
}
/** A provider that a seller works with. */
export async function providerOf(world: World, { company, agent }: Pick<Seller, 'company' | 'agent'>): Promise<Provider> {
  const provider = await account(world, undefined, 'FR');
  await joinPrograms(world, provider, 'distributor');
  const other = await member(world, provider, 'admin_agent', 'global_admin');
  const sent = await as(world, relations, { ...other, account: provider }).inviteReseller({ partnerId: company.partnerId });
  const { relationId, version } = await as(world, relations, { ...agent, account: company }).getRelation({ relationId: sent.relationId });
  await as(world, relations, { ...agent, account: company }).acceptRelation({ relationId, version });
  return { company: provider, agent: other, shop: shopOf(world, provider, other), relationId };
}

/** What a customer has bought: its subscriptions, oldest first. */
export async function bought(world: World, it: Seller, customerId: string, ...lines: ReturnType<typeof line>[]): Promise<string[]> {
  await it.shop.checkOut(buying(await filled(it, customerId, ...lines)));
  await runJobs(world);
  const { items } = await it.shop.listSubscriptions({ customerId });
  return items.map(({ subscriptionId }) => subscriptionId).toReversed();
}

export const hours = (quantity = 1) => line('tide-hours', quantity, { term: 'none', billingCycle: 'monthly' });

/** The same customer with another partner, as if it had accepted that one's invitation. */
export async function alsoWith(world: World, customerId: string, from: TestAccount, to: TestAccount): Promise<void> {
  await world.admin.query(
    `insert into customers select (jsonb_populate_record(c, jsonb_build_object('account_id', $3::text))).* from customers c where c.account_id = $1 and c.customer_id = $2`,
    [from.accountId, customerId, to.accountId],
  );
}

/** A future partner that has the customer and bills it for something metered already. */
export async function puller(world: World, it: Seller, customerId: string): Promise<Seller> {
  const future = await seller(world);
  await alsoWith(world, customerId, it.company, future.company);
  await bought(world, future, customerId, hours());
  return future;
}

/** A seller with a provider and a customer that has an office with its add-on. */
export async function handing(world: World) {
  const it = await seller(world);
  const [provider, customerId] = [await providerOf(world, it), await customerOf(world, it)];
  const cart = await filled(it, customerId, line('tide-basic', 10, { nickname: 'Front desk' }));
  await it.shop.addCartLine({ cartId: cart.cartId, ...line('tide-archive', 10, { parentLineId: cart.lines[0]?.lineId }) });
  const whole = await it.shop.getCart({ cartId: cart.cartId });
  await it.shop.checkOut(buying(whole));
  await runJobs(world);
  const { items } = await it.shop.listSubscriptions({ customerId });
  const base = items.find(({ parentSubscriptionId }) => parentSubscriptionId === null)?.subscriptionId ?? '';
  const addOn = items.find(({ parentSubscriptionId }) => parentSubscriptionId !== null)?.subscriptionId ?? '';
  return { it, provider, customerId, base, addOn, wanted: { customerId, relationId: provider.relationId, subscriptionIds: [base] } };
}
