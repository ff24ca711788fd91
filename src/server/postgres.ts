import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, open, readdir, readFile, readlink, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { findBinaries } from './postgres/binaries.ts';
import { isRunning, programOf } from './postgres/processes.ts';
import { command, give, type Home, identity, settle } from './postgres/runAs.ts';

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
  say(line: string): void;
  /** Further server settings; they win over our own. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The server's own number for its socket file; nothing listens on a network port. */
const port = 5432;
/** Room for a socket's path in the kernel: 108 bytes on Linux, 104 on macOS, with the closing zero. */
const longestSocketFolder = 103 - Buffer.byteLength(`/.s.PGSQL.${port}`) - 1;
/** Orphans of a killed server need a moment to notice; until then its memory and lock are taken. */
const orphanPatienceMs = 5_000;

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
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = await realpath(options.dataDir);
  const data = path.join(dataDir, 'postgres');
  let home: Home | undefined;
  for (const until = Date.now() + orphanPatienceMs; ; await wait(200)) {
    const left = await findRunning(data, options.say);
    if (left) return handle(left, true);
    home ??= await settle(dataDir, data, await findBinaries());
    await initialize(home, dataDir, data, options.say);
    const started = await launch(home, dataDir, data, options);
    if ('socketDir' in started) return handle(started, false);
    if (!/lock file|shared memory/.test(started.refusal) || Date.now() > until) {
      throw new Error(`PostgreSQL did not start on ${data}:\n${started.refusal}`);
    }
  }
}

interface Running {
  readonly pid: number;
  readonly socketDir: string;
}

function handle(running: Running, adopted: boolean): Postgres {
  return {
    adopted,
    connection: (user, database) => ({ host: running.socketDir, port, user, database }),
    stop: async () => {
      await stop(running.pid);
      // One in the system's folder for passing files would stay there for ever.
      if (path.dirname(running.socketDir) === os.tmpdir()) await rmdir(running.socketDir).catch(() => {});
    },
  };
}

/** SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one, after which the next start recovers from the log. */
async function stop(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [['SIGINT', 20_000], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]] as const) {
    if (!(await isRunning(pid))) return;
    process.kill(pid, signal);
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      if (!(await isRunning(pid))) return;
      await wait(20);
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
}

/** The server that runs on this folder, once it answers. Removes the note that a killed one left behind. */
async function findRunning(data: string, say: (line: string) => void): Promise<Running | null> {
  for (let rounds = 0; ; rounds++) {
    const note = await readNote(data);
    if (!note) return null;
    if (!(await isPostmaster(note.pid, data))) {
      // Read again: another starter may have cleaned up before us and be running by now.
      if ((await readNote(data))?.pid === note.pid) await rm(path.join(data, 'postmaster.pid'), { force: true });
      continue;
    }
    if (note.ready && (await answers(note.socketDir, data))) return note;
    if (rounds % 50 === 49) say(`PostgreSQL (process ${note.pid}) is still starting or stopping …`);
    await wait(100);
  }
}

