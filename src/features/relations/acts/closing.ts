import type { SystemActor } from '../../../server/actor.ts';
import { system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { RelationEnded, type Side } from '../contract.ts';
import { holdRelation } from '../queries.ts';

/** Ends what the running company has with others, on both sides, and tells the others: it closes its account. `tx` sees across accounts. */
export async function endEveryRelation(tx: Tx, { accountId }: Pick<SystemActor, 'accountId'>, now: Date): Promise<void> {
  const mine = await getAccount(tx);
  const { rows } = await run(
    tx,
    "select relation_id, side, state, other_account_id, other_name from relations where account_id = $1 and state in ('invited', 'active') order by relation_id",
    [accountId],
  );
  for (const row of rows as { relation_id: string; side: Side; state: string; other_account_id: string; other_name: string | null }[]) {
    await holdRelation(tx, row.relation_id);
    const ended = await run(
      tx,
      `update relations set state = case when state = 'active' then 'ended' when $3 = 'distributor' then 'withdrawn' else 'declined' end, version = version + 1,
              answered_at = coalesce(answered_at, $2), ended_at = case when state = 'active' then $2 end, ended_by = case when state = 'active' then $3 end
        where relation_id = $1 and state in ('invited', 'active') returning state`,
      [row.relation_id, now, row.side],
    );
    if (ended.rows.length === 0 || row.state !== 'active') continue;
    await enter(tx, { accountId: row.other_account_id });
    await announce(tx, system('relations', row.other_account_id), now, RelationEnded, {
      subjectId: row.relation_id,
      details: { partnerId: mine.partnerId, partner: mine.name, by: row.side },
      before: { state: 'active' },
      after: { state: 'ended' },
    });
    await enter(tx, { accountId: mine.accountId });
  }
}
