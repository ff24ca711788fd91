import { run, type Tx } from '../../../server/tx.ts';
import { Definition } from '../contract.ts';
import { searchTextOf } from '../policy/definitions.ts';

/** Makes the tables of the catalog what a version says, set by set. What is sold no more is kept, for what was bought. */
export async function putInForce(tx: Tx, now: Date, versionId: string): Promise<void> {
  await run(tx, 'update catalog_changes c set before = p.definition from products p where p.product_id = c.product_id and c.version_id = $1 and p.is_sold', [
    versionId,
  ]);
  const { rows } = await run(tx, 'select product_id, definition from catalog_changes where version_id = $1 and definition is not null', [versionId]);
  const texts = rows.map((row) => ({
    product_id: String(row['product_id']),
    text: searchTextOf(String(row['product_id']), Definition.parse(row['definition'])),
  }));
  await run(
    tx,
    `insert into products (product_id, publisher, is_operators, category, definition, search_text, is_sold, changed_at, version_id)
     select c.product_id, c.definition ->> 'publisher', (c.definition ->> 'isOperators')::boolean, c.definition ->> 'category', c.definition, t.text, true, $3, $1
       from catalog_changes c join jsonb_to_recordset($2::jsonb) as t(product_id text, text text) on t.product_id = c.product_id where c.version_id = $1
     on conflict (product_id) do update set publisher = excluded.publisher, is_operators = excluded.is_operators, category = excluded.category,
            definition = excluded.definition, search_text = excluded.search_text, is_sold = true, changed_at = excluded.changed_at, version_id = excluded.version_id`,
    [versionId, JSON.stringify(texts), now],
  );
  await run(
    tx,
    'update products p set is_sold = false, changed_at = $2, version_id = $1 from catalog_changes c where c.version_id = $1 and c.product_id = p.product_id and c.definition is null',
    [versionId, now],
  );
  for (const text of steps) await run(tx, text, [versionId]);
}

const skusOf = `select c.product_id, k.value as sku, k.ordinality::integer as position, k.value ->> 'skuId' as sku_id
  from catalog_changes c cross join jsonb_array_elements(c.definition -> 'skus') with ordinality k where c.version_id = $1 and c.definition is not null`;
const touched = 'select c.product_id from catalog_changes c where c.version_id = $1';

/** From SKUs to where they are sold; each statement sees what the one before has written. */
const steps: readonly string[] = [
  `update skus s set is_sold = false where s.product_id in (${touched})`,
  `insert into skus (sku_id, product_id, position, kind, billing, titles, unit, min_quantity, max_quantity, limit_kind, limit_count, is_sold)
   select s.sku_id, s.product_id, s.position, sku ->> 'kind', sku ->> 'billing', sku -> 'titles', sku ->> 'unit', (sku ->> 'minQuantity')::integer, (sku ->> 'maxQuantity')::integer,
          coalesce(sku #>> '{limit,kind}', 'none'), (sku #>> '{limit,count}')::integer, true from (${skusOf}) s
   on conflict (sku_id) do update set product_id = excluded.product_id, position = excluded.position, kind = excluded.kind, billing = excluded.billing, titles = excluded.titles,
          unit = excluded.unit, min_quantity = excluded.min_quantity, max_quantity = excluded.max_quantity, limit_kind = excluded.limit_kind, limit_count = excluded.limit_count, is_sold = true`,
  `delete from service_plans v using skus s where s.sku_id = v.sku_id and s.product_id in (${touched})`,
  `insert into service_plans (sku_id, plan_id, position, titles, requires)
   select s.sku_id, v.value ->> 'planId', v.ordinality::integer, v.value -> 'titles', array(select jsonb_array_elements_text(v.value -> 'requires'))
     from (${skusOf}) s cross join jsonb_array_elements(coalesce(s.sku -> 'plans', '[]')) with ordinality v on conflict do nothing`,
  `delete from sku_links l using skus s where s.sku_id = l.from_sku and s.product_id in (${touched})`,
  `insert into sku_links (from_sku, kind, to_sku)
   select distinct s.sku_id, l.key, t.value from (${skusOf}) s cross join jsonb_each(s.sku -> 'links') l cross join jsonb_array_elements_text(l.value) t`,
  `update offers o set is_sold = false where o.product_id in (${touched})`,
  `insert into offers (offer_id, sku_id, product_id, segment, is_sold)
   select distinct s.sku_id || '.' || (w ->> 'segment'), s.sku_id, s.product_id, w ->> 'segment', true from (${skusOf}) s cross join jsonb_array_elements(s.sku -> 'sold') w
   on conflict (offer_id) do update set product_id = excluded.product_id, is_sold = true`,
  `delete from availabilities v using offers o where o.offer_id = v.offer_id and o.product_id in (${touched})`,
  `insert into availabilities (offer_id, market, term, billing_cycle, is_purchasable, is_renewable)
   select s.sku_id || '.' || (w ->> 'segment'), m.value, w ->> 'term', w ->> 'billingCycle', (w ->> 'isPurchasable')::boolean, (w ->> 'isRenewable')::boolean
     from (${skusOf}) s cross join jsonb_array_elements(s.sku -> 'sold') w cross join jsonb_array_elements_text(w -> 'markets') m
   on conflict do nothing`,
];
