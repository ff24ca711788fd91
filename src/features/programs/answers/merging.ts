import { type Actor, system } from '../../../server/actor.ts';
import { enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { type MergePart, type Merging, namedAtMost, present } from '../../accounts/contract.ts';
import { tidyReplaced } from '../acts.ts';
import { endLinksInMerge, mergePrograms } from '../acts/merging.ts';

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
  const further = await furtherRows(tx, merging);
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
      { key: 'reseller_links_ended', kind: 'ends', count: further.links.length, names: further.links },
      { key: 'publishers', kind: 'comes', count: further.publishers.length, names: further.publishers },
    ]),
  };
}

/** Links of reseller accounts that end with the merge, by their location; and ids that come over. */
async function furtherRows(tx: Tx, { from, into }: Merging) {
  const [links, publishers] = await Promise.all([
    run(
      tx,
      `select l.name from reseller_accounts r join locations l using (account_id, location_id) join accounts a on a.account_id = $2
        where r.account_id = $1 and (l.country <> a.country or exists (select from reseller_accounts o where o.account_id = $2 and o.kind = r.kind))`,
      [from, into],
    ),
    run(tx, 'select publisher_id as name from publishers where account_id = $1 order by publisher_id', [from]),
  ]);
  const names = ({ rows }: { readonly rows: readonly Record<string, unknown>[] }) => rows.map((row) => row['name'] as string);
  return { links: names(links), publishers: names(publishers) };
}

/** First of all that a merge does: while the locations are still where their links are. */
export const linksInMerge = async (tx: Tx, merging: Merging): Promise<void> => void (await endLinksInMerge(tx, merging));

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
