import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';
import type { BroughtIdentifier } from '../../accounts/contract.ts';

const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** For the page of identifiers: of each directory its id here, the issuer, and the tenant id where the issuer names one. */
export async function identifiersOfDirectories(tx: Tx): Promise<BroughtIdentifier[]> {
  const rows = await tx
    .selectFrom('directories')
    .select(['directoryId', 'name'])
    .select(sql<string | null>`settings ->> 'issuer'`.as('issuer'))
    .where('accountId', '=', sql<string>`current_account()`)
    .orderBy('createdAt')
    .orderBy('directoryId')
    .limit(50)
    .execute();
  return rows.flatMap(({ directoryId, name, issuer }) => {
    const one = (kind: string, value: string | null | undefined): BroughtIdentifier[] =>
      value ? [{ kind, value, of: name, link: `/a/:account/directories/${directoryId}` }] : [];
    return [...one('tenant', issuer?.match(guid)?.[0]), ...one('issuer', issuer), ...one('directory', directoryId)];
  });
}
