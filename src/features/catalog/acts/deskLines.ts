import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { countryRule } from '../../../core/countries.ts';
import { LineTaken, type NewDeskLine, PriceLinesSet } from '../contract.ts';
import type { DeskListRow } from '../queries/priceDesk.ts';
import { lockDraft, toldOf } from './priceDesk.ts';

export interface ListWanted {
  readonly name: string;
  readonly groupId: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}
/** Begins a list without a file, to be filled by hand. @throws RequestInvalid */
export async function makeList(tx: Tx, actor: Actor, now: Date, wanted: ListWanted): Promise<string> {
  if (wanted.validTo !== null && wanted.validTo <= wanted.validFrom) throw new RequestInvalid({ fields: { validTo: 'too_small' } });
  if (wanted.groupId && !(await tx.selectFrom('priceGroups').select('groupId').where('groupId', '=', wanted.groupId).executeTakeFirst()))
    throw new RequestInvalid({ fields: { groupId: 'not_one_of' } });
  const { listId } = await tx
    .insertInto('priceLists')
    .values({ ...wanted, state: 'draft', createdByName: 'name' in actor ? actor.name : actor.kind, createdAt: now })
    .returning('listId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, PriceLinesSet, {
    accountId: null,
    subjectId: listId,
    details: { list: wanted.name, validFrom: wanted.validFrom, lines: 0 },
  });
  return listId;
}

/** Adds a line to a draft by hand; its number follows the last one. @throws ListNotInState, ChangedMeanwhile, LineTaken, RequestInvalid */
export async function addLine(
  tx: Tx,
  actor: Actor,
  now: Date,
  at: { readonly listId: string; readonly version: number },
  line: NewDeskLine,
): Promise<{ readonly row: number; readonly version: number }> {
  const list = await lockDraft(tx, at.listId, at.version);
  await checkLine(tx, at.listId, line);
  const { rows } = await run(
    tx,
    `insert into price_list_lines (list_id, row_no, market, currency, offer_id, term, billing_cycle, tier_from, flag, price, suggested)
     select $1, coalesce(max(row_no), 1) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 from price_list_lines where list_id = $1 returning row_no`,
    [at.listId, line.market, line.currency, line.offerId, line.term, line.billingCycle, line.tierFrom, line.flag, line.price, line.suggested],
  );
  const row = Number(rows[0]?.['row_no']);
  return { row, version: await written(tx, actor, now, list, 1, { after: { offer: line.offerId, price: line.price, suggested: line.suggested } }) };
}

/** Takes a line out of a draft. @throws ListNotInState, ChangedMeanwhile, NotFound */
export async function removeLine(
  tx: Tx,
  actor: Actor,
  now: Date,
  { listId, version, row }: { readonly listId: string; readonly version: number; readonly row: number },
): Promise<number> {
  const list = await lockDraft(tx, listId, version);
  const { rows } = await run(tx, 'delete from price_list_lines where list_id = $1 and row_no = $2 returning offer_id, price, suggested', [listId, row]);
  const [gone] = rows;
  if (!gone) throw new NotFound({});
  return written(tx, actor, now, list, -1, { before: { offer: gone['offer_id'], price: gone['price'], suggested: gone['suggested'] } });
}

async function written(tx: Tx, actor: Actor, now: Date, list: DeskListRow, more: 1 | -1, states: object): Promise<number> {
  await run(tx, 'update price_lists set version = version + 1, line_count = line_count + $2 where list_id = $1', [list.listId, more]);
  await announce(tx, actor, now, PriceLinesSet, { ...toldOf(list), details: { list: list.name, validFrom: list.validFrom, lines: 1 }, ...states });
  return list.version + 1;
}

/** The same as of a row of a file: what is sold that way there, said once, and from one piece on before from more. */
async function checkLine(tx: Tx, listId: string, line: NewDeskLine): Promise<void> {
  if (countryRule(line.market) === undefined) throw new RequestInvalid({ fields: { market: 'not_one_of' } });
  const { rows } = await run(
    tx,
    `select exists (select from offers where offer_id = $2) as known,
            exists (select from availabilities where offer_id = $2 and market = $3 and term = $5 and billing_cycle = $6) as sold,
            exists (select from price_list_lines where list_id = $1 and offer_id = $2 and market = $3 and currency = $4 and term = $5 and billing_cycle = $6 and tier_from = $7) as taken,
            exists (select from price_list_lines where list_id = $1 and offer_id = $2 and market = $3 and currency = $4 and term = $5 and billing_cycle = $6 and tier_from = 1) as first`,
    [listId, line.offerId, line.market, line.currency, line.term, line.billingCycle, line.tierFrom],
  );
  const is = (key: string) => rows[0]?.[key] === true;
  if (!is('known')) throw new RequestInvalid({ fields: { offerId: 'not_one_of' } });
  if (!is('sold') && line.flag !== 'DEL') throw new RequestInvalid({ fields: { term: 'not_one_of' } });
  if (is('taken')) throw new LineTaken({});
  if (line.tierFrom > 1 && !is('first')) throw new RequestInvalid({ fields: { tierFrom: 'too_big' } });
}
