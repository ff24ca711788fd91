import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { birthOf, isRunning } from './postgres/processes.ts';

interface Holder {
  readonly pid: number;
  readonly birth: string;
  readonly since: string;
}

/**
 * Holds DATA_DIR for this process until the returned function is called. A holder that crashed blocks nobody.
 * @throws Error in words for the operator, when another running process holds the folder
 */
export async function holdFolder(dataDir: string): Promise<() => Promise<void>> {
  const folder = path.resolve(dataDir);
  const lock = path.join(folder, 'entente.lock');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const mine = JSON.stringify({ pid: process.pid, birth: await birthOf(process.pid), since: new Date().toISOString() });
  const draft = `${lock}.${randomUUID()}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    // A hard link either comes to be, complete, or fails: no moment with an empty lock.
    while (!(await linked(draft, lock))) await removeWhenStale(lock, folder);
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await readText(lock)) === mine) await rm(lock, { force: true });
  };
}

async function removeWhenStale(lock: string, folder: string): Promise<void> {
  const seen = await readText(lock);
  if (seen === null) return;
  await refuseWhenHeld(seen, folder);
  // Two starters may both find it stale. Only who moves away the very lock that it has read may go on.
  const aside = `${lock}.${randomUUID()}`;
  await rename(lock, aside).catch(() => {});
  const moved = await readText(aside);
  if (moved !== null && moved !== seen) await linked(aside, lock);
  await rm(aside, { force: true });
}

async function refuseWhenHeld(text: string, folder: string): Promise<void> {
  const holder = parse(text);
  if (!holder || !(await isRunning(holder.pid)) || (await birthOf(holder.pid)) !== holder.birth) return;
  const since = `${holder.since.slice(0, 19).replace('T', ' ')} UTC`;
  throw new Error(
    `The folder ${folder} is in use by another Entente: process ${holder.pid}, running since ${since}. ` +
      'Stop that one first, or set DATA_DIR to another folder.',
  );
}

function parse(text: string): Holder | null {
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    return typeof value.pid === 'number' ? { pid: value.pid, birth: value.birth ?? '', since: value.since ?? '' } : null;
  } catch {
    return null;
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const readText = (file: string): Promise<string | null> => readFile(file, 'utf8').catch(() => null);
