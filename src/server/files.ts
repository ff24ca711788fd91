import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Where uploads lie. The folder below is one way; a store that speaks S3 can take its place. Names are ids, never what a person typed. */
export interface FileStore {
  /** Keeps the bytes under the id; whole or not at all. */
  put(id: string, bytes: Uint8Array): Promise<{ readonly sha256: string }>;
  /** The bytes as a stream. @throws Error with code ENOENT when there are none */
  get(id: string): Readable;
  remove(id: string): Promise<void>;
}

const uuid = /^[0-9a-f-]{36}$/;

/** Keeps files in a folder, two levels deep so that no folder grows large. */
export function folderStore(folder: string): FileStore {
  const placeOf = (id: string) => {
    if (!uuid.test(id)) throw new Error('a file is named by a uuid');
    return join(folder, id.slice(0, 2), id);
  };
  return {
    async put(id, bytes) {
      const place = placeOf(id);
      await mkdir(join(folder, id.slice(0, 2)), { recursive: true, mode: 0o700 });
      await writeFile(`${place}.part`, bytes, { mode: 0o600, flush: true });
      await rename(`${place}.part`, place);
      return { sha256: createHash('sha256').update(bytes).digest('hex') };
    },
    get: (id) => createReadStream(placeOf(id)),
    remove: (id) => rm(placeOf(id), { force: true }),
  };
}
