import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { isRunning } from '../src/server/postgres/processes.ts';
import { startPostgres } from '../src/server/postgres.ts';

/** The superuser's connection to the PostgreSQL of this test run; `inject('postgres')` gives it to a test. */
export interface TestPostgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly database: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestPostgres;
  }
}

/** For speed only: what a test run wrote need not survive a power cut. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400' };

/** Starts one PostgreSQL for the whole run, or takes the one that TEST_DATABASE_URL names. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TEST_DATABASE_URL;
  if (url) {
    project.provide('postgres', fromUrl(url));
    return async () => {};
  }
  await removeLeftovers();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), `entente-test-${process.pid}-`));
  const postgres = await startPostgres({ dataDir, say: () => {}, settings });
  const { host = '', port = 0 } = postgres.connection('postgres', 'postgres');
  project.provide('postgres', { host, port, user: 'postgres', database: 'postgres' });
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

function fromUrl(url: string): TestPostgres {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username) || 'postgres',
    ...(password ? { password: decodeURIComponent(password) } : {}),
    database: pathname.slice(1) || 'postgres',
  };
}

/** The embedded server outlives a run that was killed; the next run ends it. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const [, owner] = /^entente-test-(\d+)-/.exec(name) ?? [];
    if (!owner || (await isRunning(Number(owner)))) continue;
    const folder = path.join(os.tmpdir(), name);
    const note = await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => null);
    try {
      // Nothing to start: it is there and stops, or it is gone and its note with it.
      if (note) await startPostgres({ dataDir: folder, say: () => {}, settings }).then((left) => left.stop());
      await rm(folder, { recursive: true, force: true });
    } catch {
      // Another run that starts now clears up the same; what stays is the next one's.
    }
  }
}
