import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from './config.ts';
import { type Job, prepareJobs, queueOf } from './jobs.ts';
import { ensureDatabase, grantJobs, migrate, pendingMigrations, prepareRoles } from './migrate.ts';
import { holdFolder, startPostgres } from './postgres.ts';

/** A database to serve from: the app's role, the owner's where it is known, and how to let go. */
export interface Connection {
  readonly app: pg.PoolConfig;
  readonly owner: pg.ClientConfig | null;
  readonly embedded: boolean;
  stop(): Promise<void>;
}

const name = 'entente';

/**
 * Reaches the database that the settings name: the embedded one (started, or adopted when a killed parent left it), or a
 * server of the operator's own. @throws Error in words for the operator
 */
export async function connectDatabase(config: Config, say: (line: string) => void, options: { readonly hold?: boolean } = {}): Promise<Connection> {
  if (config.DATABASE_URL) return connectOwnServer(config, config.DATABASE_URL);
  mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 });
  const release = options.hold === false ? async () => {} : await holdFolder(config.DATA_DIR);
  try {
    const postgres = await startPostgres({ dataDir: config.DATA_DIR, say, keepRunning: options.hold !== false });
    await withClient(postgres.connection('postgres', 'postgres'), async (client) => {
      await prepareRoles(client);
      await ensureDatabase(client, name);
    });
    return {
      app: postgres.connection('entente_app', name),
      owner: postgres.connection('entente_owner', name),
      embedded: true,
      // Whoever did not hold the folder only visits a server that another Entente may be using.
      async stop() {
        if (options.hold !== false || !postgres.adopted) await postgres.stop();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function connectOwnServer(config: Config, url: string): Promise<Connection> {
  const app: pg.PoolConfig = { connectionString: url };
  const stop = async () => {};
  if (config.DATABASE_OWNER_URL) return { app, owner: { connectionString: config.DATABASE_OWNER_URL }, embedded: false, stop };
  const privileged = await withClient(
    app,
    async (client) => (await client.query<{ yes: boolean }>('select rolsuper or rolcreaterole as yes from pg_roles where rolname = current_user')).rows[0]?.yes,
  );
  if (!privileged) return { app, owner: null, embedded: false, stop };
  // One address of a role that may make roles: Entente makes its own two and serves as the one that owns nothing.
  const passwords = { owner: derivedPassword(config, 'owner'), app: derivedPassword(config, 'app') };
  await withClient(app, async (client) => {
    await client.query("select pg_advisory_lock(hashtext('entente roles'))");
    await prepareRoles(client, passwords);
    const { rows } = await client.query<{ owner: string; database: string }>(
      'select pg_get_userbyid(datdba) as owner, datname as database from pg_database where datname = current_database()',
    );
    if (rows[0] && rows[0].owner !== 'entente_owner') {
      const database = client.escapeIdentifier(rows[0].database);
      await client.query(`grant entente_owner to current_user`);
      await client.query(`grant connect, create, temporary on database ${database} to entente_owner`);
      await client.query('grant all on schema public to entente_owner');
      await client.query(`grant connect, temporary on database ${database} to entente_app`);
    }
  });
  const as = (user: string, password: string) => {
    const u = new URL(url);
    u.username = user;
    u.password = password;
    return { connectionString: u.href };
  };
  return { app: as('entente_app', passwords.app), owner: as('entente_owner', passwords.owner), embedded: false, stop };
}

/** The same password at every start, from a seed in DATA_DIR/keys. */
function derivedPassword(config: Config, role: string): string {
  const file = join(config.DATA_DIR, 'keys', 'database');
  if (!existsSync(file)) {
    mkdirSync(join(config.DATA_DIR, 'keys'), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  }
  return createHash('sha256')
    .update(`${readFileSync(file, 'utf8')} ${role}`)
    .digest('base64url');
}

/** Brings schema and queues up to date. Quick when nothing is new. @throws Error when it must be done by an owner that is not known here */
export async function prepareDatabase(connection: Connection, jobs: readonly Job[], say: (line: string) => void, upTo?: string): Promise<void> {
  if (!connection.owner) {
    const pending = await withClient(connection.app as pg.ClientConfig, pendingMigrations);
    if (pending.length)
      throw new Error(
        `The database lacks ${pending.length} migrations (first: ${pending[0]}). Run "entente migrate" with DATABASE_OWNER_URL set to the owner role.`,
      );
    return;
  }
  await migrate(connection.owner, { now: new Date(), say, ...(upTo ? { upTo } : {}) });
  const wanted = `queues ${createHash('sha256')
    .update(JSON.stringify(jobs.map((j) => [j.name, queueOf(j)])))
    .digest('hex')
    .slice(0, 16)}`;
  const there = await withClient(
    connection.owner,
    async (client) => (await client.query<{ note: string | null }>("select obj_description(to_regnamespace('pgboss'), 'pg_namespace') as note")).rows[0]?.note,
  );
  if (there === wanted) return;
  await prepareJobs(connection.owner, jobs);
  await grantJobs(connection.owner);
  await withClient(connection.owner, (client) => client.query(`comment on schema pgboss is '${wanted}'`));
}

async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
