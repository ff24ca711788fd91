import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;

export const listPayouts = (tx: Tx) =>
  tx.selectFrom('payoutAccounts').selectAll().where('accountId', '=', here).orderBy('changedAt', 'desc').orderBy('payoutId').limit(200).execute();
export type PayoutRow = Awaited<ReturnType<typeof listPayouts>>[number];
export const findPayoutForUpdate = (tx: Tx, payoutId: string) =>
  tx.selectFrom('payoutAccounts').selectAll().where('accountId', '=', here).where('payoutId', '=', payoutId).forUpdate().executeTakeFirst();

/** Changes that have not been decided; those whose time is over are for the caller to leave out. */
export const listChanges = (tx: Tx) =>
  tx.selectFrom('payoutChanges').selectAll().where('accountId', '=', here).where('state', '=', 'waiting').orderBy('askedAt').orderBy('changeId').execute();
export type ChangeRow = Awaited<ReturnType<typeof listChanges>>[number];
export const findChangeForUpdate = (tx: Tx, changeId: string) =>
  tx.selectFrom('payoutChanges').selectAll().where('accountId', '=', here).where('changeId', '=', changeId).forUpdate().executeTakeFirst();
export const findChange = (tx: Tx, accountId: string, changeId: string) =>
  tx.selectFrom('payoutChanges').selectAll().where('accountId', '=', accountId).where('changeId', '=', changeId).executeTakeFirst();

/** Accounts of every company that wait for their validation, the longest first. */
export function listPayoutCases(tx: Tx, limit: number, after?: { readonly at: Date; readonly id: string }) {
  let query = tx
    .selectFrom('payoutAccounts as p')
    .innerJoin('accounts as a', 'a.accountId', 'p.accountId')
    .selectAll('p')
    .select(['a.partnerId', 'a.name as company'])
    .where('p.state', '=', 'pending_validation')
    .where('a.state', '<>', 'closed');
  if (after) query = query.where(sql<boolean>`(p.changed_at, p.payout_id) > (${after.at}, ${after.id})`);
  return query.orderBy('p.changedAt').orderBy('p.payoutId').limit(limit).execute();
}
