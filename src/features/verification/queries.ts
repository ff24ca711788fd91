import { sql } from 'kysely';
import type { Tx } from '../../server/tx.ts';
import { vettingAnswerDays } from '../accounts/policy.ts';
import type { queues } from './contract.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

export const findVerification = (tx: Tx) => tx.selectFrom('verifications').selectAll().where('accountId', '=', here).executeTakeFirst();
export type VerificationRow = NonNullable<Awaited<ReturnType<typeof findVerification>>>;

export interface CasesWanted {
  readonly queue: (typeof queues)[number];
  readonly words: readonly string[];
  readonly now: Date;
  readonly limit: number;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
}
const part = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/** Cases of a queue across accounts, the longest-waiting first; each of the words is part of the name, the PartnerId or a mail domain. */
export function listCases(tx: Tx, { queue, words, now, limit, after }: CasesWanted) {
  const others = sql<number>`(select count(*)::int from account_registrations r where r.country = a.country and r.number = a.registration_number and r.account_id <> a.account_id)`;
  const late = new Date(now.getTime() - vettingAnswerDays * 86_400_000);
  let query = tx
    .selectFrom('accounts as a')
    .select([
      'a.accountId',
      'a.partnerId',
      'a.name',
      'a.country',
      'a.vettingStatus',
      'a.vettingChangedAt',
      'a.vettingFields',
      'a.createdAt',
      others.as('duplicates'),
    ])
    .where('a.vettingStatus', '<>', 'authorized')
    .where('a.state', '<>', 'closed');
  // A question that was not answered in time comes back to the verifier.
  if (queue === 'waiting')
    query = query.where((eb) =>
      eb.or([eb('a.vettingStatus', '=', 'pending'), eb.and([eb('a.vettingStatus', '=', 'asked'), eb('a.vettingChangedAt', '<=', late)])]),
    );
  else query = query.where('a.vettingStatus', '=', queue);
  for (const word of words)
    query = query.where(
      sql<boolean>`(a.search_text like ${part(word)} or a.account_id in (select d.account_id from account_domains d where d.domain like ${part(word)}))`,
    );
  if (after) query = query.where(sql<boolean>`(a.vetting_changed_at, a.account_id) > (${after.at}, ${after.id})`);
  return query.orderBy('a.vettingChangedAt').orderBy('a.accountId').limit(limit).execute();
}
export type CaseRow = Awaited<ReturnType<typeof listCases>>[number];

/** How many wait for the operator, counting no further than a thousand. */
export async function countWaiting(tx: Tx, now: Date): Promise<number> {
  return (await listCases(tx, { queue: 'waiting', words: [], now, limit: 1000 })).length;
}

const told = [
  'accounts.created',
  'accounts.legal_profile_changed',
  'accounts.primary_contact_changed',
  'accounts.primary_contact_confirmed',
  'accounts.vetting_decided',
  'verification.asked',
  'verification.answered',
  'verification.authorized',
  'verification.rejected',
];
/** What happened to the verification of the running account, the newest first. */
export const listHappened = (tx: Tx, limit = 50) =>
  tx
    .selectFrom('announcements')
    .select(['name', 'at', 'actorName', 'actorKind', 'details', 'before', 'after'])
    .where('accountId', '=', here)
    .where('name', 'in', told)
    .orderBy('at', 'desc')
    .orderBy('announcementId')
    .limit(limit)
    .execute();
export type HappenedRow = Awaited<ReturnType<typeof listHappened>>[number];
