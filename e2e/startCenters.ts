import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { demoCompanies, demoOperators, demoPassword } from '../src/main.cli/demoData.ts';
import { nameServer } from '../test/dns.ts';
import { type KeptPasskey, softPasskey } from '../test/passkey.ts';

/** A center as `npm start` or `npm run demo` would run it, in a folder of its own. */
export interface RunningCenter {
  readonly url: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** Starts a real server process and waits until it says where it is. */
export async function startCenter(
  command: 'start' | 'demo',
  given: { readonly dataDir?: string; readonly port?: number; readonly resolvers?: string } = {},
): Promise<RunningCenter> {
  const dataDir = given.dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'entente-e2e-')));
  const port = given.port ?? (await freePort());
  const child = spawn(process.execPath, ['src/main.cli.ts', command], {
    cwd: path.resolve(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      LOG_LEVEL: 'error',
      DATABASE_URL: '',
      DATABASE_OWNER_URL: '',
      SMTP_URL: '',
      // Journeys start identity providers on this machine.
      OUTGOING_ALLOW: '127.0.0.1',
      ...(given.resolvers ? { DNS_RESOLVERS: given.resolvers } : {}),
      // Browsers say where they come from, as through a proxy: what an address may do in a minute is not shared by all journeys.
      TRUST_PROXY: '1',
    },
  });
  const url = await said(child, /Entente is at (\S+)/);
  return {
    url,
    dataDir,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      if (!given.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const listen = (line: string) => {
      lines.push(line);
      const found = pattern.exec(line)?.[1];
      if (found) resolve(found);
    };
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', listen);
    child.once('exit', (code) => reject(new Error(`the server stopped with code ${code}:\n${lines.join('\n')}`)));
  });
}

/** A port below those that the system gives to whoever asks for any: nobody takes it until the server is up. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => server.once('error', () => resolve(false)).listen(port, () => resolve(true)));
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** One center with the demo world and one that is not set up yet, for the whole run. */
export default async function startCenters(): Promise<() => Promise<void>> {
  const zone = await mkdtemp(path.join(os.tmpdir(), 'entente-e2e-dns-'));
  const servers = await Promise.all([1, 2].map(() => nameServer((name) => recordsIn(zone, name))));
  process.env['DNS_ZONE'] = zone;
  const demo = await startCenter('demo', { resolvers: servers.map(({ address }) => address).join(',') });
  const empty = await startCenter('start');
  process.env['DEMO_URL'] = demo.url;
  process.env['DEMO_DATA'] = demo.dataDir;
  process.env['DEMO_PASSKEYS'] = JSON.stringify(await makePasskeys(demo.url));
  process.env['EMPTY_URL'] = empty.url;
  process.env['EMPTY_CODE'] = (await readFile(path.join(empty.dataDir, 'setup-code'), 'utf8')).trim();
  return async () => {
    await Promise.all([demo.stop(), empty.stop()]);
    for (const server of servers) server.close();
    await rm(zone, { recursive: true, force: true });
  };
}

/** What journeys, in processes of their own, have published: a file for each name, with its TXT record. */
function recordsIn(zone: string, name: string): string[] | undefined {
  const file = path.join(zone, path.basename(name));
  return existsSync(file) ? [readFileSync(file, 'utf8')] : undefined;
}

/** A passkey for each of the operator's people and for the first of each company: what they do takes a second factor. */
async function makePasskeys(url: string): Promise<Record<string, KeptPasskey>> {
  const made: Record<string, KeptPasskey> = {};
  for (const { email } of [...demoOperators, ...demoCompanies.flatMap(({ people: [first] }) => first ?? [])]) {
    let cookie = '';
    const post = async (where: string, data: object) => {
      const headers = { 'content-type': 'application/json', cookie };
      const answer = await fetch(url + where, { method: 'POST', headers, body: JSON.stringify(data) });
      if (!answer.ok) throw new Error(`${email} gets no passkey: ${await answer.text()}`);
      cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      return (await answer.json()) as { passkey: Record<string, unknown> };
    };
    await post('/api/public/sign-in/password', { email, password: demoPassword });
    const soft = softPasskey({ origin: new URL(url).origin, counts: false });
    const { passkey } = await post('/api/me/security/passkey-options', {});
    await post('/api/me/security/passkeys', { response: soft.make(passkey) });
    made[email] = soft.keep();
  }
  return made;
}
