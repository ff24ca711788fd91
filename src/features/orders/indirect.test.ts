import { expect, test } from 'vitest';
import { as, buildWorld, refusal, runJobs } from '../../../test/world.ts';
import { customers } from '../customers/contract.ts';
import { relations } from '../relations/contract.ts';
import { buying, filled, line, seller, stockShelf } from './testing.ts';
import { bought, providerOf } from './testingTransfers.ts';

const world = await buildWorld();
await stockShelf(world);

/** A provider, its reseller, and a customer that both look after. */
async function threesome() {
  const reseller = await seller(world);
  const provider = await providerOf(world, reseller);
  const { relationId } = provider;
  const known = as(world, customers, { ...provider.agent, account: provider.company });
  const { customerId } = await known.addCustomer({
    name: 'Librairie des Deux Rives',
    domain: `deux-rives-${crypto.randomUUID().slice(0, 8)}.example`,
    address: { country: 'FR', line1: '4 rue de Sèvres', city: 'Paris', postalCode: '75006' },
    contact: { givenName: 'Zoé', familyName: 'Martin', middleName: null, email: 'zoe@deux-rives.example', phone: '+33142602000' },
    registrationNumber: null,
    locale: 'fr',
    agreement: { givenName: 'Zoé', familyName: 'Martin', email: 'zoe@deux-rives.example', agreedOn: '2026-11-01' },
    addressConfirmed: true,
    relationId,
  });
  const theirs = as(world, customers, { ...reseller.agent, account: reseller.company });
  return { provider, reseller, customerId, relationId, known, theirs };
}

test('both see the customer, each as what it is to it; what the provider bought is seen by the provider alone', async () => {
  const { provider, reseller, customerId, known, theirs } = await threesome();
  const [subscriptionId = ''] = await bought(world, provider, customerId, line('tide-basic', 5));
  expect(await known.getCustomer({ customerId })).toMatchObject({ relationship: 'provider', other: { name: reseller.company.name } });
  expect(await theirs.getCustomer({ customerId })).toMatchObject({ relationship: 'indirect_reseller', other: { name: provider.company.name } });
  expect((await provider.shop.listSubscriptions({ customerId })).items).toHaveLength(1);
  expect((await reseller.shop.listSubscriptions({ customerId })).items).toEqual([]);
  expect((await reseller.shop.listOrders({ customerId })).items).toEqual([]);
  for (const call of [
    () => reseller.shop.getSubscription({ subscriptionId }),
    () => reseller.shop.listSubscriptionHistory({ subscriptionId }),
    () => reseller.shop.rehearseChange({ subscriptionId, change: { kind: 'nickname', nickname: 'Ours' } }),
  ])
    expect(await refusal(call())).toMatchObject({ code: 'not_found', status: 404 });
  // What one of them is billed, and whom it writes to, it changes for itself alone.
  const before = await theirs.getCustomer({ customerId });
  expect(before.billing).toBeTruthy();
  expect((await theirs.listCustomers({})).items.map((each) => each.customerId)).toEqual([customerId]);
});

test('the reseller buys nothing for it: its provider does; its own customers it buys for as before', async () => {
  const { reseller, customerId } = await threesome();
  const cart = await filled(reseller, customerId, line('tide-basic', 1));
  expect(cart.faults.map(({ code }) => code)).toContain('provider_buys');
  expect((await refusal(reseller.shop.checkOut(buying(cart)))).code).toBe('carts.not_ready');
});

test('another reseller of the same provider sees neither the customer nor what it has', async () => {
  const { provider, customerId } = await threesome();
  const [subscriptionId = ''] = await bought(world, provider, customerId, line('tide-basic', 5));
  const other = await seller(world);
  const up = as(world, relations, { ...provider.agent, account: provider.company });
  const { relationId, version } = await up.inviteReseller({ partnerId: other.company.partnerId });
  await as(world, relations, { ...other.agent, account: other.company }).acceptRelation({ relationId, version });
  expect(await refusal(as(world, customers, { ...other.agent, account: other.company }).getCustomer({ customerId }))).toMatchObject({ status: 404 });
  expect(await refusal(other.shop.getSubscription({ subscriptionId }))).toMatchObject({ status: 404 });
  expect(await refusal(other.shop.openCart({ customerId }))).toMatchObject({ status: 404 });
});

test('the provider names a reseller that answers the customer, as long as they work together; when they part, customers and subscriptions stay as they are', async () => {
  const { provider, reseller, customerId, relationId, known, theirs } = await threesome();
  const [subscriptionId = ''] = await bought(world, provider, customerId, line('tide-basic', 5));
  const { supporters, version } = await provider.shop.getSubscription({ subscriptionId });
  expect(supporters).toEqual([{ partnerId: reseller.company.partnerId, name: reseller.company.name }]);
  const named = { kind: 'support' as const, partnerId: reseller.company.partnerId };
  await provider.shop.changeSubscription({ subscriptionId, change: named, version, shown: null });
  const own = as(world, relations, { ...reseller.agent, account: reseller.company });
  const relation = await own.getRelation({ relationId });
  await own.endRelation({ relationId, version: relation.version, reason: 'We part' });
  await runJobs(world);
  const after = await provider.shop.getSubscription({ subscriptionId });
  expect(after).toMatchObject({ state: 'active', support: { partnerId: reseller.company.partnerId }, supporters: [] });
  expect((await known.getCustomer({ customerId })).state).toBe('active');
  expect(await theirs.getCustomer({ customerId })).toMatchObject({ state: 'active', relationship: 'indirect_reseller' });
});
