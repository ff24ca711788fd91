import { locales } from '../../core/locale.ts';
import { as, operator, runJobs, type TestPerson, type World } from '../../../test/world.ts';
import { catalog, type Definition, priceColumns, type Segment, type Selling, type SkuDefinition } from './contract.ts';

const inAll = <T>(of: T) => Object.fromEntries(locales.map((locale) => [locale, of])) as Record<(typeof locales)[number], T>;

/** A way to sell in France and the United States: by the month, and by the year. */
export const ways = (segment: Segment = 'commercial', markets: readonly string[] = ['FR', 'US']): Selling[] => [
  { segment, term: 'P1M', billingCycle: 'monthly', markets: [...markets], isPurchasable: true, isRenewable: true },
  { segment, term: 'P1Y', billingCycle: 'annual', markets: [...markets], isPurchasable: true, isRenewable: true },
];

export const sku = (skuId: string, title: string, more: Partial<SkuDefinition> = {}): SkuDefinition => ({
  skuId,
  kind: 'base',
  billing: 'license',
  titles: inAll(title),
  unit: 'user',
  minQuantity: 1,
  maxQuantity: null,
  limit: null,
  links: { add_on_to: [], requires: [], upgrades_to: [], converts_to: [] },
  sold: ways(),
  ...more,
});

export const product = (title: string, skus: SkuDefinition[], more: Partial<Definition> = {}): Definition => ({
  publisher: 'Northwind',
  isOperators: true,
  category: 'enterprise',
  texts: inAll({ title, description: `${title}, described.` }),
  keywords: [],
  skus,
  ...more,
});

/** Three products of a vendor: mail with an add-on, a trial and an upgrade; storage; a game of another publisher. */
export const smallCatalog: Readonly<Record<string, Definition>> = {
  'harbor-mail': product('Harbor Mail', [
    sku('harbor-mail-basic', 'Basic', {
      links: { add_on_to: [], requires: [], upgrades_to: ['harbor-mail-plus'], converts_to: [] },
      sold: [...ways(), ...ways('education', ['FR'])],
    }),
    sku('harbor-mail-plus', 'Plus', { maxQuantity: 300 }),
    sku('harbor-mail-archive', 'Archive', { kind: 'add_on', links: { add_on_to: ['harbor-mail-plus'], requires: [], upgrades_to: [], converts_to: [] } }),
    sku('harbor-mail-trial', 'Trial', {
      kind: 'trial',
      maxQuantity: 25,
      limit: { kind: 'lifetime', count: 1 },
      links: { add_on_to: [], requires: [], upgrades_to: [], converts_to: ['harbor-mail-plus'] },
      sold: [{ segment: 'commercial', term: 'P1M', billingCycle: 'none', markets: ['FR', 'US'], isPurchasable: true, isRenewable: false }],
    }),
  ]),
  'anchor-storage': product('Anchor Storage', [sku('anchor-storage-std', 'Standard', { unit: 'gigabyte' })], { category: 'infrastructure' }),
  'lighthouse-shield': product('Lighthouse Shield', [sku('lighthouse-shield-pro', 'Pro', { unit: 'device' })], {
    publisher: 'Fabrikam',
    isOperators: false,
    category: 'security',
  }),
};

/** Publishes products as the operator's desk does; returns who did it. */
export async function publishCatalog(world: World, products: Readonly<Record<string, Definition>> = smallCatalog, who?: TestPerson): Promise<TestPerson> {
  const root = who ?? (await operator(world, 'op_root'));
  const desk = as(world, catalog, root);
  for (const [productId, definition] of Object.entries(products)) {
    const known = await desk.getProduct({ productId }).catch(() => null);
    await desk.draftProduct({ productId, definition, version: known?.version ?? null });
  }
  const { draft } = await desk.listProducts({});
  if (draft) await desk.publishVersion({ versionId: draft.versionId, version: draft.version, publishOn: null, note: null });
  return root;
}

/** A price file of these rows: `{ offer: 'harbor-mail-plus.commercial', price: '10' }` is enough. */
export const priceFile = (rows: readonly Partial<Record<(typeof priceColumns)[number], string>>[]): string =>
  [
    priceColumns.join(','),
    ...rows.map((row) => {
      const whole = {
        flag: 'UNC',
        offer: '',
        market: 'FR',
        currency: 'EUR',
        term: 'P1M',
        billing_cycle: 'monthly',
        tier_from: '',
        price: '',
        suggested: '',
        ...row,
      };
      return priceColumns.map((column) => whole[column]).join(',');
    }),
  ].join('\r\n');

/** Hands a price file in, as the desk does, piece by piece, and reads it. */
export async function handIn(
  world: World,
  who: TestPerson,
  text: string | Buffer,
  list: {
    readonly name?: string;
    readonly groupId?: string | null;
    readonly validFrom?: string;
    readonly validTo?: string | null;
    readonly pieceBytes?: number;
  } = {},
) {
  const desk = as(world, catalog, who);
  const bytes = Buffer.from(text);
  const { name = 'Monthly', groupId = null, validFrom = '2026-11-01', validTo = null, pieceBytes = 1024 * 1024 } = list;
  const begun = await desk.beginPriceImport({ fileName: 'prices.csv', size: bytes.length, name, groupId, validFrom, validTo });
  for (let at = 0; at < bytes.length; at += pieceBytes)
    await desk.addPricePiece({ importId: begun.importId, at, content: bytes.subarray(at, at + pieceBytes).toString('base64') });
  await runJobs(world);
  return desk.getPriceImport({ importId: begun.importId });
}

/** Hands a list in and publishes it; its id. */
export async function publishPrices(
  world: World,
  who: TestPerson,
  rows: Parameters<typeof priceFile>[0],
  list: Parameters<typeof handIn>[3] = {},
): Promise<string> {
  const read = await handIn(world, who, priceFile(rows), list);
  const desk = as(world, catalog, who);
  const { version } = await desk.getDeskList({ listId: read.listId });
  await desk.publishPriceList({ listId: read.listId, version });
  await runJobs(world);
  return read.listId;
}
