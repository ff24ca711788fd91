import { readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { makeAhead } from './partitions.ts';

/** Where the plain SQL lies. */
export const migrationsFolder = join(import.meta.dirname, '../../migrations');

const files = () =>
  readdirSync(migrationsFolder)
    .filter((f) => /^\d{4}_\w+\.sql$/.test(f))
    .sort();

/**
 * Makes the three roles of decision 0006, as a role that may: `entente_owner` owns and migrates, `entente_app` serves and
 * owns nothing, `entente_across` is what the app becomes for work across accounts. Safe to run again.
 */
export async function prepareRoles(client: pg.Client, passwords: { readonly owner?: string; readonly app?: string } = {}): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>("select rolname from pg_roles where rolname like 'entente\\_%'");
  const have = new Set(rows.map((r) => r.rolname));
  const ensure = async (name: string, options: string) => {
    // Two starts at once may both try; the second one's error says that the role is there now.
    if (!have.has(name))
      await client.query(`create role ${name} ${options}`).catch((error: { code?: string }) => {
        if (error.code !== '42710' && error.code !== '23505') throw error;
      });
  };
  await ensure('entente_owner', 'login');
  await ensure('entente_app', 'login noinherit');
  await ensure('entente_across', 'nologin');
  await client.query('grant entente_across to entente_app');
  for (const [role, password] of [
    ['entente_owner', passwords.owner],
    ['entente_app', passwords.app],
  ] as const) {
    if (password) await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`);
  }
}

/** Makes the database for the owner role unless it is there. */
export async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)} owner entente_owner`);
}

/** The migrations that the database lacks. @throws Error when an applied one was changed since */
export async function pendingMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('public.migrations') is not null as there");
  if (!rows[0]?.there) return files();
  const applied = new Map((await client.query<{ name: string; sha256: string }>('select name, sha256 from migrations')).rows.map((r) => [r.name, r.sha256]));
  for (const file of files()) {
    const known = applied.get(file);
    if (known && known !== sha256(file))
      throw new Error(`migrations/${file} was changed after it was applied to this database: migrations go forward only, add a new one`);
  }
  return files().filter((f) => !applied.has(f));
}

const text = (file: string) => readFileSync(join(migrationsFolder, file), 'utf8');
const sha256 = (file: string) => createHash('sha256').update(text(file)).digest('hex');

/** Brings the schema up to date, as the owner role, one migration a transaction; two at once wait for each other. */
export async function migrate(config: pg.ClientConfig, options: { readonly now: Date; say(line: string): void; readonly upTo?: string }): Promise<number> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('entente migrate'))");
    const pending = (await pendingMigrations(client)).filter((f) => !options.upTo || f <= options.upTo);
    await client.query('create table if not exists migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())');
    for (const file of pending) {
      await client.query('begin');
      await client.query(text(file));
      await client.query('insert into migrations (name, sha256) values ($1, $2)', [file, sha256(file)]);
      await client.query('commit');
      options.say(`migrated ${file}`);
    }
    await makeAhead(client, options.now);
    await grantRights(client);
    return pending.length;
  } finally {
    await client.end();
  }
}

/** Tables without policies, of which partners' transactions see a view only. */
const seenThroughView: ReadonlySet<string> = new Set(['price_list_lines']);

/** What the app may do with the owner's tables: rows, never structure; what happened is added to, never changed. */
async function grantRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "select format('%I', c.relname) as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migrations'",
  );
  for (const { name } of rows) {
    const rights = /^(announcements|seals|seal_heads|seal_keys)(_|$)/.test(name) ? 'select, insert' : 'select, insert, update, delete';
    await client.query(`grant ${rights} on ${name} to ${seenThroughView.has(name) ? 'entente_across' : 'entente_app, entente_across'}`);
  }
  await client.query('grant usage on schema public to entente_app, entente_across');
  await client.query('grant select on migrations to entente_app');
  await client.query('grant usage on all sequences in schema public to entente_app, entente_across');
}

/** Lets the app work with the tables of the job queue, which the owner made. */
export async function grantJobs(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query('grant usage on schema pgboss to entente_app, entente_across');
    await client.query('grant select, insert, update, delete on all tables in schema pgboss to entente_app, entente_across');
    await client.query('grant usage on all sequences in schema pgboss to entente_app, entente_across');
    await client.query('grant execute on all functions in schema pgboss to entente_app, entente_across');
  } finally {
    await client.end();
  }
}
