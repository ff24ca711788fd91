import { run, type Tx } from '../../../server/tx.ts';

/**
 * Closes the running account for good. Its PartnerId and LocationIds are never used again; its domains and registration numbers are
 * free: whoever comes anew is not led to a company that is no more.
 */
export async function closeAccount(tx: Tx, now: Date): Promise<void> {
  for (const table of ['domain_proofs', 'account_domains', 'account_registrations']) await run(tx, `delete from ${table} where account_id = current_account()`);
  await run(
    tx,
    "update location_removals set state = 'withdrawn', decided_at = $1, version = version + 1 where account_id = current_account() and state = 'open'",
    [now],
  );
  await run(tx, "update accounts set state = 'closed', version = version + 1 where account_id = current_account()");
}
