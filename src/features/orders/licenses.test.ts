import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { as, buildWorld, mailsTo, member, refusal, runJobs, type World } from '../../../test/world.ts';
import { system } from '../../server/actor.ts';
import { inAccount } from '../../server/db.ts';
import { customers } from '../customers/contract.ts';
import { notices } from '../notices/contract.ts';
import { passDay } from './acts/days.ts';
import { buying, customerOf, filled, line, seller, type Seller, stockShelf } from './testing.ts';

let world: World;
beforeAll(async () => {
  world = await buildWorld();
  await stockShelf(world);
});
afterAll(() => world.close());

const peopleOf = ({ company, agent }: Seller) => as(world, customers, { ...agent, account: company });
async function buy(own: Seller, customerId: string, ...lines: ReturnType<typeof line>[]) {
  await own.shop.checkOut(buying(await filled(own, customerId, ...lines)));
  await runJobs(world);
  const { items } = await own.shop.listSubscriptions({ customerId });
  return (skuId: string) => items.find((each) => each.offerId === `${skuId}.commercial`)?.subscriptionId ?? '';
}
/** A customer with users and seats. */
async function office(seats: number, users: number, sku = 'tide-basic') {
  const own = await seller(world);
  const customerId = await customerOf(world, own);
  const find = await buy(own, customerId, line(sku, seats, sku === 'tide-trial' ? { term: 'P1M', billingCycle: 'none' } : {}));
  const userIds: string[] = [];
  for (let at = 0; at < users; at++)
    userIds.push(
      (await peopleOf(own).addCustomerUser({ customerId, name: `u${at}`, givenName: `U${at}`, familyName: 'Roe', usageLocation: 'FR', locale: 'fr' })).userId,
    );
  return { own, shop: own.shop, people: peopleOf(own), customerId, userIds, subscriptionId: find(sku), find };
}
const give = (skuId = 'tide-basic', excludedPlans: string[] | null = null) => [{ skuId, want: 'assign' as const, excludedPlans }];
const take = (skuId = 'tide-basic') => [{ skuId, want: 'remove' as const }];
async function change(own: Seller, subscriptionId: string, wanted: Parameters<Seller['shop']['rehearseChange']>[0]['change']) {
  const [{ version }, outlook] = await Promise.all([own.shop.getSubscription({ subscriptionId }), own.shop.rehearseChange({ subscriptionId, change: wanted })]);
  await own.shop.changeSubscription({ subscriptionId, change: wanted, version, shown: outlook.amount });
  return outlook;
}
const poolOf = async (own: Seller, customerId: string, skuId = 'tide-basic') =>
  (await own.shop.listLicensePools({ customerId })).items.find((each) => each.skuId === skuId);
/** Another partner of the same customer, with rights in its directory. */
async function secondPartner(customerId: string): Promise<Seller> {
  const other = await seller(world);
  const to = other.company.accountId;
  await world.admin.query(
    `insert into customers select (jsonb_populate_record(c, jsonb_build_object('account_id', $2::uuid))).* from customers c where c.customer_id = $1 and c.account_id <> $2`,
    [customerId, to],
  );
  await world.admin.query(
    `insert into customer_delegations select (jsonb_populate_record(d, jsonb_build_object('account_id', $2::uuid))).* from customer_delegations d
      where d.customer_id = $1 and d.account_id <> $2`,
    [customerId, to],
  );
  return other;
}

test('a customer’s licenses are counted over its subscriptions, of every partner', async () => {
  const { own, customerId, userIds, subscriptionId, shop } = await office(3, 2);
  expect(await poolOf(own, customerId)).toMatchObject({
    total: 3,
    assigned: 0,
    available: 3,
    lockedOut: 0,
    subscriptionId,
    plans: [{ planId: 'mail' }, {}, {}],
  });
  const done = await shop.changeLicenses({ customerId, userIds, changes: give() });
  expect(done).toMatchObject({ users: 2, held: [{ skuId: 'tide-basic', count: 2 }], pools: [{ assigned: 2, available: 1 }] });
  expect(done.rows.map(({ assigned }) => assigned)).toEqual([['Tide Office — Basic'], ['Tide Office — Basic']]);
  const other = await secondPartner(customerId);
  await buy(other, customerId, line('tide-basic', 4));
  expect(await poolOf(own, customerId)).toMatchObject({ total: 7, available: 5 });
  expect(await poolOf(other, customerId)).toMatchObject({ total: 7, assigned: 2 });
  expect((await other.shop.listLicenseHolders({ customerId, skuId: 'tide-basic' })).items.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['U0 Roe', 'U1 Roe']),
  );
});

