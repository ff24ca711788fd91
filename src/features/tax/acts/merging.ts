import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';

/** What is open ends, and nothing is paid to an account of a company that is no more; what was filed stays to be read. */
export async function mergeTax(tx: Tx, now: Date, { from }: Merging): Promise<void> {
  await run(
    tx,
    "update tax_exemptions set state = 'withdrawn', changed_at = $2, version = version + 1 where account_id = $1 and state in ('submitted', 'asked')",
    [from, now],
  );
  await run(tx, "update tax_profiles set state = 'replaced', version = version + 1 where account_id = $1 and state <> 'replaced'", [from]);
  await run(tx, "update payout_changes set state = 'withdrawn', decided_at = $2 where account_id = $1 and state = 'waiting'", [from, now]);
  await run(tx, "update payout_accounts set state = 'closed', changed_at = $2, version = version + 1 where account_id = $1 and state <> 'closed'", [from, now]);
}
