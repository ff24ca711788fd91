import type { Locale } from '../../../core/locale.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { BillingCycle, Cause, Segment, Term } from '../contract.ts';

export interface ListRow {
  listId: string;
  name: string;
  groupName: string | null;
  validFrom: string;
  validTo: string | null;
  knownFrom: Date;
  knownTo: Date | null;
  lines: number;
}
const listColumns = `l.list_id as "listId", l.name, g.name as "groupName", l.valid_from as "validFrom", l.valid_to as "validTo",
  l.known_from as "knownFrom", l.known_to as "knownTo", l.line_count as lines`;
const lists = `from price_lists l left join price_groups g on g.group_id = l.group_id
  where l.known_from <= $1 and (l.group_id is null or l.group_id in (select m.group_id from price_group_members m where m.account_id = current_account()))`;

/** Lists that the running account can know of, those that are valid last at the top. */
export async function listPriceLists(tx: Tx, now: Date, after: { validFrom: string; listId: string } | undefined, limit: number): Promise<ListRow[]> {
  const { rows } = await run(
    tx,
    `select ${listColumns} ${lists} and ($2::date is null or (l.valid_from, l.list_id) < ($2::date, $3::uuid)) order by l.valid_from desc, l.list_id desc limit $4`,
    [now, after?.validFrom ?? null, after?.listId ?? null, limit],
  );
  return rows as unknown as ListRow[];
}

export async function findPriceList(tx: Tx, now: Date, listId: string): Promise<ListRow | undefined> {
  const { rows } = await run(tx, `select ${listColumns} ${lists} and l.list_id = $2`, [now, listId]);
  return rows[0] as ListRow | undefined;
}

export interface EffectiveWanted {
  readonly market: string;
  readonly currency: string;
  /** The day of the prices, and until when what is said of it was known. */
  readonly on: string;
  readonly knownAt: Date;
  readonly locale: Locale;
  readonly words: readonly string[];
  readonly segment?: string | null | undefined;
  readonly productId?: string | null | undefined;
  readonly after?: readonly [offerId: string, term: string, billingCycle: string, tierFrom: number] | undefined;
  readonly limit: number;
}
export interface EffectiveRow {
  offer_id: string;
  product_id: string;
  title: string;
  product_title: string;
  segment: Segment;
  term: Term;
  billing_cycle: BillingCycle;
  tier_from: number;
  price: string;
  suggested: string | null;
  reason: 'list' | 'group' | 'partner';
  list_id: string;
  list_name: string;
  group_name: string | null;
  valid_from: string;
  promotion_name: string | null;
  percent: string;
  ends_on: string;
  flag: 'ADD' | 'CHG' | 'DEL' | 'UNC';
}

/** What the running account pays on a day, way by way, as it was known on a day; the same rules as in `priceOf`. */
export async function listEffective(tx: Tx, wanted: EffectiveWanted): Promise<EffectiveRow[]> {
  const { after } = wanted;
  const { rows } = await run(
    tx,
    `select o.offer_id, o.product_id, s.titles ->> $5 as title, p.definition #>> array['texts', $5, 'title'] as product_title, o.segment,
            e.term, e.billing_cycle, e.tier_from, e.price, e.suggested, e.reason, e.list_id, e.list_name, e.group_name, e.valid_from, e.flag,
            m.name as promotion_name, m.percent, m.ends_on
       from offers o join skus s on s.sku_id = o.sku_id join products p on p.product_id = o.product_id
      cross join lateral (
        select distinct on (n.term, n.billing_cycle, n.tier_from) n.* from (
          select distinct on (l.term, l.billing_cycle, l.tier_from, l.rank, l.group_id) l.* from price_lines l
           where l.offer_id = o.offer_id and l.market = $1 and l.currency = $2 and l.valid_from <= $3::date and (l.valid_to is null or l.valid_to > $3::date)
             and l.known_from <= $4 and (l.known_to is null or l.known_to > $4)
           order by l.term, l.billing_cycle, l.tier_from, l.rank, l.group_id, l.valid_from desc, l.known_from desc, l.list_id) n
         where n.flag <> 'DEL' order by n.term, n.billing_cycle, n.tier_from, n.rank, n.price) e
       left join lateral (
        select v.name, v.percent, v.ends_on from promotion_offers x join promotions v on v.promotion_id = x.promotion_id
         where x.offer_id = o.offer_id and v.starts_on <= $3::date and v.ends_on > $3::date and (v.markets is null or $1 = any(v.markets))
           and v.known_from <= $4 and (v.known_to is null or v.known_to > $4)
           and (v.group_id is null or v.group_id in (select g.group_id from price_group_members g where g.account_id = current_account()))
         order by v.percent desc, v.ends_on desc limit 1) m on true
      where (cardinality($6::text[]) = 0 or o.product_id in (select f.product_id from search_products($6::text[]) f))
        and ($7::text is null or o.segment = $7) and ($8::text is null or o.product_id = $8)
        and ($9::text is null or (o.offer_id >= $9 and (o.offer_id, e.term, e.billing_cycle, e.tier_from) > ($9, $10, $11, $12::integer)))
      order by o.offer_id, e.term, e.billing_cycle, e.tier_from limit $13`,
    [
      wanted.market,
      wanted.currency,
      wanted.on,
      wanted.knownAt,
      wanted.locale,
      [...wanted.words],
      wanted.segment ?? null,
      wanted.productId ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      after?.[3] ?? null,
      wanted.limit,
    ],
  );
  return rows as unknown as EffectiveRow[];
}

