import type { Readable } from 'node:stream';
import { run, type Tx } from '../../server/tx.ts';

/** A file that the company has sent in, and where it lies in the archive. */
export interface Paper {
  readonly fileId: string;
  readonly path: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly addedAt: string;
}

/** What the archive holds at most; a zip file of the kind that everyone can open ends at 4 GB. */
const MOST_BYTES = 3_500_000_000;

/**
 * Everything that was uploaded for the running account: certificates, papers for the verification, what was attached to requests, logos.
 * Of requests only those that colleagues may see, unless the reader may see them all.
 */
export async function listPapersSent(tx: Tx, { allRequests }: { readonly allRequests: boolean }): Promise<Paper[]> {
  const { rows } = await run(
    tx,
    `select distinct on (x.folder, x.added_at, f.file_id) x.folder, f.file_id, f.name, f.type, f.bytes, f.sha256, x.added_at
       from (
         select 'tax-certificates' as folder, p.file_id, p.added_at from tax_papers p where p.account_id = current_account()
         union all
         select 'verification', p.file_id, p.added_at from verification_papers p where p.account_id = current_account()
         union all
         select 'requests/' || r.number, s.file_id, s.added_at from service_requests r join service_files s using (request_id)
          where r.account_id = current_account() and r.kind = 'question' and (r.for_team or $1)
         union all
         select 'logos', (c.content #>> '{logo,fileId}')::uuid, b.changed_at from business_profiles b, lateral (values (b.draft), (b.published)) c (content)
          where b.account_id = current_account() and c.content #>> '{logo,fileId}' is not null
       ) x join files f using (file_id)
      order by x.folder, x.added_at, f.file_id`,
    [allRequests],
  );
  const taken = new Set<string>();
  return rows.map((row) => ({
    fileId: row['file_id'] as string,
    path: freePath(`files/${row['folder'] as string}`, row['name'] as string, taken),
    type: row['type'] as string,
    bytes: row['bytes'] as number,
    sha256: row['sha256'] as string,
    addedAt: (row['added_at'] as Date).toISOString(),
  }));
}

/** The name as it was sent, without what a folder or another system would stumble over; a number where one is there already. */
function freePath(folder: string, sent: string, taken: Set<string>): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: dropping them is its purpose
  const name = sent.replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, '_').replace(/^\.+|[. ]+$/g, '') || 'file';
  const [, stem = name, ending = ''] = /^(.+?)(\.[^.]{1,10})?$/s.exec(name) ?? [];
  for (let n = 1; ; n++) {
    const path = `${folder}/${n === 1 ? name : `${stem} (${n})${ending}`}`;
    if (taken.has(path.toLowerCase())) continue;
    taken.add(path.toLowerCase());
    return path;
  }
}

/** The bytes of those that are there, in order and within the bounds; `left` is told of each other one. */
export async function* readPapers(papers: readonly Paper[], read: (fileId: string) => Readable, left: (paper: Paper) => void) {
  let bytes = 0;
  for (const paper of papers) {
    const chunks = bytes + paper.bytes > MOST_BYTES ? undefined : await opened(read(paper.fileId));
    if (!chunks) {
      left(paper);
      continue;
    }
    bytes += paper.bytes;
    yield { path: paper.path, chunks, isPacked: true };
  }
}

/** A file as pieces, or nothing when the store has it no more; asked before its name is written. */
async function opened(stream: Readable): Promise<AsyncIterable<Uint8Array> | undefined> {
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    const first = await pieces.next();
    return (async function* () {
      for (let piece = first; !piece.done; piece = await pieces.next()) yield piece.value;
    })();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}
