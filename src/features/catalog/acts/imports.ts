import { z } from 'zod';
import { defineProblem } from '../../../core/problem.ts';
import type { Actor } from '../../../server/actor.ts';
import { system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { copyAcross } from '../../../server/copying.ts';
import { acrossAccounts, type Database } from '../../../server/db.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import { run, type Tx } from '../../../server/tx.ts';
import {
  neededPriceColumns,
  PieceOutOfOrder,
  PriceFault,
  PriceFileFault,
  PriceFileFaulty,
  priceFaultsKept,
  PriceFileRead,
  PriceImportNotInState,
} from '../contract.ts';
import { countryRule } from '../../../core/countries.ts';
import { type Layout, layoutOf, linesOf, readLine } from '../policy/priceFile.ts';
import { findImportForUpdate, findPiece } from '../queries/imports.ts';

export interface NewImport {
  readonly fileName: string;
  readonly size: number;
  readonly name: string;
  readonly groupId: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Makes the list, not yet published, and a place for its file. @throws RequestInvalid */
export async function beginImport(tx: Tx, actor: Actor, now: Date, { fileName, size, ...list }: NewImport): Promise<string> {
  if (list.validTo !== null && list.validTo <= list.validFrom) throw new RequestInvalid({ fields: { validTo: 'too_small' } });
  if (list.groupId && !(await tx.selectFrom('priceGroups').select('groupId').where('groupId', '=', list.groupId).executeTakeFirst()))
    throw new RequestInvalid({ fields: { groupId: 'not_one_of' } });
  const by = { createdByName: 'name' in actor ? actor.name : actor.kind, createdAt: now };
  const { listId } = await tx
    .insertInto('priceLists')
    .values({ ...list, ...by, state: 'importing' })
    .returning('listId')
    .executeTakeFirstOrThrow();
  const { importId } = await tx
    .insertInto('priceImports')
    .values({ listId, fileName, size, ...by })
    .returning('importId')
    .executeTakeFirstOrThrow();
  return importId;
}

/** Keeps the next piece; true when it was the last one. @throws NotFound, PriceImportNotInState, PieceOutOfOrder */
export async function addPiece(tx: Tx, importId: string, at: number, content: Buffer): Promise<boolean> {
  const found = await findImportForUpdate(tx, importId);
  if (!found) throw new NotFound({});
  if (found.state !== 'uploading') throw new PriceImportNotInState({ state: found.state });
  if (at !== found.received || content.length === 0 || at + content.length > found.size) throw new PieceOutOfOrder({ received: found.received });
  const received = at + content.length;
  await run(tx, 'insert into price_import_pieces (import_id, number, content) select $1, count(*)::integer, $2 from price_import_pieces where import_id = $1', [
    importId,
    content,
  ]);
  const isWhole = received === found.size;
  await tx
    .updateTable('priceImports')
    .set({ received, ...(isWhole ? { state: 'reading' } : {}) })
    .where('importId', '=', importId)
    .execute();
  return isWhole;
}

/** Thrown inside of the transaction that read the file, so that nothing of it stays; nobody outside ever meets it. */
const Faulty = defineProblem(
  'price_imports.faulty',
  422,
  z.object({ rows: z.number(), count: z.number(), faults: z.array(PriceFault), fileFault: PriceFileFault.nullable() }),
);
const faulty = (rows: number, count: number, faults: readonly PriceFault[], fileFault: PriceFileFault | null = null) =>
  new Faulty({ rows, count, faults: [...faults], fileFault });

interface Reading {
  readonly importId: string;
  readonly listId: string;
  readonly fileName: string;
  readonly listName: string;
}
/** Rows between two looks at how far it is. */
const told = 25_000;

/**
 * Reads a file straight into the lines of its list, in one transaction: all rows, or none and what is wrong with them.
 * Begun again after a crash it begins from the first row; what the first try wrote is gone with its connection.
 */
export async function readPriceFile(db: Database, now: Date, file: Reading): Promise<void> {
  const progress = (rows: number) =>
    acrossAccounts(db, 'how far a price file is', (tx) =>
      tx.updateTable('priceImports').set({ progress: rows }).where('importId', '=', file.importId).execute(),
    );
  try {
    const state = { rows: 0, faults: [] as PriceFault[], count: 0 };
    const columns = 'list_id, row_no, market, currency, offer_id, term, billing_cycle, tier_from, flag, price, suggested';
    await copyAcross(db, 'read a price file', `price_list_lines (${columns})`, copyLines(db, file, state, progress), async (tx) => {
      if (state.count) throw faulty(state.rows, state.count, state.faults);
      if (!state.rows) throw faulty(0, 1, [], { code: 'empty', at: '' });
      await checkLines(tx, file.listId, state.rows);
      await finish(tx, now, file, state.rows);
    });
  } catch (error) {
    if (!(error instanceof Faulty)) throw error;
    await acrossAccounts(db, 'a price file with faults', (tx) => refuse(tx, now, file, error.details));
  }
}

async function* piecesOf(db: Database, importId: string): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number++) {
    const content = await acrossAccounts(db, 'a piece of a price file', (tx) => findPiece(tx, importId, number));
    if (!content) return;
    yield content;
  }
}

