import { run, type Tx } from '../../../server/tx.ts';
import type { Offer } from '../contract/products.ts';

/** Everything that an order must know of some offers; links lead to offers of the same segment. $2 narrows how they are sold to a market. */
export const offersText = `
  select o.offer_id as "offerId", o.sku_id as "skuId", o.product_id as "productId", o.segment, s.kind, s.billing, s.titles, s.unit,
         (select jsonb_object_agg(t.key, t.value -> 'title') from jsonb_each(p.definition -> 'texts') t) as "productTitles",
         p.publisher, p.is_operators as "isOperators", s.min_quantity as "minQuantity", s.max_quantity as "maxQuantity",
         case when s.limit_kind <> 'none' then jsonb_build_object('kind', s.limit_kind, 'count', s.limit_count) end as "limit",
         o.is_sold and s.is_sold and p.is_sold as "isSold",
         coalesce(l.add_on_to, '{}') as "addOnTo", coalesce(l.requires, '{}') as "requires",
         coalesce(l.upgrades_to, '{}') as "upgradesTo", coalesce(l.converts_to, '{}') as "convertsTo",
         coalesce(a.availabilities, '[]') as availabilities
    from offers o join skus s on s.sku_id = o.sku_id join products p on p.product_id = o.product_id
    left join lateral (
      select array_agg(x.offer_id order by x.offer_id) filter (where k.kind = 'add_on_to') as add_on_to,
             array_agg(x.offer_id order by x.offer_id) filter (where k.kind = 'requires') as requires,
             array_agg(x.offer_id order by x.offer_id) filter (where k.kind = 'upgrades_to') as upgrades_to,
             array_agg(x.offer_id order by x.offer_id) filter (where k.kind = 'converts_to') as converts_to
        from sku_links k join offers x on x.sku_id = k.to_sku and x.segment = o.segment where k.from_sku = o.sku_id) l on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('market', v.market, 'term', v.term, 'billingCycle', v.billing_cycle,
                       'isPurchasable', v.is_purchasable, 'isRenewable', v.is_renewable) order by v.market, v.term, v.billing_cycle) as availabilities
        from availabilities v where v.offer_id = o.offer_id and ($2::text is null or v.market = $2)) a on true`;

/** One offer, sold or not; with what it is sold as in every market. */
export const findOffer = async (tx: Tx, offerId: string): Promise<Offer | undefined> => (await listOffers(tx, [offerId]))[0];

/** Some offers by their ids, in no order; those that never were are left out. `market` narrows only how they are sold. */
export async function listOffers(tx: Tx, offerIds: readonly string[], market: string | null = null): Promise<Offer[]> {
  const { rows } = await run(tx, `${offersText} where o.offer_id = any($1::text[])`, [[...offerIds], market], 'catalog.offers');
  return rows as unknown as Offer[];
}

/** Add-ons that can be bought to an offer in a market, by their position in their products. */
export async function listAddOns(tx: Tx, offerId: string, market: string): Promise<Offer[]> {
  const { rows } = await run(
    tx,
    `${offersText} where o.is_sold and s.kind = 'add_on' and o.offer_id in (
       select x.offer_id from offers b join sku_links k on k.to_sku = b.sku_id and k.kind = 'add_on_to' join offers x on x.sku_id = k.from_sku and x.segment = b.segment
        where b.offer_id = any($1::text[]))
      and exists (select from availabilities v where v.offer_id = o.offer_id and v.market = $2 and v.is_purchasable) order by o.product_id, s.position`,
    [[offerId], market],
    'catalog.addOns',
  );
  return rows as unknown as Offer[];
}

/** What is sold of a product in a market, by position; with what is not sold any more left out. */
export async function listOffersOfProduct(tx: Tx, productId: string, market: string): Promise<Offer[]> {
  const { rows } = await run(
    tx,
    `${offersText} where o.is_sold and o.product_id = any($1::text[]) and exists (select from availabilities v where v.offer_id = o.offer_id and v.market = $2)
      order by s.position, array_position(array['commercial','education','government','nonprofit'], o.segment)`,
    [[productId], market],
    'catalog.offersOf',
  );
  return rows as unknown as Offer[];
}
