import { sql } from 'kysely';
import { run, type Tx } from '../../../server/tx.ts';
import { type RowFault, type RowOutcome } from '../contract/imports.ts';

/** The account of the running transaction; written out, because a transaction across accounts sees them all. */
const here = sql<string>`current_account()`;
const of = (tx: Tx) =>
  tx
    .selectFrom('imports')
    .select([
      'accountId',
      'importId',
      'createdBy',
      'createdByName',
      'createdAt',
      'fileName',
      'locale',
      'givable',
      'state',
      'rowCount',
      'progress',
      'confirmed',
      'confirmedAt',
      'addedAt',
      'endedAt',
      'undoneAt',
      'undoneByName',
      'version',
    ])
    .where('accountId', '=', here);

export const findImport = (tx: Tx, importId: string) => of(tx).where('importId', '=', importId).executeTakeFirst();
/** Locks it until the transaction ends: each step of an import is done by one at a time. */
export const findImportForUpdate = (tx: Tx, importId: string) => of(tx).where('importId', '=', importId).forUpdate().executeTakeFirst();
export type ImportSeen = NonNullable<Awaited<ReturnType<typeof findImport>>>;

export function listImports(tx: Tx, limit: number, after?: { readonly at: Date; readonly id: string }): Promise<ImportSeen[]> {
  let query = of(tx);
  if (after) query = query.where((eb) => eb.or([eb('createdAt', '<', after.at), eb.and([eb('createdAt', '=', after.at), eb('importId', '>', after.id)])]));
  return query.orderBy('createdAt', 'desc').orderBy('importId').limit(limit).execute();
}

/** How many rows end how, for several files at once. */
export async function countOutcomes(tx: Tx, importIds: readonly string[]): Promise<Map<string, Record<RowOutcome, number>>> {
  const rows = importIds.length
    ? await tx
        .selectFrom('importRows')
        .select(['importId', 'outcome', (eb) => eb.fn.countAll<number>().as('count')])
        .where('accountId', '=', here)
        .where('importId', 'in', [...importIds])
        .groupBy(['importId', 'outcome'])
        .execute()
    : [];
  const counts = new Map(importIds.map((id) => [id, { invite: 0, already_member: 0, already_invited: 0, wrong: 0 }]));
  for (const { importId, outcome, count } of rows) (counts.get(importId) as Record<string, number>)[outcome] = Number(count);
  return counts;
}

export async function listImportRows(
  tx: Tx,
  importId: string,
  { after, limit, outcome }: { readonly after: number; readonly limit: number; readonly outcome?: string | undefined },
) {
  let query = tx
    .selectFrom('importRows')
    .select(['row', 'givenName', 'familyName', 'email', 'roles', 'rolesText', 'locale', 'localeText', 'outcome', 'faults', 'undone'])
    .where('accountId', '=', here)
    .where('importId', '=', importId)
    .where('row', '>', after);
  if (outcome) query = query.where('outcome', '=', outcome);
  const rows = await query.orderBy('row').limit(limit).execute();
  return rows.map((row) => ({ ...row, faults: row.faults as RowFault[] }));
}
export type ImportRowSeen = Awaited<ReturnType<typeof listImportRows>>[number];

/** The roles that carrying out the file would give. */
export async function listImportedRoles(tx: Tx, importId: string): Promise<string[]> {
  const { rows } = await run(
    tx,
    "select distinct unnest(roles) as role from import_rows where account_id = current_account() and import_id = $1 and outcome = 'invite'",
    [importId],
  );
  return rows.map((row) => row['role'] as string);
}

/**
 * Whom undoing would remove or let stay: those who came through the file's invitations and still belong. Someone stays of whom
 * anything was changed since they joined, who is an admin by now, or who holds a role that the asker could not take.
 */
export async function listImportedPeople(
  tx: Tx,
  importId: string,
  asker: { readonly personId: string; readonly gives: readonly string[]; readonly locks: boolean },
) {
  const accepted = await run(
    tx,
    `select i.email_folded from import_rows w join invitations i on i.account_id = w.account_id and i.invitation_id = w.invitation_id
      where w.account_id = current_account() and w.import_id = $1 and i.state = 'accepted'`,
    [importId],
  );
  // As one array, which is looked up by hash: a join to the lower() of an address has no index, and the planner no numbers.
  const { rows } = await run(
    tx,
    `select m.person_id, m.given_name, m.family_name, m.email, lower(m.email) as email_folded,
            m.version = 1 and m.state = 'active' and m.joined_at >= f.added_at and m.person_id <> $2
              and not exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.role = 'global_admin' or r.role <> all($3))) as goes
       from members m join imports f on f.account_id = m.account_id and f.import_id = $1
      where m.account_id = current_account() and m.state <> 'removed' and lower(m.email) = any($4) order by m.person_id ${asker.locks ? 'for no key update of m' : ''}`,
    [importId, asker.personId, [...asker.gives], accepted.rows.map((row) => row['email_folded'])],
  );
  return rows.map((row) => ({
    personId: row['person_id'] as string,
    givenName: row['given_name'] as string,
    familyName: row['family_name'] as string,
    email: row['email'] as string,
    emailFolded: row['email_folded'] as string,
    goes: row['goes'] === true,
  }));
}

/** Open invitations of the file to which nothing was done since; those sent again by someone stay. */
export async function countUntouchedInvitations(tx: Tx, importId: string): Promise<{ untouched: number; touched: number }> {
  const { rows } = await run(
    tx,
    `select count(*) filter (where i.version = 1)::int as untouched, count(*) filter (where i.version > 1)::int as touched
       from import_rows w join invitations i using (account_id, invitation_id)
      where w.account_id = current_account() and w.import_id = $1 and i.state = 'open'`,
    [importId],
  );
  return rows[0] as { untouched: number; touched: number };
}