/** The rows as COPY takes them. Once a row is wrong nothing more is written, but the rest is looked at, so that one hears of all faults at once. */
async function* copyLines(
  db: Database,
  { importId, listId }: Reading,
  state: { rows: number; faults: PriceFault[]; count: number },
  progress: (rows: number) => Promise<unknown>,
): AsyncGenerator<string> {
  const isMarket = remembered((word) => /^[A-Z]{2}$/.test(word) && countryRule(word) !== undefined);
  const isCurrency = remembered((word) => /^[A-Z]{3}$/.test(word));
  let layout: Layout | undefined;
  let row = 0,
    said = 0;
  try {
    for await (const lines of linesOf(piecesOf(db, importId))) {
      let out = '';
      for (const each of lines) {
        row++;
        const line = each.endsWith('\r') ? each.slice(0, -1) : each;
        if (!layout) {
          layout = headed(line, row);
          continue;
        }
        if (!line) continue;
        const read = readLine(line, row, layout, isMarket, isCurrency);
        state.rows++;
        if (typeof read === 'string') {
          if (!state.count) out += `${listId}\t${row}\t${read}`;
        } else note(state, read);
      }
      if (state.rows - said >= told) await progress((said = state.rows));
      if (out) yield out;
    }
  } catch (error) {
    if (error instanceof TypeError) throw faulty(state.rows, 1, [], { code: 'encoding', at: '' });
    if (error instanceof RangeError) throw faulty(state.rows, 1, [], { code: 'too_long_line', at: String(row + 1) });
    throw error;
  }
}
const note = (state: { faults: PriceFault[]; count: number }, faults: readonly PriceFault[]) => {
  state.count += faults.length;
  if (state.faults.length < priceFaultsKept) state.faults.push(...faults);
};

/** The line of headings. @throws Faulty */
function headed(line: string, row: number): Layout {
  const text = line.replace(/^\uFEFF/, '');
  if (text.startsWith('PK\u0003\u0004')) throw faulty(0, 1, [], { code: 'spreadsheet', at: '' });
  const layout = layoutOf(text, neededPriceColumns);
  if ('code' in layout) throw faulty(row, 1, [], layout);
  return layout;
}
function remembered(look: (word: string) => boolean): (word: string) => boolean {
  const known = new Map<string, boolean>();
  return (word) => {
    let is = known.get(word);
    if (is === undefined && known.size < 10_000) known.set(word, (is = look(word)));
    return is ?? look(word);
  };
}

