import { may } from '../../../core/access.ts';
import { money } from '../../../core/money.ts';
import { cursorKey, idKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { enqueue } from '../../../server/jobs.ts';
import { addLine, makeList, removeLine } from '../acts/deskLines.ts';
import { discardList, publishList, publishPromotion, setGroup, setLine, setPromotion, withdrawList } from '../acts/priceDesk.ts';
import type { DeskLine, DeskList, priceDeskEndpoints } from '../contract.ts';
import { tellOfPrices } from '../jobs/prices.ts';
import {
  type DeskLineRow,
  type DeskListRow,
  findDeskList,
  findPartner,
  listDeskLines,
  listDeskLists,
  listGroups,
  listMixedMarkets,
  listPromotions,
} from '../queries/priceDesk.ts';
import { listEffective } from '../queries/prices.ts';
import { effectivePlace, keyOf, presentPrice, wantedOf } from './prices.ts';

const mayEdit = (actor: Actor): boolean => may(actor.rights, 'op.prices', 'edit');

export const priceDeskHandlers: HandlersOf<typeof priceDeskEndpoints> = {
  async listDeskLists({ tx, actor }, { after, limit, state }) {
    const [validFrom, listId] = cursorKey(after) ?? [];
    const place = /^\d{4}-\d\d-\d\d$/.test(String(validFrom)) ? { validFrom: String(validFrom), listId: idKey(listId) } : undefined;
    const rows = await listDeskLists(tx, { state, after: place, limit: limit + 1 });
    return {
      ...page(
        rows,
        limit,
        (row) => [row.validFrom, row.listId],
        (row) => present(row, actor),
      ),
      can: { edit: mayEdit(actor) },
    };
  },
  async getDeskList({ tx, actor }, { listId }) {
    const row = await findDeskList(tx, listId);
    if (!row) throw new NotFound({});
    return { ...present(row, actor), mixed: row.state === 'draft' ? await listMixedMarkets(tx, listId) : [] };
  },
  async makeDeskList({ tx, actor, now }, input) {
    return { listId: await makeList(tx, actor, now, input) };
  },
  async addDeskLine({ tx, actor, now }, { line, ...at }) {
    return addLine(tx, actor, now, at, line);
  },
  async removeDeskLine({ tx, actor, now }, input) {
    return { version: await removeLine(tx, actor, now, input) };
  },
  async listPricesOf({ actor, now, apart }, { partnerId, after, limit, ...asked }) {
    const partner = await apart((own) => findPartner(own, partnerId), { across: 'prices as a partner sees them' });
    if (!partner) throw new NotFound({});
    const wanted = wantedOf(asked, actor.locale, now);
    const sight = { across: 'prices as a partner sees them', accountId: partner.accountId };
    const rows = await apart((own) => listEffective(own, { ...wanted, after: effectivePlace(after), limit: limit + 1 }), sight);
    return { ...page(rows, limit, keyOf, (row) => presentPrice(row, wanted.currency)), on: wanted.on, knownAt: wanted.knownAt, partner: partner.name };
  },
  async listDeskLines({ tx }, { listId, after, limit, market, search }) {
    const rows = await listDeskLines(tx, { listId, market, search, after: Number(cursorKey(after)?.[0]) || 0, limit: limit + 1 });
    return page(rows, limit, ({ row }) => [row], presentLine);
  },
  async setDeskLine({ tx, actor, now }, input) {
    return { version: await setLine(tx, actor, now, input) };
  },
  async publishPriceList({ tx, actor, now }, { listId, version }) {
    const knownFrom = await publishList(tx, actor, now, listId, version);
    await enqueue(tx, tellOfPrices, {}, knownFrom);
    return {};
  },
  async withdrawPriceList({ tx, actor, now }, { listId, version }) {
    await withdrawList(tx, actor, now, listId, version);
    return {};
  },
  async discardPriceList({ tx, actor, now }, { listId }) {
    await discardList(tx, actor, now, listId);
    return {};
  },
  async listPriceGroups({ tx, actor }) {
    return { items: await listGroups(tx), can: { edit: mayEdit(actor) } };
  },
  async setPriceGroup({ tx, actor, now }, input) {
    return { groupId: await setGroup(tx, actor, now, input) };
  },
  async listPromotions({ tx, actor }) {
    return { items: await listPromotions(tx), can: { edit: mayEdit(actor) } };
  },
  async setPromotion({ tx, actor, now }, input) {
    return { promotionId: await setPromotion(tx, actor, now, input) };
  },
  async publishPromotion({ tx, actor, now }, { promotionId, isPublished, version }) {
    await publishPromotion(tx, actor, now, promotionId, isPublished, version);
    return {};
  },
};

function present(row: DeskListRow, actor: Actor): DeskList {
  const can = mayEdit(actor);
  return {
    ...row,
    can: {
      edit: can && row.state === 'draft',
      publish: can && row.state === 'draft' && row.lines > 0,
      withdraw: can && row.state === 'published',
      discard: can && (row.state === 'draft' || row.state === 'importing'),
    },
  };
}
const presentLine = ({ currency, price, suggested, ...row }: DeskLineRow): DeskLine => ({
  ...row,
  price: money(price, currency),
  suggested: suggested === null ? null : money(suggested, currency),
});
