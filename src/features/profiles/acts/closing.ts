import { run, type Tx } from '../../../server/tx.ts';

/** Takes every profile of the running company out of the public directory: it closes its account. What was written stays with it. */
export async function withdrawEveryProfile(tx: Tx): Promise<void> {
  // As whoever publishes does, so that nothing is written back by somebody who reads it now.
  await run(tx, "select pg_advisory_xact_lock(hashtextextended('directory ' || current_account()::text, 0))");
  await run(tx, 'update business_profiles set published = null, published_at = null, published_version = null where account_id = current_account()');
  await run(tx, 'delete from directory_entries where account_id = current_account()');
  await run(tx, 'delete from directory_pages where account_id = current_account()');
}
