import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import {
  GroupNameTaken,
  ListEmpty,
  ListInThePast,
  ListNotInState,
  OfferUnknown,
  PartnerUnknown,
  previewDays,
  PriceGroupSet,
  PriceLinesSet,
  PriceListDiscarded,
  PriceListPublished,
  PriceListTold,
  PriceListWithdrawn,
  PromotionNotInState,
  PromotionPublished,
  PromotionSet,
  PromotionWithdrawn,
} from '../contract.ts';
import { listAbandoned } from '../queries/imports.ts';
import { type DeskListRow, findDeskList, listReaders } from '../queries/priceDesk.ts';

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const nameOf = (actor: Actor): string => ('name' in actor ? actor.name : actor.kind);

async function lock(tx: Tx, listId: string, version: number | null, state: DeskListRow['state']): Promise<DeskListRow> {
  const found = await findDeskList(tx, listId, { forUpdate: true });
  if (!found) throw new NotFound({});
  if (found.state !== state) throw new ListNotInState({ state: found.state });
  if (version !== null && found.version !== version) throw new ChangedMeanwhile({});
  return found;
}
/** Locks a list that is still written. @throws NotFound, ListNotInState, ChangedMeanwhile */
export const lockDraft = (tx: Tx, listId: string, version: number): Promise<DeskListRow> => lock(tx, listId, version, 'draft');
export const toldOf = ({ listId, name, validFrom }: DeskListRow) => ({ accountId: null, subjectId: listId, details: { list: name, validFrom } });

/** Changes the amounts of one line of a draft. @throws ListNotInState, ChangedMeanwhile, NotFound */
export async function setLine(
  tx: Tx,
  actor: Actor,
  now: Date,
  input: { readonly listId: string; readonly version: number; readonly row: number; readonly price: string; readonly suggested: string | null },
): Promise<number> {
  const list = await lock(tx, input.listId, input.version, 'draft');
  const { rows } = await run(
    tx,
    `update price_list_lines l set price = $3, suggested = $4 from (select * from price_list_lines where list_id = $1 and row_no = $2 for update) b
      where l.list_id = b.list_id and l.row_no = b.row_no returning b.price, b.suggested, b.offer_id`,
    [input.listId, input.row, input.price, input.suggested],
  );
  const [before] = rows;
  if (!before) throw new NotFound({});
  await run(tx, 'update price_lists set version = version + 1 where list_id = $1', [input.listId]);
  await announce(tx, actor, now, PriceLinesSet, {
    ...toldOf(list),
    details: { list: list.name, validFrom: list.validFrom, lines: 1 },
    before: { offer: before['offer_id'], price: before['price'], suggested: before['suggested'] },
    after: { offer: before['offer_id'], price: input.price, suggested: input.suggested },
  });
  return list.version + 1;
}

/**
 * Publishes a list. Partners know it at once, or from thirty days before it is valid. It may begin in the past, as a correction does:
 * what was known of those days until now stays what it was. @throws ListNotInState, ListEmpty, ListInThePast, ChangedMeanwhile
 */
export async function publishList(tx: Tx, actor: Actor, now: Date, listId: string, version: number): Promise<Date> {
  const list = await lock(tx, listId, version, 'draft');
  if (list.lines === 0) throw new ListEmpty({});
  if (list.validTo !== null && list.validTo <= dayOf(now)) throw new ListInThePast({ today: dayOf(now) });
  const shown = new Date(new Date(`${list.validFrom}T00:00:00Z`).getTime() - previewDays * 86_400_000);
  const knownFrom = shown > now ? shown : now;
  await run(tx, "update price_lists set state = 'published', known_from = $2, version = version + 1 where list_id = $1", [listId, knownFrom]);
  await announce(tx, actor, now, PriceListPublished, { ...toldOf(list), details: { list: list.name, validFrom: list.validFrom, lines: list.lines } });
  return knownFrom;
}

/** Takes a list back; from now on the others decide. @throws ListNotInState, ChangedMeanwhile */
export async function withdrawList(tx: Tx, actor: Actor, now: Date, listId: string, version: number): Promise<void> {
  const list = await lock(tx, listId, version, 'published');
  // What nobody has seen yet was never known.
  await run(tx, "update price_lists set state = 'withdrawn', known_to = greatest($2, known_from), version = version + 1 where list_id = $1", [listId, now]);
  await announce(tx, actor, now, PriceListWithdrawn, toldOf(list));
}

