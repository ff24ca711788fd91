import { fullName } from '../../../core/person.ts';
import { system } from '../../../server/actor.ts';
import { announceMany } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';
import { MemberAdded } from '../contract.ts';

/**
 * People come with their roles and scopes. Who belongs to both keeps their place in the survivor and gains the roles; someone whom
 * the survivor has deactivated stays so, and roles that were out of force in the one are not put in force in the other.
 */
export async function mergePeople(tx: Tx, { from, into }: Merging, now: Date): Promise<void> {
  await meetThere(tx, from, into, now);
  const arrived = await bringPeople(tx, from, into, now);
  await bringRoles(tx, from, into, now);
  await run(tx, "update invitations set state = 'withdrawn', ended_at = $2, version = version + 1 where account_id = $1 and state = 'open'", [from, now]);
  await run(tx, 'update join_requests set account_id = $2 where account_id = $1', [from, into]);
  await run(tx, "update role_requests set state = 'expired', closed_at = $2 where account_id = $1 and state = 'open'", [from, now]);
  await run(tx, 'delete from role_assignments where account_id = $1', [from]);
  // Nobody is of a company that is no more; with the version, whatever was asked in it a moment ago is refused.
  await run(tx, "update members set state = 'removed', removed_at = $2, rights_version = rights_version + 1, version = version + 1 where account_id = $1", [
    from,
    now,
  ]);
  await announceMany(
    tx,
    system('merges', into),
    now,
    MemberAdded,
    arrived.map(({ personId, name, roles }) => ({ personId, subjectId: personId, details: { name, roles }, after: { state: 'active', roles } })),
  );
}

/** Those of both: someone who was removed from the survivor comes anew, with nothing of what they had there. */
async function meetThere(tx: Tx, from: string, into: string, now: Date): Promise<void> {
  await run(
    tx,
    `delete from role_assignments r using members a, members b
      where r.account_id = $2 and r.person_id = a.person_id and a.account_id = $2 and a.state = 'removed'
        and b.account_id = $1 and b.person_id = a.person_id and b.state <> 'removed'`,
    [from, into],
  );
  await run(
    tx,
    `update members a set state = case when a.state = 'removed' then b.state else a.state end,
            is_guest = case when a.state = 'removed' then b.is_guest else a.is_guest and b.is_guest end,
            joined_at = case when a.state = 'removed' then $3 else a.joined_at end, removed_at = null,
            elevation_id = case when a.state = 'removed' then null else a.elevation_id end,
            version = a.version + 1, rights_version = a.rights_version + 1
       from members b where a.account_id = $2 and b.account_id = $1 and b.person_id = a.person_id and b.state <> 'removed'`,
    [from, into, now],
  );
}

interface Arrived {
  readonly personId: string;
  readonly name: string;
  readonly roles: string[];
}
async function bringPeople(tx: Tx, from: string, into: string, now: Date): Promise<Arrived[]> {
  const { rows } = await run(
    tx,
    `insert into members (account_id, person_id, given_name, family_name, email, phone, search_text, state, is_guest, joined_at, last_used_at, brought_by, brought_by_admin)
     select $2, b.person_id, b.given_name, b.family_name, b.email, b.phone, b.search_text, b.state, b.is_guest, $3, b.last_used_at, b.brought_by, b.brought_by_admin
       from members b where b.account_id = $1 and b.state <> 'removed'
     on conflict (account_id, person_id) do nothing
     returning person_id, given_name, family_name,
       array(select distinct r.role from role_assignments r where r.account_id = $1 and r.person_id = members.person_id order by r.role) as roles`,
    [from, into, now],
  );
  return rows.map((row) => ({
    personId: row['person_id'] as string,
    name: fullName({ givenName: row['given_name'] as string, familyName: row['family_name'] as string }),
    roles: row['roles'] as string[],
  }));
}

/** Of a role held twice at the same places the later end holds; for good is the latest. */
const bringRoles = (tx: Tx, from: string, into: string, now: Date) =>
  run(
    tx,
    `insert into role_assignments (account_id, person_id, role, scope, ends_at, given_by, given_at)
     select $2, r.person_id, r.role, r.scope, r.ends_at, r.given_by, r.given_at
       from role_assignments r
       join members b on b.account_id = r.account_id and b.person_id = r.person_id
       join members a on a.account_id = $2 and a.person_id = r.person_id
      where r.account_id = $1 and b.state <> 'removed' and (r.ends_at is null or r.ends_at > $3) and not (b.state = 'inactive' and a.state = 'active')
     on conflict (account_id, person_id, role, scope) do update
       set ends_at = case when role_assignments.ends_at is null or excluded.ends_at is null then null else greatest(role_assignments.ends_at, excluded.ends_at) end`,
    [from, into, now],
  );
