import type { Locale } from '../../../core/locale.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { BillingCycle, categories, Facet, Segment, Term } from '../contract.ts';

/** Which order of titles a reader expects. English and French share the root order. */
export const collationOf: Readonly<Record<Locale, string>> = {
  en: 'und-x-icu',
  fr: 'und-x-icu',
  es: 'es-x-icu',
  'zh-CN': 'zh-Hans-x-icu',
  'zh-TW': 'zh-Hant-x-icu',
};

/** What the list is narrowed by. */
export interface Narrowed {
  readonly words: readonly string[];
  readonly kind?: string | undefined;
  readonly billing?: string | undefined;
  readonly segment?: string | undefined;
  readonly term?: string | undefined;
  readonly billingCycle?: string | undefined;
  readonly category?: string | undefined;
  readonly publisher?: string | undefined;
  /** Segments that the chosen customer may buy; absent: all. */
  readonly allowed?: readonly string[] | undefined;
}
export interface CatalogWanted extends Narrowed {
  readonly market: string;
  readonly locale: Locale;
  readonly arrangementId: string | null;
  readonly withHidden: boolean;
  readonly after: CatalogPlace | undefined;
  readonly limit: number;
}
/** The sort key of a row. */
export type CatalogPlace = readonly [tier: number, unlike: number, group: number, position: number, title: string, productId: string];

export interface CatalogRow {
  product_id: string;
  title: string;
  vendor_title: string;
  own_name: string | null;
  description: string;
  publisher: string;
  is_operators: boolean;
  category: (typeof categories)[number];
  segments: Segment[];
  terms: Term[];
  billing_cycles: BillingCycle[];
  skus: number;
  has_trial: boolean;
  has_add_ons: boolean;
  is_pinned: boolean;
  is_hidden: boolean;
  group_id: string | null;
  group_name: string | null;
  first_offer: { offer_id: string; term: Term; billing_cycle: BillingCycle; min_quantity: number } | null;
  tier: number;
  unlike: number;
  group_position: number;
  position: number;
}

/**
 * Everything that can be bought in the market ($1), with which of the wishes ($3 on) each way of selling meets.
 * Names of the partner's own ($2 is its arrangement) are searched as well.
 */
const matched = `
  with found as materialized (
    select f.product_id, f.likeness from search_products($4::text[]) f
    union select i.product_id, 1 from arrangement_items i
     where i.account_id = current_account() and i.arrangement_id = $2::uuid
       and lower(i.own_name) like all (array(select '%' || replace(replace(replace(w, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%' from unnest($4::text[]) w))),
  ways as materialized (
    select o.product_id, s.sku_id, s.kind, s.billing, s.position, s.min_quantity, o.offer_id, o.segment, v.term, v.billing_cycle, p.category,
           case when p.is_operators then 'operator' else 'other' end as publisher,
           ($5::text is null or s.kind = $5) as ok_kind, ($6::text is null or s.billing = $6) as ok_billing,
           ($7::text is null or o.segment = $7) as ok_segment, ($8::text is null or v.term = $8) as ok_term,
           ($9::text is null or v.billing_cycle = $9) as ok_cycle, ($10::text is null or p.category = $10) as ok_category,
           ($11::text is null or p.is_operators = ($11 = 'operator')) as ok_publisher
      from availabilities v join offers o on o.offer_id = v.offer_id and o.is_sold
      join skus s on s.sku_id = o.sku_id join products p on p.product_id = o.product_id and p.is_sold
     where v.market = $1 and v.is_purchasable and ($13::text[] is null or o.segment = any($13))
       and ($12 or not exists (select from arrangement_items i where i.account_id = current_account() and i.arrangement_id = $2::uuid and i.product_id = o.product_id and i.is_hidden))
       and (cardinality($4::text[]) = 0 or o.product_id in (select f.product_id from found f)))`;

const valuesOf = (wanted: Omit<CatalogWanted, 'after' | 'limit'>): unknown[] => [
  wanted.market,
  wanted.arrangementId,
  wanted.locale,
  [...wanted.words],
  wanted.kind ?? null,
  wanted.billing ?? null,
  wanted.segment ?? null,
  wanted.term ?? null,
  wanted.billingCycle ?? null,
  wanted.category ?? null,
  wanted.publisher ?? null,
  wanted.withHidden,
  wanted.allowed ? [...wanted.allowed] : null,
];

