import { beforeAll, expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  joinPrograms,
  member,
  operator,
  refusal,
  runJobs,
  type TestAccount,
  type TestPerson,
  type World,
} from '../../../test/world.ts';
import { inAccount } from '../../server/db.ts';
import { catalog, type Definition } from './contract.ts';
import { publishDue } from './jobs/publishing.ts';
import { findOffer } from './queries.ts';
import { publishCatalog, smallCatalog, sku } from './testing.ts';

let world: World;
let root: TestPerson;
let company: TestAccount;
let seller: TestPerson;
beforeAll(async () => {
  world = await buildWorld();
  root = await publishCatalog(world);
  company = await account(world);
  await joinPrograms(world, company, 'reseller');
  seller = await member(world, company, 'sales_agent');
});
const selling = () => as(world, catalog, { ...seller, account: company });
const titles = ({ items }: { items: readonly { title: string }[] }) => items.map(({ title }) => title);

test('what is drafted is seen by nobody before it is published, and then by everyone', async () => {
  const desk = as(world, catalog, root);
  const definition = { ...(smallCatalog['anchor-storage'] as Definition), skus: [sku('buoy-std', 'Standard')] };
  await desk.draftProduct({ productId: 'buoy', definition: { ...definition, texts: (smallCatalog['harbor-mail'] as Definition).texts }, version: null });
  expect((await selling().searchCatalog({ market: 'FR' })).total).toBe(3);
  const { draft } = await desk.listProducts({ drafted: 'yes' });
  expect(draft).toMatchObject({ state: 'draft', changes: 1 });
  await desk.publishVersion({ versionId: draft?.versionId ?? '', version: draft?.version ?? 0, publishOn: '2026-12-01', note: 'December' });
  const today = world.now;
  world.now = new Date('2026-12-01T00:10:00Z');
  // The clock of the queue is the real one.
  await world.app.queue.boss.send(publishDue.name, {});
  await runJobs(world);
  world.now = today;
  expect((await selling().searchCatalog({ market: 'FR' })).total).toBe(4);
  expect((await announced(world, 'catalog.version_published')).length).toBe(2);
  await desk.dropProduct({ productId: 'buoy' });
  const next = (await desk.listProducts({})).draft;
  await desk.publishVersion({ versionId: next?.versionId ?? '', version: next?.version ?? 0, publishOn: null, note: null });
  expect((await selling().searchCatalog({ market: 'FR' })).total).toBe(3);
});

test('a product is found although it is typed wrong, and by any of its words', async () => {
  expect(titles(await selling().searchCatalog({ market: 'FR', search: 'Havbor Mial' }))).toEqual(['Harbor Mail']);
  expect(titles(await selling().searchCatalog({ market: 'FR', search: 'storage' }))).toEqual(['Anchor Storage']);
  expect(titles(await selling().searchCatalog({ market: 'FR', search: 'fabrikam' }))).toEqual(['Lighthouse Shield']);
  expect((await selling().searchCatalog({ market: 'FR', search: 'zzzzqq' })).items).toEqual([]);
});

test('facets say how many products each wish would leave, whatever else is wished', async () => {
  const { facets, total } = await selling().searchCatalog({ market: 'FR', publisher: 'operator' });
  const of = (facet: string) => Object.fromEntries(facets.flatMap((each) => (each.facet === facet ? [[each.value, each.count]] : [])));
  expect(total).toBe(2);
  expect(of('publisher')).toEqual({ operator: 2, other: 1 });
  expect(of('category')).toEqual({ enterprise: 1, infrastructure: 1 });
  expect(of('kind')).toEqual({ base: 2, add_on: 1, trial: 1 });
  expect(titles(await selling().searchCatalog({ market: 'FR', segment: 'education' }))).toEqual(['Harbor Mail']);
  expect((await selling().searchCatalog({ market: 'JP' })).total).toBe(0);
});