test('somebody new comes with the licenses that were chosen, or not at all', async () => {
  const { own, shop, people, customerId, userIds } = await office(2, 1);
  await shop.changeLicenses({ customerId, userIds, changes: give() });
  const person = { customerId, givenName: 'Ana', familyName: 'Roe', usageLocation: 'FR', locale: 'fr' as const };
  const { userId } = await people.addCustomerUser({ ...person, name: 'ana', licenses: ['tide-basic'] });
  expect((await shop.listUserLicenses({ customerId, userId })).items).toMatchObject([{ skuId: 'tide-basic', lockedOut: false }]);
  expect(await refusal(people.addCustomerUser({ ...person, name: 'bob', licenses: ['tide-basic'] }))).toMatchObject({
    code: 'licenses.none_left',
    details: { product: 'Tide Office — Basic', available: 0, wanted: 1 },
  });
  expect((await refusal(people.addCustomerUser({ ...person, name: 'bob', licenses: ['tide-plus'] }))).code).toBe('licenses.user_not_licensable');
  expect((await people.listCustomerUsers({ customerId, search: 'bob' })).items).toEqual([]);
  expect(await poolOf(own, customerId)).toMatchObject({ assigned: 2, available: 0 });
});

test('a rehearsal says who gets nothing; the deed is for all that are named or for none', async () => {
  const { shop, customerId, userIds } = await office(2, 3);
  const rehearsed = await shop.rehearseLicenses({ customerId, userIds, changes: give() });
  expect(rehearsed.rows.map(({ faults }) => faults.map(({ code }) => code))).toEqual([[], [], ['none_left']]);
  expect(rehearsed.pools[0]).toMatchObject({ assigned: 0 });
  expect(await refusal(shop.changeLicenses({ customerId, userIds, changes: give() }))).toMatchObject({
    code: 'licenses.none_left',
    details: { product: 'Tide Office — Basic', available: 2, wanted: 3 },
  });
  expect((await shop.listLicensePools({ customerId })).items[0]).toMatchObject({ assigned: 0 });
  await shop.changeLicenses({ customerId, userIds: userIds.slice(0, 2), changes: give() });
  const swapped = await shop.changeLicenses({ customerId, userIds: userIds.slice(0, 1), changes: take() });
  expect(swapped.pools[0]).toMatchObject({ assigned: 1, available: 1 });
  await shop.changeLicenses({ customerId, userIds: userIds.slice(2), changes: give() });
});

test('parts that are switched off take along what needs them, and stay off', async () => {
  const { shop, customerId, userIds } = await office(2, 1);
  await shop.changeLicenses({ customerId, userIds, changes: give('tide-basic', ['docs']) });
  const [userId = ''] = userIds;
  expect((await shop.listUserLicenses({ customerId, userId })).items).toMatchObject([{ excludedPlans: ['docs', 'sheets'], lockedOut: false }]);
  expect((await shop.rehearseLicenses({ customerId, userIds, changes: give() })).rows[0]).toMatchObject({ assigned: [], changed: [] });
  const back = await shop.changeLicenses({ customerId, userIds, changes: give('tide-basic', []) });
  expect(back.rows[0]).toMatchObject({ changed: ['Tide Office — Basic'] });
  expect(back.held).toMatchObject([{ excludedPlans: [] }]);
});

