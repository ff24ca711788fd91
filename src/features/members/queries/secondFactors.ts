import { sql } from 'kysely';
import type { Locale } from '../../../core/locale.ts';
import { adminRoles, type SecondFactorAsks } from '../../../core/secondFactor.ts';
import type { Tx } from '../../../server/tx.ts';
import { nameOrder } from '../queries.ts';

/** The account of the running transaction; written out, so that not everything hangs on one policy. */
const here = sql<string>`current_account()`;

interface Factors {
  personId: string;
  passkeys: number;
  hasApp: boolean;
  since: Date | null;
  lastUsedAt: Date | null;
  isFrozen: boolean;
}

const isAdmin = (now: Date) => sql<boolean>`exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id
  and r.role = any(${adminRoles}) and (r.ends_at is null or r.ends_at > ${now}))`;
const hasOne = sql<boolean>`(f.passkeys > 0 or f.has_app)`;

/** The active members of the running account, each with what they have. */
const everyone = (tx: Tx, now: Date) =>
  tx
    .selectFrom('members as m')
    .innerJoin(sql<Factors>`(select * from second_factors_of_members())`.as('f'), 'f.personId', 'm.personId')
    .leftJoin('secondFactorExceptions as x', (join) =>
      join.onRef('x.accountId', '=', 'm.accountId').onRef('x.personId', '=', 'm.personId').on('x.endsAt', '>', now),
    )
    .where('m.accountId', '=', here)
    .where('m.state', '=', 'active');

export interface FactorsWanted {
  readonly now: Date;
  readonly locale: Locale;
  readonly limit: number;
  readonly after?: { readonly family: string; readonly given: string; readonly personId: string } | undefined;
  readonly words?: readonly string[] | undefined;
  readonly only?: 'having' | 'lacking' | undefined;
}

/** By name, in the reader's order. */
export function listFactors(tx: Tx, { now, locale, limit, after, words, only }: FactorsWanted) {
  const order = nameOrder(locale);
  let query = everyone(tx, now)
    .select([
      'm.personId',
      'm.givenName',
      'm.familyName',
      'm.email',
      'm.isGuest',
      'f.passkeys',
      'f.hasApp',
      'f.since',
      'f.lastUsedAt',
      'f.isFrozen',
      'm.lastUsedAt as lastSeenAt',
    ])
    .select(['x.endsAt as exceptedUntil', isAdmin(now).as('isAdmin')]);
  if (only) query = query.where(hasOne, '=', only === 'having');
  if (words?.length) query = query.where(sql<boolean>`m.person_id in (select search_members(${[...words]}))`);
  if (after) query = query.where(sql<boolean>`(${order[0]}, ${order[1]}, m.person_id) > (${after.family}, ${after.given}, ${after.personId})`);
  return query.orderBy(order[0]).orderBy(order[1]).orderBy('m.personId').limit(limit).execute();
}
export type FactorRow = Awaited<ReturnType<typeof listFactors>>[number];

/** The figures of the report, in one look. */
export const countFactors = (tx: Tx, now: Date) =>
  everyone(tx, now)
    .select([
      sql<number>`count(*)::int`.as('people'),
      sql<number>`(count(*) filter (where ${hasOne}))::int`.as('having'),
      sql<number>`(count(*) filter (where ${isAdmin(now)}))::int`.as('admins'),
      sql<number>`(count(*) filter (where ${isAdmin(now)} and ${hasOne}))::int`.as('adminsHaving'),
      sql<number>`(count(*) filter (where f.passkeys > 0))::int`.as('passkeys'),
      sql<number>`(count(*) filter (where f.has_app))::int`.as('apps'),
      sql<number>`count(x.person_id)::int`.as('excepted'),
    ])
    .executeTakeFirstOrThrow();

/** How many a policy means, and how many (and first of all who) of these would be sent to set one up. */
export async function countMeant(tx: Tx, now: Date, asks: SecondFactorAsks, named: number) {
  if (asks === 'protected') return { meant: 0, lacking: 0, people: [] };
  const meant = asks === 'admins' ? everyone(tx, now).where(isAdmin(now)) : everyone(tx, now);
  const lacks = sql<boolean>`(not ${hasOne} and x.person_id is null)`;
  const [counts, people] = await Promise.all([
    meant.select([sql<number>`count(*)::int`.as('meant'), sql<number>`(count(*) filter (where ${lacks}))::int`.as('lacking')]).executeTakeFirstOrThrow(),
    meant.where(lacks).select(['m.personId', 'm.givenName', 'm.familyName', 'm.email']).orderBy('m.familyName').orderBy('m.personId').limit(named).execute(),
  ]);
  return { ...counts, people };
}

export const listExceptions = (tx: Tx, now: Date) =>
  tx
    .selectFrom('secondFactorExceptions as x')
    .innerJoin('members as m', (join) => join.onRef('m.accountId', '=', 'x.accountId').onRef('m.personId', '=', 'x.personId'))
    .leftJoin('members as g', (join) => join.onRef('g.accountId', '=', 'x.accountId').onRef('g.personId', '=', 'x.givenBy'))
    .select(['x.personId', 'm.givenName', 'm.familyName', 'm.email', 'x.reason', 'x.endsAt', 'x.givenAt', 'x.givenBy'])
    .select(['g.givenName as giverGiven', 'g.familyName as giverFamily'])
    .where('x.accountId', '=', here)
    .where('x.endsAt', '>', now)
    .where('m.state', '=', 'active')
    .orderBy('x.endsAt')
    .orderBy('x.personId')
    .execute();
export type ExceptionRow = Awaited<ReturnType<typeof listExceptions>>[number];

export const findException = (tx: Tx, personId: string) =>
  tx.selectFrom('secondFactorExceptions').selectAll().where('accountId', '=', here).where('personId', '=', personId).executeTakeFirst();

const policyColumns = ['accountId', 'secondFactorFor', 'secondFactorFrom', 'secondFactorBefore', 'version'] as const;
export const getPolicy = (tx: Tx) => tx.selectFrom('accounts').select(policyColumns).where('accountId', '=', here).executeTakeFirstOrThrow();
export type PolicyRow = Awaited<ReturnType<typeof getPolicy>>;

/** An active member by address, as an administrator would name them. */
export const findActiveByEmail = (tx: Tx, email: string) =>
  tx
    .selectFrom('members as m')
    .select('m.personId')
    .where('m.accountId', '=', here)
    .where('m.state', '=', 'active')
    .where(sql<boolean>`lower(m.email) = lower(${email})`)
    .executeTakeFirst();
