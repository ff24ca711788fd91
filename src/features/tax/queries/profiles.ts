import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;

/** Every profile of the company, the newest first; `valid_until` comes as the day that it is. */
export const listTaxProfiles = (tx: Tx) =>
  tx.selectFrom('taxProfiles').selectAll().where('accountId', '=', here).orderBy('filledAt', 'desc').orderBy('profileId').limit(50).execute();
export type TaxProfileRow = Awaited<ReturnType<typeof listTaxProfiles>>[number];

export const findTaxProfileForUpdate = (tx: Tx, profileId: string) =>
  tx.selectFrom('taxProfiles').selectAll().where('accountId', '=', here).where('profileId', '=', profileId).forUpdate().executeTakeFirst();

/** Profiles of every company that wait for their validation, the longest first. */
export function listTaxProfileCases(tx: Tx, limit: number, after?: { readonly at: Date; readonly id: string }) {
  let query = tx
    .selectFrom('taxProfiles as p')
    .innerJoin('accounts as a', 'a.accountId', 'p.accountId')
    .selectAll('p')
    .select(['a.partnerId', 'a.name as company'])
    .where('p.state', '=', 'pending_validation')
    .where('a.state', '<>', 'closed');
  if (after) query = query.where(sql<boolean>`(p.filled_at, p.profile_id) > (${after.at}, ${after.id})`);
  return query.orderBy('p.filledAt').orderBy('p.profileId').limit(limit).execute();
}

/** What runs out on this day or before, of every company: approved profiles and payout accounts. */
export async function listEndingForPayouts(tx: Tx, until: string) {
  const [profiles, payouts] = await Promise.all([
    tx
      .selectFrom('taxProfiles')
      .select(['accountId', 'profileId'])
      .where('state', '=', 'approved')
      .where('validUntil', '<=', until)
      .orderBy('accountId')
      .execute(),
    tx
      .selectFrom('payoutAccounts')
      .select(['accountId', 'payoutId'])
      .where('state', '=', 'approved')
      .where('validUntil', '<=', until)
      .orderBy('accountId')
      .execute(),
  ]);
  return { profiles, payouts };
}
