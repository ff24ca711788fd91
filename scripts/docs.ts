import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { ensureDatabase, migrate, prepareRoles } from '../src/server/migrate.ts';
import { startPostgres } from '../src/server/postgres.ts';
import { openApi } from './docs/openapi.ts';
import { cliPage, configPage, permissionsPage, problemsPage } from './docs/pages.ts';
import { v1Page } from './docs/v1.ts';
import { schemaText, tablesFile } from './schema.ts';

const root = join(import.meta.dirname, '..');

/** Every generated file by its path: the reference from contracts, rights and settings, the schema from a migrated database. */
export async function referencePages(database: pg.ClientBase): Promise<Record<string, string>> {
  return {
    'docs/reference/openapi.json': await openApi(),
    'docs/reference/permissions.md': permissionsPage(),
    'docs/reference/problems.md': await problemsPage(),
    'docs/reference/config.md': configPage(),
    'docs/reference/cli.md': cliPage(),
    'docs/reference/v1.md': v1Page(),
    'docs/reference/schema.sql': await schemaText(database),
    'src/server/tables.ts': await tablesFile(database),
  };
}

/** Runs `work` on a database of its own, freshly migrated, that is gone afterwards. */
async function onFreshDatabase<T>(work: (database: pg.Client) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(os.tmpdir(), 'entente-docs-'));
  // Nothing here must survive a power cut.
  const postgres = await startPostgres({ dataDir, say: () => {}, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } });
  try {
    await withClient(postgres.connection('postgres', 'postgres'), async (client) => {
      await prepareRoles(client);
      await ensureDatabase(client, 'entente');
    });
    const owner = postgres.connection('entente_owner', 'entente');
    await migrate(owner, { now: new Date(), say: () => {} });
    return await withClient(owner, work);
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
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

if (import.meta.main) {
  for (const [path, text] of Object.entries(await onFreshDatabase(referencePages))) {
    const file = join(root, path);
    if ((await readFile(file, 'utf8').catch(() => null)) === text) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    console.log(`wrote ${path}`);
  }
}