test('pages of the list follow one another without a gap', async () => {
  const all = titles(await selling().searchCatalog({ market: 'US' }));
  const seen: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await selling().searchCatalog({ market: 'US', limit: 1, ...(after ? { after } : {}) });
    seen.push(...titles(page));
    after = page.next ?? undefined;
    more = page.next !== null;
  }
  expect(seen).toEqual(all);
  expect((await selling().searchCatalog({ market: 'US', after: 'nonsense' })).items).toHaveLength(3);
});

test('an order reads everything of an offer: how it is sold, what it needs and where it leads', async () => {
  const offer = await inAccount(world.app.db, company.accountId, (tx) => findOffer(tx, 'harbor-mail-trial.commercial'));
  expect(offer).toMatchObject({
    kind: 'trial',
    maxQuantity: 25,
    limit: { kind: 'lifetime', count: 1 },
    convertsTo: ['harbor-mail-plus.commercial'],
    isSold: true,
  });
  expect(offer?.availabilities.map(({ market }) => market)).toEqual(['FR', 'US']);
  const page = await selling().getCatalogProduct({ productId: 'harbor-mail', market: 'FR' });
  expect(page.offers.map(({ offerId }) => offerId)).toEqual([
    'harbor-mail-basic.commercial',
    'harbor-mail-basic.education',
    'harbor-mail-plus.commercial',
    'harbor-mail-archive.commercial',
    'harbor-mail-trial.commercial',
  ]);
  expect(page.offers[0]?.linked).toEqual([{ offerId: 'harbor-mail-plus.commercial', productId: 'harbor-mail', title: 'Harbor Mail · Plus' }]);
});

test('the file of the catalog reads back as the catalog it is; a fault names its row, its column and what would be right', async () => {
  const desk = as(world, catalog, root);
  const download = (await desk.exportProducts({})) as { body: AsyncIterable<Buffer | string> };
  let text = '';
  for await (const piece of download.body) text += piece.toString();
  const file = (content: string) => ({ name: 'catalog.csv', content: Buffer.from(content).toString('base64') });
  const same = await desk.previewProducts(file(text));
  expect(same.faults).toEqual([]);
  expect(new Set(same.changes.map(({ change }) => change))).toEqual(new Set(['same']));
  const wrong = await desk.previewProducts(file(text.replace('P1Y', 'P2Y').replace(/FR US/, 'FR QQ')));
  expect(wrong.faults).toContainEqual(expect.objectContaining({ column: 'term', code: 'not_one_of', value: 'p2y', right: 'P1M, P1Y, P3Y, none' }));
  expect(wrong.faults).toContainEqual(expect.objectContaining({ column: 'markets', code: 'unknown_market', value: 'QQ' }));
  expect((await refusal(desk.importProducts(file(text.replace('P1Y', 'P2Y'))))).code).toBe('catalog.file_faulty');
  const renamed = await desk.importProducts(file(text.replaceAll('Anchor Storage', 'Anchor Vault')));
  expect(renamed.changes.filter(({ change }) => change === 'changed').map(({ productId, parts }) => [productId, parts])).toEqual([
    ['anchor-storage', ['texts']],
  ]);
});

test('links that lead nowhere, and SKUs that another product has, are refused', async () => {
  const desk = as(world, catalog, root);
  const known = await desk.getProduct({ productId: 'anchor-storage' });
  const lost = {
    ...known.definition,
    skus: [sku('anchor-storage-std', 'Standard', { links: { add_on_to: [], requires: ['nowhere'], upgrades_to: [], converts_to: [] } })],
  };
  expect((await refusal(desk.draftProduct({ productId: 'anchor-storage', definition: lost, version: known.version }))).code).toBe('catalog.faulty');
  const taken = { ...known.definition, skus: [sku('harbor-mail-plus', 'Plus')] };
  expect((await refusal(desk.draftProduct({ productId: 'anchor-storage', definition: taken, version: known.version }))).code).toBe('catalog.faulty');
  expect((await refusal(desk.draftProduct({ productId: 'anchor-storage', definition: known.definition, version: 'old' }))).code).toBe(
    'request.changed_meanwhile',
  );
  expect((await refusal(as(world, catalog, await operator(world, 'op_auditor')).dropProduct({ productId: 'anchor-storage' }))).code).toBe('access.denied');
});