const removeList = async (tx: Tx, listId: string) => {
  await run(tx, 'delete from price_list_lines where list_id = $1', [listId]);
  await run(tx, 'delete from price_lists where list_id = $1', [listId]);
};

/** Throws a draft away, or what a faulty file was meant for. @throws ListNotInState while a file is being read */
export async function discardList(tx: Tx, actor: Actor, now: Date, listId: string): Promise<void> {
  const found = await findDeskList(tx, listId, { forUpdate: true });
  if (!found) throw new NotFound({});
  const reading = await tx.selectFrom('priceImports').select('importId').where('listId', '=', listId).where('state', '=', 'reading').executeTakeFirst();
  if (reading || (found.state !== 'draft' && found.state !== 'importing')) throw new ListNotInState({ state: found.state });
  await removeList(tx, listId);
  await announce(tx, actor, now, PriceListDiscarded, toldOf(found));
}

/** Throws away what was never handed in whole, and files with faults that nobody came back for. */
export async function discardAbandoned(tx: Tx, before: Date): Promise<void> {
  for (const listId of await listAbandoned(tx, before)) await removeList(tx, listId);
}

/** Tells the partners of a list, each in its own log, once. */
export async function tellOfLists(tx: Tx, now: Date, listId: string): Promise<void> {
  const { rowCount } = await run(tx, "update price_lists set told_at = $2 where list_id = $1 and told_at is null and state = 'published'", [listId, now]);
  const list = rowCount ? await findDeskList(tx, listId) : undefined;
  if (!list) return;
  for (const accountId of await listReaders(tx, listId)) {
    await enter(tx, { accountId });
    await announce(tx, system('catalog.tell_prices', accountId), now, PriceListTold, {
      accountId,
      subjectId: listId,
      details: { list: list.name, validFrom: list.validFrom },
    });
  }
}

export interface GroupWanted {
  readonly groupId: string | null;
  readonly version: number | null;
  readonly name: string;
  readonly kind: 'group' | 'partner';
  readonly rank: number;
  readonly partnerIds: readonly string[];
}
/** Makes or changes a group, with its members. @throws GroupNameTaken, PartnerUnknown, ChangedMeanwhile, RequestInvalid */
export async function setGroup(tx: Tx, actor: Actor, now: Date, { groupId, version, partnerIds, ...group }: GroupWanted): Promise<string> {
  const wanted = [...new Set(partnerIds)];
  if (group.kind === 'partner' && wanted.length !== 1) throw new RequestInvalid({ fields: { partnerIds: 'one_only' } });
  const { rows } = await run(tx, 'select partner_id, account_id from partner_ids where partner_id = any($1::text[])', [wanted]);
  const known = new Map(rows.map((row) => [String(row['partner_id']), String(row['account_id'])]));
  const unknown = wanted.find((id) => !known.has(id));
  if (unknown) throw new PartnerUnknown({ partnerId: unknown });
  const taken = await run(tx, 'select 1 from price_groups where lower(name) = lower($1) and group_id is distinct from $2::uuid', [group.name, groupId]);
  if (taken.rowCount) throw new GroupNameTaken({});
  const id = groupId
    ? await changeGroup(tx, groupId, version, group)
    : (
        await tx
          .insertInto('priceGroups')
          .values({ ...group, createdAt: now })
          .returning('groupId')
          .executeTakeFirstOrThrow()
      ).groupId;
  await run(tx, 'delete from price_group_members where group_id = $1 and not account_id = any($2::uuid[])', [id, [...known.values()]]);
  await run(tx, 'insert into price_group_members (account_id, group_id, added_at) select unnest($2::uuid[]), $1, $3 on conflict do nothing', [
    id,
    [...known.values()],
    now,
  ]);
  await announce(tx, actor, now, PriceGroupSet, {
    accountId: null,
    subjectId: id,
    details: { group: group.name, members: wanted.length },
    after: { ...group, partnerIds: wanted },
  });
  return id;
}
async function changeGroup(tx: Tx, groupId: string, version: number | null, group: Pick<GroupWanted, 'name' | 'kind' | 'rank'>): Promise<string> {
  const known = await tx.selectFrom('priceGroups').select('version').where('groupId', '=', groupId).forUpdate().executeTakeFirst();
  if (!known) throw new NotFound({});
  if (known.version !== version) throw new ChangedMeanwhile({});
  await tx
    .updateTable('priceGroups')
    .set({ ...group, version: known.version + 1 })
    .where('groupId', '=', groupId)
    .execute();
  return groupId;
}

