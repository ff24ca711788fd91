import { catalog } from '../../src/features/catalog/contract.ts';
import { csvLine } from '../../src/core/csv.ts';
import { handIn, priceFile, product, publishCatalog, publishPrices, sku, smallCatalog } from '../../src/features/catalog/testing.ts';
import { fileColumns } from '../../src/features/catalog/contract.ts';
import { rowsOf } from '../../src/features/catalog/policy/file.ts';
import { as, joinPrograms, type World } from '../world.ts';
import { by as bySeller } from './ordersWorld.ts';
import { asAdmin, byAdmin, byRoot, type ExamplesOf, type ExampleWorld } from './world.ts';

const stocked = new WeakMap<World, Promise<unknown>>();
/** The catalog is the center's: published once in a world. */
async function stock(w: ExampleWorld): Promise<void> {
  const done = stocked.get(w.world) ?? publishCatalog(w.world, smallCatalog, w.root);
  stocked.set(w.world, done);
  await done;
}
/** The company resells, and there is something to sell. */
async function selling(w: ExampleWorld): Promise<void> {
  await stock(w);
  await joinPrograms(w.world, w.company, 'reseller');
}
const mail = 'harbor-mail-plus.commercial';
const desk = ({ world, root }: ExampleWorld) => as(world, catalog, root);
let serial = 0;
const newName = (w: ExampleWorld): string => `${w.mark} ${++serial}`;
/** What the operator names is read by every partner: it says nothing of one. */
const centersName = (): string => `Example ${++serial}`;

async function arrangement(w: ExampleWorld): Promise<{ arrangementId: string; version: number }> {
  await selling(w);
  const { arrangementId } = await asAdmin(w, catalog).makeArrangement({ name: newName(w), market: null, isShared: false, copyOf: null });
  return { arrangementId, version: 1 };
}
/** A product that only this example knows, in the draft. */
async function drafted(w: ExampleWorld): Promise<string> {
  await stock(w);
  const productId = `example-${++serial}`;
  await desk(w).draftProduct({ productId, definition: product(centersName(), [sku(`${productId}-sku`, 'One')]), version: null });
  return productId;
}
async function draft(w: ExampleWorld): Promise<{ versionId: string; version: number }> {
  await drafted(w);
  const found = (await desk(w).listProducts({})).draft;
  return { versionId: found?.versionId ?? '', version: found?.version ?? 0 };
}
/** A published version after which something was changed again. */
async function changedSince(w: ExampleWorld): Promise<string> {
  await stock(w);
  const { items } = await desk(w).listVersions({});
  const version = items.find(({ state }) => state === 'published')?.versionId ?? '';
  const productId = `example-${++serial}`;
  await publishCatalog(w.world, { [productId]: product(centersName(), [sku(`${productId}-sku`, 'One')]) }, w.root);
  return version;
}
const rows = [{ offer: mail, price: '10', suggested: '12.5' }];
async function draftList(w: ExampleWorld): Promise<{ listId: string; version: number }> {
  await stock(w);
  const { listId } = await handIn(w.world, w.root, priceFile(rows), { name: centersName() });
  return { listId, version: (await desk(w).getDeskList({ listId })).version };
}
const publishedList = async (w: ExampleWorld, price = '10'): Promise<string> => {
  await stock(w);
  return publishPrices(w.world, w.root, [{ offer: mail, price }], { name: centersName() });
};
const rule = { customerId: null, productId: null, segment: null, market: null, method: 'percent' as const, value: '20', currency: null };
async function withoutRules(w: ExampleWorld): Promise<void> {
  await selling(w);
  await w.world.admin.query('delete from retail_rules where account_id = $1', [w.company.accountId]);
}
const promotion = () => ({
  promotionId: null,
  version: null,
  name: centersName(),
  percent: '10',
  markets: ['FR'],
  groupId: null,
  startsOn: '2026-12-01',
  endsOn: '2026-12-31',
  offers: [mail],
});
const file = () => {
  const productId = `file-${++serial}`;
  const lines = [[...fileColumns], ...rowsOf(productId, product('From a file', [sku(`${productId}-sku`, 'One')]))];
  return { name: 'catalog.csv', content: Buffer.from(lines.map(csvLine).join('')).toString('base64') };
};
const begun = (w: ExampleWorld, size: number) =>
  desk(w).beginPriceImport({ fileName: 'prices.csv', size, name: centersName(), groupId: null, validFrom: '2026-12-01', validTo: null });
