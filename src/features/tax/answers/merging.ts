import { run, type Tx } from '../../../server/tx.ts';
import { type MergePart, type Merging, present } from '../../accounts/contract.ts';

/** For a merge: what was said to the tax office about one company is not true of another; it stays behind and is filed anew. */
export async function taxInMerge(tx: Tx, { from }: Merging): Promise<MergePart> {
  const { rows } = await run(
    tx,
    `select (select count(*)::int from tax_exemptions where account_id = $1 and state in ('submitted', 'asked', 'accepted')) as exemptions,
            (select count(*)::int from billing_profiles where account_id = $1) as billing`,
    [from],
  );
  return {
    effects: present([
      { key: 'tax_exemptions', kind: 'ends', count: Number(rows[0]?.['exemptions'] ?? 0) },
      { key: 'billing_profile', kind: 'ends', count: Number(rows[0]?.['billing'] ?? 0) },
    ]),
  };
}