export interface PromotionWanted {
  readonly promotionId: string | null;
  readonly version: number | null;
  readonly name: string;
  readonly percent: string;
  readonly markets: readonly string[] | null;
  readonly groupId: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly offers: readonly string[];
}
/** Writes down a promotion, or changes its draft. @throws OfferUnknown, PromotionNotInState, ChangedMeanwhile, RequestInvalid */
export async function setPromotion(tx: Tx, actor: Actor, now: Date, { promotionId, version, offers, markets, ...promotion }: PromotionWanted): Promise<string> {
  if (promotion.endsOn <= promotion.startsOn) throw new RequestInvalid({ fields: { endsOn: 'too_small' } });
  if (/^0+(\.0+)?$/.test(promotion.percent)) throw new RequestInvalid({ fields: { percent: 'too_small' } });
  if (promotion.groupId && !(await tx.selectFrom('priceGroups').select('groupId').where('groupId', '=', promotion.groupId).executeTakeFirst()))
    throw new RequestInvalid({ fields: { groupId: 'not_one_of' } });
  const wanted = [...new Set(offers)];
  const known = new Set((await tx.selectFrom('offers').select('offerId').where('offerId', 'in', wanted).execute()).map(({ offerId }) => offerId));
  const unknown = wanted.find((id) => !known.has(id));
  if (unknown) throw new OfferUnknown({ offerId: unknown });
  const values = { ...promotion, markets: markets && [...markets], createdByName: nameOf(actor), createdAt: now };
  const id = promotionId
    ? await changePromotion(tx, promotionId, version, values)
    : (await tx.insertInto('promotions').values(values).returning('promotionId').executeTakeFirstOrThrow()).promotionId;
  await tx.deleteFrom('promotionOffers').where('promotionId', '=', id).execute();
  await run(tx, 'insert into promotion_offers (promotion_id, offer_id) select $1, unnest($2::text[])', [id, wanted]);
  await announce(tx, actor, now, PromotionSet, { accountId: null, subjectId: id, details: { promotion: promotion.name, percent: promotion.percent } });
  return id;
}

async function lockPromotion(tx: Tx, promotionId: string, version: number | null) {
  const known = await tx.selectFrom('promotions').selectAll().where('promotionId', '=', promotionId).forUpdate().executeTakeFirst();
  if (!known) throw new NotFound({});
  if (known.version !== version) throw new ChangedMeanwhile({});
  return { ...known, state: known.state as 'draft' | 'published' | 'withdrawn' };
}
async function changePromotion(tx: Tx, promotionId: string, version: number | null, values: Record<string, unknown>): Promise<string> {
  const known = await lockPromotion(tx, promotionId, version);
  if (known.state !== 'draft') throw new PromotionNotInState({ state: known.state });
  await tx
    .updateTable('promotions')
    .set({ ...values, version: known.version + 1 })
    .where('promotionId', '=', promotionId)
    .execute();
  return promotionId;
}

/** Publishes a promotion, or takes it back. @throws PromotionNotInState, ChangedMeanwhile */
export async function publishPromotion(tx: Tx, actor: Actor, now: Date, promotionId: string, isPublished: boolean, version: number): Promise<void> {
  const known = await lockPromotion(tx, promotionId, version);
  if (known.state !== (isPublished ? 'draft' : 'published')) throw new PromotionNotInState({ state: known.state });
  await tx
    .updateTable('promotions')
    .set({ ...(isPublished ? { state: 'published', knownFrom: now } : { state: 'withdrawn', knownTo: now }), version: known.version + 1 })
    .where('promotionId', '=', promotionId)
    .execute();
  const details = { promotion: known.name, percent: known.percent };
  if (isPublished)
    await announce(tx, actor, now, PromotionPublished, {
      accountId: null,
      subjectId: promotionId,
      details: { ...details, startsOn: known.startsOn, endsOn: known.endsOn },
    });
  else await announce(tx, actor, now, PromotionWithdrawn, { accountId: null, subjectId: promotionId, details });
}
