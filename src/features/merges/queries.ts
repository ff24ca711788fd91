import { sql } from 'kysely';
import { run, type Tx } from '../../server/tx.ts';

const here = sql<string>`current_account()`;

/** Merges of the running account, the newest first. */
export function listMerges(tx: Tx, { limit, after }: { readonly limit: number; readonly after?: { readonly at: Date; readonly id: string } | undefined }) {
  let query = tx.selectFrom('merges').selectAll().where('accountId', '=', here);
  if (after) query = query.where(sql<boolean>`(invited_at, merge_id) < (${after.at}, ${after.id})`);
  return query.orderBy('invitedAt', 'desc').orderBy('mergeId', 'desc').limit(limit).execute();
}
export type MergeRow = Awaited<ReturnType<typeof listMerges>>[number];

export const findMerge = (tx: Tx, mergeId: string) =>
  tx.selectFrom('merges').selectAll().where('accountId', '=', here).where('mergeId', '=', mergeId).executeTakeFirst();

/** Locks the running account's side of a merge until the transaction ends. */
export const findMergeForUpdate = (tx: Tx, mergeId: string) =>
  tx.selectFrom('merges').selectAll().where('accountId', '=', here).where('mergeId', '=', mergeId).forUpdate().executeTakeFirst();

/** What the running account has open with another one. */
export const findOpenWith = (tx: Tx, otherAccountId: string) =>
  tx
    .selectFrom('merges')
    .selectAll()
    .where('accountId', '=', here)
    .where('otherAccountId', '=', otherAccountId)
    .where('state', 'in', ['invited', 'accepted', 'confirmed'])
    .executeTakeFirst();

/** Merges of the running account that bind it, besides one. */
export const listBinding = (tx: Tx, now: Date, besides: string) =>
  tx
    .selectFrom('merges')
    .selectAll()
    .where('accountId', '=', here)
    .where('mergeId', '<>', besides)
    .where((eb) => eb.or([eb('state', '=', 'confirmed'), eb.and([eb('state', '=', 'accepted'), eb('expiresAt', '>', now)])]))
    .execute();

export interface Invitable {
  readonly accountId: string;
  readonly partnerId: string;
  readonly name: string;
  readonly country: string;
}

/** The company behind a PartnerId (or a LocationId, which its `partnerId` differs from) that one was given. */
export async function findCompanyToMerge(tx: Tx, id: string): Promise<Invitable | undefined> {
  const { rows } = await run(tx, 'select account_id, partner_id, name, country from find_company_to_merge($1)', [id]);
  const row = rows[0];
  return (
    row && { accountId: row['account_id'] as string, partnerId: row['partner_id'] as string, name: row['name'] as string, country: row['country'] as string }
  );
}