/** What no row can say of itself. Each check is one statement over the whole list. */
const checks: readonly (readonly [code: PriceFault['code'], column: PriceFault['column'], text: string])[] = [
  [
    'unknown_offer',
    'offer',
    `select l.row_no, l.offer_id as value from price_list_lines l where l.list_id = $1 and l.offer_id in (
       select d.offer_id from (select distinct offer_id from price_list_lines where list_id = $1) d where not exists (select from offers o where o.offer_id = d.offer_id))`,
  ],
  [
    'not_sold',
    'market',
    `select l.row_no, l.market || ' ' || l.term || ' ' || l.billing_cycle as value
       from price_list_lines l left join availabilities v on v.offer_id = l.offer_id and v.market = l.market and v.term = l.term and v.billing_cycle = l.billing_cycle
      where l.list_id = $1 and l.flag <> 'DEL' and v.offer_id is null and exists (select from offers o where o.offer_id = l.offer_id)`,
  ],
  [
    'twice',
    null,
    `select max(l.row_no) as row_no, min(l.row_no)::text as value from price_list_lines l where l.list_id = $1
      group by l.offer_id, l.market, l.currency, l.term, l.billing_cycle, l.tier_from having count(*) > 1`,
  ],
  [
    'no_first_tier',
    'tier_from',
    `select l.row_no, l.tier_from::text as value from price_list_lines l
      where l.list_id = $1 and l.tier_from > 1 and not exists (select from price_list_lines f where f.list_id = $1 and f.offer_id = l.offer_id and f.market = l.market
        and f.currency = l.currency and f.term = l.term and f.billing_cycle = l.billing_cycle and f.tier_from = 1)`,
  ],
];

/**
 * The database has counted nothing of what was written a moment ago, and would compare each row with each: it may not go row by row.
 * @throws Faulty
 */
async function checkLines(tx: Tx, listId: string, rows: number): Promise<void> {
  await run(tx, "select set_config('work_mem', '256MB', true), set_config('enable_nestloop', 'off', true)");
  const faults: PriceFault[] = [];
  let count = 0;
  for (const [code, column, text] of checks) {
    const { rows: found } = await run(
      tx,
      `with found as materialized (${text}) select row_no, value, (select count(*)::integer from found) as many from found order by row_no limit ${priceFaultsKept}`,
      [listId],
    );
    count += Number(found[0]?.['many'] ?? 0);
    faults.push(...found.map((row) => ({ row: Number(row['row_no']), column, code, value: String(row['value']) })));
  }
  if (count) throw faulty(rows, count, faults.toSorted((a, b) => a.row - b.row).slice(0, priceFaultsKept));
}

async function finish(tx: Tx, now: Date, { importId, listId, fileName, listName }: Reading, rows: number): Promise<void> {
  await tx.updateTable('priceLists').set({ state: 'draft', lineCount: rows }).where('listId', '=', listId).execute();
  await tx.updateTable('priceImports').set({ state: 'done', progress: rows, endedAt: now }).where('importId', '=', importId).execute();
  await tx.deleteFrom('priceImportPieces').where('importId', '=', importId).execute();
  await announce(tx, system('catalog.read_prices'), now, PriceFileRead, {
    accountId: null,
    subjectId: listId,
    details: { file: fileName, list: listName, rows },
  });
}

/** Keeps what is wrong with the file, and nothing else of it. */
async function refuse(tx: Tx, now: Date, { importId, listId, fileName, listName }: Reading, wrong: InstanceType<typeof Faulty>['details']): Promise<void> {
  const { rows, count, faults, fileFault } = wrong;
  await tx
    .updateTable('priceImports')
    .set({
      state: 'faulty',
      progress: rows,
      endedAt: now,
      faultCount: count,
      faults: JSON.stringify(faults.slice(0, priceFaultsKept)),
      fileFault: fileFault ? JSON.stringify(fileFault) : null,
    })
    .where('importId', '=', importId)
    .execute();
  await tx.deleteFrom('priceImportPieces').where('importId', '=', importId).execute();
  await announce(tx, system('catalog.read_prices'), now, PriceFileFaulty, {
    accountId: null,
    subjectId: listId,
    details: { file: fileName, list: listName, count },
  });
}
