import { sql } from 'kysely';
import { fullName } from '../../core/person.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { ClosingReason, ClosingState, Effect } from './contract.ts';

const here = sql<string>`current_account()`;
const rows = (tx: Tx) => tx.selectFrom('closings').selectAll().where('accountId', '=', here);
type Kept = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];
const parsed = (row: Kept) => ({ ...row, state: row.state as ClosingState, reason: row.reason as ClosingReason });
export type ClosingRow = ReturnType<typeof parsed>;

/** The running account's closings, the newest first. */
export const listClosingsHere = async (tx: Tx): Promise<ClosingRow[]> =>
  (await rows(tx).orderBy('askedAt', 'desc').orderBy('closingId').limit(20).execute()).map(parsed);
/** Locks it; the account is locked first. */
export async function findClosingForUpdate(tx: Tx, closingId: string): Promise<ClosingRow | undefined> {
  const row = await rows(tx).where('closingId', '=', closingId).forUpdate().executeTakeFirst();
  return row && parsed(row);
}
/** The one of the running account that stands open. */
export async function findOpenClosing(tx: Tx): Promise<ClosingRow | undefined> {
  const row = await rows(tx).where('state', 'in', ['asked', 'waiting']).executeTakeFirst();
  return row && parsed(row);
}

/** Active global admins of the running account, guests left out: with two of them one alone closes nothing. */
export async function listClosers(tx: Tx, now: Date) {
  const { rows: found } = await run(
    tx,
    `select m.person_id, m.given_name, m.family_name, m.email from members m
      where m.account_id = current_account() and m.state = 'active' and not m.is_guest
        and exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = 'global_admin' and (r.ends_at is null or r.ends_at > $1))
      order by m.joined_at, m.person_id limit 50`,
    [now],
  );
  return found.map((row) => ({
    personId: row['person_id'] as string,
    name: fullName({ givenName: row['given_name'] as string, familyName: row['family_name'] as string }),
    email: row['email'] as string,
  }));
}

/** Each thing by a count and its first names, all in one statement; places that people look it through in. */
const counted: readonly (readonly [key: string, kind: Effect['kind'], link: string | null, sql: string])[] = [
  [
    'requests',
    'open',
    '/a/:account/requests',
    "select subject as name from service_requests where account_id = current_account() and kind = 'question' and state <> 'closed'",
  ],
  [
    'payout_changes',
    'open',
    '/a/:account/payout-accounts',
    "select id::text as name from (select change_id as id from payout_changes where account_id = current_account() and state = 'waiting') x",
  ],
  [
    'exemptions',
    'open',
    '/a/:account/tax-exemption',
    "select certificate as name from tax_exemptions where account_id = current_account() and state in ('submitted', 'asked')",
  ],
  [
    'applications_open',
    'open',
    '/a/:account/programs',
    "select coalesce(p.definition -> 'texts' -> $1 ->> 'name', e.program) as name from enrollments e join programs p using (program) where e.account_id = current_account() and e.state in ('applied', 'asked_back', 'qualified')",
  ],
  [
    'programs',
    'ends',
    '/a/:account/programs',
    "select coalesce(p.definition -> 'texts' -> $1 ->> 'name', e.program) as name from enrollments e join programs p using (program) where e.account_id = current_account() and e.state in ('active', 'restricted', 'suspended')",
  ],
  [
    'people',
    'ends',
    '/a/:account/people',
    "select given_name || ' ' || family_name as name from members where account_id = current_account() and state = 'active'",
  ],
  [
    'invitations',
    'ends',
    '/a/:account/people?tab=invitations',
    "select email as name from invitations where account_id = current_account() and state = 'open'",
  ],
  [
    'relations',
    'ends',
    '/a/:account/relations',
    "select coalesce(other_name, 'PartnerId ' || other_partner_id) as name from relations where account_id = current_account() and state in ('invited', 'active')",
  ],
  [
    'consents',
    'ends',
    '/a/:account/consents',
    "select application_name as name from application_consents where account_id = current_account() and side = 'partner' and ended_at is null",
  ],
  ['registered_applications', 'ends', '/a/:account/applications', "select name from applications where account_id = current_account() and state = 'active'"],
  ['directories', 'ends', '/a/:account/directories', "select name from directories where account_id = current_account() and state = 'on'"],
  ['payout_accounts', 'ends', '/a/:account/payout-accounts', "select name from payout_accounts where account_id = current_account() and state <> 'closed'"],
  ['profiles', 'ends', '/a/:account/profiles', 'select country as name from business_profiles where account_id = current_account() and published is not null'],
  ['locations', 'lost', '/a/:account/locations', "select name || ' (' || location_id || ')' as name from locations where account_id = current_account()"],
  ['publishers', 'lost', '/a/:account/identifiers', 'select publisher_id as name from publishers where account_id = current_account()'],
  ['domains', 'ends', '/a/:account/domains', 'select domain as name from account_domains where account_id = current_account()'],
  ['learners', 'ends', null, 'select person_id::text as name from counted_learners where account_id = current_account()'],
];
/** Whose names say nothing, or are somebody's own. */
const unnamed = new Set(['payout_changes', 'learners', 'people', 'requests', 'profiles']);
const namedAtMost = 10;

