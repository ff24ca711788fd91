import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;
const columns = ['legalContact', 'languages', 'duns', 'business', 'version'] as const;

/** Nothing when the company has said nothing yet. */
export const findDetails = (tx: Tx) => tx.selectFrom('companyDetails').select(columns).where('accountId', '=', here).executeTakeFirst();
export type DetailsRow = NonNullable<Awaited<ReturnType<typeof findDetails>>>;

/** The first locations by their ids, for the list of identifiers. */
export const listFirstLocations = (tx: Tx, limit: number) =>
  tx.selectFrom('locations').select(['locationId', 'name']).where('accountId', '=', here).orderBy('locationId').limit(limit).execute();
