import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Database, sightAsText } from './db.ts';
import { committed } from './flights.ts';
import { camel, type Rows, type Statement, type Tx, txOf } from './tx.ts';

/** Rows for a temporary table: a table with policies takes no COPY. Columns are written as in SQL: `row integer`. */
export interface Copied {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly (string | number | null)[]>;
}
const copyCell = (value: string | number | null): string =>
  value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (c) => `\\${{ '\\': '\\', '\t': 't', '\n': 'n', '\r': 'r' }[c] ?? ''}`);
const copiedAtOnce = 500;
function* copyText(rows: Copied['rows']): Generator<string> {
  let lines: string[] = [];
  for (const row of rows) {
    if (lines.push(`${row.map(copyCell).join('\t')}\n`) < copiedAtOnce) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

/** Copies rows into a temporary table, then runs `work` in the same transaction, in one account; on an ordinary connection. */
export const withCopied = <T>(db: Database, accountId: string, { table, columns, rows }: Copied, work: (tx: Tx) => Promise<T>): Promise<T> =>
  copying(db, `${sightAsText({ accountId })}; create temporary table ${table} (${columns.join(', ')}) on commit drop`, table, copyText(rows), work);

/**
 * Copies text that is in COPY's own form straight into a table without policies, then runs `work` in the same transaction, across
 * accounts; on an ordinary connection. `into` is the table and its columns.
 */
export const copyAcross = <T>(db: Database, across: string, into: string, text: AsyncIterable<string>, work: (tx: Tx) => Promise<T>): Promise<T> =>
  copying(db, sightAsText({ across }), into, text, work);

async function copying<T>(
  db: Database,
  opening: string,
  into: string,
  text: Iterable<string> | AsyncIterable<string>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await db.plain.connect();
  let failure: Error | undefined;
  try {
    await client.query(`begin; ${opening}`);
    await pipeline(Readable.from(text), client.query(copyFrom(`copy ${into} from stdin`)));
    const result = await work(txOf({ home: db, run: (statement) => runPlainly(client, statement) }));
    committed(await client.query('commit'));
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection on which something failed is thrown away, and its transaction with it.
    client.release(failure);
  }
}

async function runPlainly(client: pg.PoolClient, { text, values = [], name, asWritten }: Statement): Promise<Rows> {
  const { rows, rowCount, command } = await client.query<Record<string, unknown>>({ text, values: [...values], ...(name ? { name } : {}) });
  return { rowCount, command, rows: asWritten ? rows : rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [camel(key), value]))) };
}
