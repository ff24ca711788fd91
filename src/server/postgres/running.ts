import { readFile, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { isRunning, programOf } from './processes.ts';

/** The server's own number for its socket file; nothing listens on a network port. */
export const port = 5432;

export interface Running {
  readonly pid: number;
  readonly socketDir: string;
}

/** SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one, after which the next start recovers from the log. */
export async function stopServer(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
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
export async function findRunning(data: string, say: (line: string) => void): Promise<Running | null> {
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
export async function readNote(data: string): Promise<(Running & { readonly ready: boolean }) | null> {
  const lines = (await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
}

async function isPostmaster(pid: number, data: string): Promise<boolean> {
  if (!(await isRunning(pid))) return false;
  const program = await programOf(pid);
  // Without /proc, whoever has the number is asked over the socket; a stranger will not answer there.
  if (program === null) {
    const note = await readNote(data);
    return process.platform !== 'linux' && note !== null && answers(note.socketDir, data);
  }
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