/** Both lists laid side by side: what one of them lets go counts as not there. */
const sides = `
  with a as materialized (select offer_id, market, currency, term, billing_cycle, tier_from, price, suggested from price_lines where list_id = $1 and flag <> 'DEL'),
  b as materialized (select offer_id, market, currency, term, billing_cycle, tier_from, price, suggested from price_lines where list_id = $2 and flag <> 'DEL'),
  both_sides as (
    select coalesce(a.offer_id, b.offer_id) as offer_id, coalesce(a.market, b.market) as market, coalesce(a.currency, b.currency) as currency, coalesce(a.term, b.term) as term,
           coalesce(a.billing_cycle, b.billing_cycle) as billing_cycle, coalesce(a.tier_from, b.tier_from) as tier_from, a.price as before, b.price as after,
           a.suggested as suggested_before, b.suggested as suggested_after,
           case when a.offer_id is null then 'added' when b.offer_id is null then 'removed' when b.price > a.price then 'dearer' when b.price < a.price then 'cheaper'
                when a.suggested is distinct from b.suggested then 'suggested' else 'same' end as cause,
           case when a.price > 0 then round((b.price - a.price) / a.price * 100, 2) end as percent
      from a full join b on b.offer_id = a.offer_id and b.market = a.market and b.currency = a.currency and b.term = a.term and b.billing_cycle = a.billing_cycle and b.tier_from = a.tier_from)`;

export interface CauseRow {
  cause: Cause;
  count: number;
  least: string | null;
  greatest: string | null;
}
/** How many lines differ, by cause; both lists must be known to the account, otherwise nothing is there. */
export async function countDifferences(tx: Tx, from: string, to: string): Promise<CauseRow[]> {
  const { rows } = await run(
    tx,
    `${sides} select cause, count(*)::integer as count, min(percent) filter (where cause in ('dearer', 'cheaper')) as least, max(percent) filter (where cause in ('dearer', 'cheaper')) as greatest
       from both_sides group by cause order by array_position(array['dearer','cheaper','added','removed','suggested','same'], cause)`,
    [from, to],
  );
  return rows as unknown as CauseRow[];
}
export async function listDifferingMarkets(tx: Tx, from: string, to: string): Promise<string[]> {
  const { rows } = await run(tx, 'select distinct market from price_lines where list_id in ($1, $2) order by market', [from, to]);
  return rows.map((row) => String(row['market']));
}

export interface DifferenceRow {
  offer_id: string;
  product_id: string | null;
  title: string | null;
  segment: string | null;
  market: string;
  currency: string;
  term: Term;
  billing_cycle: BillingCycle;
  tier_from: number;
  cause: Cause;
  before: string | null;
  after: string | null;
  suggested_before: string | null;
  suggested_after: string | null;
  percent: string | null;
}
export type DifferencePlace = readonly [offerId: string, market: string, currency: string, term: string, billingCycle: string, tierFrom: number];
export interface DifferencesWanted {
  readonly from: string;
  readonly to: string;
  readonly market?: string | undefined;
  readonly cause?: Cause | undefined;
  readonly locale: Locale;
  readonly after?: DifferencePlace | undefined;
  readonly limit: number;
}

/** Line by line; without a cause, what is the same in both is left out. */
export async function listDifferences(tx: Tx, wanted: DifferencesWanted): Promise<DifferenceRow[]> {
  const { after } = wanted;
  const { rows } = await run(
    tx,
    `${sides}
     select d.*, o.product_id, o.segment, (p.definition #>> array['texts', $5, 'title']) || ' · ' || (s.titles ->> $5) as title
       from (select * from both_sides
              where ($3::text is null or market = $3) and case when $4::text is null then cause <> 'same' else cause = $4 end
                and ($6::text is null or (offer_id, market, currency, term, billing_cycle, tier_from) > ($6, $7, $8, $9, $10, $11::integer))
              order by offer_id, market, currency, term, billing_cycle, tier_from limit $12) d
       left join offers o on o.offer_id = d.offer_id left join skus s on s.sku_id = o.sku_id left join products p on p.product_id = o.product_id
      order by d.offer_id, d.market, d.currency, d.term, d.billing_cycle, d.tier_from`,
    [wanted.from, wanted.to, wanted.market ?? null, wanted.cause ?? null, wanted.locale, ...(after ?? [null, null, null, null, null, null]), wanted.limit],
  );
  return rows as unknown as DifferenceRow[];
}
