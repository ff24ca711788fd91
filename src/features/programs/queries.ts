import { sql } from 'kysely';
import { type Locale, pickLocale } from '../../core/locale.ts';
import { fullName } from '../../core/person.ts';
import type { Helper } from '../../core/problems.ts';
import { run, type Tx } from '../../server/tx.ts';
import { Definition, type EnrollmentState, type ProgramText, standingStates } from './contract.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

const parsed = (row: {
  readonly program: string;
  readonly isOpen: boolean;
  readonly changedAt: Date;
  readonly version: number;
  readonly definition: unknown;
}) => ({
  program: row.program,
  isOpen: row.isOpen,
  changedAt: row.changedAt,
  version: row.version,
  ...Definition.parse(row.definition),
});
export type ProgramRow = ReturnType<typeof parsed>;

const rows = (tx: Tx) => tx.selectFrom('programs').select(['program', 'isOpen', 'changedAt', 'version', 'definition', 'position']);
/** The whole catalog, in the operator's order. */
export const listProgramRows = async (tx: Tx): Promise<ProgramRow[]> => (await rows(tx).orderBy('position').orderBy('program').execute()).map(parsed);
export async function findProgram(tx: Tx, program: string): Promise<ProgramRow | undefined> {
  const row = await rows(tx).where('program', '=', program).executeTakeFirst();
  return row && parsed(row);
}
export async function findProgramForUpdate(tx: Tx, program: string): Promise<ProgramRow | undefined> {
  const row = await rows(tx).where('program', '=', program).forUpdate().executeTakeFirst();
  return row && parsed(row);
}
/** The words of a program for a reader; what an operator has not said in their language comes in another. */
export const wordsOf = ({ texts }: Pick<ProgramRow, 'texts'>, locale: Locale): ProgramText => texts[pickLocale([locale], Object.keys(texts) as Locale[])];
export const namesOf = ({ texts }: Pick<ProgramRow, 'texts'>): Record<Locale, string> =>
  Object.fromEntries(Object.entries(texts).map(([locale, text]) => [locale, text.name])) as Record<Locale, string>;

const enrolled = (tx: Tx) => tx.selectFrom('enrollments').selectAll().where('accountId', '=', here);
const stated = <R extends { readonly state: string }>(row: R) => ({ ...row, state: row.state as EnrollmentState });
/** Where the running account stands with every program that it ever applied for. */
export const listEnrollmentsHere = async (tx: Tx) => (await enrolled(tx).execute()).map(stated);
export type EnrollmentRow = Awaited<ReturnType<typeof listEnrollmentsHere>>[number];
export async function findEnrollment(tx: Tx, program: string): Promise<EnrollmentRow | undefined> {
  const row = await enrolled(tx).where('program', '=', program).executeTakeFirst();
  return row && stated(row);
}
/** Locks the enrollment; the account is locked first (`getAccountForUpdate`), as every change does. */
export async function findEnrollmentForUpdate(tx: Tx, program: string): Promise<EnrollmentRow | undefined> {
  const row = await enrolled(tx).where('program', '=', program).forUpdate().executeTakeFirst();
  return row && stated(row);
}

export const listInvitationsHere = (tx: Tx) => tx.selectFrom('programInvitations').selectAll().where('accountId', '=', here).execute();
export const findFigures = (tx: Tx) =>
  tx
    .selectFrom('accountFigures')
    .select(['revenueAmount', 'revenueCurrency', 'months', 'version'])
    .select(sql<string | null>`as_of::text`.as('asOf'))
    .where('accountId', '=', here)
    .executeTakeFirst();
/** The countries that the running account has a location in. */
export const listLocationCountries = async (tx: Tx): Promise<string[]> =>
  (await tx.selectFrom('locations').select('country').distinct().where('accountId', '=', here).execute()).map((row) => row.country);

/** Who holds one of the roles, and has a second factor or not. */
export async function listSecondFactors(tx: Tx, now: Date, roles: readonly string[]): Promise<(Helper & { readonly hasFactor: boolean })[]> {
  const { rows: found } = await run(tx, 'select person_id, given_name, family_name, email, has_factor from second_factors_of_holders($1, $2)', [
    [...roles],
    now,
  ]);
  return (found as { person_id: string; given_name: string; family_name: string; email: string; has_factor: boolean }[]).map((row) => ({
    personId: row.person_id,
    name: fullName({ givenName: row.given_name, familyName: row.family_name }),
    email: row.email,
    hasFactor: row.has_factor,
  }));
}

/** Roles that somebody active holds in the running account, and how many people hold each. */
export async function countHolders(tx: Tx, now: Date): Promise<ReadonlyMap<string, number>> {
  const found = await tx
    .selectFrom('roleAssignments as r')
    .innerJoin('members as m', (on) => on.onRef('m.accountId', '=', 'r.accountId').onRef('m.personId', '=', 'r.personId'))
    .select(['r.role', sql<number>`count(distinct r.person_id)::int`.as('people')])
    .where('r.accountId', '=', here)
    .where('m.state', '=', 'active')
    .where((eb) => eb.or([eb('r.endsAt', 'is', null), eb('r.endsAt', '>', now)]))
    .groupBy('r.role')
    .execute();
  return new Map(found.map((row) => [row.role, row.people]));
}

/** How many people hold at least one of the roles. */
export async function countPeopleWith(tx: Tx, now: Date, roles: readonly string[]): Promise<number> {
  return roles.length ? (await listSecondFactors(tx, now, roles)).length : 0;
}

