import { run, type Tx } from '../../../server/tx.ts';
import { type MergePart, type Merging, present } from '../../accounts/contract.ts';
import { mergeProfiles } from '../acts/merging.ts';

/** For a merge: profiles in the public directory, and who wrote because of them. */
export async function profilesInMerge(tx: Tx, { from, into }: Merging): Promise<MergePart> {
  const { rows } = await run(
    tx,
    `select (select count(*)::int from business_profiles where account_id = p.id) as profiles, (select count(*)::int from leads where account_id = p.id) as leads,
            (select count(*)::int from business_profiles b where b.account_id = p.id
               and exists (select from business_profiles a where a.account_id = $2 and a.country = b.country and a.locale = b.locale)) as both
       from unnest(array[$1, $2]::uuid[]) with ordinality p(id, n) order by p.n`,
    [from, into],
  );
  const count = (at: number, key: string) => Number(rows[at]?.[key] ?? 0);
  return {
    figures: (['profiles', 'leads'] as const).map((key) => ({ key, joining: count(0, key), survivor: count(1, key) })),
    effects: present([
      { key: 'profiles', kind: 'changes', count: count(0, 'profiles') - count(0, 'both') },
      { key: 'profiles_both', kind: 'lost', count: count(0, 'both') },
      { key: 'leads', kind: 'comes', count: count(0, 'leads') },
    ]),
  };
}

export const mergeOfProfiles = (tx: Tx, merging: Merging) => mergeProfiles(tx, merging);
