import type { Assignment } from '../../../core/access.ts';
import type { Role, Section } from '../../../core/roles.ts';
import { run, type Tx } from '../../../server/tx.ts';

/** Queries over the whole center: the transaction must see across accounts. */

/** What the installation changed, by whom and when. */
export const listChangedGrants = (tx: Tx) =>
  tx
    .selectFrom('grantOverrides as o')
    .leftJoin('people as p', 'p.personId', 'o.changedBy')
    .select(['o.role', 'o.permission', 'o.level', 'o.changedAt', 'p.givenName', 'p.familyName'])
    .execute();

/** How many people hold each role, and in how many companies; the operator's own people have no company. */
export async function countHolders(tx: Tx, now: Date): Promise<{ role: Role; people: number; companies: number }[]> {
  const { rows } = await run(
    tx,
    `select r.role, count(distinct r.person_id)::int as people, count(distinct r.account_id)::int as companies
       from role_assignments r join members m using (account_id, person_id)
      where m.state = 'active' and (r.ends_at is null or r.ends_at > $1) group by r.role
     union all
     select role, count(*)::int, 0 from operators where ends_at is null or ends_at > $1 group by role`,
    [now],
  );
  return rows.map((row) => ({ role: row['role'] as Role, people: row['people'] as number, companies: row['companies'] as number }));
}

export interface Bundle {
  readonly accountId: string;
  readonly people: number;
  readonly assignments: readonly Assignment[];
  readonly sections: readonly Section[];
}

/**
 * Everyone in a company who holds one of the roles, as bundles of people who hold exactly the same there: what an evaluation needs,
 * once for each bundle instead of once for each person.
 */
export async function listBundles(tx: Tx, now: Date, roles: readonly Role[]): Promise<Bundle[]> {
  const { rows } = await run(
    tx,
    `select account_id, held, sections_of(account_id) as sections, count(*)::int as people from (
       select r.account_id, r.person_id, jsonb_agg(distinct jsonb_build_object('role', r.role, 'scope', r.scope)) as held, bool_or(r.role = any($2)) as touched
         from role_assignments r join members m using (account_id, person_id) join accounts a using (account_id)
        where m.state = 'active' and a.state <> 'closed' and (r.ends_at is null or r.ends_at > $1) group by r.account_id, r.person_id) each_one
      where touched group by account_id, held`,
    [now, [...roles]],
  );
  return rows.map((row) => ({
    accountId: row['account_id'] as string,
    people: row['people'] as number,
    assignments: (row['held'] as Omit<Assignment, 'endsAt'>[]).map((one) => ({ ...one, endsAt: null })),
    sections: row['sections'] as Section[],
  }));
}
