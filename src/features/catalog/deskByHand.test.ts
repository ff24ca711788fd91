import { beforeAll, expect, test } from 'vitest';
import { account, as, buildWorld, joinPrograms, refusal, type TestAccount, type TestPerson, type World } from '../../../test/world.ts';
import { catalog, type NewDeskLine } from './contract.ts';
import { handIn, priceFile, product, publishCatalog, publishPrices, sku } from './testing.ts';

let world: World;
let root: TestPerson;
const desk = () => as(world, catalog, root);
const mail = 'harbor-mail-plus.commercial';
const line: NewDeskLine = {
  market: 'FR',
  currency: 'EUR',
  offerId: mail,
  term: 'P1M',
  billingCycle: 'monthly',
  tierFrom: 1,
  flag: 'ADD',
  price: '9.5',
  suggested: null,
};
const making = { name: 'By hand', groupId: null, validFrom: '2026-12-01', validTo: null };

beforeAll(async () => {
  world = await buildWorld();
  root = await publishCatalog(world);
});

test('a list is made without a file, line by line, changed, and published', async () => {
  const { listId } = await desk().makeDeskList(making);
  const at = async () => ({ listId, version: (await desk().getDeskList({ listId })).version });
  expect(await refusal(desk().publishPriceList(await at()))).toMatchObject({ code: 'price_lists.empty' });
  const added = await desk().addDeskLine({ ...(await at()), line });
  await desk().addDeskLine({ ...(await at()), line: { ...line, tierFrom: 10, price: '8' } });
  const third = await desk().addDeskLine({ ...(await at()), line: { ...line, market: 'US', currency: 'USD' } });
  await desk().removeDeskLine({ ...(await at()), row: third.row });
  await desk().setDeskLine({ ...(await at()), row: added.row, price: '9.75', suggested: '12' });
  const { items } = await desk().listDeskLines({ listId });
  expect(items.map(({ tierFrom, price, suggested }) => [tierFrom, price.amount, suggested?.amount])).toEqual([
    [1, '9.75', '12.00'],
    [10, '8.00', undefined],
  ]);
  expect((await desk().getDeskList({ listId })).lines).toBe(2);
  await desk().publishPriceList(await at());
  expect(await refusal(desk().addDeskLine({ ...(await at()), line: { ...line, tierFrom: 20 } }))).toMatchObject({ code: 'price_lists.not_in_state' });
});

test('a line by hand is as right as a row of a file: known, sold that way there, said once, with a first step', async () => {
  const { listId } = await desk().makeDeskList(making);
  const add = async (more: Partial<NewDeskLine>) =>
    desk().addDeskLine({ listId, version: (await desk().getDeskList({ listId })).version, line: { ...line, ...more } });
  const fields = async (more: Partial<NewDeskLine>) => (await refusal(add(more))).details;
  expect(await fields({ offerId: 'never-was.commercial' })).toEqual({ fields: { offerId: 'not_one_of' } });
  expect(await fields({ market: 'XX' })).toEqual({ fields: { market: 'not_one_of' } });
  expect(await fields({ term: 'P3Y' })).toEqual({ fields: { term: 'not_one_of' } });
  expect(await fields({ tierFrom: 5 })).toEqual({ fields: { tierFrom: 'too_big' } });
  await add({});
  expect(await refusal(add({}))).toMatchObject({ code: 'price_lists.line_taken' });
  const stale = { listId, version: 1, line: { ...line, tierFrom: 7 } };
  expect(await refusal(desk().addDeskLine(stale))).toMatchObject({ code: 'request.changed_meanwhile' });
});

test('a list with several currencies in one market says so before it is published', async () => {
  const read = await handIn(
    world,
    root,
    priceFile([
      { offer: mail, price: '10' },
      { offer: mail, price: '11', currency: 'USD' },
      { offer: mail, price: '11', market: 'US', currency: 'USD' },
    ]),
    { name: 'Mixed' },
  );
  expect((await desk().getDeskList({ listId: read.listId })).mixed).toEqual([{ market: 'FR', currencies: ['EUR', 'USD'] }]);
});

test('the operator sees prices as a partner does: of any day, as known then, with the list, the group, and the promotion', async () => {
  const partner: TestAccount = await account(world, undefined, 'FR');
  await joinPrograms(world, partner, 'reseller');
  await publishPrices(world, root, [{ offer: mail, price: '10', suggested: '12.50' }], { name: 'Everyone', validFrom: '2026-11-01' });
  const { groupId } = await desk().setPriceGroup({ groupId: null, version: null, name: 'Silver', kind: 'group', rank: 5, partnerIds: [partner.partnerId] });
  await publishPrices(world, root, [{ offer: mail, price: '8' }], { name: 'Silver', groupId, validFrom: '2026-11-01' });
  const { promotionId } = await desk().setPromotion({
    promotionId: null,
    version: null,
    name: 'Half',
    percent: '50',
    markets: null,
    groupId,
    startsOn: '2026-11-20',
    endsOn: '2026-11-25',
    offers: [mail],
  });
  await desk().publishPromotion({ promotionId, isPublished: true, version: 1 });
  const of = { partnerId: partner.partnerId, market: 'FR', currency: 'EUR' };
  const [now] = (await desk().listPricesOf(of)).items;
  expect(now).toMatchObject({
    price: { amount: '8.00' },
    unit: { amount: '4.00' },
    reason: 'group',
    groupName: 'Silver',
    listName: 'Silver',
    promotion: { name: 'Half', percent: '50.00', endsOn: '2026-11-25' },
  });
  const [later] = (await desk().listPricesOf({ ...of, on: '2026-11-26' })).items;
  expect(later).toMatchObject({ unit: { amount: '8.00' }, promotion: null });
  // Yesterday nobody knew of any of this.
  expect((await desk().listPricesOf({ ...of, known: '2026-11-19' })).items).toEqual([]);
  const other = await account(world, undefined, 'FR');
  const [plain] = (await desk().listPricesOf({ ...of, partnerId: other.partnerId })).items;
  expect(plain).toMatchObject({ unit: { amount: '10.00' }, reason: 'list', groupName: null, promotion: null });
  expect(await refusal(desk().listPricesOf({ ...of, partnerId: '999999999999' }))).toMatchObject({ code: 'not_found' });
});

test('going back to a version puts what later ones changed into the draft, and nothing else', async () => {
  const one = (title: string) => product(title, [sku('back-one', 'One')]);
  await publishCatalog(world, { back: one('First') }, root);
  const then = (await desk().listVersions({})).items[0]?.versionId ?? '';
  expect((await desk().previewReturn({ versionId: then })).products).toEqual([]);
  expect(await refusal(desk().returnToVersion({ versionId: then }))).toMatchObject({ code: 'catalog_versions.empty' });
  await publishCatalog(world, { back: one('Second') }, root);
  await publishCatalog(world, { back: one('Third'), newer: product('Newer', [sku('newer-one', 'One')]) }, root);
  expect((await desk().previewReturn({ versionId: then })).products).toMatchObject([
    { productId: 'back', change: 'changed', parts: ['texts'], title: 'First' },
    { productId: 'newer', change: 'removed' },
  ]);
  const { draft, changes } = await desk().returnToVersion({ versionId: then });
  expect(changes).toBe(2);
  await desk().publishVersion({ versionId: draft, version: (await desk().getVersion({ versionId: draft })).version, publishOn: null, note: null });
  expect((await desk().getProduct({ productId: 'back' })).definition.texts.en.title).toBe('First');
  expect((await desk().getProduct({ productId: 'newer' })).isSold).toBe(false);
});
