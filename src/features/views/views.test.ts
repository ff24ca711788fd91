import { expect, test } from 'vitest';
import { account, announced, as, buildWorld, join, joinPrograms, member, refusal, type TestAccount, type TestPerson } from '../../../test/world.ts';
import { mostViews, views } from './contract.ts';

const world = await buildWorld();
const company = await account(world);
await joinPrograms(world, company, 'reseller');
const of = (who: TestPerson, at: TestAccount = company) => as(world, views, { ...who, account: at });
const [ana, ben, boss] = [
  await member(world, company, 'sales_agent'),
  await member(world, company, 'admin_agent'),
  await member(world, company, 'global_admin'),
];
const france = { list: 'customers' as const, name: 'In France', narrowed: { country: 'FR', q: 'bay' }, hidden: ['since'] };

test('a view comes back as it was kept, and nobody else has it until it is shared', async () => {
  const kept = await of(ana).keepView(france);
  expect(kept).toMatchObject({ ...france, isMine: true, isShared: false, isDefault: false, can: { change: true } });
  expect((await of(ben).listViews({ list: 'customers' })).items).toEqual([]);
  expect(await refusal(of(ben).removeView({ viewId: kept.viewId }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(of(ben).chooseDefaultView({ list: 'customers', viewId: kept.viewId }))).toMatchObject({ code: 'not_found' });

  const shared = await of(ana).updateView({ ...kept, name: 'France', isShared: true });
  expect((await of(ben).listViews({ list: 'customers' })).items).toMatchObject([
    { name: 'France', isMine: false, by: expect.stringContaining(ana.familyName), can: { change: false } },
  ]);
  expect((await of(ben).listViews({ list: 'orders' })).items).toEqual([]);
  expect(await refusal(of(ben).updateView({ ...shared, name: 'Mine now' }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(of(ana).updateView({ ...kept, name: 'Late' }))).toMatchObject({ code: 'views.changed_meanwhile' });
  expect((await announced(world, 'views.shared')).map(({ details }) => details)).toMatchObject([{ view: 'France', list: 'customers' }]);
});

test('each person’s list opens with what that person chose, until the view is gone', async () => {
  const { viewId } = await of(ana).keepView({ ...france, name: 'Everyone’s', isShared: true });
  await of(ben).chooseDefaultView({ list: 'customers', viewId });
  const defaults = async (who: TestPerson) =>
    (await of(who).listViews({ list: 'customers' })).items.filter(({ isDefault }) => isDefault).map(({ name }) => name);
  expect([await defaults(ana), await defaults(ben)]).toEqual([[], ['Everyone’s']]);
  expect(await refusal(of(ben).chooseDefaultView({ list: 'orders', viewId }))).toMatchObject({ code: 'not_found' });
  await of(ana).removeView({ viewId });
  expect(await defaults(ben)).toEqual([]);
  const own = await of(ben).keepView({ ...france, isDefault: true });
  expect(await defaults(ben)).toEqual(['In France']);
  await of(ben).chooseDefaultView({ list: 'customers', viewId: null });
  expect(await defaults(ben)).toEqual([]);
  await of(ben).removeView({ viewId: own.viewId });
});

test('a name stands once among one’s own views of a list, however it is written', async () => {
  await of(ben).keepView({ ...france, name: 'Été' });
  expect(await refusal(of(ben).keepView({ ...france, name: 'ete' }))).toMatchObject({ code: 'views.name_taken' });
  await of(ben).keepView({ ...france, list: 'orders', name: 'Été' });
  const both = await Promise.allSettled([of(ben).keepView({ ...france, name: 'Twice' }), of(ben).keepView({ ...france, name: 'Twice' })]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('whoever may not see the list keeps and finds no views of it', async () => {
  const clerk = await member(world, company, 'billing_admin');
  await of(ana).keepView({ ...france, name: 'Shared with sellers', isShared: true });
  expect((await of(clerk).listViews({ list: 'customers' })).items).toEqual([]);
  expect(await refusal(of(clerk).keepView(france))).toMatchObject({ code: 'not_found' });
});

test('whoever looks after the users puts in order what a colleague shared, but sees nothing that is the colleague’s own', async () => {
  const seller = await member(world, company, 'global_admin');
  const shared = await of(seller).keepView({ list: 'members', name: 'Agents', narrowed: { role: 'sales_agent' }, isShared: true });
  await of(seller).keepView({ list: 'members', name: 'Private', narrowed: {} });
  expect((await of(boss).listViews({ list: 'members' })).items).toMatchObject([{ name: 'Agents', can: { change: true } }]);
  expect(await of(boss).updateView({ ...shared, name: 'Sales agents' })).toMatchObject({ name: 'Sales agents', isMine: false });
  expect(await refusal(of(boss).updateView({ ...shared, isShared: false, version: 2 }))).toMatchObject({ code: 'views.shared_by_colleague' });
  await of(boss).removeView({ viewId: shared.viewId });
  expect((await of(seller).listViews({ list: 'members' })).items.map(({ name }) => name)).toEqual(['Private']);
});

test('what somebody keeps in one company is not there in another', async () => {
  const elsewhere = await account(world);
  await joinPrograms(world, elsewhere, 'reseller');
  await join(world, elsewhere, ana, 'sales_agent');
  expect((await of(ana, elsewhere).listViews({ list: 'customers' })).items).toEqual([]);
});

test('there is an end to how many one can keep', async () => {
  const keeper = await member(world, company, 'sales_agent');
  for (let at = 0; at < mostViews; at++) await of(keeper).keepView({ ...france, name: `View ${at}` });
  expect(await refusal(of(keeper).keepView({ ...france, name: 'One more' }))).toMatchObject({ code: 'views.too_many', details: { most: mostViews } });
});