test('of two sellers who want the last seats, of one company or of two, the second hears that they are gone', async () => {
  const { own, customerId, userIds, shop } = await office(4, 6);
  const other = await secondPartner(customerId);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 3 }), fc.boolean(), async (first, second, sameCompany) => {
      await shop.changeLicenses({ customerId, userIds, changes: take() });
      const rival = sameCompany ? own : other;
      const tries = await Promise.allSettled([
        shop.changeLicenses({ customerId, userIds: userIds.slice(0, first), changes: give() }),
        rival.shop.changeLicenses({ customerId, userIds: userIds.slice(3, 3 + second), changes: give() }),
      ]);
      const won = tries.map(({ status }) => status === 'fulfilled');
      const fits = first + second <= 4;
      expect(won.filter(Boolean)).toHaveLength(fits ? 2 : 1);
      for (const each of tries) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'licenses.none_left' });
      const given = (won[0] ? first : 0) + (won[1] ? second : 0);
      expect(await poolOf(own, customerId)).toMatchObject({ assigned: given, available: 4 - given, lockedOut: 0 });
    }),
    { numRuns: 12 },
  );
});

test('fewer seats than licenses: it is said beforehand who loses theirs; they are locked out, and back with the seats', async () => {
  const { own, shop, customerId, userIds, subscriptionId } = await office(3, 3);
  for (const userId of userIds) {
    await shop.changeLicenses({ customerId, userIds: [userId], changes: give() });
    world.now = new Date(world.now.getTime() + 1000);
  }
  const outlook = await change(own, subscriptionId, { kind: 'seats', quantity: 1 });
  expect(outlook.licenses).toMatchObject([{ assigned: 3, left: 1, losing: 2, names: ['U1 Roe', 'U2 Roe'], atRenewal: false, moves: false }]);
  expect(await poolOf(own, customerId)).toMatchObject({ total: 1, assigned: 3, available: 0, lockedOut: 2 });
  expect((await shop.listUserLicenses({ customerId, userId: userIds[2] ?? '' })).items).toMatchObject([{ lockedOut: true }]);
  expect((await shop.rehearseChange({ subscriptionId, change: { kind: 'suspend', reason: 'customer_asked' } })).licenses).toMatchObject([
    { losing: 1, names: ['U0 Roe'] },
  ]);
  await change(own, subscriptionId, { kind: 'seats', quantity: 3 });
  expect(await poolOf(own, customerId)).toMatchObject({ lockedOut: 0, assigned: 3 });
  await change(own, subscriptionId, { kind: 'suspend', reason: 'customer_asked' });
  expect(await poolOf(own, customerId)).toMatchObject({ total: 0, suspended: 3, lockedOut: 3 });
  await change(own, subscriptionId, { kind: 'reactivate' });
  expect(await poolOf(own, customerId)).toMatchObject({ total: 3, lockedOut: 0 });
  const atRenewal = await shop.rehearseChange({ subscriptionId, change: { kind: 'renewal', autoRenews: false } });
  expect(atRenewal.licenses).toMatchObject([{ losing: 3, atRenewal: true }]);
});

test('when people are left without a seat, those of the company who look after the customer are told, and nobody of it twice', async () => {
  const { own, shop, customerId, userIds, subscriptionId } = await office(3, 3);
  const colleague = await member(world, own.company, 'helpdesk_agent');
  await shop.changeLicenses({ customerId, userIds, changes: give() });
  await change(own, subscriptionId, { kind: 'seats', quantity: 1 });
  await runJobs(world);
  const told = async (who: typeof colleague) =>
    (await as(world, notices, who).listNotices({})).items.flatMap(({ kind, values, link }) =>
      kind === 'licenses.locked_out' ? [{ products: values['products'], count: values['count'], link }] : [],
    );
  const link = `/a/${own.company.accountId}/customers/${customerId}?tab=licenses`;
  expect(await told(colleague)).toMatchObject([{ products: 'Tide Office — Basic', count: 2, link }]);
  // Whoever did it was told before they did.
  expect(await told(own.agent)).toEqual([]);
  expect((await mailsTo(world, colleague.email)).map(({ subject }) => subject).join()).toContain('2 users have no seat any more');
  // More seats, and fewer at the renewal: the day that brings it tells everybody of one more.
  await change(own, subscriptionId, { kind: 'seats', quantity: 3 });
  await change(own, subscriptionId, { kind: 'schedule', schedule: { quantity: 2, term: null, billingCycle: null, offerId: null, ends: false } });
  const { renewsOn } = await shop.getSubscription({ subscriptionId });
  await inAccount(world.app.db, own.company.accountId, (tx) =>
    passDay(tx, system('orders.days', own.company.accountId), new Date(`${renewsOn}T06:00:00Z`), subscriptionId),
  );
  await runJobs(world);
  expect((await told(own.agent)).map(({ count }) => count)).toEqual([1]);
  expect((await told(colleague)).map(({ count }) => count)).toEqual([1, 2]);
});

