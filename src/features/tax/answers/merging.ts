import { run, type Tx } from '../../../server/tx.ts';
import { mergeTax } from '../acts/merging.ts';
import { type MergePart, type Merging, present } from '../../accounts/contract.ts';

/** For a merge: what was said to the tax office about one company is not true of another; it stays behind and is filed anew. */
export async function taxInMerge(tx: Tx, { from }: Merging, { now }: { readonly now: Date }): Promise<MergePart> {
  const { rows } = await run(
    tx,
    `select (select count(*)::int from tax_exemptions where account_id = $1 and state in ('submitted', 'asked', 'accepted')) as exemptions,
            (select count(*)::int from billing_profiles where account_id = $1) as billing,
            (select count(*)::int from tax_ids where account_id = $1) as ids,
            (select count(*)::int from payout_accounts where account_id = $1 and state <> 'closed') as payouts,
            (select count(*)::int from tax_profiles where account_id = $1 and state <> 'replaced') as profiles,
            (select count(*)::int from payout_changes where account_id = $1 and state = 'waiting' and ends_at > $2) as changes`,
    [from, now],
  );
  const count = (key: string) => Number(rows[0]?.[key] ?? 0);
  return {
    effects: present([
      { key: 'tax_exemptions', kind: 'ends', count: count('exemptions') },
      { key: 'billing_profile', kind: 'ends', count: count('billing') },
      { key: 'tax_ids', kind: 'ends', count: count('ids') },
      { key: 'tax_profiles', kind: 'ends', count: count('profiles') },
      { key: 'payout_accounts', kind: 'ends', count: count('payouts') },
      { key: 'payout_changes', kind: 'ends', count: count('changes') },
    ]),
  };
}

export const mergeOfTax = (tx: Tx, merging: Merging, { now }: { readonly actor: unknown; readonly now: Date }): Promise<void> => mergeTax(tx, now, merging);
