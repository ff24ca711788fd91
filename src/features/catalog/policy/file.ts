import { countryRule } from '../../../core/countries.ts';
import { ImportFileWrong } from '../../../core/csvFile.ts';
import { type Locale, locales } from '../../../core/locale.ts';
import { type Definition, type FileColumn, type FileFault, fileColumns, fileRows, type LinkKind, type Selling, type SkuDefinition } from '../contract.ts';
import { billingCycles, billings, categories, linkKinds, segments, skuKinds, terms, units } from '../contract/products.ts';

/** The columns that every file has; the others mean nothing, or what the English one says. */
const needed: readonly FileColumn[] = [
  'product',
  'title',
  'description',
  'publisher',
  'category',
  'sku',
  'sku_title',
  'kind',
  'billing',
  'unit',
  'segment',
  'term',
  'billing_cycle',
  'markets',
];
const id = /^[a-z0-9][a-z0-9-]{1,39}$/;
const suffix: Readonly<Record<Locale, string>> = { en: '', fr: '_fr', es: '_es', 'zh-CN': '_zh_cn', 'zh-TW': '_zh_tw' };

/** Turns the cells of a row into what is meant, and keeps what is wrong with them. */
interface Reader {
  text(column: FileColumn, most: number, required?: boolean): string;
  oneOf<T extends string>(column: FileColumn, known: readonly T[], otherwise?: T): T;
  number(column: FileColumn, otherwise: number | null): number | null;
  ids(column: FileColumn): string[];
  fault(column: FileColumn | null, code: FileFault['code'], value: string, right?: string): void;
}