test('licenses of a product of which nothing is left, not even data, end', async () => {
  const { own, shop, customerId, userIds, subscriptionId } = await office(2, 1);
  await shop.changeLicenses({ customerId, userIds, changes: give() });
  await change(own, subscriptionId, { kind: 'suspend', reason: 'customer_asked' });
  const before = world.now;
  world.now = new Date(before.getTime() + 130 * 86_400_000);
  const { accountId } = own.company;
  await inAccount(world.app.db, accountId, (tx) => passDay(tx, system('test', accountId), world.now, subscriptionId));
  await runJobs(world);
  world.now = before;
  expect(await poolOf(own, customerId)).toBeUndefined();
  const { rows } = await world.admin.query('select from license_assignments where tenant_id = $1', [customerId]);
  expect(rows).toHaveLength(0);
});

test('a deleted user frees a license; brought back, the user has it again if one is left, and it is said if not', async () => {
  const { shop, people, customerId, userIds } = await office(1, 2);
  const [first = '', second = ''] = userIds;
  await shop.changeLicenses({ customerId, userIds: [first], changes: give('tide-basic', ['sheets']) });
  await people.deleteCustomerUser({ customerId, userId: first });
  expect((await shop.listLicensePools({ customerId })).items[0]).toMatchObject({ assigned: 0, available: 1 });
  expect((await people.restoreCustomerUser({ customerId, userId: first })).licenses).toEqual({ returned: ['Tide Office — Basic'], missing: [] });
  expect((await shop.listUserLicenses({ customerId, userId: first })).items).toMatchObject([{ excludedPlans: ['sheets'] }]);
  await people.deleteCustomerUser({ customerId, userId: first });
  await shop.changeLicenses({ customerId, userIds: [second], changes: give() });
  expect((await people.restoreCustomerUser({ customerId, userId: first })).licenses).toEqual({ returned: [], missing: ['Tide Office — Basic'] });
  expect((await shop.listLicensePools({ customerId })).items[0]).toMatchObject({ assigned: 1, lockedOut: 0 });
});

test('an upgrade takes the licenses along, unless they are to be given by hand; a trial’s go along always', async () => {
  const { own, shop, customerId, userIds, subscriptionId } = await office(2, 2);
  await shop.changeLicenses({ customerId, userIds, changes: give('tide-basic', ['sheets', 'docs']) });
  const moved = await change(own, subscriptionId, { kind: 'upgrade', offerId: 'tide-plus.commercial' });
  expect(moved.licenses).toMatchObject([{ moves: true, losing: 2 }]);
  expect(await poolOf(own, customerId, 'tide-plus')).toMatchObject({ total: 2, assigned: 2 });
  // The plan that the larger edition has stays off; the other is not part of it.
  expect((await shop.listUserLicenses({ customerId, userId: userIds[0] ?? '' })).items).toMatchObject([{ skuId: 'tide-plus', excludedPlans: ['docs'] }]);

  const trial = await office(25, 1, 'tide-trial');
  await trial.shop.changeLicenses({ customerId: trial.customerId, userIds: trial.userIds, changes: give('tide-trial') });
  const paid = { kind: 'convert', offerId: 'tide-basic.commercial', term: 'P1Y', billingCycle: 'monthly', quantity: 25 } as const;
  await change(trial.own, trial.subscriptionId, paid);
  expect(await poolOf(trial.own, trial.customerId)).toMatchObject({ total: 25, assigned: 1 });
  expect(await poolOf(trial.own, trial.customerId, 'tide-trial')).toBeUndefined();

  const byHand = await office(2, 1);
  await byHand.shop.changeLicenses({ customerId: byHand.customerId, userIds: byHand.userIds, changes: give() });
  await change(byHand.own, byHand.subscriptionId, { kind: 'upgrade', offerId: 'tide-plus.commercial', moveLicenses: false });
  expect(await poolOf(byHand.own, byHand.customerId)).toMatchObject({ total: 0, assigned: 1, lockedOut: 1 });
  expect(await poolOf(byHand.own, byHand.customerId, 'tide-plus')).toMatchObject({ total: 2, assigned: 0 });
});

