import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { readConfig } from '../src/server/config.ts';
import { connectDatabase } from '../src/server/connect.ts';
import { company, fill, token } from './people.ts';
import { freePort, startServer } from './processes.ts';

/** A center as `npm start` runs it, filled with people, and the bare limit beside it on the same database. */
export interface Center {
  readonly url: string;
  readonly pid: number;
  readonly limitUrl: string;
  readonly limitPid: number;
  /** The path before an endpoint of the company. */
  readonly companyPath: string;
  /** What the signed-in admin's browser sends. */
  readonly headers: Readonly<Record<string, string>>;
  /** The app's role on the same database. */
  readonly database: pg.PoolConfig;
  /** The role that owns the tables. */
  readonly owner: pg.ClientConfig;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** Starts a center on the embedded PostgreSQL in a temporary folder, or in a database of its own on the server of DATABASE_URL. */
export async function startFilledCenter(say: (line: string) => void): Promise<Center> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'entente-bench-'));
  const own = process.env['DATABASE_URL'] ? await ownDatabase(process.env['DATABASE_URL']) : null;
  const port = await freePort();
  const env = {
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    SMTP_URL: '',
    DATABASE_OWNER_URL: '',
    DATABASE_URL: own?.url ?? '',
    // Sign-ins come from as many addresses as people: one address alone would be slowed down, as it should.
    TRUST_PROXY: '1',
    // What a program may ask for in a minute is not what is measured.
    API_PER_MINUTE: '1000000',
  };
  say(`starting a center on ${own ? 'the server of DATABASE_URL' : 'the embedded PostgreSQL'} …`);
  const app = await startServer('src/main.cli.ts', ['start'], env, /Entente is at (\S+)/, path.join(dataDir, 'bench.log'));
  const connection = await connectDatabase(readConfig(env), () => {}, { hold: false });
  say('making 20,000 people …');
  const owner = new pg.Client(connection.owner ?? {});
  await owner.connect();
  await fill(owner);
  await owner.end();
  const limit = await startServer('bench/limit.ts', [JSON.stringify(connection.owner)], {}, /The limit is at (\S+)/, path.join(dataDir, 'limit.log'));
  return {
    url: app.url.replace('localhost', '127.0.0.1'),
    pid: app.pid,
    limitUrl: limit.url,
    limitPid: limit.pid,
    companyPath: `/api/a/${company}`,
    headers: { cookie: `entente=${token}` },
    database: connection.app,
    owner: connection.owner ?? {},
    dataDir,
    async stop() {
      await limit.stop();
      await app.stop();
      await own?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A database of this run's own, so that nothing of the operator's is touched. */
async function ownDatabase(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `entente_bench_${process.pid}`;
  const there = new URL(url);
  there.pathname = `/${name}`;
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await ask(`create database ${name}`);
  return { url: there.href, drop: () => ask(`drop database ${name} with (force)`) };
}
