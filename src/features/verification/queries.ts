import { sql } from 'kysely';
import { run, type Tx } from '../../server/tx.ts';
import { vettingAnswerDays } from '../accounts/policy.ts';
import type { Contact } from '../../core/person.ts';
import type { Address } from '../../core/country.ts';
import type { AccountRow } from '../accounts/queries.ts';
import type { queues } from './contract.ts';
import type { Claims } from './policy.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

export const findVerification = (tx: Tx) => tx.selectFrom('verifications').selectAll().where('accountId', '=', here).executeTakeFirst();
export type VerificationRow = NonNullable<Awaited<ReturnType<typeof findVerification>>>;

/** What the company claims, as it is compared. */
export const claimsOf = (row: AccountRow): Claims => ({
  name: row.name,
  address: row.address as Address,
  registrationNumber: row.registrationNumber,
  vatNumber: row.vatNumber,
  contact: row.primaryContact as Contact,
});
/** Everything that a decision is about, as one text: a rejection that was proposed of another is void. */
export const saidBy = (row: AccountRow): string => JSON.stringify([row.vettingStatus, claimsOf(row)]);

/** The papers of the running account, in the order in which they came. */
export const listPapers = (tx: Tx) => papers(tx).orderBy('p.addedAt').orderBy('p.fileId').execute();
export type PaperRow = Awaited<ReturnType<typeof listPapers>>[number];
export const findPaper = (tx: Tx, fileId: string) => papers(tx).where('p.fileId', '=', fileId).executeTakeFirst();
const papers = (tx: Tx) =>
  tx
    .selectFrom('verificationPapers as p')
    .innerJoin('files as f', 'f.fileId', 'p.fileId')
    .selectAll('p')
    .select(['f.name', 'f.type'])
    .where('p.accountId', '=', here);

/** The last comparison of each field. */
export const listFindings = (tx: Tx) => tx.selectFrom('verificationFindings').selectAll().where('accountId', '=', here).execute();
export type FindingRow = Awaited<ReturnType<typeof listFindings>>[number];