const inFrance = { market: 'FR', currency: 'EUR' };

/** The same of the company’s admin, once there is something to sell. */
const seller =
  <Input>(input: Input) =>
  async (w: ExampleWorld) => {
    await selling(w);
    return byAdmin(w, input);
  };
const clerk =
  <Input>(input: Input) =>
  async (w: ExampleWorld) => {
    await stock(w);
    return byRoot(w, input);
  };

export const catalogExamples: ExamplesOf<typeof catalog> = {
  listCatalogMarkets: seller({}),
  listSoldOffers: seller({ market: 'FR', product: 'harbor-mail', limit: 10 }),
  listPromotionsSeen: seller({ market: 'FR' }),
  searchCatalog: seller({ market: 'FR', search: 'mail', limit: 10 }),
  getCatalogProduct: seller({ productId: 'harbor-mail', market: 'FR' }),
  listArrangements: async (w) => (await arrangement(w), byAdmin(w, {})),
  getArrangement: async (w) => byAdmin(w, { arrangementId: (await arrangement(w)).arrangementId }),
  async makeArrangement(w) {
    await selling(w);
    return byAdmin(w, { name: newName(w), market: 'FR', isShared: true, copyOf: null });
  },
  saveArrangement: async (w) => byAdmin(w, { ...(await arrangement(w)), name: newName(w), market: null, groups: [], items: [] }),
  async pinProduct(w) {
    const { arrangementId } = await arrangement(w);
    return byAdmin(w, { productId: 'harbor-mail', market: 'FR', arrangementId, isPinned: true });
  },
  setDefaultArrangement: async (w) => byAdmin(w, { arrangementId: (await arrangement(w)).arrangementId, isDefault: true }),
  removeArrangement: async (w) => byAdmin(w, { arrangementId: (await arrangement(w)).arrangementId }),
  async listPriceLists(w) {
    await selling(w);
    await publishedList(w);
    return byAdmin(w, {});
  },
  getEffectivePrices: seller({ ...inFrance, offers: 'harbor-mail-plus.commercial', term: 'P1M', billingCycle: 'monthly' }),
  listPrices: seller({ ...inFrance, on: '2026-11-21', limit: 10 }),
  exportPrices: seller(inFrance),
  async getPriceDifference(w) {
    await selling(w);
    return byAdmin(w, { from: await publishedList(w), to: await publishedList(w, '11') });
  },
  async listPriceDifferences(w) {
    await selling(w);
    return byAdmin(w, { from: await publishedList(w), to: await publishedList(w, '11'), cause: 'dearer' as const });
  },
  async exportPriceDifferences(w) {
    await selling(w);
    return byAdmin(w, { from: await publishedList(w), to: await publishedList(w, '11') });
  },
  async getPriceEffects(w) {
    return bySeller(w, { from: await publishedList(w), to: await publishedList(w, '11') });
  },
  async listPriceEffects(w) {
    return bySeller(w, { from: await publishedList(w), to: await publishedList(w, '11'), cause: 'dearer' as const });
  },
  async exportPriceEffects(w) {
    return bySeller(w, { from: await publishedList(w), to: await publishedList(w, '11') });
  },
  getRetail: seller({}),
  previewRetail: seller({ rule, ...inFrance }),
  async setRetailRule(w) {
    await withoutRules(w);
    return byAdmin(w, { ruleId: null, version: null, rule, confirmed: true });
  },
  async removeRetailRule(w) {
    await withoutRules(w);
    const { ruleId } = await asAdmin(w, catalog).setRetailRule({ ruleId: null, version: null, rule, confirmed: true });
    return byAdmin(w, { ruleId });
  },
  async setRetailFloor(w) {
    await selling(w);
    const { version } = await asAdmin(w, catalog).getRetail({});
    return byAdmin(w, { floorPercent: '2', rounding: 'five' as const, version });
  },
  listProducts: clerk({ search: 'mail', limit: 10 }),
  getProduct: clerk({ productId: 'harbor-mail' }),
  async draftProduct(w) {
    await stock(w);
    const productId = `example-${++serial}`;
    return byRoot(w, { productId, definition: product(centersName(), [sku(`${productId}-sku`, 'One')]), version: null });
  },
  dropProduct: async (w) => byRoot(w, { productId: await drafted(w) }),
  keepProduct: async (w) => byRoot(w, { productId: await drafted(w) }),
  exportProducts: clerk({}),
  previewProducts: async (w) => (await stock(w), byRoot(w, file())),
  importProducts: async (w) => (await stock(w), byRoot(w, file())),
  listVersions: clerk({}),
  getVersion: async (w) => byRoot(w, { versionId: (await draft(w)).versionId }),
  previewReturn: async (w) => byRoot(w, { versionId: await changedSince(w) }),
  returnToVersion: async (w) => byRoot(w, { versionId: await changedSince(w) }),
  publishVersion: async (w) => byRoot(w, { ...(await draft(w)), publishOn: null, note: null }),
  async unscheduleVersion(w) {
    const { versionId, version } = await draft(w);
    await desk(w).publishVersion({ versionId, version, publishOn: '2027-01-15', note: null });
    return byRoot(w, { versionId, version: version + 1 });
  },
  discardVersion: async (w) => byRoot(w, await draft(w)),
  listDeskLists: clerk({ limit: 10 }),
  getDeskList: async (w) => byRoot(w, { listId: (await draftList(w)).listId }),
  listDeskLines: async (w) => byRoot(w, { listId: (await draftList(w)).listId, market: 'FR' }),
  setDeskLine: async (w) => byRoot(w, { ...(await draftList(w)), row: 2, price: '11.5', suggested: null }),
  makeDeskList: async (w) => byRoot(w, { name: centersName(), groupId: null, validFrom: '2026-12-01', validTo: null }),
  addDeskLine: async (w) =>
    byRoot(w, {
      ...(await draftList(w)),
      line: {
        market: 'US',
        currency: 'USD',
        offerId: mail,
        term: 'P1M' as const,
        billingCycle: 'monthly' as const,
        tierFrom: 1,
        flag: 'ADD' as const,
        price: '12',
        suggested: null,
      },
    }),
  removeDeskLine: async (w) => byRoot(w, { ...(await draftList(w)), row: 2 }),
  listPricesOf: async (w) => (await stock(w), byRoot(w, { partnerId: w.company.partnerId, ...inFrance, limit: 10 })),
  publishPriceList: async (w) => byRoot(w, await draftList(w)),
  async withdrawPriceList(w) {
    const listId = await publishedList(w);
    return byRoot(w, { listId, version: (await desk(w).getDeskList({ listId })).version });
  },
  discardPriceList: async (w) => byRoot(w, { listId: (await draftList(w)).listId }),
  listPriceGroups: clerk({}),
  setPriceGroup: async (w) =>
    byRoot(w, { groupId: null, version: null, name: centersName(), kind: 'group' as const, rank: 500, partnerIds: [w.company.partnerId] }),
  listPromotions: clerk({}),
  setPromotion: async (w) => (await stock(w), byRoot(w, promotion())),
  async publishPromotion(w) {
    await stock(w);
    const { promotionId } = await desk(w).setPromotion(promotion());
    return byRoot(w, { promotionId, isPublished: true, version: 1 });
  },
  getPriceTemplate: clerk({}),
  beginPriceImport: async (w) => byRoot(w, { fileName: 'p.csv', size: 10, name: centersName(), groupId: null, validFrom: '2026-12-01', validTo: null }),
  async addPricePiece(w) {
    await stock(w);
    const content = Buffer.from(priceFile(rows));
    const { importId } = await begun(w, content.length);
    return byRoot(w, { importId, at: 0, content: content.toString('base64') });
  },
  getPriceImport: async (w) => byRoot(w, { importId: (await begun(w, 10)).importId }),
  listPriceImports: async (w) => (await begun(w, 10), byRoot(w, {})),
};
