import { sql } from 'kysely';
import type { Contact } from '../../../core/person.ts';
import type { Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;
const rows = (tx: Tx) => tx.selectFrom('publishers').selectAll().where('accountId', '=', here);
type Kept = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];
const parsed = (row: Kept) => ({ ...row, contact: row.contact as Contact | null });
export type PublisherRow = ReturnType<typeof parsed>;

/** The ids that the running account publishes under, the oldest first. */
export const listPublishers = async (tx: Tx): Promise<PublisherRow[]> => (await rows(tx).orderBy('givenAt').orderBy('publisherId').execute()).map(parsed);
export async function findPublisherForUpdate(tx: Tx, publisherId: string): Promise<PublisherRow | undefined> {
  const row = await rows(tx).where('publisherId', '=', publisherId).forUpdate().executeTakeFirst();
  return row && parsed(row);
}
