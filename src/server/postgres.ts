import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, realpath, rmdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { findBinaries } from './postgres/binaries.ts';
import { initialize, openLog, prepareSocketFolder } from './postgres/prepare.ts';
import { isRunning } from './postgres/processes.ts';
import { command, type Home, identity, settle } from './postgres/runAs.ts';
import { findRunning, port, readNote, type Running, stopServer } from './postgres/running.ts';

export { holdFolder } from './holdFolder.ts';

/** A running embedded PostgreSQL. */
export interface Postgres {
  /** Where to connect as this user to this database: a Unix socket that only the owner of DATA_DIR may open. */
  connection(user: string, database: string): pg.ClientConfig;
  /** True when it was already running: left behind by a killed Entente, or in use by one that runs now. */
  readonly adopted: boolean;
  /** Ends open connections and stops; returns when the data is safely on disk. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly dataDir: string;
  /** Takes one line at a time about what takes long or went wrong. */
  readonly say: (line: string) => void;
  /** Starts the server again when it ends although nobody stopped it. For the process that holds DATA_DIR. */
  readonly keepRunning?: boolean;
  /** Further server settings; they win over our own. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Orphans of a killed server need a moment to notice; until then its memory and lock are taken. */
const orphanPatienceMs = 30_000;

/** Small on purpose: application and database together stay below 350 MB while idle. */
const thrifty: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  shared_buffers: '64MB',
  max_connections: '60',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  // No worker processes for input and output, replication or autovacuum beyond what is used.
  io_method: 'sync',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '2',
  max_parallel_workers: '2',
  huge_pages: 'off',
  // Short statements: compiling them costs more than it saves.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The DETAIL of a broken constraint quotes people's data.
  log_error_verbosity: 'terse',
};

/**
 * Starts PostgreSQL on `<dataDir>/postgres`, creating it at the first start, or adopts the one that already runs there.
 * It survives this process: when we are killed, it goes on and the next start adopts it.
 * @throws Error in words for the operator
 */
export async function startPostgres(options: StartOptions): Promise<Postgres> {
  if (process.platform === 'win32') throw new Error('The embedded PostgreSQL needs Linux or macOS. Set DATABASE_URL.');
  const found = await findOrStart(options);
  const { adopted } = found;
  let { running } = found;
  let restart: Promise<void> | null = null;
  const look = async () => {
    if (await isRunning(running.pid)) return;
    options.say('PostgreSQL ended unexpectedly; starting it again …');
    ({ running } = await findOrStart(options));
  };
  const watch =
    options.keepRunning &&
    setInterval(() => {
      restart ??= look()
        .catch((error: Error) => options.say(error.message))
        .finally(() => {
          restart = null;
        });
    }, 500).unref();
  return {
    adopted,
    // The same folder gives the same socket: what was handed out stays right over a restart.
    connection: (user, database) => ({ host: running.socketDir, port, user, database }),
    stop: async () => {
      if (watch) clearInterval(watch);
      await restart;
      await stopServer(running.pid);
      // One in the system's folder for passing files would stay there for ever.
      if (path.dirname(running.socketDir) === os.tmpdir()) await rmdir(running.socketDir).catch(() => {});
    },
  };
}

async function findOrStart(options: StartOptions): Promise<{ running: Running; adopted: boolean }> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = await realpath(options.dataDir);
  const data = path.join(dataDir, 'postgres');
  let home: Home | undefined;
  for (const until = Date.now() + orphanPatienceMs; ; await wait(200)) {
    const left = await findRunning(data, options.say);
    if (left) return { running: left, adopted: true };
    home ??= await settle(dataDir, data, await findBinaries());
    await initialize(home, dataDir, data, options.say);
    const started = await launch(home, dataDir, data, options);
    if ('socketDir' in started) return { running: started, adopted: false };
    if (!/lock file|shared memory/.test(started.refusal) || Date.now() > until) {
      throw new Error(`PostgreSQL did not start on ${data}:\n${started.refusal}`);
    }
  }
}

async function launch(home: Home, dataDir: string, data: string, options: StartOptions): Promise<Running | { refusal: string }> {
  const place = await realpath(data);
  const socketDir = await prepareSocketFolder(path.dirname(place), home);
  const log = await openLog(dataDir);
  const settings = { ...thrifty, unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`, ...options.settings };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program, args] = command(home.runAs, home.binaries.postgres, ['-D', place, ...words]);
  // A session of its own: Ctrl-C in the terminal reaches us alone, and we stop it after the last request.
  const child = spawn(program, args, {
    ...identity(home.runAs, place),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.file.fd, log.file.fd],
  });
  child.unref();
  const pid = await ready(child, data, options.say);
  await log.file.close();
  return pid === null ? { refusal: await log.sinceStart() } : { pid, socketDir };
}

/** The server's process id once it takes connections, or null when it ended instead. */
async function ready(child: ChildProcess, data: string, say: (line: string) => void): Promise<number | null> {
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  const began = Date.now();
  for (let told = 0; !ended; await wait(10)) {
    const note = await readNote(data);
    if (note?.ready && note.pid === child.pid) return note.pid;
    if (Date.now() - began > 5_000 * (told + 1)) {
      told++;
      say(`PostgreSQL is recovering what was under way when it was last cut off (${told * 5} s) …`);
    }
  }
  return null;
}
