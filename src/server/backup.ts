import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';
import { type CopyStreamQuery, from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { type Entry, listFiles, readArchive, writeArchive } from './backup/archive.ts';
import {
  listForeignKeys,
  listMigrations,
  listPartitions,
  listSequences,
  listTables,
  type Migration,
  nameOf,
  type Partition,
  quote,
  type Sequence,
  type Table,
} from './backup/catalog.ts';

/** The first entry of a backup: what it is, and what it holds. */
interface Manifest {
  readonly format: 'entente-backup';
  readonly version: 1;
  readonly madeAt: string;
  readonly migrations: readonly Migration[];
  readonly tables: readonly Table[];
  readonly partitions: readonly Partition[];
}

/** The last entry: proof that nothing is missing. */
interface Summary {
  readonly rows: Readonly<Record<string, number>>;
  readonly sequences: readonly Sequence[];
}

/** What of DATA_DIR is no possession but belongs to a running server, or is in the backup as rows. */
const passing = /^(postgres(\.new-.*)?|socket|logs|entente\.lock.*|setup-code|\..*|restore-.*|.*\.part)$/;
/** Text of dates, intervals and bytes that every PostgreSQL reads alike, whatever its settings. */
const plainText = "set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set bytea_output = 'hex'; set client_encoding = 'UTF8'";

export interface BackupOptions {
  /** The role that owns the tables, so that their row-level security hides nothing from it. */
  readonly owner: pg.ClientConfig;
  readonly dataDir: string;
  /** The file to write; it must not exist yet. */
  readonly to: string;
  readonly say: (line: string) => void;
}

/**
 * Writes all rows, as of one instant, and DATA_DIR with its keys and files into one file, while the center goes on.
 * @throws Error in words for the operator
 */
export async function backup(options: BackupOptions): Promise<void> {
  if (await stat(options.to).catch(() => null)) throw new Error(`${options.to} exists already; a backup overwrites nothing.`);
  // In there it would become part of itself, and of every later one.
  if (!path.relative(options.dataDir, path.resolve(options.to)).startsWith('..')) throw new Error(`Write the backup outside ${options.dataDir}.`);
  await withClient(options.owner, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const tables = await listTables(client);
    const migrations = await listMigrations(client);
    if (migrations.length === 0) throw new Error('This database holds no Entente: it has had no migrations.');
    const manifest: Manifest = {
      format: 'entente-backup',
      version: 1,
      madeAt: new Date().toISOString(),
      migrations,
      tables,
      partitions: await listPartitions(client),
    };
    const progress = progressOf(options.say, tables.length);
    await writeArchive(options.to, async (archive) => {
      await archive.add('manifest.json', json(manifest));
      const rows: Record<string, number> = {};
      for (const [at, table] of tables.entries()) {
        const columns = table.columns.map((column) => quote(column)).join(', ');
        const stream = client.query(copyTo(`copy (select ${columns} from ${quote(table.schema, table.name)}) to stdout`));
        await archive.addStream(`tables/${String(at).padStart(4, '0')}-${nameOf(table)}`, progress.watch(stream, at));
        rows[nameOf(table)] = stream.rowCount;
      }
      // Sequences know no snapshot: read last, they are never behind the rows.
      const sequences = await listSequences(client);
      for (const name of await listFiles(options.dataDir, (top) => passing.test(top))) {
        await archive.addFile(`data/${name.split(path.sep).join('/')}`, path.join(options.dataDir, name));
      }
      await archive.add('summary.json', json({ rows, sequences } satisfies Summary));
      options.say(`${sum(rows).toLocaleString('en')} rows of ${tables.length} tables in ${options.to}`);
    });
  });
}

export interface RestoreOptions {
  readonly owner: pg.ClientConfig;
  readonly dataDir: string;
  readonly from: string;
  /** Tables that migrations themselves put rows into; those rows give way. */
  readonly seeded?: readonly string[];
  readonly say: (line: string) => void;
}

/** What a backup says about itself; its migrations tell how far to migrate before restoring it. */
export async function readManifest(from: string): Promise<{ readonly madeAt: string; readonly migrations: readonly Migration[] }> {
  for await (const entry of readArchive(from)) return parseManifest(from, entry);
  throw new Error(`${from} is not a backup of Entente: it is empty.`);
}

/**
 * Loads a backup into a migrated, otherwise empty database and into DATA_DIR: everything or nothing.
 * @throws Error in words for the operator: not a backup, damaged, made by a newer Entente, target not empty
 */