test('a file names licenses: what is wrong is said row by row, what is right is given with the users, and undone with them', async () => {
  const { own, shop, people, customerId } = await office(1, 0);
  const { domain } = await people.listCustomerUsers({ customerId, limit: 1 });
  const fileOf = (...rows: string[]) => ({
    customerId,
    name: 'users.csv',
    content: Buffer.from(['display_name;email;licenses', ...rows].join('\n')).toString('base64'),
    usageLocation: 'FR',
  });
  const wrong = await people.uploadCustomerUsers(fileOf(`Ann;ann@${domain};tide-basic`, `Bo;bo@${domain};Tide Office — Basic`, `Cy;cy@${domain};Reef Shield`));
  expect(wrong.rows.map(({ faults }) => faults.map(({ column, code }) => `${column} ${code}`))).toEqual([
    [],
    ['licenses license_none_left'],
    ['licenses license_unknown'],
  ]);
  const right = await people.uploadCustomerUsers(fileOf(`Ann;ann@${domain};tide-basic`, `Bo;bo@${domain};`));
  expect(right).toMatchObject({ wrong: 0, rows: [{ skuIds: ['tide-basic'] }, { skuIds: [] }] });
  const done = await people.confirmUserImport({ customerId, importId: right.importId, version: right.version });
  expect(await poolOf(own, customerId)).toMatchObject({ assigned: 1, available: 0 });
  expect((await shop.listLicenseHolders({ customerId, skuId: 'tide-basic' })).items).toMatchObject([{ name: 'Ann' }]);
  await people.undoUserImport({ customerId, importId: done.importId, version: done.version });
  expect(await poolOf(own, customerId)).toMatchObject({ assigned: 0, available: 1 });
});

test('a file whose last seat was taken meanwhile adds nobody, and says in which row', async () => {
  const { shop, people, customerId, userIds } = await office(1, 1);
  const { domain } = await people.listCustomerUsers({ customerId, limit: 1 });
  const content = Buffer.from(`display_name,email,licenses\nAnn,ann@${domain},tide-basic\n`).toString('base64');
  const file = await people.uploadCustomerUsers({ customerId, name: 'u.csv', content, usageLocation: 'FR' });
  await shop.changeLicenses({ customerId, userIds, changes: give() });
  const again = await people.confirmUserImport({ customerId, importId: file.importId, version: file.version });
  expect(again).toMatchObject({ state: 'ready', wrong: 1, rows: [{ faults: [{ column: 'licenses', code: 'license_none_left' }] }] });
});

test('without rights in the directory nothing is given, and no stranger sees anything', async () => {
  const { shop, customerId, userIds } = await office(1, 1);
  const stranger = await seller(world);
  for (const call of [
    () => stranger.shop.listLicensePools({ customerId }),
    () => stranger.shop.listLicenseHolders({ customerId, skuId: 'tide-basic' }),
    () => stranger.shop.listUserLicenses({ customerId, userId: userIds[0] ?? '' }),
    () => stranger.shop.rehearseLicenses({ customerId, userIds, changes: [] }),
    () => stranger.shop.changeLicenses({ customerId, userIds, changes: give() }),
  ])
    expect(await refusal(call())).toMatchObject({ code: 'not_found' });
  await world.admin.query("update customer_delegations set roles = '{helpdesk_admin}' where customer_id = $1", [customerId]);
  expect(await refusal(shop.changeLicenses({ customerId, userIds, changes: give() }))).toMatchObject({ code: 'customer_users.rights_not_delegated' });
  expect((await shop.listLicensePools({ customerId })).can).toEqual({ assign: false, order: true });
  await world.admin.query("update customer_delegations set roles = '{license_admin}' where customer_id = $1", [customerId]);
  await shop.changeLicenses({ customerId, userIds, changes: give() });
});
