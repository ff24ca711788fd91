import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';

const run = promisify(execFile);
/** The id of `nobody`, which every Linux system has. */
const nobody = 65534;
const systemFolder = '/var/lib/entente';

/** How PostgreSQL's programs are started: it refuses to run as root, and as a user without a name. */
export interface RunAs {
  /** Words that stand before the program. */
  readonly prefix: readonly string[];
  /** The user and group to become; undefined: stay who we are. */
  readonly uid?: number;
  readonly gid?: number;
}

export interface Home {
  readonly runAs: RunAs;
  readonly binaries: Binaries;
}

const ourselves: RunAs = { prefix: [] };
/**
 * A user namespace: PostgreSQL believes itself to be `nobody`, while for the file system it stays who we are. Works
 * under folders that only root may enter, creates no user and changes no owner.
 */
const namespace: RunAs = { prefix: ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'] };

/** Arguments for `spawn` and `execFile`. */
export function command(runAs: RunAs, program: string, args: readonly string[]): [string, string[]] {
  const [first = program, ...rest] = [...runAs.prefix, program, ...args];
  return [first, rest];
}

/** Identity for `spawn` and `execFile`, with an environment in which nothing of ours leaks to PostgreSQL. */
export function identity(runAs: RunAs, home: string): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home, LC_ALL: 'C' };
  return { ...(runAs.uid === undefined ? {} : { uid: runAs.uid, gid: runAs.gid ?? runAs.uid }), env };
}

/** Finds a way to run PostgreSQL on `data` and, where it cannot reach its files, puts them where it can. */
export async function settle(dataDir: string, data: string, binaries: Binaries): Promise<Home> {
  const there = await stat(data).catch(() => null);
  if (there) {
    const runAs = await ownerOf(there, binaries, dataDir);
    return { runAs, binaries: (await starts(runAs, binaries)) ? binaries : await copyOut(binaries) };
  }
  for (const runAs of await candidates(dataDir)) {
    await open(dataDir, runAs);
    if ((await starts(runAs, binaries)) && (await writes(runAs, dataDir))) return { runAs, binaries };
  }
  return moveOut(dataDir, data, binaries);
}

/** An existing cluster must be run by the one who owns it. */
async function ownerOf(data: { uid: number; gid: number }, binaries: Binaries, dataDir: string): Promise<RunAs> {
  const me = process.getuid?.() ?? 0;
  if (me === 0 && data.uid !== 0) return { prefix: [], uid: data.uid, gid: data.gid };
  if (data.uid !== me) {
    throw new Error(`The database in ${dataDir} belongs to user ${data.uid}, and this is user ${me}. Start Entente as that user.`);
  }
  if (me !== 0 && hasName()) return ourselves;
  if ((await starts(namespace, binaries)) && (await writes(namespace, dataDir))) return namespace;
  throw new Error(
    `The database in ${dataDir} was made in a user namespace, and this system does not allow one now. ` +
      'Start Entente as an ordinary user that owns the folder.',
  );
}

async function candidates(dataDir: string): Promise<RunAs[]> {
  if (process.getuid?.() !== 0) return hasName() ? [ourselves] : [namespace, ourselves];
  // Root without its powers, as in the namespace, cannot enter another user's closed home: there, be that user.
  const around = await stat(path.dirname(dataDir));
  const neighbor = around.uid === 0 ? [] : [{ prefix: [], uid: around.uid, gid: around.gid }];
  return [namespace, ...neighbor, { prefix: [], uid: nobody, gid: nobody }];
}

/** Lets the user that PostgreSQL will be pass through DATA_DIR; what lies in it stays closed, file by file. */
async function open(dataDir: string, runAs: RunAs): Promise<void> {
  if (runAs.uid === undefined) return;
  if (runAs.uid === nobody) await chmod(dataDir, 0o711);
  else await chown(dataDir, runAs.uid, runAs.gid ?? runAs.uid);
}

async function starts(runAs: RunAs, binaries: Binaries): Promise<boolean> {
  const [program, args] = command(runAs, binaries.postgres, ['--version']);
  return run(program, args, identity(runAs, '/')).then(
    () => true,
    () => false,
  );
}

async function writes(runAs: RunAs, folder: string): Promise<boolean> {
  const probe = await mkdtemp(path.join(folder, '.probe-')).catch(() => null);
  if (!probe) return false;
  try {
    await give(probe, runAs);
    const [program, args] = command(runAs, 'sh', ['-c', 'cd "$0" && : > probe', probe]);
    await run(program, args, identity(runAs, '/'));
    return true;
  } catch {
    return false;
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}

/** Gives a folder to the user that PostgreSQL will be. */
export async function give(folder: string, runAs: RunAs): Promise<void> {
  if (runAs.uid !== undefined) await chown(folder, runAs.uid, runAs.gid ?? runAs.uid);
}

/** Last resort for root: the data in a system folder, and a link to it where it is looked for. */
async function moveOut(dataDir: string, data: string, binaries: Binaries): Promise<Home> {
  if (process.getuid?.() !== 0) throw new Error(`PostgreSQL cannot run on ${dataDir} as this user (${process.getuid?.()}).`);
  const runAs: RunAs = { prefix: [], uid: nobody, gid: nobody };
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const place = path.join(systemFolder, name);
  await mkdir(place, { recursive: true, mode: 0o755 });
  await give(place, runAs);
  const moved = (await starts(runAs, binaries)) ? binaries : await copyOut(binaries);
  if (!(await starts(runAs, moved)) || !(await writes(runAs, place))) {
    throw new Error('PostgreSQL cannot run here as root. Start Entente as an ordinary user, or set DATABASE_URL.');
  }
  if (!(await lstat(data).catch(() => null))) await symlink(path.join(place, 'data'), data);
  return { runAs, binaries: moved };
}

/** Copies the programs (60 MB, once a version) to where every user may run them. */
async function copyOut(binaries: Binaries): Promise<Binaries> {
  const about = JSON.parse(await readFile(path.join(binaries.folder, '..', 'package.json'), 'utf8')) as { version: string };
  const folder = path.join(systemFolder, `postgresql-${about.version}`);
  if (!(await lstat(folder).catch(() => null))) {
    const draft = `${folder}.${process.pid}`;
    await mkdir(systemFolder, { recursive: true, mode: 0o755 });
    await cp(binaries.folder, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, folder);
  }
  const bin = path.join(folder, 'bin');
  return { folder, initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres') };
}

function hasName(): boolean {
  try {
    return os.userInfo().username !== '';
  } catch {
    return false;
  }
}