const pageText = (collation: string, after: boolean) => `${matched},
  shown as (
    select w.product_id, array_agg(distinct w.segment) as segments, array_agg(distinct w.term) as terms, array_agg(distinct w.billing_cycle) as billing_cycles,
           count(distinct w.sku_id)::integer as skus,
           (array_agg(jsonb_build_object('offer_id', w.offer_id, 'term', w.term, 'billing_cycle', w.billing_cycle, 'min_quantity', w.min_quantity)
             order by (w.kind = 'trial'), w.position, array_position(array['commercial','education','nonprofit','government'], w.segment),
                      array_position(array['P1M','P1Y','P3Y','none'], w.term), w.billing_cycle desc))[1] as first_offer
      from ways w where w.ok_kind and w.ok_billing and w.ok_segment and w.ok_term and w.ok_cycle and w.ok_category and w.ok_publisher group by w.product_id),
  listed as (
    select s.*, p.publisher, p.is_operators, p.category, p.definition #>> array['texts', $3, 'title'] as vendor_title,
           p.definition #>> array['texts', $3, 'description'] as description, i.own_name,
           coalesce(i.own_name, p.definition #>> array['texts', $3, 'title']) as title,
           exists (select from skus k where k.product_id = s.product_id and k.kind = 'trial' and k.is_sold) as has_trial,
           exists (select from skus k join sku_links l on l.to_sku = k.sku_id and l.kind = 'add_on_to' where k.product_id = s.product_id) as has_add_ons,
           coalesce(i.is_pinned, false) as is_pinned, coalesce(i.is_hidden, false) as is_hidden, g.group_id, g.name as group_name,
           case when i.is_pinned then 0 else 1 end as tier,
           coalesce((select 1 - max(f.likeness) from found f where f.product_id = s.product_id), 0)::float8 as unlike,
           case when i.is_pinned then 0 else coalesce(g.position, 1000000) end as group_position, coalesce(i.position, 1000000) as position
      from shown s join products p on p.product_id = s.product_id
      left join arrangement_items i on i.account_id = current_account() and i.arrangement_id = $2::uuid and i.product_id = s.product_id
      left join arrangement_groups g on g.account_id = i.account_id and g.group_id = i.group_id)
  select * from listed
   ${after ? `where (tier, unlike, group_position, position, title collate "${collation}", product_id) > ($15::integer, $16::float8, $17::integer, $18::integer, $19, $20)` : ''}
   order by tier, unlike, group_position, position, title collate "${collation}", product_id limit $14`;

/** Products that can be sold in a market, in the order of an arrangement: what is pinned first, then group by group; the rest by title. */
export async function searchCatalog(tx: Tx, wanted: CatalogWanted): Promise<CatalogRow[]> {
  const { after, limit } = wanted;
  const text = pageText(collationOf[wanted.locale], after !== undefined);
  const { rows } = await run(tx, text, [...valuesOf(wanted), limit, ...(after ?? [])]);
  return rows as unknown as CatalogRow[];
}

const wishes: readonly (readonly [facet: Facet, column: string, flag: string])[] = [
  ['kind', 'kind', 'ok_kind'],
  ['billing', 'billing', 'ok_billing'],
  ['segment', 'segment', 'ok_segment'],
  ['term', 'term', 'ok_term'],
  ['billingCycle', 'billing_cycle', 'ok_cycle'],
  ['category', 'category', 'ok_category'],
  ['publisher', 'publisher', 'ok_publisher'],
];
const facetsText = `${matched}
  ${wishes
    .map(([facet, column, flag]) => {
      const others = wishes.filter((wish) => wish[2] !== flag).map((wish) => wish[2]);
      return `select '${facet}' as facet, ${column} as value, count(distinct product_id)::integer as count from ways where ${others.join(' and ')} group by ${column}`;
    })
    .join(' union all ')}
  union all select 'total', '', count(distinct product_id)::integer from ways where ${wishes.map(([, , flag]) => flag).join(' and ')} and $3::text is not null`;

/** How many products each further wish would leave, and how many there are now. */
export async function countFacets(
  tx: Tx,
  wanted: Omit<CatalogWanted, 'after' | 'limit'>,
): Promise<{ facets: { facet: Facet; value: string; count: number }[]; total: number }> {
  const rows = (await run(tx, facetsText, valuesOf(wanted))).rows as unknown as { facet: Facet | 'total'; value: string; count: number }[];
  return {
    total: rows.find(({ facet }) => facet === 'total')?.count ?? 0,
    facets: rows.flatMap(({ facet, value, count }) => (facet === 'total' ? [] : [{ facet, value, count }])),
  };
}

/** Countries in which anything is sold; goes from one to the next by the index. */
export async function listMarkets(tx: Tx): Promise<string[]> {
  const { rows } = await run(
    tx,
    `with recursive m(market) as (
       (select market from availabilities order by market limit 1)
       union all select (select a.market from availabilities a where a.market > m.market order by a.market limit 1) from m where m.market is not null)
     select market from m where market is not null`,
  );
  return rows.map((row) => String(row['market']));
}

/** The arrangement that a reader has for a market: the wished one, or else one's own default, or else the company's. */
export async function findArrangementInForce(
  tx: Tx,
  personId: string,
  market: string,
  wished: string | undefined,
): Promise<{ arrangementId: string; name: string } | null> {
  if (wished === 'none') return null;
  const { rows } = await run(
    tx,
    `select arrangement_id as "arrangementId", name from arrangements
      where account_id = current_account() and (person_id is null or person_id = $1) and (market is null or market = $2 or arrangement_id = $3::uuid)
        and (arrangement_id = $3::uuid or ($3::uuid is null and is_default))
      order by (person_id is not null) desc, (market is not null) desc limit 1`,
    [personId, market, wished ?? null],
  );
  return (rows[0] as { arrangementId: string; name: string } | undefined) ?? null;
}
