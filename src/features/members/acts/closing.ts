import { run, type Tx } from '../../../server/tx.ts';

/**
 * Nobody belongs to the running company any more: it closes its account. Sessions that lead nowhere else end; invitations and requests
 * are over; roles end with the membership, so that nobody is held by being the only admin of a company that is no more.
 */
export async function dismissEveryone(tx: Tx, now: Date): Promise<void> {
  await run(tx, 'select end_sessions_of_account($1)', [now]);
  await run(tx, "update invitations set state = 'withdrawn', ended_at = $1, version = version + 1 where account_id = current_account() and state = 'open'", [
    now,
  ]);
  await run(tx, "update role_requests set state = 'expired', closed_at = $1 where account_id = current_account() and state = 'open'", [now]);
  await run(tx, 'delete from role_assignments where account_id = current_account()');
  await run(
    tx,
    `update members set state = 'removed', removed_at = $1, rights_version = rights_version + 1, version = version + 1
      where account_id = current_account() and state <> 'removed'`,
    [now],
  );
}