/** Of each program that has roles of its own, how many active people of the running account hold one. */
export async function countPeopleByProgram(tx: Tx, now: Date, rolesByProgram: ReadonlyMap<string, readonly string[]>): Promise<ReadonlyMap<string, number>> {
  const pairs = [...rolesByProgram].flatMap(([program, roles]) => roles.map((role) => [program, role] as const));
  if (!pairs.length) return new Map();
  const { rows: found } = await run(
    tx,
    `select w.program, count(distinct r.person_id)::int as people
       from unnest($1::text[], $2::text[]) w(program, role)
       join role_assignments r on r.account_id = current_account() and r.role = w.role and (r.ends_at is null or r.ends_at > $3)
       join members m on m.account_id = r.account_id and m.person_id = r.person_id and m.state = 'active'
      group by w.program`,
    [pairs.map(([program]) => program), pairs.map(([, role]) => role), now],
    'programs.people_by_program',
  );
  const counted = new Map(found.map((row) => [row['program'] as string, row['people'] as number]));
  return new Map([...rolesByProgram].flatMap(([program, roles]) => (roles.length ? [[program, counted.get(program) ?? 0]] : [])));
}

/** How many companies are in each program; across accounts. */
export async function countCompanies(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const found = await tx
    .selectFrom('enrollments')
    .select(['program', sql<number>`count(*)::int`.as('companies')])
    .where('state', 'in', [...standingStates])
    .groupBy('program')
    .execute();
  return new Map(found.map((row) => [row.program, row.companies]));
}
/** Programs that any company ever applied for: they cannot be taken out of the table. */
export const listAppliedPrograms = async (tx: Tx): Promise<Set<string>> =>
  new Set((await tx.selectFrom('enrollments').select('program').distinct().execute()).map((row) => row.program));

export interface EnrollmentsWanted {
  readonly limit: number;
  readonly state: EnrollmentState;
  readonly program?: string | undefined;
  readonly accountId?: string | undefined;
  readonly after?: { readonly at: Date; readonly id: string; readonly program: string } | undefined;
}
const lines = (tx: Tx) =>
  tx
    .selectFrom('enrollments as e')
    .innerJoin('accounts as a', 'a.accountId', 'e.accountId')
    .innerJoin('programs as p', 'p.program', 'e.program')
    .select(['e.accountId', 'a.partnerId', 'a.name as company', 'a.country', 'e.program', 'p.definition', 'e.state', 'e.appliedAt', 'e.changedAt', 'e.dueAt']);
export type EnrollmentLineRow = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number];

/** Others wait for the verification of the company, which has a queue of its own. */
const forReview = sql<boolean>`(p.definition ->> 'review' <> 'verification' or a.vetting_status = 'authorized')`;

/** What waits for the operator comes by its date, everything else by when it changed, the newest first. Across accounts. */
export function listEnrollmentLines(tx: Tx, { limit, state, program, accountId, after }: EnrollmentsWanted): Promise<EnrollmentLineRow[]> {
  let query = lines(tx).where('e.state', '=', state);
  if (state === 'applied') query = query.where(forReview);
  if (program) query = query.where('e.program', '=', program);
  if (accountId) query = query.where('e.accountId', '=', accountId);
  const waiting = state === 'applied';
  const key = waiting ? ('e.dueAt' as const) : ('e.changedAt' as const);
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb(key, waiting ? '>' : '<', after.at),
        eb.and([eb(key, '=', after.at), eb('e.accountId', '>', after.id)]),
        eb.and([eb(key, '=', after.at), eb('e.accountId', '=', after.id), eb('e.program', '>', after.program)]),
      ]),
    );
  return query
    .orderBy(key, waiting ? 'asc' : 'desc')
    .orderBy('e.accountId')
    .orderBy('e.program')
    .limit(limit)
    .execute();
}
/** Every enrollment of the running account, for the operator. */
export const listEnrollmentLinesHere = (tx: Tx): Promise<EnrollmentLineRow[]> => lines(tx).where('e.accountId', '=', here).orderBy('p.position').execute();
export const getEnrollmentLine = (tx: Tx, program: string) =>
  lines(tx).where('e.accountId', '=', here).where('e.program', '=', program).executeTakeFirstOrThrow();

/** How many applications wait for the operator; across accounts. */
export async function countWaiting(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('enrollments as e')
    .innerJoin('accounts as a', 'a.accountId', 'e.accountId')
    .innerJoin('programs as p', 'p.program', 'e.program')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('e.state', '=', 'applied')
    .where(forReview)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** What happened to the running account's enrollment in a program, the newest first. */
export const listHistory = (tx: Tx, program: string) =>
  tx
    .selectFrom('announcements')
    .select(['name', 'at', 'actorName', 'details'])
    .where('accountId', '=', here)
    .where('name', 'like', 'enrollments.%')
    .where(sql<boolean>`details ->> 'program' = ${program}`)
    .orderBy('at', 'desc')
    .limit(30)
    .execute();

/** Whether the running account last left the program while it was restricted or suspended: it does not come back unseen. */
export async function leftHeldBack(tx: Tx, program: string): Promise<boolean> {
  const row = await tx
    .selectFrom('announcements')
    .select(sql<string | null>`before ->> 'state'`.as('state'))
    .where('accountId', '=', here)
    .where('name', '=', 'enrollments.left')
    .where(sql<boolean>`details ->> 'program' = ${program}`)
    .orderBy('at', 'desc')
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.state === 'restricted' || row?.state === 'suspended';
}

export const listResourceRows = (tx: Tx) => tx.selectFrom('resources').selectAll().orderBy('position').orderBy('resourceId').execute();
export type ResourceRow = Awaited<ReturnType<typeof listResourceRows>>[number];
