import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { announced, as, buildWorld, mailsTo, member, refusal, runJobs } from '../../../test/world.ts';
import { acrossAccounts } from '../../server/db.ts';
import { accounts } from '../accounts/contract.ts';
import { customers } from '../customers/contract.ts';
import { notices } from '../notices/contract.ts';
import { relations } from '../relations/contract.ts';
import { moveOrders } from './acts/merging.ts';
import { orders, transferKinds, transferSides, type TransferState } from './contract.ts';
import { endTransfersOfClosed, watchTransfers } from './jobs/transfers.ts';
import { mayMove, movedTransfer, transferEvents } from './policy/transfers.ts';
import { customerOf, line, seller, shopOf, stockShelf } from './testing.ts';
import { alsoWith, bought, handing, hours, puller } from './testingTransfers.ts';

const world = await buildWorld();
await stockShelf(world);
/** Sessions end sooner than transfers: only the job is run on a later day. */
const jobContext = (days = 0) => ({ db: world.app.db, now: new Date(world.now.getTime() + days * 86_400_000) }) as never;
const watch = (days = 0) => watchTransfers.run(jobContext(days), {});

describe('a reseller hands subscriptions over to its provider', () => {
  test('both see beforehand what happens on their own side, and nothing of what the other pays', async () => {
    const { it, provider, wanted } = await handing(world);
    const before = await it.shop.rehearseTransfer(wanted);
    expect(before.lines.map(({ quantity, parentLineNo }) => [quantity, parentLineNo])).toEqual([
      [10, null],
      [10, 1],
    ]);
    expect(Number(before.amount.amount)).toBeLessThan(0);
    expect(before.effects.map(({ key }) => key)).toEqual([
      'moves',
      'add_ons_follow',
      'quantity_fixed',
      'refund',
      'their_prices',
      'customer_becomes_indirect',
      'rights_stay',
    ]);
    const sent = await it.shop.startTransfer({ ...wanted, message: 'As agreed' });
    expect(sent).toMatchObject({ side: 'source', state: 'open', next: { who: 'them', step: 'answer' }, can: { accept: false, withdraw: true } });
    const received = await provider.shop.getTransfer({ transferId: sent.transferId });
    expect(received).toMatchObject({
      side: 'target',
      message: 'As agreed',
      hasCustomer: false,
      askedBy: null,
      can: { accept: true, reject: true, withdraw: false },
    });
    expect(received.outlook.effects.map(({ key }) => key)).toEqual([
      'begins',
      'add_ons_follow',
      'quantity_fixed',
      'our_prices',
      'charge',
      'customer_added',
      'agreement_missing',
      'no_rights',
    ]);
    expect(received.outlook.lines.map(({ subscriptionId }) => subscriptionId)).toEqual([null, null]);
    const { rows } = await world.admin.query('select unit_price from transfer_lines where account_id = $1 and transfer_id = $2', [
      provider.company.accountId,
      sent.transferId,
    ]);
    expect(rows.map((row) => row.unit_price)).toEqual([null, null]);
  });

  test('accepted, it ends here with what is left given back, begins there for the rest of its term at the provider’s prices, and add-ons go along', async () => {
    const { it, provider, wanted, base, addOn, customerId } = await handing(world);
    const there = await it.shop.getSubscription({ subscriptionId: base });
    const { transferId } = await it.shop.startTransfer(wanted);
    // What is changed after it was asked for does not come along.
    const changed = await it.shop.rehearseChange({ subscriptionId: base, change: { kind: 'seats', quantity: 12 } });
    await it.shop.changeSubscription({ subscriptionId: base, change: { kind: 'seats', quantity: 12 }, version: there.version, shown: changed.amount });
    expect((await it.shop.getTransfer({ transferId })).outlook.lines[0]).toMatchObject({ quantity: 10, quantityNow: 12 });

    const { version, outlook } = await provider.shop.getTransfer({ transferId });
    expect((await refusal(provider.shop.acceptTransfer({ transferId, version, shown: { amount: '1', currency: 'EUR' } }))).code).toBe(
      'subscriptions.amount_changed',
    );
    const accepted = await provider.shop.acceptTransfer({ transferId, version, shown: outlook.amount });
    expect(accepted).toMatchObject({ state: 'in_progress', next: { who: 'center', step: 'move' } });
    world.now = new Date(world.now.getTime() + 1_000);
    await runJobs(world);

    const [here, gone] = [await provider.shop.getTransfer({ transferId }), await it.shop.getTransfer({ transferId })];
    expect([here.state, gone.state]).toEqual(['completed', 'completed']);
    expect(here.outlook.amount).toEqual(outlook.amount);
    expect(Number(gone.outlook.amount.amount)).toBeLessThan(0);
    expect(await it.shop.getSubscription({ subscriptionId: base })).toMatchObject({ state: 'moved' });
    expect(await it.shop.getSubscription({ subscriptionId: addOn })).toMatchObject({ state: 'moved' });
    const { items } = await provider.shop.listSubscriptions({ customerId });
    expect(items).toHaveLength(2);
    const office = items.find(({ parentSubscriptionId }) => parentSubscriptionId === null);
    const archive = items.find(({ parentSubscriptionId }) => parentSubscriptionId !== null);
    expect(office).toMatchObject({ nickname: 'Front desk', quantity: 10, state: 'active', renewsOn: there.renewsOn });
    expect(office?.subscriptionId).not.toBe(base);
    expect(archive?.parentSubscriptionId).toBe(office?.subscriptionId);
    expect((await provider.shop.listSubscriptionHistory({ subscriptionId: office?.subscriptionId ?? '' })).items.map(({ kind }) => kind)).toEqual([
      'came_over',
    ]);
    expect((await it.shop.listSubscriptionHistory({ subscriptionId: base })).items[0]).toMatchObject({ kind: 'moved' });
    // The provider has the customer now, without its agreement; the reseller looks after it.
    expect(await as(world, customers, { ...provider.agent, account: provider.company }).getCustomer({ customerId })).toMatchObject({
      relationship: 'provider',
      agreement: 'none',
      other: { name: it.company.name },
    });
    expect(await as(world, customers, { ...it.agent, account: it.company }).getCustomer({ customerId })).toMatchObject({
      relationship: 'indirect_reseller',
      other: { name: provider.company.name },
    });
  });

  test('it is told to those who may answer, by mail as well, and to the other side when it is done; each in its own log', async () => {
    const { it, provider, wanted } = await handing(world);
    const sales = await member(world, provider.company, 'sales_agent');
    const { transferId } = await it.shop.startTransfer(wanted);
    await runJobs(world);
    expect((await as(world, notices, sales).listNotices({ limit: 5 })).items[0]).toMatchObject({
      kind: 'transfers.asked',
      values: { partner: it.company.name },
    });
    expect((await mailsTo(world, sales.email)).map(({ template }) => template)).toContain('notices.notice');
    const shop = shopOf(world, provider.company, sales);
    const { version, outlook, can } = await shop.getTransfer({ transferId });
    expect(can).toMatchObject({ accept: true, reject: true });
    await shop.acceptTransfer({ transferId, version, shown: outlook.amount });
    await runJobs(world);
    expect((await as(world, notices, it.agent).listNotices({ limit: 5 })).items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['transfers.accepted', 'transfers.completed']),
    );
    const log = (await announced(world, 'transfers.accepted')).filter((each) =>
      [it.company.accountId, provider.company.accountId].includes(each.account_id ?? ''),
    );
    expect(log).toHaveLength(2);
    expect(JSON.stringify(log)).not.toContain(sales.email);
  });

  test('rejected with a reason, withdrawn, or unanswered for thirty days: everything stays, and it can be asked for again', async () => {
    const { it, provider, wanted, base } = await handing(world);
    const first = await it.shop.startTransfer(wanted);
    expect((await refusal(it.shop.startTransfer(wanted))).details).toEqual({ fault: 'open_transfer' });
    const no = await provider.shop.rejectTransfer({ transferId: first.transferId, version: first.version, reason: 'Not our market' });
    expect(no).toMatchObject({ state: 'rejected', reason: 'Not our market' });
    expect((await refusal(it.shop.withdrawTransfer({ transferId: first.transferId, version: no.version }))).code).toBe('transfers.not_in_state');

    const second = await it.shop.startTransfer(wanted);
    expect((await refusal(provider.shop.withdrawTransfer({ transferId: second.transferId, version: second.version }))).code).toBe('transfers.not_in_state');
    expect((await it.shop.withdrawTransfer({ transferId: second.transferId, version: second.version })).state).toBe('withdrawn');

    const third = await it.shop.startTransfer(wanted);
    await watch(29);
    expect((await it.shop.getTransfer({ transferId: third.transferId })).state).toBe('open');
    await watch(30.1);
    await watch(30.2);
    expect((await it.shop.getTransfer({ transferId: third.transferId })).state).toBe('expired');
    expect((await provider.shop.getTransfer({ transferId: third.transferId })).state).toBe('expired');
    expect((await announced(world, 'transfers.expired')).filter((each) => each.account_id === it.company.accountId)).toHaveLength(1);
    expect((await it.shop.getSubscription({ subscriptionId: base })).state).toBe('active');
  });

  test('a sales agent starts none, and what is no provider’s, an add-on alone, a suspended one or somebody else’s is not handed over', async () => {
    const { it, provider, wanted, addOn, base } = await handing(world);
    const sales = shopOf(world, it.company, await member(world, it.company, 'sales_agent'));
    expect((await refusal(sales.startTransfer(wanted))).code).toBe('access.denied');
    expect((await refusal(it.shop.startTransfer({ ...wanted, relationId: crypto.randomUUID() }))).code).toBe('transfers.not_your_provider');
    expect((await refusal(it.shop.startTransfer({ ...wanted, subscriptionIds: [addOn] }))).details).toEqual({ fault: 'none_chosen' });
    expect((await refusal(provider.shop.startTransfer(wanted))).code).toBe('not_found');
    const { version } = await it.shop.getSubscription({ subscriptionId: base });
    const change = { kind: 'suspend' as const, reason: 'customer_asked' as const };
    const { amount } = await it.shop.rehearseChange({ subscriptionId: base, change });
    await it.shop.changeSubscription({ subscriptionId: base, change, version, shown: amount });
    expect((await refusal(it.shop.startTransfer(wanted))).details).toEqual({ fault: 'suspended' });
  });

  test('what cannot be moved is tried for three days, then waits for an answer again, and moves once nothing hinders it', async () => {
    const { it, provider, wanted, base } = await handing(world);
    const { transferId } = await it.shop.startTransfer(wanted);
    const { version, outlook } = await provider.shop.getTransfer({ transferId });
    await provider.shop.acceptTransfer({ transferId, version, shown: outlook.amount });
    // Meanwhile the provider is restricted.
    const restrict = (state: string) => world.admin.query('update enrollments set state = $2 where account_id = $1', [provider.company.accountId, state]);
    await restrict('restricted');
    await runJobs(world);
    expect(await it.shop.getTransfer({ transferId })).toMatchObject({ state: 'in_progress', fault: 'target_restricted' });
    await watch(3.1);
    expect(await it.shop.getTransfer({ transferId })).toMatchObject({ state: 'open', fault: 'target_restricted', next: { who: 'them' } });
    expect((await it.shop.getSubscription({ subscriptionId: base })).state).toBe('active');
    const again = await provider.shop.getTransfer({ transferId });
    expect((await refusal(provider.shop.acceptTransfer({ transferId, version: again.version, shown: again.outlook.amount }))).details).toEqual({
      fault: 'target_restricted',
    });
    await restrict('active');
    await provider.shop.acceptTransfer({ transferId, version: again.version, shown: again.outlook.amount });
    await runJobs(world);
    expect(await it.shop.getTransfer({ transferId })).toMatchObject({ state: 'completed', fault: null });
  });

  test('two who accept at once: one does, and nothing is moved twice however often the job runs', async () => {
    const { it, provider, wanted, customerId } = await handing(world);
    const { transferId } = await it.shop.startTransfer(wanted);
    const { version, outlook } = await provider.shop.getTransfer({ transferId });
    const both = await Promise.allSettled([1, 2].map(() => provider.shop.acceptTransfer({ transferId, version, shown: outlook.amount })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await runJobs(world);
    await Promise.all([watch(), watch()]);
    expect((await provider.shop.listSubscriptions({ customerId })).items).toHaveLength(2);
  });

  test('without the relation it is not accepted any more', async () => {
    const { it, provider, wanted } = await handing(world);
    const { transferId } = await it.shop.startTransfer(wanted);
    const own = as(world, relations, { ...it.agent, account: it.company });
    const { version: held } = await own.getRelation({ relationId: provider.relationId });
    await own.endRelation({ relationId: provider.relationId, version: held, reason: 'We part' });
    const { version, outlook } = await provider.shop.getTransfer({ transferId });
    expect(outlook.fault).toBe('not_related');
    expect((await refusal(provider.shop.acceptTransfer({ transferId, version, shown: outlook.amount }))).details).toEqual({ fault: 'not_related' });
  });
});

describe('a future partner asks for what is metered', () => {
  async function pulling() {
    const it = await seller(world);
    const customerId = await customerOf(world, it);
    const [metered = ''] = await bought(world, it, customerId, hours());
    const licensed = (await bought(world, it, customerId, line('tide-basic', 3))).find((id) => id !== metered) ?? '';
    const future = await puller(world, it, customerId);
    return { it, future, customerId, metered, licensed, asked: { customerId, partnerId: it.company.partnerId } };
  }

  test('the present partner chooses what it releases, of what is metered; it moves under an id of its own', async () => {
    const { it, future, metered, licensed, asked, customerId } = await pulling();
    const sent = await future.shop.askForTransfer({ ...asked, message: 'We take over in May' });
    expect(sent).toMatchObject({ kind: 'pulled', side: 'target', other: { name: null }, next: { who: 'them' }, can: { withdraw: true } });
    const { transferId } = sent;
    const received = await it.shop.getTransfer({ transferId });
    expect(received).toMatchObject({ side: 'source', other: { name: future.company.name }, can: { release: true, reject: true, accept: false } });
    expect(new Map(received.choices.map(({ subscriptionId, fault }) => [subscriptionId, fault]))).toEqual(
      new Map([
        [metered, null],
        [licensed, 'license'],
      ]),
    );
    expect((await refusal(it.shop.releaseSubscriptions({ transferId, version: received.version, subscriptionIds: [licensed] }))).details).toEqual({
      fault: 'license',
    });
    const rehearsed = await it.shop.rehearseRelease({ transferId, subscriptionIds: [metered] });
    expect(rehearsed.effects.map(({ key }) => key)).toEqual(['moves', 'quantity_fixed', 'their_prices', 'excluded', 'rights_stay']);
    await it.shop.releaseSubscriptions({ transferId, version: received.version, subscriptionIds: [metered] });
    await runJobs(world);
    expect(await future.shop.getTransfer({ transferId })).toMatchObject({ state: 'completed', other: { name: it.company.name } });
    expect((await it.shop.getSubscription({ subscriptionId: metered })).state).toBe('moved');
    expect((await it.shop.getSubscription({ subscriptionId: licensed })).state).toBe('active');
    expect((await future.shop.listSubscriptions({ customerId })).items).toHaveLength(2);
  });

  test('it needs the customer, its agreement and something metered of one’s own; and is asked for once', async () => {
    const { it, future, asked, customerId } = await pulling();
    const bare = await seller(world);
    expect((await refusal(bare.shop.askForTransfer(asked))).code).toBe('not_found');
    await alsoWith(world, customerId, it.company, bare.company);
    expect((await refusal(bare.shop.askForTransfer(asked))).details).toEqual({ why: 'plan' });
    await world.admin.query("update customers set agreement = 'none' where account_id = $1", [bare.company.accountId]);
    expect((await refusal(bare.shop.askForTransfer(asked))).details).toEqual({ why: 'agreement' });
    await future.shop.askForTransfer(asked);
    expect((await refusal(future.shop.askForTransfer(asked))).details).toEqual({ why: 'exists' });
    expect((await refusal(future.shop.askForTransfer({ ...asked, partnerId: '9999999' }))).code).toBe('transfers.partner_unknown');
    expect((await refusal(future.shop.askForTransfer({ ...asked, partnerId: future.company.partnerId }))).code).toBe('transfers.partner_unknown');
  });

  test('a partner that does not have the customer is told nothing, and who asks cannot tell it from one that does not answer', async () => {
    const { future, asked, it } = await pulling();
    const stranger = await seller(world);
    const known = await future.shop.askForTransfer(asked);
    const unknown = await future.shop.askForTransfer({ ...asked, partnerId: stranger.company.partnerId });
    const shape = ({ transferId: _, other: __, askedAt: ___, expiresAt: ____, asOf: _____, ...rest }: typeof known) => rest;
    expect(shape(unknown)).toEqual(shape(known));
    expect((await stranger.shop.listTransfers({})).items).toEqual([]);
    expect((await announced(world, 'transfers.asked')).filter((each) => each.account_id === stranger.company.accountId)).toEqual([]);
    expect((await future.shop.withdrawTransfer({ transferId: unknown.transferId, version: unknown.version })).state).toBe('withdrawn');
    expect((await it.shop.listTransfers({ state: 'open' })).items).toHaveLength(1);
  });

  test('a third company sees none of it, nor that it exists', async () => {
    const { it, future, asked, metered } = await pulling();
    const { transferId, version } = await future.shop.askForTransfer(asked);
    const third = await seller(world);
    for (const call of [
      () => third.shop.getTransfer({ transferId }),
      () => third.shop.rejectTransfer({ transferId, version }),
      () => third.shop.withdrawTransfer({ transferId, version }),
      () => third.shop.acceptTransfer({ transferId, version, shown: null }),
      () => third.shop.rehearseRelease({ transferId, subscriptionIds: [metered] }),
      () => third.shop.releaseSubscriptions({ transferId, version, subscriptionIds: [metered] }),
    ])
      expect(await refusal(call())).toMatchObject({ code: 'not_found', status: 404 });
    expect((await third.shop.listTransfers({})).items).toEqual([]);
    expect((await it.shop.listTransfers({ side: 'source' })).items.map((each) => each.transferId)).toEqual([transferId]);
    expect((await it.shop.listTransfers({ side: 'target' })).items).toEqual([]);
  });
});

test('a transfer stands on Home for who may answer it, and the customer’s own administrators hear of both ends of it', async () => {
  const { it, provider, wanted, customerId } = await handing(world);
  const boss = `boss-${customerId.slice(0, 8)}@customer.example`;
  await as(world, customers, { ...it.agent, account: it.company }).addCustomerUser({
    customerId,
    name: 'boss',
    givenName: 'Inès',
    familyName: 'Roche',
    usageLocation: 'FR',
    roles: ['global_admin'],
    locale: 'fr',
  });
  await world.admin.query(
    `update people set email = $2 where person_id in (select person_id from customer_users where tenant_id = $1 and user_name like 'boss@%')`,
    [customerId, boss],
  );
  const homeOf = async ({ company, agent }: typeof it) =>
    (await as(world, accounts, { ...agent, account: company }).getHome({})).tasks.filter(({ key }) => key === 'transfers_waiting');
  const subjects = async () => (await mailsTo(world, boss)).filter(({ template }) => template === 'orders.transfer').map(({ subject }) => subject);
  expect(await homeOf(provider)).toEqual([]);
  const { transferId } = await it.shop.startTransfer(wanted);
  expect(await homeOf(provider)).toMatchObject([{ link: `/a/:account/transfers/${transferId}`, values: { count: 1 }, can: true }]);
  expect(await homeOf(it)).toEqual([]);
  expect(await subjects()).toEqual([expect.stringContaining(`souhaite confier des abonnements`)]);
  const { version, outlook } = await provider.shop.getTransfer({ transferId });
  await provider.shop.acceptTransfer({ transferId, version, shown: outlook.amount });
  await runJobs(world);
  expect(await homeOf(provider)).toEqual([]);
  world.now = new Date(world.now.getTime() + 1_000);
  expect((await subjects()).toSorted()).toEqual([
    expect.stringContaining(`${it.company.name} souhaite confier`),
    expect.stringContaining(`${provider.company.name} gère désormais`),
  ]);
});

test('a merge takes open transfers along on both sides; what the two had with each other moves nothing any more', async () => {
  const [a, b] = [await handing(world), await handing(world)];
  const into = a.it.company.accountId;
  const first = await a.it.shop.startTransfer(a.wanted);
  const second = await b.it.shop.startTransfer(b.wanted);
  await acrossAccounts(world.app.db, 'a merge', (tx) => moveOrders(tx, { from: a.provider.company.accountId, into: b.provider.company.accountId }));
  expect(await a.it.shop.getTransfer({ transferId: first.transferId })).toMatchObject({ state: 'open', other: { partnerId: b.provider.company.partnerId } });
  expect((await b.provider.shop.listTransfers({})).items.map(({ transferId }) => transferId).toSorted()).toEqual(
    [first.transferId, second.transferId].toSorted(),
  );
  await acrossAccounts(world.app.db, 'a merge', (tx) => moveOrders(tx, { from: b.provider.company.accountId, into }));
  const rows = (await a.it.shop.listTransfers({})).items;
  expect(rows.find(({ transferId }) => transferId === first.transferId)?.state).toBe('withdrawn');
  expect(rows.find(({ transferId }) => transferId === second.transferId)).toMatchObject({ side: 'target', state: 'open' });
  expect(await b.it.shop.getTransfer({ transferId: second.transferId })).toMatchObject({ other: { name: a.it.company.name } });
});

test('an account that closes has nothing open with others any more', async () => {
  const { it, provider, wanted } = await handing(world);
  const { transferId } = await it.shop.startTransfer(wanted);
  const [{ announcement_id: announcementId }] = (
    await world.admin.query(
      `insert into announcements (announcement_id, at, name, account_id, actor_kind, request_id, details, search_text)
       values (gen_random_uuid(), $2, 'closings.closed', $1, 'system', 'test', '{}', '') returning announcement_id`,
      [it.company.accountId, world.now],
    )
  ).rows as [{ announcement_id: string }];
  await endTransfersOfClosed.run(jobContext(), { announcementId });
  expect((await provider.shop.getTransfer({ transferId })).state).toBe('withdrawn');
  await runJobs(world);
  expect((await as(world, notices, provider.agent).listNotices({ limit: 5 })).items.map(({ kind }) => kind)).toContain('transfers.withdrawn');
});

test('in every state, whatever is tried, one of the two can end it or it is over; nobody moves the other side’s part', () => {
  fc.assert(
    fc.property(fc.constantFrom(...transferKinds), fc.array(fc.constantFrom(...transferEvents), { maxLength: 12 }), (kind, tried) => {
      let state: TransferState = 'open';
      for (const event of tried) {
        state = movedTransfer(state, event) ?? state;
        const open = (['accept', 'reject', 'withdraw'] as const).flatMap((each) =>
          transferSides.filter((side) => mayMove({ state, kind, side }, each)).map((side) => `${each} by ${side}`),
        );
        const [asks, answers] = kind === 'handed_over' ? ['source', 'target'] : ['target', 'source'];
        expect(open).toEqual(state === 'open' ? [`accept by ${answers}`, `reject by ${answers}`, `withdraw by ${asks}`] : []);
      }
    }),
  );
  expect(orders.getTransfer.within).toBe('account');
});
