import { expect, test } from 'vitest';
import { account, announced, as, buildWorld, joinPrograms, mailsTo, member, refusal, runJobs, type TestAccount, type TestPerson } from '../../../test/world.ts';
import { customers, mostListed } from './contract.ts';

const world = await buildWorld();
const company = await account(world);
await joinPrograms(world, company, 'reseller');
const agent = await member(world, company, 'admin_agent');
const seller = await member(world, company, 'sales_agent');
const of = (who: TestPerson, at: TestAccount = company) => as(world, customers, { ...who, account: at });
const own = of(agent);

let serial = 0;
async function customer(name: string, agreed = false) {
  const domain = `b${++serial}.bulk.example`;
  world.now = new Date(world.now.getTime() + 1_000);
  const contact = { givenName: 'Ines', familyName: 'Ruiz', middleName: null, email: `ines@${domain}`, phone: '01 42 60 20 00' };
  const signer = { givenName: 'Ines', familyName: 'Ruiz', email: `ines@${domain}`, agreedOn: world.now.toISOString().slice(0, 10) };
  const address = { country: 'FR', line1: '12 rue de la Paix', city: 'Paris', postalCode: '75002' };
  return own.addCustomer({ name, domain, address, contact, registrationNumber: null, locale: 'fr', agreement: agreed ? signer : null });
}
const [bay, cove, dune] = [await customer('Bay'), await customer('Cove', true), await customer('Dune')];
const names = async (input: Parameters<typeof own.listCustomers>[0]) => (await own.listCustomers(input)).items.map(({ name }) => name);

