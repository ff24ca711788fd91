import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import tar from 'tar-stream';

/** A backup file being written: a tar archive, gzipped, so that any system can look inside. */
export interface Archive {
  add(name: string, bytes: Buffer): Promise<void>;
  /** Cuts a stream of unknown length into numbered entries: `name/000001`, … */
  addStream(name: string, from: AsyncIterable<Buffer>): Promise<void>;
  addFile(name: string, file: string): Promise<void>;
}

/** tar wants each entry's size before its bytes: so much is held in memory at once. */
const pieceBytes = 4 * 1024 * 1024;

/** Writes a backup file that is whole or not there, and that only its owner may read: it holds keys. */
export async function writeArchive(to: string, fill: (archive: Archive) => Promise<void>): Promise<void> {
  const draft = `${to}.part`;
  const pack = tar.pack();
  const written = pipeline(pack, createGzip({ level: 6 }), createWriteStream(draft, { mode: 0o600, flags: 'w' }));
  try {
    // Whichever breaks first, the reading of the database or the writing of the file, ends both.
    await Promise.all([
      written,
      fill(archiveOf(pack)).then(
        () => pack.finalize(),
        (error: Error) => pack.destroy(error),
      ),
    ]);
    const file = await open(draft, 'r+');
    await file.sync();
    await file.close();
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function archiveOf(pack: tar.Pack): Archive {
  const add = async (name: string, bytes: Buffer) => {
    await new Promise<void>((resolve, reject) => {
      pack.entry({ name, size: bytes.length, mode: 0o600 }, bytes, (error) => (error ? reject(error) : resolve()));
    });
  };
  return {
    add,
    async addStream(name, from) {
      let [pieces, size, count]: [Buffer[], number, number] = [[], 0, 0];
      const flush = async () => {
        count++;
        await add(`${name}/${String(count).padStart(6, '0')}`, Buffer.concat(pieces));
        [pieces, size] = [[], 0];
      };
      for await (const piece of from) {
        pieces.push(piece);
        size += piece.length;
        if (size >= pieceBytes) await flush();
      }
      if (size > 0) await flush();
    },
    async addFile(name, file) {
      const found = await lstat(file).catch(() => null);
      // Deleted since it was listed, so its row is about to go as well.
      if (!found) return;
      const { size, mode, mtime } = found;
      const entry = pack.entry({ name, size, mode, mtime });
      // Exactly the promised size, should the file grow while it is read.
      if (size > 0) for await (const piece of createReadStream(file, { end: size - 1 })) if (!entry.write(piece)) await once(entry, 'drain');
      entry.end(undefined);
      await once(entry, 'finish');
    },
  };
}

export interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly bytes: AsyncIterable<Buffer>;
}

/** Reads a backup file entry by entry; each must be read before the next. @throws Error when it is damaged or cut off */
export async function* readArchive(from: string): AsyncGenerator<Entry> {
  const extract = tar.extract();
  const fed = pipeline(createReadStream(from), createGunzip(), extract).catch(() => {});
  const guarded = async function* <T>(stream: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* stream;
    } catch (error) {
      throw new Error(`${from} is no backup, damaged or cut off: ${(error as Error).message}`);
    }
  };
  try {
    for await (const entry of guarded(extract)) {
      yield { name: entry.header.name, mode: entry.header.mode ?? 0o600, bytes: guarded(entry as AsyncIterable<Buffer>) };
    }
  } finally {
    // Whoever reads may leave off early, as one does who only wants to know what it is.
    extract.destroy();
    await fed;
  }
}

/** Every file below the folder, as paths relative to it, without what `skip` names at its top. */
export async function listFiles(folder: string, skip: (name: string) => boolean): Promise<string[]> {
  const names: string[] = [];
  for (const top of await readdir(folder, { withFileTypes: true })) {
    if (skip(top.name)) continue;
    if (top.isFile()) names.push(top.name);
    if (!top.isDirectory()) continue;
    const below = await readdir(path.join(folder, top.name), { recursive: true, withFileTypes: true });
    for (const entry of below) if (entry.isFile()) names.push(path.relative(folder, path.join(entry.parentPath, entry.name)));
  }
  return names.sort();
}
