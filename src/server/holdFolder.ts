import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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
  const id = randomUUID();
  const mine = JSON.stringify({ pid: process.pid, birth: await birthOf(process.pid), since: new Date().toISOString(), id });
  const draft = `${lock}.${id}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    // A hard link either comes to be, complete, or fails: no moment with an empty lock.
    while (!(await linked(draft, lock)) && (await readText(lock)) !== mine) await replaceWhenStale(lock, draft, folder);
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await readText(lock)) === mine) await rm(lock, { force: true });
  };
}

/**
 * Of many who find the same stale lock, one gets its claim, a name made from what the lock says; only with the claim,
 * and only while the lock still says the same, is it replaced, in one step.
 */
async function replaceWhenStale(lock: string, draft: string, folder: string): Promise<void> {
  const seen = await readText(lock);
  if (seen === null) return;
  const holder = await whoHolds(seen);
  if (holder) throw inUse(holder, folder);
  const claim = `${lock}.after-${createHash('sha256').update(seen).digest('hex').slice(0, 16)}`;
  if (await linked(draft, claim)) {
    if ((await readText(lock)) === seen) await rename(claim, lock).catch(ignoreMissing);
    else await rm(claim, { force: true });
    return;
  }
  const claimed = await readText(claim);
  if (claimed !== null && !(await whoHolds(claimed))) await rm(claim, { force: true });
  else await wait(10);
}

/** The running process that wrote this, if there is one. */
async function whoHolds(text: string): Promise<Holder | null> {
  const holder = parse(text);
  return holder && (await isRunning(holder.pid)) && (await birthOf(holder.pid)) === holder.birth ? holder : null;
}

function inUse(holder: Holder, folder: string): Error {
  const since = `${holder.since.slice(0, 19).replace('T', ' ')} UTC`;
  return new Error(
    `The folder ${folder} is in use by another Entente: process ${holder.pid}, running since ${since}. ` +
      'Stop that one first, or set DATA_DIR to another folder.',
  );
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
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