export async function restore(options: RestoreOptions): Promise<void> {
  if (!(await stat(options.from).catch(() => null))) throw new Error(`There is no file ${options.from}.`);
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(path.join(await realpath(options.dataDir), 'restore-'));
  try {
    await withClient(options.owner, async (client) => {
      await client.query('begin');
      const files = await load(client, draft, options);
      for (const name of files) {
        await mkdir(path.dirname(path.join(options.dataDir, name)), { recursive: true, mode: 0o700 });
        await rename(path.join(draft, name), path.join(options.dataDir, name));
      }
      await client.query('commit');
      await client.query('analyze');
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Everything but the commit. Foreign keys are off meanwhile and checked as a whole afterwards: no order, less memory. */
async function load(client: pg.Client, draft: string, options: RestoreOptions): Promise<string[]> {
  const files: string[] = [];
  const loaded: Record<string, number> = {};
  let loader: Loader | null = null;
  let manifest: Manifest | null = null;
  let summary: Summary | null = null;
  const keys = await listForeignKeys(client);
  for await (const entry of readArchive(options.from)) {
    if (!manifest) {
      manifest = await parseManifest(options.from, entry);
      await prepare(client, manifest, keys, options);
      loader = loaderOf(client, manifest, loaded, options.say);
    } else if (entry.name.startsWith('tables/')) await loader?.take(entry);
    else if (entry.name.startsWith('data/')) files.push(await unpack(entry, draft));
    else if (entry.name === 'summary.json') summary = JSON.parse(await text(entry.bytes)) as Summary;
  }
  await loader?.end();
  if (!manifest || !summary) throw new Error(`${options.from} is cut off: its end is missing.`);
  for (const [name, rows] of Object.entries(summary.rows)) {
    if ((loaded[name] ?? 0) !== rows) throw new Error(`${options.from} is damaged: ${name} should have ${rows} rows, not ${loaded[name] ?? 0}.`);
  }
  for (const { add } of keys) await client.query(add);
  for (const sequence of summary.sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [quote(sequence.schema, sequence.name), sequence.last, sequence.called]);
  }
  options.say(`${sum(loaded).toLocaleString('en')} rows and ${files.length} files restored, as of ${manifest.madeAt}`);
  return files;
}

async function prepare(client: pg.Client, manifest: Manifest, keys: readonly { readonly drop: string }[], options: RestoreOptions): Promise<void> {
  await refuseOtherMigrations(client, manifest);
  const there = new Map((await listTables(client)).map((table) => [nameOf(table), table]));
  for (const table of manifest.tables) {
    const columns = there.get(nameOf(table))?.columns;
    const lacking = table.columns.filter((column) => !columns?.includes(column));
    if (!columns) throw new Error(`The database lacks the table ${nameOf(table)}. Run entente migrate, then restore again.`);
    if (lacking.length > 0) throw new Error(`The table ${nameOf(table)} lacks the columns ${lacking.join(', ')}, which the backup has.`);
  }
  await refuseRows(client, [...there.values()], options.seeded ?? ['center']);
  for (const { drop } of keys) await client.query(drop);
  await client.query(`truncate ${[...there.values()].map((table) => quote(table.schema, table.name)).join(', ')}`);
  // Months that were current when the backup was made, and that a fresh database has not.
  for (const partition of manifest.partitions) {
    const name = quote(partition.schema, partition.name);
    const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [name]);
    if (rows[0]?.there) continue;
    await client.query(`create table ${name} partition of ${quote(partition.schema, partition.parent)} ${partition.bound}`);
    if (partition.guarded) await client.query(`alter table ${name} enable row level security`);
  }
}

async function refuseOtherMigrations(client: pg.Client, manifest: Manifest): Promise<void> {
  const have = new Map((await listMigrations(client)).map((migration) => [migration.name, migration.sha256]));
  if (have.size === 0) throw new Error('The database is not prepared. Run entente migrate, then restore again.');
  for (const { name, sha256 } of manifest.migrations) {
    const found = have.get(name);
    if (!found) throw new Error(`The backup was made by a newer Entente: it has the migration ${name}. Update Entente, then restore again.`);
    if (found !== sha256) throw new Error(`The backup was made by another Entente: its migration ${name} is not the one here.`);
  }
}

async function refuseRows(client: pg.Client, tables: readonly Table[], seeded: readonly string[]): Promise<void> {
  const full: string[] = [];
  // The job queue fills itself as soon as a server runs; its rows here are worth nothing.
  for (const table of tables.filter((one) => one.schema === 'public' && !seeded.includes(one.name))) {
    const { rows } = await client.query<{ full: boolean }>(`select exists (select from ${quote(table.schema, table.name)}) as full`);
    if (rows[0]?.full) full.push(table.name);
  }
  if (full.length > 0) {
    throw new Error(`The database is not empty (${full.join(', ')}). Restore into a new one: set DATA_DIR to a new folder, or DATABASE_URL to a new database.`);
  }
}

interface Loader {
  take(entry: Entry): Promise<void>;
  end(): Promise<void>;
}

/** Feeds the pieces of one table after another into one COPY each. */
function loaderOf(client: pg.Client, manifest: Manifest, loaded: Record<string, number>, say: (line: string) => void): Loader {
  const progress = progressOf(say, manifest.tables.length);
  let current: { readonly at: number; readonly copy: CopyStreamQuery; readonly done: Promise<unknown> } | null = null;
  const end = async () => {
    if (!current) return;
    const { at, copy, done } = current;
    current = null;
    // Throws at once when the database has refused the last piece.
    await Promise.race([done, turn()]);
    copy.end();
    await done;
    loaded[nameOf(manifest.tables[at] as Table)] = copy.rowCount;
  };
  return {
    end,
    async take(entry) {
      const at = Number.parseInt(entry.name.slice('tables/'.length), 10);
      const table = manifest.tables[at];
      if (!table) throw new Error(`The backup is damaged: it holds ${entry.name}, of which its list knows nothing.`);
      if (current?.at !== at) {
        await end();
        const columns = table.columns.map((column) => quote(column)).join(', ');
        const copy = client.query(copyFrom(`copy ${quote(table.schema, table.name)} (${columns}) from stdin`));
        const done = once(copy, 'finish');
        // Looked at when the table ends; until then a refusal of the database must not end the process.
        done.catch(() => {});
        current = { at, copy, done };
      }
      const { copy, done } = current;
      for await (const piece of progress.watch(entry.bytes, at)) {
        // One piece at a time: after a refusal, pieces still waiting in the stream would bring the process down.
        await Promise.race([done, new Promise((resolve) => copy.write(piece, resolve))]);
      }
    },
  };
}

/** Writes a file of DATA_DIR beside its place, from where it moves when all else is well. */
async function unpack(entry: Entry, draft: string): Promise<string> {
  // Whatever the archive says, nothing leaves the folder.
  const name = path.join('/', entry.name.slice('data/'.length)).slice(1);
  await mkdir(path.dirname(path.join(draft, name)), { recursive: true, mode: 0o700 });
  await pipeline(entry.bytes, createWriteStream(path.join(draft, name), { mode: entry.mode, flush: true }));
  return name;
}

async function parseManifest(from: string, entry: Entry): Promise<Manifest> {
  const manifest = entry.name === 'manifest.json' ? (JSON.parse(await text(entry.bytes)) as Partial<Manifest>) : {};
  if (manifest.format !== 'entente-backup') throw new Error(`${from} is not a backup of Entente.`);
  if (manifest.version !== 1) throw new Error(`${from} was made by a newer Entente. Update Entente, then restore again.`);
  return manifest as Manifest;
}

/** A line every three seconds: which table, and how much in all. */
function progressOf(say: (line: string) => void, tables: number) {
  let [told, bytes] = [Date.now(), 0];
  return {
    async *watch(from: AsyncIterable<Buffer>, at: number): AsyncGenerator<Buffer> {
      for await (const piece of from) {
        bytes += piece.length;
        if (Date.now() - told > 3_000) {
          told = Date.now();
          say(`… table ${at + 1} of ${tables}, ${Math.round(bytes / 1e6).toLocaleString('en')} MB`);
        }
        yield piece;
      }
    },
  };
}

async function withClient(config: pg.ClientConfig, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(config);
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`${plainText}; set row_security = off; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`);
    await work(client);
  } finally {
    // A COPY that was left half-way would be waited for; closing the connection ends and undoes it.
    const closed = client.end();
    client.connection?.stream?.destroy?.();
    await closed.catch(() => {});
  }
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value, null, 1));
const sum = (rows: Readonly<Record<string, number>>): number => Object.values(rows).reduce((all, one) => all + one, 0);
