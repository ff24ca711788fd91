import { setImmediate } from 'node:timers/promises';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** One file of an archive. */
export interface Entry {
  readonly path: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Pictures and papers are packed already: to pack them again would cost much and save nothing. */
  readonly isPacked: boolean;
}

/** Packs files one after the other as they are read, so that of none more is held in memory than a piece. */
export async function* zipped(entries: AsyncIterable<Entry>, now: Date): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    failure ??= error;
    if (chunk) ready.push(chunk);
  });
  const taken = (): Uint8Array[] => {
    if (failure) throw failure;
    const some = ready;
    ready = [];
    return some;
  };
  for await (const { path, chunks, isPacked } of entries) {
    const file = isPacked ? new ZipPassThrough(path) : new ZipDeflate(path);
    file.mtime = now;
    zip.add(file);
    for await (const chunk of chunks) {
      file.push(chunk);
      yield* taken();
    }
    file.push(new Uint8Array(), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

const PIECE = 65_536;
/** Something that is in memory already, piece by piece; others have their turn between two. */
export async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE) {
    yield bytes.subarray(from, from + PIECE);
    await setImmediate();
  }
}
