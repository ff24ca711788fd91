import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';

/**
 * Profiles come over as drafts, where the survivor has none for the country and language: what is published under another name
 * is for the survivor to publish anew. Leads come over as they are.
 */
export async function mergeProfiles(tx: Tx, { from, into }: Merging): Promise<void> {
  await run(tx, 'delete from directory_entries where account_id = $1', [from]);
  await run(
    tx,
    `update business_profiles b set account_id = $2, published = null, published_at = null, published_version = null, version = b.version + 1
      where b.account_id = $1 and not exists (select from business_profiles a where a.account_id = $2 and a.country = b.country and a.locale = b.locale)`,
    [from, into],
  );
  await run(tx, 'delete from business_profiles where account_id = $1', [from]);
  await run(tx, 'update leads set account_id = $2 where account_id = $1', [from, into]);
}