/** What a file says: its products, or what is wrong with them. @throws ImportFileWrong */
export function readProducts(rows: readonly (readonly string[])[]): {
  readonly products: Map<string, Definition>;
  readonly faults: FileFault[];
  readonly rows: number;
} {
  const places = headingsOf(rows[0] ?? []);
  const body = rows
    .slice(1)
    .map((cells, at) => ({ cells, row: at + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim()));
  if (!body.length) throw new ImportFileWrong({ fault: 'empty', at: '' });
  if (body.length > fileRows) throw new ImportFileWrong({ fault: 'too_many_rows', at: String(fileRows) });
  const faults: FileFault[] = [];
  const gathered = new Map<string, Gathered>();
  for (const { cells, row } of body) gather(gathered, readerOf(places, cells, row, faults));
  return { faults, rows: body.length, products: new Map([...gathered].map(([productId, one]) => [productId, one.definition])) };
}

function headingsOf(cells: readonly string[]): ReadonlyMap<FileColumn, number> {
  const places = new Map<FileColumn, number>();
  for (const [at, cell] of cells.entries()) {
    const word = cell
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_');
    if (!word) continue;
    const column = fileColumns.find((known) => known === word);
    if (!column) throw new ImportFileWrong({ fault: 'unknown_heading', at: cell.trim().slice(0, 80) });
    if (places.has(column)) throw new ImportFileWrong({ fault: 'heading_twice', at: column });
    places.set(column, at);
  }
  const missing = needed.find((column) => !places.has(column));
  if (missing) throw new ImportFileWrong({ fault: 'no_heading', at: missing });
  return places;
}

function readerOf(places: ReadonlyMap<FileColumn, number>, cells: readonly string[], row: number, faults: FileFault[]): Reader {
  const cell = (column: FileColumn) => (cells[places.get(column) ?? -1] ?? '').replace(/^'(?=[=+\-@\t\r\n])/, '').trim();
  const fault: Reader['fault'] = (column, code, value, right = '') => faults.push({ row, column, code, value: [...value].slice(0, 60).join(''), right });
  return {
    fault,
    text(column, most, required = true) {
      const text = cell(column);
      if (!text && required) fault(column, 'required', '');
      if (text.length > most) fault(column, 'too_long', text, String(most));
      return text;
    },
    oneOf(column, known, otherwise) {
      const text = cell(column).toLowerCase();
      const found = known.find((word) => word.toLowerCase() === text);
      if (!text && otherwise) return otherwise;
      if (!found) fault(column, text ? 'not_one_of' : 'required', text, known.join(', '));
      return found ?? (known[0] as (typeof known)[number]);
    },
    number(column, otherwise) {
      const text = cell(column);
      if (!text) return otherwise;
      if (!/^\d{1,7}$/.test(text)) fault(column, 'not_a_number', text);
      else if (Number(text) < 1 || Number(text) > 1_000_000) fault(column, 'too_big', text, '1–1000000');
      else return Number(text);
      return otherwise;
    },
    ids: (column) =>
      cell(column)
        .split(/[\s,;|]+/)
        .filter(Boolean),
  };
}

interface Gathered {
  readonly definition: Definition;
  /** How the product, and each SKU, was described when it was first met. */
  readonly said: string;
  readonly saidOf: Map<string, string>;
}

/** Adds a row to the product that it belongs to. */
function gather(all: Map<string, Gathered>, read: Reader): void {
  const productId = read.text('product', 40).toLowerCase();
  if (productId && !id.test(productId)) read.fault('product', 'wrong_form', productId);
  const head = headOf(read);
  const said = JSON.stringify(head);
  const known = all.get(productId);
  if (known && known.said !== said) read.fault('product', 'differs', productId);
  const one: Gathered = known ?? { definition: { ...head, skus: [] }, said, saidOf: new Map() };
  all.set(productId, one);
  gatherSku(one, read);
}

const localized = (read: Reader, column: 'title' | 'description' | 'sku_title', most: number): Record<Locale, string> => {
  const english = read.text(column, most);
  return Object.fromEntries(
    locales.map((locale) => [locale, (suffix[locale] && read.text(`${column}${suffix[locale]}` as FileColumn, most, false)) || english]),
  ) as Record<Locale, string>;
};

function headOf(read: Reader): Omit<Definition, 'skus'> {
  const titles = localized(read, 'title', 120),
    descriptions = localized(read, 'description', 1_000);
  return {
    publisher: read.text('publisher', 120),
    isOperators: read.oneOf('operators', ['yes', 'no'], 'yes') === 'yes',
    category: read.oneOf('category', categories),
    texts: Object.fromEntries(locales.map((locale) => [locale, { title: titles[locale], description: descriptions[locale] }])) as Definition['texts'],
    keywords: read
      .text('keywords', 1_000, false)
      .split(/[,;|]/)
      .map((word) => word.trim().slice(0, 40))
      .filter(Boolean)
      .slice(0, 40),
  };
}

function gatherSku(one: Gathered, read: Reader): void {
  const skuId = read.text('sku', 40).toLowerCase();
  if (skuId && !id.test(skuId)) read.fault('sku', 'wrong_form', skuId);
  const sku = skuOf(skuId, read);
  const said = JSON.stringify(sku);
  const known = one.definition.skus.find((each) => each.skuId === skuId);
  if (known && one.saidOf.get(skuId) !== said) read.fault('sku', 'differs', skuId);
  if (!known) {
    one.saidOf.set(skuId, said);
    one.definition.skus.push(sku);
  }
  const way = wayOf(read);
  const sold = (known ?? sku).sold;
  if (sold.some((each) => each.segment === way.segment && each.term === way.term && each.billingCycle === way.billingCycle))
    read.fault(null, 'twice', `${skuId} ${way.segment} ${way.term} ${way.billingCycle}`);
  sold.push(way);
}

function skuOf(skuId: string, read: Reader): SkuDefinition {
  const limit = read.oneOf('limit', ['none', 'concurrent', 'lifetime'], 'none');
  const count = read.number('limit_count', null);
  if (limit !== 'none' && count === null) read.fault('limit_count', 'required', '');
  const minQuantity = read.number('min_quantity', 1) ?? 1,
    maxQuantity = read.number('max_quantity', null);
  if (maxQuantity !== null && maxQuantity < minQuantity) read.fault('max_quantity', 'too_big', String(maxQuantity), `${minQuantity}–1000000`);
  return {
    skuId,
    kind: read.oneOf('kind', skuKinds),
    billing: read.oneOf('billing', billings),
    titles: localized(read, 'sku_title', 120),
    unit: read.oneOf('unit', units),
    minQuantity,
    maxQuantity,
    limit: limit === 'none' ? null : { kind: limit, count: count ?? 1 },
    links: Object.fromEntries(linkKinds.map((kind) => [kind, read.ids(kind)])) as Record<LinkKind, string[]>,
    sold: [],
  };
}

function wayOf(read: Reader): Selling {
  const markets = [...new Set(read.ids('markets').map((market) => market.toUpperCase()))];
  if (!markets.length) read.fault('markets', 'required', '');
  const unknown = markets.find((market) => !countryRule(market));
  if (unknown) read.fault('markets', 'unknown_market', unknown);
  return {
    segment: read.oneOf('segment', segments),
    term: read.oneOf('term', terms),
    billingCycle: read.oneOf('billing_cycle', billingCycles),
    markets,
    isPurchasable: read.oneOf('purchasable', ['yes', 'no'], 'yes') === 'yes',
    isRenewable: read.oneOf('renewable', ['yes', 'no'], 'yes') === 'yes',
  };
}

/** The rows that make a product, heading by heading; what `readProducts` reads back is the same product. */
export function rowsOf(productId: string, definition: Definition): string[][] {
  const { texts } = definition;
  return definition.skus.flatMap((sku) =>
    sku.sold.map((way) => {
      const cells: Record<FileColumn, string> = {
        product: productId,
        ...localizedCells('title', (locale) => texts[locale].title),
        ...localizedCells('description', (locale) => texts[locale].description),
        ...localizedCells('sku_title', (locale) => sku.titles[locale]),
        publisher: definition.publisher,
        operators: yes(definition.isOperators),
        category: definition.category,
        keywords: definition.keywords.join('; '),
        sku: sku.skuId,
        kind: sku.kind,
        billing: sku.billing,
        unit: sku.unit,
        min_quantity: String(sku.minQuantity),
        max_quantity: sku.maxQuantity === null ? '' : String(sku.maxQuantity),
        limit: sku.limit?.kind ?? 'none',
        limit_count: sku.limit ? String(sku.limit.count) : '',
        add_on_to: sku.links.add_on_to.join(' '),
        requires: sku.links.requires.join(' '),
        upgrades_to: sku.links.upgrades_to.join(' '),
        converts_to: sku.links.converts_to.join(' '),
        segment: way.segment,
        term: way.term,
        billing_cycle: way.billingCycle,
        markets: way.markets.join(' '),
        purchasable: yes(way.isPurchasable),
        renewable: yes(way.isRenewable),
      } as Record<FileColumn, string>;
      return fileColumns.map((column) => cells[column]);
    }),
  );
}
const yes = (is: boolean): string => (is ? 'yes' : 'no');
const localizedCells = (column: string, of: (locale: Locale) => string) =>
  Object.fromEntries(locales.map((locale) => [`${column}${suffix[locale]}`, of(locale)]));
