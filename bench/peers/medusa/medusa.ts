import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort, type Server } from '../../processes.ts';

const run = promisify(execFile);
export const medusaVersion = '2.21.2';
export const customersOfMedusa = 100_000;
const admin = { email: 'ana@northwind.example', password: 'cobalt harbor twelve anvils' };

export interface Peer extends Server {
  /** What its signed-in admin sends. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of one in the middle. */
  readonly customerId: string;
}

/** What it needs besides its packages: where its database is, and no pages. */
const configOf = (databaseUrl: string) => `const { defineConfig } = require('@medusajs/framework/utils');
module.exports = defineConfig({
  projectConfig: {
    databaseUrl: ${JSON.stringify(databaseUrl)},
    databaseDriverOptions: { ssl: false, connection: { ssl: false } },
    http: { storeCors: 'http://localhost', adminCors: 'http://localhost', authCors: 'http://localhost', jwtSecret: 'peer', cookieSecret: 'peer' },
  },
  admin: { disable: true },
});
`;

/** Installs its packages into a folder of its own, outside of this project; a folder that has them is used as it is. */
async function install(folder: string, databaseUrl: string, say: (line: string) => void): Promise<void> {
  await mkdir(path.join(folder, 'src'), { recursive: true });
  await writeFile(path.join(folder, 'medusa-config.js'), configOf(databaseUrl));
  if (existsSync(path.join(folder, 'node_modules/@medusajs/medusa'))) return;
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name: 'peer', private: true }));
  say(`installing Medusa ${medusaVersion} …`);
  const packages = ['medusa', 'framework', 'cli'].map((name) => `@medusajs/${name}@${medusaVersion}`);
  await run('npm', ['install', '--save-exact', '--no-audit', '--no-fund', ...packages], { cwd: folder, maxBuffer: 50_000_000 });
}

/** Starts Medusa in production mode on a database of its own on the given server (by its socket, as the superuser), with 100,000 customers and an admin who is signed in. */
export async function startMedusa(folder: string, owner: pg.ClientConfig, say: (line: string) => void): Promise<Peer> {
  const database = `medusa_${process.pid}`;
  const databaseUrl = `postgres://${owner.user}@${encodeURIComponent(String(owner.host))}:${owner.port}/${database}`;
  await asked({ ...owner, database: 'postgres' }, (client) => client.query(`create database ${database}`));
  await install(folder, databaseUrl, say);
  const port = await freePort();
  const env = { ...process.env, NODE_ENV: 'production', PORT: String(port), DATABASE_URL: databaseUrl, MEDUSA_DISABLE_TELEMETRY: 'true' };
  const medusa = (...words: string[]) => run(process.execPath, [cli(folder), ...words], { cwd: folder, env, maxBuffer: 50_000_000 });
  say('migrating it …');
  await medusa('db:migrate', '--skip-scripts');
  await medusa('user', '-e', admin.email, '-p', admin.password);
  say('making its customers …');
  await asked({ ...owner, database }, fillMedusa);
  const log = path.join(folder, 'medusa.log');
  const into = openSync(log, 'a', 0o600);
  const child = spawn(process.execPath, [cli(folder), 'start'], { cwd: folder, env, stdio: ['ignore', into, into] });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await answers(url)); tries++) {
    if (child.exitCode !== null || tries > 240) throw new Error(`Medusa does not answer:\n${readFileSync(log, 'utf8').slice(-3000)}`);
    await wait(500);
  }
  return {
    url,
    pid: child.pid ?? 0,
    headers: { authorization: `Bearer ${await signIn(url)}` },
    customerId: `cus_${String(customersOfMedusa / 2).padStart(26, '0')}`,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await asked({ ...owner, database: 'postgres' }, (client) => client.query(`drop database if exists ${database} with (force)`));
    },
  };
}

const cli = (folder: string): string => path.join(folder, 'node_modules/@medusajs/cli/cli.js');
const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

async function asked(config: pg.ClientConfig, ask: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  await ask(client).finally(() => client.end());
}

async function fillMedusa(client: pg.Client): Promise<void> {
  await client.query(
    `insert into customer (id, company_name, first_name, last_name, email, phone, has_account, created_at, updated_at)
     select 'cus_' || lpad(n::text, 26, '0'), 'Company ' || n, 'Lucía', 'Ferrer ' || n, 'office@c' || n || '.many.example', '+33299285555', false,
            now() - n * interval '1 second', now() from generate_series(1, $1::int) n`,
    [customersOfMedusa],
  );
  await client.query('vacuum analyze customer');
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/auth/user/emailpass`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(admin) });
  const { token } = (await answer.json()) as { token?: string };
  if (!token) throw new Error(`Medusa lets its admin not in: ${answer.status}`);
  return token;
}
