import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';
import type { LocationRowFault, locationRowStates } from '../contract/locationFiles.ts';
import type { SaidInRow } from '../policy/locationFile.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

/** Every location with its address, by id, some thousand at a time. */
export const listWholeLocations = (tx: Tx, { after, limit }: { readonly after: string; readonly limit: number }) =>
  tx
    .selectFrom('locations as l')
    .leftJoin('locations as s', (join) => join.onRef('s.accountId', '=', 'l.accountId').onRef('s.locationId', '=', 'l.sharesWith'))
    .innerJoin('accounts as a', 'a.accountId', 'l.accountId')
    .select(['l.locationId', 'l.name', 'l.country', 'l.contact', 'l.registrationNumber'])
    .select(sql<unknown>`coalesce(l.address, s.address, a.address)`.as('address'))
    .where('l.accountId', '=', here)
    .where('l.locationId', '>', after)
    .orderBy('l.locationId')
    .limit(limit)
    .execute();

const imports = (tx: Tx) =>
  tx
    .selectFrom('locationImports as i')
    .selectAll('i')
    .select(
      sql<{ new: number; known: number; wrong: number; added: number }>`(select jsonb_build_object(
        'new', count(*) filter (where r.location_id is null and r.faults = '[]'), 'known', count(*) filter (where r.is_known),
        'wrong', count(*) filter (where r.faults <> '[]'), 'added', count(*) filter (where r.location_id is not null and not r.is_known))
        from location_import_rows r where r.account_id = i.account_id and r.import_id = i.import_id)`.as('counts'),
    )
    .where('i.accountId', '=', here);
export const findLocationImport = (tx: Tx, importId: string) => imports(tx).where('i.importId', '=', importId).executeTakeFirst();
export type LocationImportSeen = NonNullable<Awaited<ReturnType<typeof findLocationImport>>>;
export function listLocationImports(tx: Tx, limit: number, after?: { readonly at: Date; readonly id: string }) {
  let query = imports(tx);
  if (after)
    query = query.where((eb) => eb.or([eb('i.createdAt', '<', after.at), eb.and([eb('i.createdAt', '=', after.at), eb('i.importId', '>', after.id)])]));
  return query.orderBy('i.createdAt', 'desc').orderBy('i.importId').limit(limit).execute();
}
/** Locks it until the transaction ends: each step of an import is done by one at a time. */
export const findLocationImportForUpdate = (tx: Tx, importId: string) =>
  tx.selectFrom('locationImports').selectAll().where('accountId', '=', here).where('importId', '=', importId).forUpdate().executeTakeFirst();

const states = {
  new: sql<boolean>`location_id is null and faults = '[]'`,
  known: sql<boolean>`is_known`,
  wrong: sql<boolean>`faults <> '[]'`,
  added: sql<boolean>`location_id is not null and not is_known`,
} as const;
export async function listLocationImportRows(
  tx: Tx,
  importId: string,
  { after, limit, state }: { readonly after: number; readonly limit: number; readonly state?: (typeof locationRowStates)[number] | undefined },
) {
  let query = tx
    .selectFrom('locationImportRows')
    .select(['row', 'name', 'said', 'faults', 'locationId', 'isKnown'])
    .where('accountId', '=', here)
    .where('importId', '=', importId)
    .where('row', '>', after);
  if (state) query = query.where(states[state]);
  const rows = await query.orderBy('row').limit(limit).execute();
  return rows.map((row) => ({ ...row, faults: row.faults as LocationRowFault[], said: row.said as SaidInRow | null }));
}
export type LocationImportRowSeen = Awaited<ReturnType<typeof listLocationImportRows>>[number];

/** Which of the folded names belong to a location already. */
export async function listTakenNames(tx: Tx, folded: readonly string[]): Promise<Set<string>> {
  const rows = folded.length
    ? await tx
        .selectFrom('locations')
        .select('nameFolded')
        .where('accountId', '=', here)
        .where('nameFolded', '=', sql<string>`any(${[...folded]})`)
        .execute()
    : [];
  return new Set(rows.map(({ nameFolded }) => nameFolded));
}

/** What the company last asked about a location. */
export const findRemoval = (tx: Tx, locationId: string) =>
  tx
    .selectFrom('locationRemovals')
    .selectAll()
    .where('accountId', '=', here)
    .where('locationId', '=', locationId)
    .orderBy('askedAt', 'desc')
    .orderBy('removalId')
    .limit(1)
    .executeTakeFirst();
export type RemovalRow = NonNullable<Awaited<ReturnType<typeof findRemoval>>>;
export const findRemovalForUpdate = (tx: Tx, removalId: string) =>
  tx.selectFrom('locationRemovals').selectAll().where('accountId', '=', here).where('removalId', '=', removalId).forUpdate().executeTakeFirst();

/** Across accounts, the longest-waiting first. */
export function listOpenRemovals(tx: Tx, limit: number, after?: { readonly at: Date; readonly id: string }) {
  let query = tx
    .selectFrom('locationRemovals as r')
    .innerJoin('accounts as a', 'a.accountId', 'r.accountId')
    .selectAll('r')
    .select(['a.name as company', 'a.partnerId'])
    .where('r.state', '=', 'open');
  if (after) query = query.where(sql<boolean>`(r.asked_at, r.removal_id) > (${after.at}, ${after.id})`);
  return query.orderBy('r.askedAt').orderBy('r.removalId').limit(limit).execute();
}
export type OpenRemovalRow = Awaited<ReturnType<typeof listOpenRemovals>>[number];
