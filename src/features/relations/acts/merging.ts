import { system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';
import { RelationMoved } from '../contract.ts';
import { doubled } from '../queries/merging.ts';

/**
 * Relations go on with the survivor, on both sides. What the two had with each other ends; of two with the same company in the
 * same part one is enough, an active one before an invitation.
 */
export async function mergeRelations(tx: Tx, { from, into }: Merging, now: Date): Promise<void> {
  await end(tx, now, 'account_id in ($4, $5) and other_account_id in ($4, $5)', [from, into]);
  for (const { theirs, ours, keep } of await doubled(tx, from, into)) await end(tx, now, 'relation_id = $4', [keep === 'theirs' ? ours : theirs]);
  const moved = await run(
    tx,
    `update relations o set other_account_id = $2, other_partner_id = a.partner_id, version = o.version + 1,
            other_name = case when o.other_name is null then null else a.name end, other_country = case when o.other_country is null then null else a.country end
       from accounts a where a.account_id = $2 and o.other_account_id = $1 and o.account_id <> $2 and o.state in ('invited', 'active')
     returning o.account_id, o.relation_id, o.other_name, o.other_partner_id`,
    [from, into],
  );
  await run(tx, 'update relations set account_id = $2 where account_id = $1 and other_account_id <> $2', [from, into]);
  const { rows } = await run(tx, 'select name, partner_id from accounts where account_id = $1', [from]);
  const [before] = rows as [{ name: string; partner_id: string }];
  for (const row of moved.rows as { account_id: string; relation_id: string; other_name: string | null; other_partner_id: string }[]) {
    const unnamed = row.other_name === null;
    await announce(tx, system('merges', row.account_id), now, RelationMoved, {
      subjectId: row.relation_id,
      details: {
        partnerId: row.other_partner_id,
        partner: row.other_name ?? `PartnerId ${row.other_partner_id}`,
        former: unnamed ? `PartnerId ${before.partner_id}` : before.name,
      },
    });
  }
}

const end = (tx: Tx, now: Date, which: string, values: readonly unknown[]) =>
  run(
    tx,
    `update relations set state = case when state = 'active' then 'ended' else 'withdrawn' end, answered_at = coalesce(answered_at, $1), version = version + 1,
            ended_at = case when state = 'active' then $1 end, ended_by = case when state = 'active' then $2 end
      where state = any($3) and ${which}`,
    [now, 'merge', ['invited', 'active'], ...values],
  );
