import { sql } from 'kysely';
import type { Scoped } from '../../core/access.ts';
import type { Database } from '../../server/db.ts';
import { run, type Tx } from '../../server/tx.ts';

/** A grant that holds, with what tokens say of it. */
export interface LoadedGrant {
  readonly grantId: string;
  readonly name: string;
  readonly scopes: readonly Scoped[] | null;
  readonly proofs: readonly string[];
  readonly secondFactorAt: string | null;
  readonly application: { readonly applicationId: string; readonly accountId: string; readonly name: string } | null;
  readonly person: { readonly personId: string; readonly email: string; readonly givenName: string; readonly familyName: string } | null;
}

/** Of a grant as the token endpoint needs it; undefined when it does not hold (any more). */
export async function findLoaded(
  db: Database,
  { accountId, grantId }: { readonly accountId: string; readonly grantId: string },
  now: Date,
): Promise<LoadedGrant | undefined> {
  const { rows } = await db.pool.query<{ loaded: LoadedGrant | null }>('select load_grant($1, $2, null, $3) as loaded', [accountId, grantId, now]);
  return rows[0]?.loaded ?? undefined;
}

/** The row with its lock, of whichever account or person the transaction sees. */
export const findGrantForUpdate = (tx: Tx, grantId: string) =>
  tx.selectFrom('accessGrants').selectAll().where('grantId', '=', grantId).forUpdate().executeTakeFirst();

type After = { readonly at: Date; readonly id: string } | undefined;
/** Grants that hold or may hold again, the newest first. */
function listed(tx: Tx, now: Date, { limit, after }: { readonly limit: number; readonly after: After }) {
  let query = tx
    .selectFrom('accessGrants as g')
    .selectAll('g')
    .where('g.endedAt', 'is', null)
    .where((eb) => eb.or([eb('g.expiresAt', 'is', null), eb('g.expiresAt', '>', now)]));
  if (after) query = query.where(sql<boolean>`(g.created_at, g.grant_id) < (${after.at}, ${after.id})`);
  return query.orderBy('g.createdAt', 'desc').orderBy('g.grantId', 'desc').limit(limit);
}
export const listGrantsHere = (tx: Tx, now: Date, range: { readonly limit: number; readonly after: After }) =>
  listed(tx, now, range)
    .leftJoin('members as m', (on) => on.onRef('m.accountId', '=', 'g.accountId').onRef('m.personId', '=', 'g.personId'))
    .select(['m.givenName', 'm.familyName'])
    .where('g.accountId', '=', sql<string>`current_account()`)
    .execute();
export const listGrantsOf = (tx: Tx, personId: string, now: Date, range: { readonly limit: number; readonly after: After }) =>
  listed(tx, now, range).where('g.personId', '=', personId).execute();

/** The companies that the running person belongs to. */
export async function listCompanies(tx: Tx, now: Date): Promise<{ readonly accountId: string; readonly name: string; readonly partnerId: string }[]> {
  const { rows } = await run(tx, 'select account_id, name, partner_id from my_accounts($1) order by name, account_id', [now]);
  return rows.map((row) => ({ accountId: row['account_id'] as string, name: row['name'] as string, partnerId: row['partner_id'] as string }));
}
