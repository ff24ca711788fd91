import { PaperNotAllowed, PaperNotSound, paperLimit, PaperTooBig } from '../core/papers.ts';
import type { FileStore } from './files.ts';
import { isSound, safeName, typeOfFile } from './uploads.ts';

export interface PaperSent {
  readonly name: string;
  readonly bytes: Uint8Array;
}
/** A paper in the store, as the table of files names it. */
export interface KeptPaper {
  readonly fileId: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
}
export const bytesOfPaper = ({ name, content }: { readonly name: string; readonly content: string }): PaperSent => ({
  name,
  bytes: Buffer.from(content, 'base64'),
});

/**
 * Lays a paper into the store, by what it is, not by what it is called. Before the transaction begins: a file that no row names does
 * no harm. @throws PaperTooBig, PaperNotAllowed, PaperNotSound
 */
export async function layPaper(files: FileStore, { name, bytes }: PaperSent): Promise<KeptPaper> {
  if (bytes.length > paperLimit) throw new PaperTooBig({ name, megabytes: paperLimit / 1024 / 1024 });
  const type = typeOfFile(bytes);
  if (!type || type === 'text/plain') throw new PaperNotAllowed({ name });
  if (!(await isSound(bytes, type))) throw new PaperNotSound({ name });
  const fileId = crypto.randomUUID();
  const { sha256 } = await files.put(fileId, bytes);
  return { fileId, name: safeName(name, type), type, bytes: bytes.length, sha256 };
}

/** Runs what names the papers, and takes the papers away when that fails. @throws those of `layPaper` */
export async function withPapers<T>(files: FileStore, sent: readonly PaperSent[], work: (papers: readonly KeptPaper[]) => Promise<T>): Promise<T> {
  const laid: KeptPaper[] = [];
  try {
    for (const one of sent) laid.push(await layPaper(files, one));
    return await work(laid);
  } catch (error) {
    for (const { fileId } of laid) await files.remove(fileId);
    throw error;
  }
}
