import { run, type Tx } from '../../../server/tx.ts';
import { type MergePart, type Merging, namedAtMost, present } from '../../accounts/contract.ts';
import { mergeRelations } from '../acts/merging.ts';
import { doubled } from '../queries/merging.ts';

interface Asking {
  readonly now: Date;
}

/** For a merge: distributors and resellers, whose side of the relation leads to the survivor. */
export async function relationsInMerge(tx: Tx, { from, into }: Merging): Promise<MergePart> {
  const [{ rows }, twice] = await Promise.all([
    run(
      tx,
      `select account_id, relation_id, other_account_id, coalesce(other_name, 'PartnerId ' || other_partner_id) as name
         from relations where account_id in ($1, $2) and state in ('invited', 'active') order by name, relation_id`,
      [from, into],
    ),
    doubled(tx, from, into),
  ]);
  const theirs = rows.filter((row) => row['account_id'] === from);
  const between = theirs.filter((row) => row['other_account_id'] === into);
  const both = theirs.filter((row) => twice.some((pair) => pair.theirs === row['relation_id']));
  const coming = theirs.filter((row) => !between.includes(row) && !both.includes(row));
  const names = (some: typeof rows) => some.slice(0, namedAtMost).map((row) => row['name'] as string);
  return {
    figures: [{ key: 'relations', survivor: rows.length - theirs.length, joining: theirs.length }],
    effects: present([
      { key: 'relations', kind: 'comes', count: coming.length, names: names(coming) },
      { key: 'relations_both', kind: 'changes', count: both.length, names: names(both) },
      { key: 'relations_between', kind: 'ends', count: between.length },
    ]),
  };
}

export const mergeOfRelations = (tx: Tx, merging: Merging, { now }: Asking) => mergeRelations(tx, merging, now);
