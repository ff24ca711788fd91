import { run, type Tx } from '../../../server/tx.ts';

export interface Doubled {
  readonly theirs: string;
  readonly ours: string;
  /** Which of the two goes on after a merge. */
  readonly keep: 'theirs' | 'ours';
}

/** Relations that two companies both have with a third, in the same part; across accounts. */
export async function doubled(tx: Tx, from: string, into: string): Promise<Doubled[]> {
  const { rows } = await run(
    tx,
    `select b.relation_id as theirs, a.relation_id as ours, case when b.state = 'active' and a.state <> 'active' then 'theirs' else 'ours' end as keep
       from relations b join relations a on a.account_id = $2 and a.side = b.side and a.other_account_id = b.other_account_id and a.state in ('invited', 'active')
      where b.account_id = $1 and b.state in ('invited', 'active')`,
    [from, into],
  );
  return rows as unknown as Doubled[];
}
