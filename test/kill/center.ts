import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { loadSecrets } from '../../src/server/secrets.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A center in processes of its own, on the embedded PostgreSQL in a folder of its own, whose power can be cut. */
export interface Center {
  readonly url: string;
  readonly dataDir: string;
  /** Starts the app as `npm start` does, and waits until it answers. */
  start(): Promise<void>;
  /** kill -9, without a word before. */
  killApp(): Promise<void>;
  killDatabase(): void;
  stop(): Promise<void>;
  /** A look behind the curtain, as the superuser, on a connection of its own. */
  look<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** What a kept mail says. */
  open(sealed: Buffer): { readonly code?: string; readonly action?: { readonly url: string } };
}

export interface Running {
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Runs `entente start` until it says that it answers. */
export async function startServer(env: NodeJS.ProcessEnv): Promise<Running> {
  const child = spawn(process.execPath, [path.join(root, 'src/main.cli.ts'), 'start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // One proxy in front: each visitor comes from an address of their own, or they would be slowed down as one.
    env: { PATH: process.env['PATH'] ?? '', TRUST_PROXY: '1', LOG_LEVEL: 'fatal', ...env },
  });
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        if (line.startsWith('Entente is at ')) resolve();
      });
    child.once('exit', (code, signal) => reject(new Error(`the server ended (${code ?? signal}):\n${said.join('\n')}`)));
  });
  return {
    child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/**
 * A port that nothing listens on. Below those that systems hand out by themselves: a server that is killed must find its own again,
 * and between two of its lives one of those might go to any connection of this machine.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_768);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** Nothing runs before `start`. */
export async function makeCenter(): Promise<Center> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'entente-kill-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let running: Running | undefined;
  return {
    url,
    dataDir,
    async start() {
      running = await startServer({ DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: url });
    },
    async killApp() {
      const child = running?.child;
      if (!child || child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    killDatabase() {
      // Between two lives there is no number, and nothing to kill.
      try {
        process.kill(Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
      } catch {}
    },
    async stop() {
      await running?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    async look<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) {
      const client = new pg.Client({ host: path.join(dataDir, 'socket'), port: 5432, user: 'postgres', database: 'entente' });
      client.on('error', () => {});
      try {
        await client.connect();
        return (await client.query<Row>(sql, [...values])).rows;
      } finally {
        await client.end().catch(() => {});
      }
    },
    open: (sealed) => JSON.parse(loadSecrets(dataDir).open(sealed)) as { code?: string },
  };
}
