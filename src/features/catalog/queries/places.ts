import { run, type Tx } from '../../../server/tx.ts';
import type { Offer } from '../contract/products.ts';
import { findArrangementInForce } from './browse.ts';

/** Where a product stands in an arrangement: what is pinned first, then group by group; what is hidden last. */
export interface Place {
  readonly rank: number;
  readonly isPinned: boolean;
}

/** Where products stand in the arrangement that a reader has for a market; those it says nothing of are left out. */
async function listPlaces(tx: Tx, personId: string, market: string, productIds: readonly string[], wished?: string): Promise<ReadonlyMap<string, Place>> {
  const arrangement = productIds.length ? await findArrangementInForce(tx, personId, market, wished) : null;
  if (!arrangement) return new Map();
  const { rows } = await run(
    tx,
    `select i.product_id, i.is_pinned,
            row_number() over (order by i.is_hidden, not i.is_pinned, case when i.is_pinned then 0 else coalesce(g.position, 1000000) end, i.position, i.product_id)::integer as rank
       from arrangement_items i left join arrangement_groups g on g.account_id = i.account_id and g.group_id = i.group_id
      where i.account_id = current_account() and i.arrangement_id = $1 and i.product_id = any($2::text[])`,
    [arrangement.arrangementId, [...productIds]],
  );
  return new Map(rows.map((row) => [String(row['product_id']), { rank: Number(row['rank']), isPinned: row['is_pinned'] === true }]));
}

/** Offers in the order in which a reader has arranged their products; of one product, and of those that are not arranged, as they come. */
export async function arranged<T extends Pick<Offer, 'productId'>>(
  tx: Tx,
  { personId, market, arrangement }: { readonly personId: string; readonly market: string; readonly arrangement?: string | undefined },
  offers: readonly T[],
): Promise<T[]> {
  if (offers.length < 2) return [...offers];
  const places = await listPlaces(tx, personId, market, [...new Set(offers.map(({ productId }) => productId))], arrangement);
  const rank = ({ productId }: T) => places.get(productId)?.rank ?? Number.MAX_SAFE_INTEGER;
  return offers.toSorted((a, b) => rank(a) - rank(b));
}
