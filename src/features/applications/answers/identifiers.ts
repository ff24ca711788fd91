import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';
import type { BroughtIdentifier } from '../../accounts/contract.ts';

/** For the page of identifiers: the applications that the company has registered; their id is their client id. */
export async function identifiersOfApplications(tx: Tx): Promise<BroughtIdentifier[]> {
  const rows = await tx
    .selectFrom('applications')
    .select(['applicationId', 'name'])
    .where('accountId', '=', sql<string>`current_account()`)
    .where('state', '=', 'active')
    .orderBy('name')
    .limit(50)
    .execute();
  return rows.map(({ applicationId, name }) => ({ kind: 'client', value: applicationId, of: name, link: `/a/:account/applications/${applicationId}` }));
}
