import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

interface Wanted {
  readonly limit: number;
  readonly partnerId?: string | undefined;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
}
/** Codes of the running account, or of all where the transaction sees across; the newest first. */
export function listCodes(tx: Tx, { limit, partnerId, after }: Wanted) {
  let query = tx
    .selectFrom('validationCodes as v')
    .innerJoin('accounts as a', 'a.accountId', 'v.accountId')
    .selectAll('v')
    .select(['a.partnerId', 'a.name as partner']);
  if (partnerId) query = query.where('a.partnerId', '=', partnerId);
  if (after) query = query.where(sql<boolean>`(v.created_at, v.code_id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('v.createdAt', 'desc').orderBy('v.codeId', 'desc').limit(limit).execute();
}
export type CodeRow = Awaited<ReturnType<typeof listCodes>>[number];

export const findCode = (tx: Tx, accountId: string, codeId: string) =>
  tx
    .selectFrom('validationCodes as v')
    .innerJoin('accounts as a', 'a.accountId', 'v.accountId')
    .selectAll('v')
    .select(['a.partnerId', 'a.name as partner'])
    .where('v.accountId', '=', accountId)
    .where('v.codeId', '=', codeId)
    .executeTakeFirst();
