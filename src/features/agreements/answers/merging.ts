import { run, type Tx } from '../../../server/tx.ts';
import { type MergePart, type Merging, present } from '../../accounts/contract.ts';
import { mergeAgreements } from '../acts/merging.ts';

/** For a merge: which agreements stay valid. */
export async function agreementsInMerge(tx: Tx, { from, into }: Merging): Promise<MergePart> {
  const { rows } = await run(
    tx,
    `select count(*) filter (where account_id = $1)::int as joining, count(*) filter (where account_id = $2)::int as survivor,
            count(*) filter (where account_id = $1 and exists (select from agreement_acceptances o where o.account_id = $2 and o.text_id = a.text_id))::int as both
       from agreement_acceptances a where account_id in ($1, $2)`,
    [from, into],
  );
  const [joining, survivor, both] = ['joining', 'survivor', 'both'].map((key) => Number(rows[0]?.[key] ?? 0)) as [number, number, number];
  return {
    figures: [{ key: 'agreements', survivor, joining }],
    effects: present([
      { key: 'agreements', kind: 'comes', count: joining - both },
      { key: 'agreements_both', kind: 'changes', count: both },
    ]),
  };
}

export const mergeOfAgreements = async (tx: Tx, merging: Merging): Promise<void> => {
  await mergeAgreements(tx, merging);
};
