import { run, type Tx } from '../../../server/tx.ts';
import { type MergePart, type Merging, namedAtMost, present } from '../../accounts/contract.ts';
import { mergePrograms } from '../acts/merging.ts';

/** For a merge: programs, and applications on their way to one. */
export async function programsInMerge(tx: Tx, { from, into, locale }: Merging): Promise<MergePart> {
  const { rows } = await run(
    tx,
    `select e.account_id, e.program, e.state, coalesce(p.definition -> 'texts' -> $3 ->> 'name', e.program) as name
       from enrollments e join programs p using (program) where e.account_id in ($1, $2) and e.state not in ('refused', 'left') order by p.position, e.program`,
    [from, into, locale],
  );
  const theirs = rows.filter((row) => row['account_id'] === from);
  const ours = new Map(rows.filter((row) => row['account_id'] === into).map((row) => [row['program'], row]));
  const names = (some: typeof rows) => some.slice(0, namedAtMost).map((row) => row['name'] as string);
  const isApplication = (row: (typeof rows)[number]) => ['applied', 'asked_back', 'qualified'].includes(row['state'] as string);
  const coming = theirs.filter((row) => !ours.has(row['program']));
  const [both, applications, joined] = [
    theirs.filter((row) => ours.has(row['program'])),
    coming.filter(isApplication),
    coming.filter((row) => !isApplication(row)),
  ];
  return {
    figures: [{ key: 'programs', survivor: ours.size, joining: theirs.length }],
    effects: present([
      { key: 'programs', kind: 'comes', count: joined.length, names: names(joined) },
      { key: 'applications', kind: 'comes', count: applications.length, names: names(applications) },
      { key: 'programs_both', kind: 'changes', count: both.length, names: names(both) },
    ]),
  };
}

export const mergeOfPrograms = (tx: Tx, merging: Merging) => mergePrograms(tx, merging);