/** postmaster.pid, line by line: pid, data folder, start time, port, socket folder, address, shared memory, status. */
async function readNote(data: string): Promise<(Running & { readonly ready: boolean }) | null> {
  const lines = (await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
}

async function isPostmaster(pid: number, data: string): Promise<boolean> {
  if (!(await isRunning(pid))) return false;
  const program = await programOf(pid);
  // Without /proc, whoever has the number is asked over the socket; a stranger will not answer there.
  if (program === null) return process.platform !== 'linux' && (await readNote(data).then((note) => !!note && answers(note.socketDir, data)));
  if (program !== 'postgres') return false;
  // The postmaster's working folder is its data folder. Where we may not look, its name must do.
  const folder = await realpath(`/proc/${pid}/cwd`).catch(() => null);
  return folder === null || folder === (await realpath(data));
}

async function answers(socketDir: string, data: string): Promise<boolean> {
  const client = new pg.Client({ host: socketDir, port, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return (await realpath(rows[0]?.data_directory ?? '')) === (await realpath(data));
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function initialize(home: Home, dataDir: string, data: string, say: (line: string) => void): Promise<void> {
  if (await stat(data).catch(() => null)) return;
  say('Creating the database (once) …');
  // Where the data lies in a system folder, `data` is a link to what does not exist yet.
  const place = await readlink(data).catch(() => data);
  await removeDrafts(place);
  const draft = await mkdtemp(`${place}.new-${process.pid}-`);
  await give(draft, home.runAs);
  const words = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  const [program, args] = command(home.runAs, home.binaries.initdb, [...words, '--no-instructions', '-D', draft]);
  try {
    await promisify(execFile)(program, args, { cwd: '/', ...identity(home.runAs, draft) });
  } catch (error) {
    throw new Error(`The database could not be created in ${dataDir}:\n${(error as { stderr?: string }).stderr ?? error}`);
  }
  // Complete or absent: a start that is killed half-way leaves nothing that looks like a database.
  await rename(draft, place).catch(async (error: NodeJS.ErrnoException) => {
    // Somebody who started at the same moment was first.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(draft, { recursive: true, force: true });
  });
}

/** What is left of first starts that were killed. */
async function removeDrafts(place: string): Promise<void> {
  for (const name of await readdir(path.dirname(place))) {
    const [, pid] = /\.new-(\d+)-/.exec(name) ?? [];
    if (!pid || !name.startsWith(path.basename(place)) || (await isRunning(Number(pid)))) continue;
    await rm(path.join(path.dirname(place), name), { recursive: true, force: true });
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
    ...identity(home.runAs, place), cwd: '/', detached: true, stdio: ['ignore', log.file.fd, log.file.fd],
  });
  child.unref();
  const pid = await ready(child, data, options.say);
  await log.file.close();
  return pid === null ? { refusal: await log.sinceStart() } : { pid, socketDir };
}

/** The server's process id once it takes connections, or null when it ended instead. */
async function ready(child: ChildProcess, data: string, say: (line: string) => void): Promise<number | null> {
  let ended = false;
  child.once('exit', () => { ended = true; });
  child.once('error', () => { ended = true; });
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

/** Inside DATA_DIR, or, where the path is too long for a socket, a closed folder in the system's one for passing files. */
async function prepareSocketFolder(around: string, home: Home): Promise<string> {
  const near = path.join(around, 'socket');
  const name = createHash('sha256').update(around).digest('hex').slice(0, 20);
  const folder = Buffer.byteLength(near) <= longestSocketFolder ? near : path.join(os.tmpdir(), `entente-${name}`);
  await mkdir(folder, { mode: 0o700 }).then(() => give(folder, home.runAs), (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(folder);
  // In a folder that everyone may write to, somebody else could have taken the name before us.
  if (!found.isDirectory() || found.uid !== (home.runAs.uid ?? process.getuid?.()) || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} should be a folder that only this user may open. Remove it and start again.`);
  }
  await removeStaleLock(path.join(folder, `.s.PGSQL.${port}.lock`));
  return folder;
}

/** After a crash the number in the socket's lock may belong to any program; PostgreSQL would wait for that one. */
async function removeStaleLock(lock: string): Promise<void> {
  const pid = Number.parseInt(await readFile(lock, 'utf8').catch(() => ''), 10);
  if (pid > 0 && (await isRunning(pid)) && (await programOf(pid)) === 'postgres') return;
  await rm(lock, { force: true });
}

async function openLog(dataDir: string) {
  const name = path.join(dataDir, 'logs', 'postgres.log');
  await mkdir(path.dirname(name), { recursive: true, mode: 0o700 });
  const before = await stat(name).catch(() => null);
  if (before && before.size > 10_000_000) await rename(name, `${name}.1`);
  const file = await open(name, 'a', 0o600);
  const from = (await file.stat()).size;
  const sinceStart = async () => (await readFile(name)).subarray(from).toString().trim();
  return { file, sinceStart };
}
