import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, open, readdir, readFile, readlink, rename, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isRunning, programOf } from './processes.ts';
import { command, give, type Home, identity } from './runAs.ts';
import { port } from './running.ts';

/** Room for a socket's path in the kernel: 108 bytes on Linux, 104 on macOS, with the closing zero. */
const longestSocketFolder = 103 - Buffer.byteLength(`/.s.PGSQL.${port}`) - 1;

/** Creates the database at the first start. */
export async function initialize(home: Home, dataDir: string, data: string, say: (line: string) => void): Promise<void> {
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
    throw new Error(`The database could not be created in ${dataDir}:\n${(error as { stderr?: string }).stderr ?? String(error)}`);
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

/** Inside DATA_DIR, or, where the path is too long for a socket, a closed folder in the system's one for passing files. */
export async function prepareSocketFolder(around: string, home: Home): Promise<string> {
  const near = path.join(around, 'socket');
  const name = createHash('sha256').update(around).digest('hex').slice(0, 20);
  const folder = Buffer.byteLength(near) <= longestSocketFolder ? near : path.join(os.tmpdir(), `entente-${name}`);
  await mkdir(folder, { mode: 0o700 }).then(
    () => give(folder, home.runAs),
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
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

/** PostgreSQL's own words, in DATA_DIR/logs; the file before this one is kept. */
export async function openLog(dataDir: string) {
  const name = path.join(dataDir, 'logs', 'postgres.log');
  await mkdir(path.dirname(name), { recursive: true, mode: 0o700 });
  const before = await stat(name).catch(() => null);
  if (before && before.size > 10_000_000) await rename(name, `${name}.1`);
  const file = await open(name, 'a', 0o600);
  const from = (await file.stat()).size;
  const sinceStart = async () => (await readFile(name)).subarray(from).toString().trim();
  return { file, sinceStart };
}
