import { NotFound } from '../../../core/problems.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { FileStore } from '../../../server/files.ts';
import type { Tx } from '../../../server/tx.ts';
import { FileNotAllowed, FileTooBig, RequestFileAdded, TooManyFiles } from '../contract/requestShapes.ts';
import { fileLimit, filesARequest } from '../contract/fileLimits.ts';
import { safeName, typeOfFile } from '../../../server/uploads.ts';
import { countFiles, findRequestForUpdate } from '../queries/requests.ts';

export interface NewFile {
  readonly requestId: string;
  readonly messageId?: string | null;
  readonly shows: 'identity' | 'company' | 'other';
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Keeps a file with a request: by what it is, not by what it is called. Must be the first thing in its transaction, which begins
 * only when the bytes lie in the store: a file that no row names does no harm. @throws FileNotAllowed, FileTooBig, TooManyFiles, NotFound
 */
export async function attachFile(tx: Tx, files: FileStore, now: Date, { requestId, messageId = null, shows, name, bytes }: NewFile, actor?: Actor) {
  if (bytes.length > fileLimit) throw new FileTooBig({ name, megabytes: fileLimit / 1024 / 1024 });
  const type = typeOfFile(bytes);
  if (!type) throw new FileNotAllowed({ name });
  const fileId = crypto.randomUUID();
  const { sha256 } = await files.put(fileId, bytes);
  try {
    const row = await findRequestForUpdate(tx, requestId);
    if (!row) throw new NotFound({});
    if ((await countFiles(tx, requestId)) >= filesARequest) throw new TooManyFiles({ name, limit: filesARequest });
    const kept = safeName(name, type);
    await tx
      .insertInto('files')
      .values({ fileId, accountId: row.accountId, name: kept, type, bytes: bytes.length, sha256, createdAt: now, createdBy: actor ? personIdOf(actor) : null })
      .execute();
    await tx.insertInto('serviceFiles').values({ requestId, fileId, messageId, shows, addedAt: now }).execute();
    if (actor) {
      const { accountId, personId, number } = row;
      await announce(tx, actor, now, RequestFileAdded, { accountId, personId, subjectId: requestId, details: { request: number, file: kept } });
    }
    return { fileId };
  } catch (error) {
    await files.remove(fileId);
    throw error;
  }
}
