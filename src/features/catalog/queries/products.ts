import type { Locale } from '../../../core/locale.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { collationOf } from './browse.ts';
import { type categories, Definition, type versionStates } from '../contract.ts';

/** What everyone may know of a product that is sold. */
export async function findSoldProduct(tx: Tx, productId: string, locale: Locale) {
  const { rows } = await run(
    tx,
    `select product_id as "productId", definition #>> array['texts', $2, 'title'] as title, definition #>> array['texts', $2, 'description'] as description,
            publisher, is_operators as "isOperators", category from products where product_id = $1 and is_sold`,
    [productId, locale],
  );
  return rows[0] as
    | { productId: string; title: string; description: string; publisher: string; isOperators: boolean; category: (typeof categories)[number] }
    | undefined;
}

export interface DeskRow {
  product_id: string;
  title: string;
  publisher: string;
  category: (typeof categories)[number];
  skus: number;
  is_sold: boolean;
  draft: 'added' | 'changed' | 'removed' | null;
}
interface DeskWanted {
  readonly locale: Locale;
  readonly words: readonly string[];
  readonly kind?: string | undefined;
  readonly onlyDrafted: boolean;
  readonly after: readonly [title: string, productId: string] | undefined;
  readonly limit: number;
}

/** Every product as the draft would have it, by title in the reader's order. */
export async function listDeskProducts(tx: Tx, { locale, words, kind, onlyDrafted, after, limit }: DeskWanted): Promise<DeskRow[]> {
  const collate = `collate "${collationOf[locale]}"`;
  const { rows } = await run(
    tx,
    `with drafted as (select c.product_id, c.definition from catalog_changes c join catalog_versions v on v.version_id = c.version_id where v.state = 'draft'),
     listed as (
       select coalesce(p.product_id, d.product_id) as product_id, coalesce(p.is_sold, false) as is_sold, p.search_text,
              coalesce(d.definition, p.definition) as definition,
              case when d.product_id is null then null when d.definition is null then 'removed' when p.product_id is null or not p.is_sold then 'added' else 'changed' end as draft
         from products p full join drafted d on d.product_id = p.product_id)
     select product_id, definition #>> array['texts', $1, 'title'] as title, definition ->> 'publisher' as publisher, definition ->> 'category' as category,
            jsonb_array_length(definition -> 'skus') as skus, is_sold, draft
       from listed
      where (cardinality($2::text[]) = 0 or product_id in (select s.product_id from search_products($2::text[]) s)
             or lower(product_id || ' ' || (definition #>> array['texts', $1, 'title'])) like all (array(select '%' || replace(replace(replace(w, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%' from unnest($2::text[]) w)))
        and ($3::text is null or jsonb_path_exists(definition, '$.skus[*] ? (@.kind == $kind)', jsonb_build_object('kind', $3::text)))
        and (not $4::boolean or draft is not null)
        and ($5::text is null or (definition #>> array['texts', $1, 'title'] ${collate}, product_id) > ($5 ${collate}, $6::text))
      order by definition #>> array['texts', $1, 'title'] ${collate}, product_id limit $7`,
    [locale, [...words], kind ?? null, onlyDrafted, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return rows as unknown as DeskRow[];
}

export interface VersionRow {
  versionId: string;
  number: number;
  state: (typeof versionStates)[number];
  note: string | null;
  publishOn: string | null;
  createdBy: string;
  createdAt: Date;
  publishedAt: Date | null;
  changes: number;
  version: number;
}
const versionColumns = `version_id as "versionId", number, state, note, publish_on as "publishOn", created_by_name as "createdBy", created_at as "createdAt",
  published_at as "publishedAt", version, (select count(*)::integer from catalog_changes c where c.version_id = v.version_id) as changes`;

export async function listVersions(tx: Tx, before: number | null, limit: number): Promise<VersionRow[]> {
  const { rows } = await run(tx, `select ${versionColumns} from catalog_versions v where ($1::integer is null or number < $1) order by number desc limit $2`, [
    before,
    limit,
  ]);
  return rows as unknown as VersionRow[];
}
export async function findVersion(tx: Tx, versionId: string, { forUpdate = false } = {}): Promise<VersionRow | undefined> {
  const { rows } = await run(tx, `select ${versionColumns} from catalog_versions v where version_id = $1${forUpdate ? ' for update' : ''}`, [versionId]);
  return rows[0] as VersionRow | undefined;
}
export async function findDraft(tx: Tx): Promise<VersionRow | undefined> {
  const { rows } = await run(tx, `select ${versionColumns} from catalog_versions v where state = 'draft'`);
  return rows[0] as VersionRow | undefined;
}

export interface ChangeRow {
  productId: string;
  /** What the version makes of it; null: it is sold no more. */
  after: Definition | null;
  /** As it is in force, or was when the version was published. */
  before: Definition | null;
}
/** What a version changes, by product. */
export async function listChanges(tx: Tx, versionId: string, { published }: { readonly published: boolean }): Promise<ChangeRow[]> {
  const { rows } = await run(
    tx,
    `select c.product_id as "productId", c.definition as after, ${published ? 'c.before' : 'case when p.is_sold then p.definition end as before'}
       from catalog_changes c left join products p on p.product_id = c.product_id where c.version_id = $1 order by c.product_id`,
    [versionId],
  );
  return rows.map((row) => ({ productId: String(row['productId']), after: definitionIn(row['after']), before: definitionIn(row['before']) }));
}
/** Every product that a later version has changed: as it was right after the version, and as it is now. */
export async function listChangesSince(tx: Tx, number: number): Promise<ChangeRow[]> {
  const { rows } = await run(
    tx,
    `select distinct on (c.product_id) c.product_id as "productId", c.before as after, case when p.is_sold then p.definition end as before
       from catalog_changes c join catalog_versions v on v.version_id = c.version_id left join products p on p.product_id = c.product_id
      where v.state = 'published' and v.published_at >= (select w.published_at from catalog_versions w where w.number = $1) and v.number <> $1
        and (v.published_at, v.number) > (select w.published_at, w.number from catalog_versions w where w.number = $1)
      order by c.product_id, v.published_at, v.number`,
    [number],
  );
  return rows.map((row) => ({ productId: String(row['productId']), after: definitionIn(row['after']), before: definitionIn(row['before']) }));
}
const definitionIn = (value: unknown): Definition | null => (value ? Definition.parse(value) : null);

export interface FoundProduct {
  readonly definition: Definition;
  readonly isSold: boolean;
  readonly isDrafted: boolean;
  /** When what was read was written. */
  readonly changedAt: Date;
}
/** A product as the draft has it, or else as it is in force. */
export async function findProduct(tx: Tx, productId: string): Promise<FoundProduct | undefined> {
  const { rows } = await run(
    tx,
    `select coalesce(d.definition, p.definition) as definition, coalesce(p.is_sold, false) as sold, d.product_id is not null as drafted, coalesce(d.changed_at, p.changed_at) as changed_at
       from (select $1::text as product_id) x left join products p on p.product_id = x.product_id
       left join (select c.* from catalog_changes c join catalog_versions v on v.version_id = c.version_id where v.state = 'draft') d on d.product_id = x.product_id
      where p.product_id is not null or d.definition is not null`,
    [productId],
  );
  const [row] = rows;
  if (!row) return undefined;
  return {
    definition: Definition.parse(row['definition']),
    isSold: row['sold'] === true,
    isDrafted: row['drafted'] === true,
    changedAt: row['changed_at'] as Date,
  };
}

/** Every product with its definition, as it is in force; for the file. */
export async function listDefinitions(tx: Tx): Promise<{ productId: string; definition: Definition }[]> {
  const { rows } = await run(tx, 'select product_id, definition from products where is_sold order by product_id');
  return rows.map((row) => ({ productId: String(row['product_id']), definition: Definition.parse(row['definition']) }));
}

/** Which product each SKU belongs to, in force or in the draft; for finding links that lead nowhere. */
export async function listSkuOwners(tx: Tx, versionId: string | null): Promise<Map<string, string>> {
  const { rows } = await run(
    tx,
    `select s.sku_id, s.product_id from skus s
      where not exists (select from catalog_changes c where c.version_id = $1 and c.product_id = s.product_id and c.definition is not null)
     union all
     select k ->> 'skuId', c.product_id from catalog_changes c cross join jsonb_array_elements(c.definition -> 'skus') k where c.version_id = $1`,
    [versionId],
  );
  return new Map(rows.map((row) => [String(row['sku_id']), String(row['product_id'])]));
}

/** Versions whose day has come, in the order of their days. */
export async function listDueVersions(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await run(tx, "select version_id from catalog_versions where state = 'scheduled' and publish_on <= $1::date order by publish_on, number", [
    now.toISOString().slice(0, 10),
  ]);
  return rows.map((row) => String(row['version_id']));
}
