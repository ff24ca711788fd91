import { sql } from 'kysely';
import { run, type Tx } from '../../../server/tx.ts';

export { findDirectory, type DirectoryRow } from './identities.ts';

const here = sql<string>`current_account()`;

export const findDirectoryForUpdate = (tx: Tx, directoryId: string) =>
  tx.selectFrom('directories').selectAll().where('accountId', '=', here).where('directoryId', '=', directoryId).forUpdate().executeTakeFirst();

const people = sql<number>`(select count(*)::int from external_identities x where x.account_id = directories.account_id and x.directory_id = directories.directory_id and x.state = 'linked')`;
/** With how many people are linked. */
export const listDirectories = (tx: Tx, only: string | null = null) => {
  const query = tx.selectFrom('directories').selectAll().select(people.as('people')).where('accountId', '=', here);
  return (only === null ? query : query.where('directoryId', '=', only)).orderBy('createdAt').orderBy('directoryId').execute();
};
export type DirectoryLine = Awaited<ReturnType<typeof listDirectories>>[number];

export const listDirectoryDomains = (tx: Tx) => tx.selectFrom('directoryDomains').selectAll().where('accountId', '=', here).orderBy('domain').execute();
export type DirectoryDomainRow = Awaited<ReturnType<typeof listDirectoryDomains>>[number];

/** Whether somebody keeps a way in with which they can mend things. */
export async function keepsLocalWay(tx: Tx, now: Date): Promise<boolean> {
  const { rows } = await run(tx, 'select keeps_local_way(current_account(), $1) as keeps', [now]);
  return rows[0]?.['keeps'] === true;
}
/** Whether people of some domain must use a directory now. */
export async function requiresSomewhere(tx: Tx): Promise<boolean> {
  const { rows } = await run(tx, 'select exists (select from speaking_domains where account_id = current_account() and is_required) as required');
  return rows[0]?.['required'] === true;
}

/** The active global admins, guests left out, and which of them keep a local way. */
export async function listLocalAdmins(tx: Tx, now: Date) {
  const { rows } = await run(
    tx,
    `select m.person_id, m.given_name, m.family_name, m.email, w.person_id is not null as keeps, f.passkeys > 0 or f.has_app as has_factor
       from members m join second_factors_of_members() f using (person_id)
       left join local_ways w on w.account_id = m.account_id and w.person_id = m.person_id
      where m.account_id = current_account() and m.state = 'active' and not m.is_guest
        and exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = 'global_admin' and (r.ends_at is null or r.ends_at > $1))
      order by m.family_name, m.given_name, m.person_id`,
    [now],
  );
  return rows.map((row) => ({
    personId: row['person_id'] as string,
    givenName: row['given_name'] as string,
    familyName: row['family_name'] as string,
    email: row['email'] as string,
    keepsLocalWay: row['keeps'] === true,
    hasSecondFactor: row['has_factor'] === true,
  }));
}

interface LinkedWanted {
  readonly directoryId: string;
  readonly limit: number;
  readonly after: { readonly at: Date; readonly id: string } | undefined;
}
/** People whom a directory means, the newest first. */
export function listLinked(tx: Tx, { directoryId, limit, after }: LinkedWanted) {
  let query = tx
    .selectFrom('externalIdentities as x')
    .leftJoin('members as m', (join) => join.onRef('m.accountId', '=', 'x.accountId').onRef('m.personId', '=', 'x.personId'))
    .innerJoin(
      sql<{ personId: string; hasOwnWay: boolean }>`(select distinct person_id, has_own_way from own_ways_of_linked(${directoryId}))`.as('w'),
      'w.personId',
      'x.personId',
    )
    .where('x.accountId', '=', here)
    .where('x.directoryId', '=', directoryId)
    .select(['x.identityId', 'x.personId', 'x.email', 'x.state', 'x.createdAt', 'x.lastUsedAt', 'm.givenName', 'm.familyName', 'w.hasOwnWay']);
  if (after)
    query = query.where((eb) => eb.or([eb('x.createdAt', '<', after.at), eb.and([eb('x.createdAt', '=', after.at), eb('x.identityId', '>', after.id)])]));
  return query.orderBy('x.createdAt', 'desc').orderBy('x.identityId').limit(limit).execute();
}
export type LinkedRow = Awaited<ReturnType<typeof listLinked>>[number];

/** How many people a directory means, and how many of them would have nothing but a code to the mailbox. */
export async function countLinked(tx: Tx, directoryId: string): Promise<{ count: number; withoutOwnWay: number }> {
  const { rows } = await run(tx, 'select count(*)::int as count, count(*) filter (where not has_own_way)::int as without from own_ways_of_linked($1)', [
    directoryId,
  ]);
  return { count: Number(rows[0]?.['count'] ?? 0), withoutOwnWay: Number(rows[0]?.['without'] ?? 0) };
}

/** Every domain that some directory speaks for, in every company; `tx` sees across accounts. */
export const listDomainsToLookFor = (tx: Tx) =>
  tx
    .selectFrom('directoryDomains as n')
    .innerJoin('accountDomains as p', (join) => join.onRef('p.accountId', '=', 'n.accountId').onRef('p.domain', '=', 'n.domain'))
    .where('p.dnsProvedAt', 'is not', null)
    .select(['n.accountId', 'n.domain'])
    .orderBy('n.checkedAt')
    .execute();
