import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import '../../test/postgres.ts';
import { backup, readManifest, restore } from './backup.ts';

const schema = `
  create table migrations (name text primary key, sha256 text not null);
  insert into migrations values ('0001_start.sql', 'aaa');
  create table center (only_one boolean primary key default true, name text not null default 'Entente');
  insert into center default values;
  create table companies (company_id integer generated always as identity primary key, boss_id integer, name text not null,
    shout text generated always as (upper(name)) stored, founded_on date, logo bytea, details jsonb, tags text[]);
  create table bosses (boss_id integer primary key, company_id integer not null references companies on delete cascade);
  alter table companies add foreign key (boss_id) references bosses;
  alter table companies enable row level security;
  create table happenings (at timestamptz not null, what text) partition by range (at);
  create table happenings_before partition of happenings for values from (minvalue) to ('2026-01-01');
  create sequence numbers start 4100137 increment 7;
  create schema pgboss; create table pgboss.version (version integer); create table pgboss.job (id integer primary key);`;

const say = () => {};
let folder: string;
let source: pg.ClientConfig;
let target: pg.ClientConfig;
let made: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'entente-backup-'));
  await mkdir(path.join(folder, 'old', 'files', 'ab'), { recursive: true });
  source = await database();
  target = await database();
});

afterEach(async () => {
  await run(inject('postgres'), ...made.map((name) => `drop database ${name} with (force)`));
  made = [];
  await rm(folder, { recursive: true, force: true });
});

async function database(): Promise<pg.ClientConfig> {
  const name = `backup_${randomUUID().replaceAll('-', '')}`;
  await run(inject('postgres'), `create database ${name}`);
  made.push(name);
  const config = { ...inject('postgres'), database: name };
  await run(config, schema);
  return config;
}

async function run(config: pg.ClientConfig, ...statements: string[]): Promise<unknown[][]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    let rows: unknown[][] = [];
    for (const text of statements) rows = (await client.query({ text, rowMode: 'array' })).rows as unknown[][];
    return rows;
  } finally {
    await client.end();
  }
}

async function fill(): Promise<void> {
  await run(
    source,
    "update center set name = 'Fabrikam Partners'",
    `insert into companies (name, founded_on, logo, details, tags) values
       (E'Caf\\u00e9 "tab\\t" \\\\N \\n line', '1999-12-31', '\\x00ff', '{"a": [1, null]}', '{x,"y,z"}'), ('上海', null, null, null, '{}')`,
    'insert into bosses values (7, 1), (8, 2)',
    'update companies set boss_id = 7 where company_id = 1',
    "create table happenings_2026_03 partition of happenings for values from ('2026-03-01') to ('2026-04-01')",
    'alter table happenings_2026_03 enable row level security',
    "insert into happenings values ('2025-05-05 12:00:00.123456+02', 'before'), ('2026-03-03Z', 'march')",
    "select nextval('numbers'), nextval('numbers')",
    'insert into pgboss.job values (3)',
  );
  await writeFile(path.join(folder, 'old', 'files', 'ab', 'logo'), 'picture');
  await mkdir(path.join(folder, 'old', 'keys'));
  await writeFile(path.join(folder, 'old', 'keys', 'secret'), 'key', { mode: 0o600 });
  await mkdir(path.join(folder, 'old', 'postgres'));
  await writeFile(path.join(folder, 'old', 'postgres', 'PG_VERSION'), '18');
  await writeFile(path.join(folder, 'old', 'entente.lock'), '1');
}

const file = () => path.join(folder, 'center.backup');
const makeBackup = () => backup({ owner: source, dataDir: path.join(folder, 'old'), to: file(), say });
const restoreIt = () => restore({ owner: target, dataDir: path.join(folder, 'new'), from: file(), say });
const everything = `select (select json_agg(c order by company_id) from companies c), (select json_agg(b order by boss_id) from bosses b),
  (select json_agg(h order by at) from happenings h), (select json_agg(c) from center c), (select json_agg(j) from pgboss.job j)`;

