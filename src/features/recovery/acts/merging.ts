import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';

/** Requests for a new password end, and so does a distributor's leave to help: it was given by and for another company. */
export async function mergeRecovery(tx: Tx, { from }: Merging, now: Date): Promise<void> {
  await run(tx, "update reset_requests set state = 'expired', decided_at = $2 where account_id = $1 and state = 'open'", [from, now]);
  await run(tx, 'update help_consents set ended_at = $2 where ended_at is null and (account_id = $1 or other_account_id = $1)', [from, now]);
}
