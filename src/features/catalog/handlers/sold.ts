import { cursorKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { may } from '../../../core/access.ts';
import { segmentOf } from '../../customers/policy.ts';
import { findCustomer } from '../../customers/queries.ts';
import type { soldEndpoints } from '../contract/sold.ts';
import { currencyOf } from '../policy/markets.ts';
import { segmentsFor } from '../policy/segments.ts';
import { listPromotionsSeen, listSold, type SoldRow, type SoldWanted } from '../queries/sold.ts';

export const soldHandlers: HandlersOf<typeof soldEndpoints> = {
  async listSoldOffers({ tx, actor }, { after, limit, market: said, segment, product, customer: customerId, keys }) {
    const customer = customerId && may(actor.rights, 'customers') ? await findCustomer(tx, customerId) : undefined;
    if (customerId && !customer) throw new NotFound({});
    const market = said ?? customer?.country ?? null;
    const allowed = customer && segmentsFor(segmentOf(customer));
    const segments = segment ? [segment].filter((each) => !allowed || allowed.includes(each)) : (allowed ?? null);
    const rows = await listSold(tx, {
      locale: actor.locale,
      market,
      segments,
      product: product ?? null,
      keys: keys ?? null,
      after: placeIn(after),
      limit: limit + 1,
    });
    const inMarket = ({ position: _, ...row }: SoldRow) => ({
      ...row,
      availabilities: row.availabilities.filter((way) => market === null || way.market === market),
    });
    const found = page(rows, limit, ({ productId, position, offerId }) => [productId, position, offerId], inMarket);
    return { ...found, market, currency: market && currencyOf(market) };
  },
  listPromotionsSeen: async ({ tx, now }, { market }) => ({ items: await listPromotionsSeen(tx, now, market ?? null) }),
};

function placeIn(text: string | undefined): SoldWanted['after'] {
  const [productId, position, offerId] = cursorKey(text) ?? [];
  const isPlace = typeof productId === 'string' && Number.isInteger(position) && Math.abs(Number(position)) < 2 ** 31 && typeof offerId === 'string';
  return isPlace ? [productId, Number(position), offerId] : null;
}