/** Whether anybody besides this person holds one of the roles that decide. */
export async function isSecondThere(tx: Tx, now: Date, roles: readonly string[], personId: string): Promise<boolean> {
  const other = await tx
    .selectFrom('operators')
    .select('personId')
    .where('role', 'in', [...roles])
    .where('personId', '<>', personId)
    .where((eb) => eb.or([eb('endsAt', 'is', null), eb('endsAt', '>', now)]))
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

export interface CasesWanted {
  readonly queue: (typeof queues)[number];
  readonly words: readonly string[];
  readonly now: Date;
  readonly limit: number;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
}
/** No company; of none there is no list. */
const nobody = '00000000-0000-0000-0000-000000000000';
const part = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * Cases of a queue across accounts, the longest-waiting first; each of the words is part of the name, the PartnerId or a mail domain.
 * Each state is a walk of its own along the index, cut off at the length of the page, however many cases there are.
 */
export async function listCases(tx: Tx, wanted: CasesWanted) {
  if (!wanted.words.length) return walk(tx, wanted, {});
  // What few have is looked up by itself; what many have is met on the first steps.
  const stepsOf = wanted.queue === 'waiting' ? 'pending' : wanted.queue;
  const among = await fewNamed(tx, wanted.words, stepsOf);
  if (among) return walk(tx, wanted, { among });
  const first = await walk(tx, wanted, { stepsOf });
  return first.length >= wanted.limit ? first : walk(tx, wanted, {});
}

async function walk(tx: Tx, { queue, now, ...wanted }: CasesWanted, how: How) {
  if (queue !== 'waiting') return casesIn(tx, queue, { ...wanted, ...how });
  // A question that was not answered in time comes back to the verifier.
  const both = await Promise.all([casesIn(tx, 'pending', { ...wanted, ...how }), casesIn(tx, 'asked', { ...wanted, ...how, until: lateBefore(now) })]);
  return both.flat().toSorted(byWaiting).slice(0, wanted.limit);
}

const STEPS = 2_000;
/** No further than the first `STEPS` cases of this state reach in time, or among these companies only. */
interface How {
  readonly stepsOf?: string;
  readonly among?: readonly string[];
}
const FEW = 500;
/** Whom one of the words names, if they are few; the rarest is asked for first. */
async function fewNamed(tx: Tx, words: readonly string[], status: string): Promise<string[] | undefined> {
  // Shorter ones the index does not know.
  for (const pattern of await rareOf(tx, words.filter((word) => word.length >= 3).map(part), status)) {
    const { rows } = await run(
      tx,
      '(select account_id from accounts where search_text like $1 limit $2) union all (select account_id from account_domains where domain like $1 limit $2)',
      [pattern, FEW + 1],
    );
    if (rows.length <= FEW) return rows.map((row) => row['account_id'] as string);
  }
  return undefined;
}
const SAMPLE = 100;
/** The patterns that fit few of the first cases, the rarest first; not those that fit one in twenty: the index would have to be read at length. */
async function rareOf(tx: Tx, patterns: readonly string[], status: string): Promise<string[]> {
  const { rows } = await run(
    tx,
    `select pattern, count(*) filter (where search_text like pattern)::int as count
       from unnest($1::text[]) pattern
       left join (select search_text from accounts where vetting_status = $2 and vetting_status <> 'authorized' and state <> 'closed'
                   order by vetting_changed_at limit $3) sampled on true
      group by pattern order by 2, length(pattern) desc`,
    [patterns, status, SAMPLE],
    'verification.rare_words',
  );
  return (rows as { pattern: string; count: number }[]).flatMap(({ pattern, count }) => (count <= SAMPLE / 20 ? [pattern] : []));
}
/** What was asked before this had its time. */
const lateBefore = (now: Date): Date => new Date(now.getTime() - vettingAnswerDays * 86_400_000);
const byWaiting = (one: { vettingChangedAt: Date; accountId: string }, other: { vettingChangedAt: Date; accountId: string }): number =>
  one.vettingChangedAt.getTime() - other.vettingChangedAt.getTime() || (one.accountId < other.accountId ? -1 : 1);

type Wanted = Omit<CasesWanted, 'queue' | 'now'> & How & { readonly until?: Date };
function casesIn(tx: Tx, status: string, { words, limit, after, until, stepsOf, among }: Wanted) {
  const others = sql<number>`(select count(*)::int from account_registrations r where r.country = a.country and r.number = a.registration_number and r.account_id <> a.account_id)`;
  let query = tx
    .selectFrom('accounts as a')
    .select([
      'a.accountId',
      'a.partnerId',
      'a.name',
      'a.country',
      'a.vettingStatus',
      'a.vettingChangedAt',
      'a.vettingDueAt',
      'a.vettingFields',
      'a.createdAt',
      others.as('duplicates'),
    ])
    .where('a.vettingStatus', '=', status)
    // Said again for the index, which has only these.
    .where('a.vettingStatus', '<>', 'authorized')
    .where('a.state', '<>', 'closed');
  if (among) query = query.where('a.accountId', 'in', [...among, nobody]);
  if (until) query = query.where('a.vettingChangedAt', '<=', until);
  for (const word of words)
    query = query.where(
      sql<boolean>`(a.search_text like ${part(word)} or a.account_id in (select d.account_id from account_domains d where d.domain like ${part(word)}))`,
    );
  if (stepsOf)
    query = query.where(
      sql<boolean>`a.vetting_changed_at <= coalesce((select b.vetting_changed_at from accounts b where b.vetting_status = ${stepsOf} and b.vetting_status <> 'authorized' and b.state <> 'closed'
        and b.vetting_changed_at >= ${after?.at ?? '-infinity'} order by b.vetting_changed_at offset ${STEPS} limit 1), 'infinity')`,
    );
  if (after) query = query.where(sql<boolean>`(a.vetting_changed_at, a.account_id) > (${after.at}, ${after.id})`);
  return query.orderBy('a.vettingChangedAt').orderBy('a.accountId').limit(limit).execute();
}
export type CaseRow = Awaited<ReturnType<typeof listCases>>[number];

/** How many wait for the operator, counting no further than a thousand. */
export async function countWaiting(tx: Tx, now: Date): Promise<number> {
  const { rows } = await run(
    tx,
    `select count(*)::int as count from (
       (select 1 from accounts where vetting_status = 'pending' and vetting_status <> 'authorized' and state <> 'closed' limit $2)
       union all
       (select 1 from accounts where vetting_status = 'asked' and vetting_status <> 'authorized' and state <> 'closed' and vetting_changed_at <= $1 limit $2)
       limit $2) waiting`,
    [lateBefore(now), 1000],
    'verification.count_waiting',
  );
  return rows[0]?.['count'] as number;
}

const told = [
  'accounts.created',
  'accounts.legal_profile_changed',
  'accounts.primary_contact_changed',
  'accounts.primary_contact_confirmed',
  'accounts.vetting_decided',
  'verification.asked',
  'verification.answered',
  'verification.paper_sent',
  'verification.paper_accepted',
  'verification.paper_refused',
  'verification.compared',
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
