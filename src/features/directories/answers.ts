import type { Tx } from '../../server/tx.ts';
import { listDirectoryDomains } from './queries/directories.ts';

/** What hangs on a domain: the directory that speaks for it. */
export async function directoriesAtDomain(tx: Tx, { domain }: { readonly domain: string }) {
  return [{ key: 'directories', count: (await listDirectoryDomains(tx)).filter((row) => row.domain === domain).length }];
}
