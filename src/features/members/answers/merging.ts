import type { AccountRole } from '../../../core/roles.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { type MergePart, type Merging, namedAtMost, present } from '../../accounts/contract.ts';
import { mergePeople } from '../acts/merging.ts';
import { importUndoDays } from '../contract/imports.ts';

interface Asking {
  readonly now: Date;
}
/** In the order of the family, as lists of people have it. */
const namesOf = (rows: readonly Record<string, unknown>[]) => rows.slice(0, namedAtMost).map((row) => row['name'] as string);
const named = "m.given_name || ' ' || m.family_name as name";

/** For a merge: people, their roles, and what is on its way to them. */
export async function peopleInMerge(tx: Tx, { from, into }: Merging, { now }: Asking): Promise<MergePart> {
  const there = 'exists (select from members o where o.account_id = $2 and o.person_id = m.person_id and o.state <> $3)';
  const adminIn = (place: string) =>
    `exists (select from role_assignments r where r.account_id = ${place} and r.person_id = m.person_id and r.role = 'global_admin' and (r.ends_at is null or r.ends_at > $3))`;
  const mine = `from members m where m.account_id = $1 and m.state <> 'removed'`;
  const order = 'order by m.family_name, m.given_name, m.person_id';
  const [coming, both, admins, roles, figures, counts] = await Promise.all([
    run(tx, `select ${named} ${mine} and not ${there} ${order}`, [from, into, 'removed']),
    run(tx, `select ${named} ${mine} and ${there} ${order}`, [from, into, 'removed']),
    run(tx, `select ${named} ${mine} and m.state = 'active' and ${adminIn('$1')} and not ${adminIn('$2')} ${order}`, [from, into, now]),
    run(
      tx,
      `select distinct r.role from role_assignments r join members m using (account_id, person_id)
        where r.account_id = $1 and m.state <> 'removed' and (r.ends_at is null or r.ends_at > $2) order by r.role`,
      [from, now],
    ),
    run(
      tx,
      `select (select count(*)::int from members m where m.account_id = p.id and m.state = 'active') as people,
              (select count(distinct m.person_id)::int from members m join role_assignments r using (account_id, person_id)
                where m.account_id = p.id and m.state = 'active' and r.role = 'global_admin' and (r.ends_at is null or r.ends_at > $3)) as admins
         from unnest(array[$1, $2]::uuid[]) with ordinality p(id, n) order by p.n`,
      [from, into, now],
    ),
    run(
      tx,
      `select (select count(*)::int from invitations where account_id = $1 and state = 'open' and expires_at > $2) as invitations,
              (select count(*)::int from join_requests where account_id = $1 and state in ('open', 'at_desk')) as join_requests,
              (select count(*)::int from role_requests where account_id = $1 and state = 'open' and expires_at > $2) as role_requests,
              (select count(*)::int from members where account_id = $1 and state = 'removed') as removed,
              (select count(*)::int from temporary_passwords where account_id = $1 and used_at is null and expires_at > $2) as temporary_passwords,
              (select count(*)::int from imports where account_id in ($1, $4) and state = 'adding') as running,
              (select count(*)::int from imports where account_id = $1 and state = 'done' and ended_at > $2::timestamptz - make_interval(days => $3)) as imports`,
      [from, now, importUndoDays, into],
    ),
  ]);
  const count = (key: string) => Number(counts.rows[0]?.[key] ?? 0);
  const side = (key: string) => ({ key, joining: Number(figures.rows[0]?.[key]), survivor: Number(figures.rows[1]?.[key]) });
  return {
    figures: [side('people'), side('admins')],
    effects: present([
      { key: 'people', kind: 'comes', count: coming.rows.length, names: namesOf(coming.rows) },
      { key: 'people_both', kind: 'changes', count: both.rows.length, names: namesOf(both.rows) },
      { key: 'admins', kind: 'check', count: admins.rows.length, names: namesOf(admins.rows) },
      { key: 'join_requests', kind: 'comes', count: count('join_requests') },
      { key: 'invitations', kind: 'ends', count: count('invitations') },
      { key: 'role_requests', kind: 'ends', count: count('role_requests') },
      { key: 'temporary_passwords', kind: 'ends', count: count('temporary_passwords') },
      { key: 'removed_people', kind: 'lost', count: count('removed') },
      { key: 'imports', kind: 'lost', count: count('imports') },
    ]),
    stops: count('running') ? ['import_running'] : [],
    roles: roles.rows.map((row) => row['role'] as AccountRole),
  };
}

export const mergeOfPeople = (tx: Tx, merging: Merging, { now }: Asking) => mergePeople(tx, merging, now);