test('a restored center has every row, file and key, and goes on counting where the old one stopped', async () => {
  await fill();
  await makeBackup();
  await restoreIt();
  expect(await run(target, everything)).toEqual(await run(source, everything));
  expect(await run(target, "select nextval('numbers')")).toEqual([['4100151']]);
  expect(await run(target, "insert into companies (name) values ('next') returning company_id")).toEqual([[3]]);
  expect(await run(target, "select relrowsecurity from pg_class where relname = 'happenings_2026_03'")).toEqual([[true]]);
  await expect(run(target, 'insert into bosses values (9, 99)')).rejects.toThrow('foreign key');
  const dataDir = path.join(folder, 'new');
  expect((await readdir(dataDir)).sort()).toEqual(['files', 'keys']);
  expect(await readFile(path.join(dataDir, 'files', 'ab', 'logo'), 'utf8')).toBe('picture');
  expect((await stat(path.join(dataDir, 'keys', 'secret'))).mode & 0o777).toBe(0o600);
});

test('a backup may be read by nobody else and overwrites nothing', async () => {
  await makeBackup();
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  await expect(makeBackup()).rejects.toThrow('overwrites nothing');
  expect((await readManifest(file())).migrations).toEqual([{ name: '0001_start.sql', sha256: 'aaa' }]);
});

test('a backup does not go into the folder that it is made of', async () => {
  const dataDir = path.join(folder, 'old');
  await expect(backup({ owner: source, dataDir, to: path.join(dataDir, 'x'), say })).rejects.toThrow('outside');
});

test('a table larger than one piece of the archive arrives whole', async () => {
  await run(source, 'insert into companies (name) select repeat(md5(n::text), 10) from generate_series(1, 40000) n');
  await makeBackup();
  await restoreIt();
  const digest = "select count(*), md5(string_agg(name, '' order by company_id)) from companies";
  expect(await run(target, digest)).toEqual(await run(source, digest));
});

test('what is written while the backup runs is in it wholly or not at all', async () => {
  await run(source, "insert into companies (name) select repeat('x', 500) from generate_series(1, 30000)");
  const [, rows] = await Promise.all([
    makeBackup(),
    run(source, 'begin', "insert into companies (name) values ('late') returning company_id", 'insert into bosses values (1, 30001)', 'commit'),
  ]);
  expect(rows).toEqual([]);
  await restoreIt();
  const [[companies, bosses]] = (await run(target, 'select (select count(*)::int from companies), (select count(*)::int from bosses)')) as [[number, number]];
  expect(companies - 30000).toBe(bosses);
});

test('a target that holds people is refused and left alone', async () => {
  await makeBackup();
  await run(target, "insert into companies (name) values ('here already')");
  await expect(restoreIt()).rejects.toThrow('not empty (companies)');
  expect(await run(target, 'select name from companies')).toEqual([['here already']]);
});

test('a backup of a newer Entente is refused, one of an older one is taken', async () => {
  await run(target, "insert into migrations values ('0002_more.sql', 'bbb')", 'alter table companies add motto text default $$none$$');
  await fill();
  await makeBackup();
  await restoreIt();
  expect(await run(target, 'select distinct motto from companies')).toEqual([['none']]);
  [source, target] = [target, await database()];
  await rm(file());
  await makeBackup();
  await expect(restoreIt()).rejects.toThrow('newer Entente: it has the migration 0002_more.sql');
});

test('rows that the target refuses change nothing', async () => {
  await run(source, 'insert into companies (name) select md5(n::text) from generate_series(1, 60000) n');
  await makeBackup();
  await run(target, 'alter table companies add constraint short check (length(name) < 5)');
  await expect(restoreIt()).rejects.toThrow('"short"');
  expect(await run(target, 'select count(*)::int from companies')).toEqual([[0]]);
  expect(await run(target, "select count(*)::int from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace")).toEqual([[2]]);
});

test('a backup that is cut off, or is none, changes nothing', async () => {
  await run(source, 'insert into companies (name) select md5(n::text) from generate_series(1, 20000) n');
  await makeBackup();
  await truncate(file(), (await stat(file())).size - 1000);
  await expect(restoreIt()).rejects.toThrow('damaged or cut off');
  await writeFile(file(), 'hello');
  await expect(restoreIt()).rejects.toThrow(file());
  expect(await run(target, 'select count(*)::int from companies')).toEqual([[0]]);
  expect(await readdir(path.join(folder, 'new'))).toEqual([]);
});
