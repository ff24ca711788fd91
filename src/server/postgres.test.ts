import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdFolder, type Postgres, startPostgres } from './postgres.ts';

const source = pathToFileURL(path.resolve(import.meta.dirname, 'postgres.ts')).href;
const asRoot = process.getuid?.() === 0;
const say = () => {};
let folder: string;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'entente postgres-'));
});

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  await rm(folder, { recursive: true, force: true });
});

async function start(dataDir: string): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir, say });
  cleanUps.push(() => postgres.stop());
  return postgres;
}

async function query(postgres: Postgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client(postgres.connection('postgres', 'postgres'));
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

async function postmaster(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

/** Another Entente: runs the script, with everything of postgres.ts in scope, until it is killed. */
async function another(script: string, uid?: number) {
  const code = `const { startPostgres, holdFolder } = await import(${JSON.stringify(source)});
    ${script}; console.log('ready'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint += text;
  });
  const said = await Promise.race([once(child.stdout, 'data').then(String), once(child, 'exit').then(() => complaint)]);
  expect(said.trim()).toBe('ready');
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  cleanUps.push(kill);
  return { pid: child.pid, kill };
}

test('what was committed is there after the database was killed and started again', async () => {
  const before = await start(folder);
  await query(before, 'create table notes (note text)');
  await query(before, "insert into notes values ('kept')");
  process.kill(await postmaster(folder), 'SIGKILL');
  const after = await start(folder);
  expect(after.adopted).toBe(false);
  expect(await query(after, 'select note from notes')).toEqual(['kept']);
});

test('a database that dies while Entente runs is started again by itself', async () => {
  const postgres = await startPostgres({ dataDir: folder, say, keepRunning: true });
  cleanUps.push(() => postgres.stop());
  const before = await postmaster(folder);
  process.kill(before, 'SIGKILL');
  await expect.poll(() => query(postgres, 'select 1').catch(() => 'not yet'), { timeout: 100_000 }).toEqual([1]);
  expect(await postmaster(folder)).not.toBe(before);
});

test('a database left behind by a killed Entente is adopted, with what it knows', async () => {
  const dataDir = path.join(folder, 'data');
  const other = await another(`await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, say() {} })`);
  const left = await postmaster(dataDir);
  await other.kill();
  const postgres = await start(dataDir);
  expect(postgres.adopted).toBe(true);
  expect(await postmaster(dataDir)).toBe(left);
  await postgres.stop();
  expect((await start(dataDir)).adopted).toBe(false);
});

test('a note about a server that no longer runs stops nobody, even when its number lives on in another program', async () => {
  await (await start(folder)).stop();
  const note = [process.pid, path.join(folder, 'postgres'), 1, 5432, path.join(folder, 'socket'), '', ' 1 1', 'ready   '];
  await writeFile(path.join(folder, 'postgres', 'postmaster.pid'), `${note.join('\n')}\n`);
  await writeFile(path.join(folder, 'socket', '.s.PGSQL.5432.lock'), `${note.join('\n')}\n`);
  expect((await start(folder)).adopted).toBe(false);
});

test('two who start at the same moment share one database', async () => {
  const both = await Promise.all([start(folder), start(folder)]);
  expect(both.map((postgres) => postgres.adopted).filter(Boolean)).toHaveLength(1);
});

test('a path too long for a socket works all the same', async () => {
  const dataDir = path.join(folder, 'a folder with a long name '.repeat(4), "and, a 'quoted' one ".repeat(5));
  const postgres = await start(dataDir);
  expect(await query(postgres, 'select 1')).toEqual([1]);
  await postgres.stop();
  expect(await query(await start(dataDir), 'select 2')).toEqual([2]);
});

test.runIf(asRoot)('root may start it under a folder that only root may enter', async () => {
  const closed = path.join(folder, 'home');
  await mkdir(closed, { mode: 0o700 });
  const postgres = await start(path.join(closed, 'data'));
  expect(await query(postgres, 'select 1')).toEqual([1]);
});

test.runIf(asRoot)('root may start it under the closed folder of somebody else', async () => {
  const closed = path.join(folder, 'home');
  await mkdir(closed, { mode: 0o700 });
  await chown(closed, 65534, 65534);
  await chmod(folder, 0o755);
  const postgres = await start(path.join(closed, 'data'));
  expect(await query(postgres, 'select 1')).toEqual([1]);
});

test.runIf(asRoot)('an ordinary user may start it, and root may go on with it', async () => {
  await chown(folder, 65534, 65534);
  const script = `const postgres = await startPostgres({ dataDir: ${JSON.stringify(folder)}, say() {} }); await postgres.stop()`;
  await (await another(script, 65534)).kill();
  expect(await query(await start(folder), 'select 1')).toEqual([1]);
});

test('a second Entente on the same folder is refused and told who holds it', async () => {
  const holder = await another(`await holdFolder(${JSON.stringify(folder)})`);
  const refused = await holdFolder(folder).catch((error: Error) => error.message);
  expect(refused).toContain(`process ${holder.pid}`);
  expect(refused).toContain(folder);
  expect(refused).toMatch(/running since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
});

test('a holder that crashed blocks nobody, and one that released the folder neither', async () => {
  const holder = await another(`await holdFolder(${JSON.stringify(folder)})`);
  await holder.kill();
  const release = await holdFolder(folder);
  await expect(holdFolder(folder)).rejects.toThrow(`process ${process.pid}`);
  await release();
  await (await holdFolder(folder))();
});

test('a lock whose number now belongs to another program blocks nobody', async () => {
  const lock = { pid: process.ppid, birth: 'another boot:1', since: '2026-01-01T00:00:00.000Z' };
  await writeFile(path.join(folder, 'entente.lock'), JSON.stringify(lock));
  await (await holdFolder(folder))();
});

test('of many who find a stale lock at once, one gets the folder', async () => {
  await writeFile(path.join(folder, 'entente.lock'), 'cut off while writ');
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => holdFolder(folder)));
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
});