test('customers get somebody who looks after them, first as it would be, then as it was said', async () => {
  const some = { customerIds: [bay.customerId, cove.customerId] };
  const rehearsed = await own.assignCustomers({ of: some, personId: seller.personId });
  expect(rehearsed).toMatchObject({ isDone: false, ready: 2, leftOut: 0 });
  expect(await names({ responsible: seller.personId })).toEqual([]);

  expect(await own.assignCustomers({ of: some, personId: seller.personId, seal: rehearsed.seal })).toMatchObject({ isDone: true, ready: 2 });
  expect(await names({ responsible: seller.personId })).toEqual(['Bay', 'Cove']);
  expect((await of(seller).listCustomers({ responsible: 'me' })).items.map(({ responsible }) => responsible?.personId)).toEqual([
    seller.personId,
    seller.personId,
  ]);
  expect(await names({ responsible: 'nobody' })).toEqual(['Dune']);
  expect(await own.countCustomers({ responsible: 'nobody' })).toMatchObject({ count: 1 });
  expect((await announced(world, 'customers.assigned')).map(({ details }) => details)).toMatchObject([{ customers: 2, customer: 'Bay' }]);

  // Those who are done are left out; all that match are meant by what the list shows.
  const all = await own.assignCustomers({ of: { matching: {} }, personId: seller.personId });
  expect(all).toMatchObject({ ready: 1, leftOut: 2 });
  expect(all.rows.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(['Bay same', 'Cove same', 'Dune ready']);
  // Somebody else was quicker: what was rehearsed is not what would be done.
  const one = await own.assignCustomers({ of: { customerIds: [dune.customerId] }, personId: seller.personId });
  await of(seller).assignCustomers({ of: { customerIds: [dune.customerId] }, personId: seller.personId, seal: one.seal });
  expect(await refusal(own.assignCustomers({ of: { matching: {} }, personId: seller.personId, seal: all.seal }))).toMatchObject({
    code: 'customers.bulk_moved_on',
  });
});

test('only who sees customers can look after them', async () => {
  const clerk = await member(world, company, 'billing_admin');
  expect((await own.listCustomerColleagues({})).items.map(({ personId }) => personId)).not.toContain(clerk.personId);
  expect(await refusal(own.assignCustomers({ of: { customerIds: [bay.customerId] }, personId: clerk.personId }))).toMatchObject({
    code: 'customers.colleague_unknown',
  });
});

test('whoever has not agreed is reminded, in a mail to its administrators, and not again within a week', async () => {
  const rehearsed = await own.remindOfAgreement({ of: { matching: {} } });
  expect(rehearsed.rows.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(['Cove agreed', 'Bay ready', 'Dune ready']);
  await own.remindOfAgreement({ of: { matching: {} }, seal: rehearsed.seal });
  await runJobs(world);
  expect((await mailsTo(world, `admin@${bay.domain}`)).filter(({ template }) => template === 'customers.news')).toHaveLength(1);
  expect((await mailsTo(world, `admin@${cove.domain}`)).filter(({ template }) => template === 'customers.news')).toHaveLength(0);
  expect((await own.remindOfAgreement({ of: { customerIds: [bay.customerId] } })).rows).toMatchObject([{ outcome: 'reminded' }]);
  await world.admin.query("update customers set reminded_at = reminded_at - interval '8 days' where customer_id = $1", [bay.customerId]);
  expect((await own.remindOfAgreement({ of: { customerIds: [bay.customerId] } })).rows).toMatchObject([{ outcome: 'ready' }]);
});

test('relationships end together, with the reason at each; those that are over are left out', async () => {
  const doomed = [await customer('Elm'), await customer('Fir')];
  await customer('Gum');
  const of3 = { customerIds: [...doomed, bay].map(({ customerId }) => customerId) };
  const rehearsed = await own.removeCustomers({ of: of3, reason: 'Moved away' });
  expect(rehearsed).toMatchObject({ isDone: false, ready: 3 });
  await own.removeCustomers({ of: of3, reason: 'Moved away', seal: rehearsed.seal });
  expect(await own.getCustomer({ customerId: doomed[0]?.customerId ?? '' })).toMatchObject({ state: 'removed', removedReason: 'Moved away' });
  expect((await own.removeCustomers({ of: of3 })).rows.map(({ outcome }) => outcome)).toEqual(['removed', 'removed', 'removed']);
});

test('a stranger’s customers are not there, neither by id nor by a search', async () => {
  const other = await account(world);
  await joinPrograms(world, other, 'reseller');
  const theirs = of(await member(world, other, 'admin_agent'), other);
  expect(await theirs.removeCustomers({ of: { customerIds: [dune.customerId] } })).toMatchObject({ ready: 0, leftOut: 0, rows: [] });
  expect(await theirs.remindOfAgreement({ of: { matching: {} } })).toMatchObject({ ready: 0, leftOut: 0 });
});

test('the newest come first when asked for, page by page, also in a search', async () => {
  const first = await own.listCustomers({ sort: 'newest', limit: 1, state: 'active' });
  expect(first.items.map(({ name }) => name)).toEqual(['Gum']);
  const second = await own.listCustomers({ sort: 'newest', limit: 2, after: first.next ?? '', state: 'active' });
  expect(second.items.map(({ name }) => name)).toEqual(['Dune', 'Cove']);
  expect(await names({ sort: 'newest', search: 'bulk.example', country: 'FR' })).toEqual(['Gum', ...second.items.map(({ name }) => name)]);
  expect(await names({ agreement: 'attested' })).toEqual(['Cove']);
});

test('some that were chosen are saved as a file', async () => {
  const ids = [cove.customerId, dune.customerId].join(',');
  const { body } = (await own.exportCustomers({ ids })) as { body: AsyncIterable<string | Buffer> };
  let text = '';
  for await (const chunk of body) text += String(chunk);
  expect(text.trim().split('\n')).toHaveLength(3);
  expect(await refusal(own.exportCustomers({ ids: Array.from({ length: mostListed + 1 }, () => cove.customerId).join(',') }))).toMatchObject({
    code: 'request.invalid',
  });
});

test('a customer, a page of them and a search are each read in one round trip', async () => {
  const trips = { count: 0 };
  const note = () => void trips.count++;
  const reads = [
    () => own.getCustomer({ customerId: dune.customerId }),
    () => own.listCustomers({ limit: 20 }),
    () => own.listCustomers({ limit: 20, search: 'dune bulk' }),
    () => own.listCustomers({ limit: 20, search: 'dune', country: 'FR', sort: 'newest' }),
  ];
  for (const read of reads) {
    await read();
    world.app.db.pool.on('acquire', note);
    trips.count = 0;
    await read();
    world.app.db.pool.off('acquire', note);
    expect(trips.count).toBe(1);
  }
});

test('a search finds the same in every order, with one word and with many, from the beginning and further down', async () => {
  for (const locale of ['en', 'es', 'zh-CN', 'zh-TW'] as const) {
    await world.admin.query('update people set locale = $1 where person_id = $2', [locale, agent.personId]);
    await world.admin.query('update sessions set version = version + 1 where person_id = $1', [agent.personId]);
    for (const search of ['bulk', 'bulk example b', 'e bulk example b . xample']) {
      const whole = await own.listCustomers({ search });
      expect(whole.items.length).toBeGreaterThan(2);
      const first = await own.listCustomers({ search, limit: 1 });
      const rest = await own.listCustomers({ search, after: first.next ?? '' });
      expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(whole.items.map(({ name }) => name));
    }
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ search: 'bulk_example' })).toEqual([]);
  }
});