/** What stands open in the running account and what ends with it; what concerns nothing is left out. */
export async function listEffects(tx: Tx, locale: string): Promise<Effect[]> {
  const found = await Promise.all(
    counted.map(async ([key, kind, link, text]): Promise<Effect> => {
      const asked = `select count(*)::int as n, (array_agg(name order by name))[1:${namedAtMost}] as names from (${text}) c`;
      const {
        rows: [row],
      } = await run(tx, asked, text.includes('$1') ? [locale] : []);
      return { key, kind, link, count: Number(row?.['n'] ?? 0), names: unnamed.has(key) ? [] : ((row?.['names'] as string[] | null) ?? []) };
    }),
  );
  const always = [
    { key: 'partner_id', kind: 'lost' as const },
    { key: 'agreements', kind: 'stays' as const },
    { key: 'activity_log', kind: 'stays' as const },
  ].map((each) => ({ ...each, count: 1, names: [], link: null }));
  return [...found.filter(({ count }) => count > 0), ...always];
}

/** What must be settled before: the operator has suspended the company, or it is about to become part of another one. */
export async function listStops(tx: Tx): Promise<string[]> {
  const {
    rows: [row],
  } = await run(
    tx,
    `select a.state, exists (select from merges m where m.account_id = a.account_id and m.state = 'confirmed') as merging
       from accounts a where a.account_id = current_account()`,
  );
  return [...(row?.['state'] === 'suspended' ? ['suspended'] : []), ...(row?.['merging'] ? ['merge'] : [])];
}

export interface DeskWanted {
  readonly limit: number;
  readonly show: 'open' | 'ended';
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
}
/** Across accounts: those under way by the day on which they close or are to be answered, those that are over by when, the newest first. */
export async function listDeskClosings(tx: Tx, { limit, show, after }: DeskWanted) {
  const isOpen = show === 'open';
  let query = tx
    .selectFrom('closings as c')
    .innerJoin('accounts as a', 'a.accountId', 'c.accountId')
    .selectAll('c')
    .select(['a.name as company', 'a.partnerId'])
    .where('c.state', isOpen ? 'in' : 'not in', ['asked', 'waiting']);
  const key = isOpen ? sql<Date>`coalesce(c.closes_at, c.answer_by, c.asked_at)` : sql<Date>`c.ended_at`;
  if (after)
    query = query.where(
      isOpen
        ? sql<boolean>`(${key}, c.closing_id) > (${after.at}, ${after.id}::uuid)`
        : sql<boolean>`(${key}, c.closing_id) < (${after.at}, ${after.id}::uuid)`,
    );
  const order = isOpen ? ('asc' as const) : ('desc' as const);
  const found = await query.select(key.as('at')).orderBy(key, order).orderBy('c.closingId', order).limit(limit).execute();
  return found.map((row) => ({ ...row, state: row.state as ClosingState, reason: row.reason as ClosingReason }));
}

/** How many accounts are about to close; across accounts. */
export async function countClosings(tx: Tx): Promise<number> {
  const {
    rows: [row],
  } = await run(tx, "select count(*)::int as n from closings where state = 'waiting'");
  return Number(row?.['n'] ?? 0);
}
