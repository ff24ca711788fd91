import type { Locale } from '../../../core/locale.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { PromotionSeen, SoldOffer } from '../contract/sold.ts';
import { offersText } from './offers.ts';

export interface SoldWanted {
  readonly locale: Locale;
  readonly market: string | null;
  readonly segments: readonly string[] | null;
  readonly product: string | null;
  /** Ids, GUIDs and codes of offers; null: whatever is sold. */
  readonly keys: readonly string[] | null;
  readonly after: readonly [productId: string, position: number, offerId: string] | null;
  readonly limit: number;
}
export type SoldRow = SoldOffer & { readonly position: number };

const guidsOf = (ids: string): string => `coalesce((select jsonb_agg(guid_of('offer', u) order by u) from unnest(${ids}) u), '[]')`;
const soldText = offersText.replace(
  'select ',
  `select o.code, s.code as "skuCode", p.code as "productCode", o.guid, s.titles ->> $3 as title, s.position,
         p.definition #>> array['texts', $3, 'title'] as "productTitle", p.definition #>> array['texts', $3, 'description'] as description, p.category,
         exists (select from sku_links h where h.to_sku = o.sku_id and h.kind = 'add_on_to') as "hasAddOns",
         jsonb_build_object('addOnTo', ${guidsOf('l.add_on_to')}, 'requires', ${guidsOf('l.requires')},
                            'upgradesTo', ${guidsOf('l.upgrades_to')}, 'convertsTo', ${guidsOf('l.converts_to')}) as guids,
         `,
);
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Offers product by product, in the order of their SKUs. */
export async function listSold(tx: Tx, { locale, market, segments, product, keys, after, limit }: SoldWanted): Promise<SoldRow[]> {
  const triples = (keys ?? []).filter((key) => key.includes(':')).map((key) => key.toUpperCase());
  const { rows } = await run(
    tx,
    `${soldText}
      where ($1::text[] is null and o.is_sold and s.is_sold and p.is_sold
             or o.offer_id = any($1::text[]) or o.guid = any($4::uuid[]) or o.code = any($5::text[]) and p.code || ':' || s.code || ':' || o.code = any($6::text[]))
        and ($2::text is null or $1::text[] is not null or exists (select from availabilities v where v.offer_id = o.offer_id and v.market = $2))
        and ($7::text[] is null or o.segment = any($7::text[])) and ($8::text is null or p.product_id = $8 or p.code = upper($8))
        and ($9::text is null or (o.product_id, s.position, o.offer_id) > ($9, $10::integer, $11))
      order by o.product_id, s.position, o.offer_id limit $12`,
    [
      keys === null ? null : [...keys],
      market,
      locale,
      (keys ?? []).filter((key) => guid.test(key)),
      triples.map((key) => key.split(':')[2] ?? ''),
      triples,
      segments === null ? null : [...segments],
      product,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      limit,
    ],
    'catalog.sold',
  );
  return rows as unknown as SoldRow[];
}

/** Promotions that the running account may know of, and that are not over. */
export async function listPromotionsSeen(tx: Tx, now: Date, market: string | null): Promise<PromotionSeen[]> {
  const { rows } = await run(
    tx,
    `select m.promotion_id as "promotionId", m.name, trim_scale(m.percent)::text as percent, m.markets, m.starts_on as "startsOn", m.ends_on as "endsOn",
            array(select f.offer_id from promotion_offers f where f.promotion_id = m.promotion_id order by f.offer_id) as offers
       from promotions m
      where m.state = 'published' and m.known_from <= $1 and m.ends_on > $1::timestamptz::date and ($2::text is null or m.markets is null or $2 = any(m.markets))
      order by m.starts_on, m.promotion_id`,
    [now, market],
    'catalog.promotionsSeen',
  );
  return rows as unknown as PromotionSeen[];
}
