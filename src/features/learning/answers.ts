import type { Permission } from '../../core/grants.ts';
import { run, type Tx } from '../../server/tx.ts';
import { type MergePart, type Merging, present } from '../accounts/contract.ts';
import type { Owned } from '../members/contract/leaving.ts';
import { mergeLearning } from './acts.ts';
import { countCertificates, countOf } from './queries.ts';

/** For whoever takes somebody out: certificates are the person's own; they stop counting for the company at once. */
export async function certificatesOfLeaver(tx: Tx, { personId }: { readonly personId: string }): Promise<Owned[]> {
  return [{ key: 'certificates', count: await countOf(tx, personId), link: null, mustReassign: false, canHandOver: false }];
}

/** How many certificates the skills report is about. */
export async function countOfCertificates(tx: Tx, { permissions }: { readonly permissions: readonly Permission[] }) {
  return permissions.includes('competencies.skills') ? [{ permission: 'competencies.skills' as const, count: await countCertificates(tx) }] : [];
}

/** For a merge: people whose certificates count for the company that joins. */
export async function learningInMerge(tx: Tx, { from }: Merging): Promise<MergePart> {
  const { rows } = await run(tx, 'select count(*)::int as n from counted_learners where account_id = $1', [from]);
  return { effects: present([{ key: 'learning', kind: 'comes', count: Number(rows[0]?.['n'] ?? 0) }]) };
}

export const mergeOfLearning = (tx: Tx, merging: Merging): Promise<void> => mergeLearning(tx, merging);
