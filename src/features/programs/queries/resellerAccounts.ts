import { sql } from 'kysely';
import { hot, run, type Tx } from '../../../server/tx.ts';
import { standingStates } from '../contract.ts';
import { type ResellerKind, resellerKinds } from '../contract/resellerAccounts.ts';
import type { ProgramRow } from '../queries.ts';

const here = sql<string>`current_account()`;

const linked = (tx: Tx) =>
  tx
    .selectFrom('resellerAccounts as r')
    .innerJoin('locations as l', (on) => on.onRef('l.accountId', '=', 'r.accountId').onRef('l.locationId', '=', 'r.locationId'))
    .select(['r.kind', 'r.locationId', 'l.name', 'l.country', 'r.linkedAt', 'r.linkedByName', 'r.version'])
    .where('r.accountId', '=', here);

/** What the running account's reseller accounts are linked to; those that are not linked are left out. */
export const listResellerAccounts = async (tx: Tx) => (await linked(tx).execute()).map((row) => ({ ...row, kind: row.kind as ResellerKind }));
export type ResellerAccountRow = Awaited<ReturnType<typeof listResellerAccounts>>[number];

/** Which reseller accounts are linked to which of these locations. */
export const listLinksOf = (tx: Tx, locationIds: readonly string[]) =>
  tx
    .selectFrom('resellerAccounts')
    .select(['kind', 'locationId'])
    .where('accountId', '=', here)
    .where('locationId', 'in', [...locationIds])
    .execute();

/** Which reseller accounts of the running company are linked to which locations, and by which of its programs; there are two at most. */
const readLinks = hot<object, unknown>('programs.location_links', (db) =>
  db
    .selectFrom('resellerAccounts as r')
    .select((eb) => [
      'r.kind',
      'r.locationId',
      eb
        .selectFrom('enrollments as e')
        .innerJoin('programs as p', 'p.program', 'e.program')
        .select('p.program')
        .whereRef('e.accountId', '=', 'r.accountId')
        .where('e.state', 'in', [...standingStates])
        .where(sql<boolean>`r.kind = any(p.sections)`)
        .orderBy('p.position')
        .limit(1)
        .as('program'),
    ])
    .where('r.accountId', '=', here),
);
export const listLinksHere = async (tx: Tx) => (await readLinks(tx, {})) as { kind: ResellerKind; locationId: string; program: string | null }[];

/** Locations in a country that no reseller account is linked to, the first two: one, or more than one, is all that counts. */
export async function listFreeLocations(tx: Tx, country: string): Promise<{ locationId: string; name: string }[]> {
  const { rows } = await run(
    tx,
    `select l.location_id, l.name from locations l
      where l.account_id = current_account() and l.country = $1
        and not exists (select from reseller_accounts r where r.account_id = l.account_id and r.location_id = l.location_id)
      order by l.location_id limit 2`,
    [country],
    'programs.free_locations',
  );
  return rows.map((row) => ({ locationId: row['location_id'] as string, name: row['name'] as string }));
}

/** The kinds of reseller account that a program belongs to. */
export const kindsOf = ({ sections }: Pick<ProgramRow, 'sections'>): ResellerKind[] => resellerKinds.filter((kind) => sections.includes(kind));
