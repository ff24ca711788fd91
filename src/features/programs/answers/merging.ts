import { type Actor, system } from '../../../server/actor.ts';
import { enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { type MergePart, type Merging, namedAtMost, present } from '../../accounts/contract.ts';
import { tidyReplaced } from '../acts.ts';
import { mergePrograms } from '../acts/merging.ts';

/** For a merge: programs, and applications on their way to one. */
export async function programsInMerge(tx: Tx, merging: Merging): Promise<MergePart> {
  const { from, into, locale } = merging;
  const { rows } = await run(
    tx,
    `select e.account_id, e.program, e.state, coalesce(p.definition -> 'texts' -> $3 ->> 'name', e.program) as name
       from enrollments e join programs p using (program) where e.account_id in ($1, $2) and e.state not in ('refused', 'left') order by p.position, e.program`,
    [from, into, locale],
  );
  const replaced = await replacedBy(tx, merging);
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
      { key: 'programs_replaced', kind: 'ends', count: replaced.length, names: replaced.slice(0, namedAtMost) },
    ]),
  };
}

export async function mergeOfPrograms(tx: Tx, merging: Merging, { now }: { readonly actor: Actor; readonly now: Date }): Promise<void> {
  await mergePrograms(tx, merging);
  await enter(tx, { accountId: merging.into });
  await tidyReplaced(tx, system('merges', merging.into), now);
}

/** What is there only until the merge: a program of one company that one of the other replaces. */
async function replacedBy(tx: Tx, { from, into, locale }: Merging): Promise<string[]> {
  const { rows } = await run(
    tx,
    `select coalesce(q.definition -> 'texts' -> $3 ->> 'name', q.program) as name from programs q
      where exists (select from enrollments e where e.account_id in ($1, $2) and e.program = q.program and e.state not in ('refused', 'left'))
        and exists (select from enrollments e join programs p using (program)
                     where e.account_id in ($1, $2) and e.state in ('active', 'restricted') and p.definition -> 'replaces' ? q.program)
      order by q.position, q.program`,
    [from, into, locale],
  );
  return rows.map((row) => row['name'] as string);
}