test('each company has its own order: pins first, then groups, its own names; hidden ones are gone', async () => {
  const admin = as(world, catalog, { ...(await member(world, company, 'admin_agent')), account: company });
  const { arrangementId } = await admin.makeArrangement({ name: 'Counter', market: null, isShared: true, copyOf: null });
  const begun = await admin.getArrangement({ arrangementId });
  expect(begun.items.every(({ isNew }) => isNew)).toBe(true);
  const groupId = crypto.randomUUID();
  const item = (productId: string, more = {}) => ({ productId, groupId: null, isPinned: false, isHidden: false, ownName: null, ...more });
  await admin.saveArrangement({
    arrangementId,
    name: 'Counter',
    market: null,
    version: begun.version,
    groups: [{ groupId, name: 'Favorites' }],
    items: [item('harbor-mail', { ownName: 'Office post' }), item('lighthouse-shield', { isPinned: true }), item('anchor-storage', { isHidden: true })],
  });
  await admin.setDefaultArrangement({ arrangementId, isDefault: true });
  const seen = await selling().searchCatalog({ market: 'FR' });
  expect(titles(seen)).toEqual(['Lighthouse Shield', 'Office post']);
  expect(seen.items[1]).toMatchObject({ vendorTitle: 'Harbor Mail' });
  expect(titles(await selling().searchCatalog({ market: 'FR', search: 'post' }))).toEqual(['Office post']);
  expect(titles(await selling().searchCatalog({ market: 'FR', arrangement: 'none' }))).toHaveLength(3);
  expect(titles(await selling().searchCatalog({ market: 'FR', withHidden: 'yes' }))).toHaveLength(3);
  // A seller may not change what everybody sees, but have an order of their own.
  expect((await refusal(selling().setDefaultArrangement({ arrangementId, isDefault: false }))).code).toBe('arrangements.not_yours');
  const own = await selling().makeArrangement({ name: 'Mine', market: 'FR', isShared: false, copyOf: arrangementId });
  await selling().setDefaultArrangement({ arrangementId: own.arrangementId, isDefault: true });
  await selling().pinProduct({ productId: 'harbor-mail', market: 'FR', arrangementId: own.arrangementId, isPinned: true });
  expect(titles(await selling().searchCatalog({ market: 'FR' }))).toEqual(['Office post', 'Lighthouse Shield']);
  expect(titles(await selling().searchCatalog({ market: 'US' }))).toEqual(['Lighthouse Shield', 'Office post']);
  expect((await refusal(admin.getArrangement({ arrangementId: own.arrangementId }))).code).toBe('not_found');
});

test('two who save one arrangement: the second is told', async () => {
  const admin = as(world, catalog, { ...(await member(world, company, 'admin_agent')), account: company });
  const { arrangementId } = await admin.makeArrangement({ name: 'Both', market: null, isShared: true, copyOf: null });
  const save = { arrangementId, name: 'Both', market: null, groups: [], items: [], version: 1 };
  expect(await admin.saveArrangement(save)).toEqual({ version: 2 });
  expect((await refusal(admin.saveArrangement(save))).code).toBe('request.changed_meanwhile');
});

test('another company sees nothing of an arrangement', async () => {
  const other = await account(world);
  await joinPrograms(world, other, 'reseller');
  const stranger = as(world, catalog, { ...(await member(world, other, 'global_admin')), account: other });
  expect((await stranger.listArrangements({})).items).toEqual([]);
  expect(titles(await stranger.searchCatalog({ market: 'FR' }))).toHaveLength(3);
});
