import { sql } from 'kysely';
import { run, type Tx } from '../../server/tx.ts';
import type { CertificateStanding } from './contract.ts';
import { dayOf, soonDay } from './policy.ts';

/** Lets one change of a person's learning profile at a time through; until the transaction ends. */
export const holdLearner = (tx: Tx, personId: string) => run(tx, "select pg_advisory_xact_lock(hashtextextended('learning ' || $1, 0))", [personId]);

export const findProfile = (tx: Tx, personId: string) => tx.selectFrom('learningProfiles').selectAll().where('personId', '=', personId).executeTakeFirst();
export type ProfileRow = NonNullable<Awaited<ReturnType<typeof findProfile>>>;

/** The times that the person's certificates began to count for a company, the newest first. */
export const listStarts = (tx: Tx, personId: string) =>
  tx.selectFrom('learningStarts').select(['startedAt', 'countsFor']).where('personId', '=', personId).orderBy('startedAt', 'desc').limit(10).execute();

export const listCertificates = (tx: Tx, personId: string) =>
  tx.selectFrom('certificates').selectAll().where('personId', '=', personId).orderBy('competency').orderBy('name').orderBy('number').execute();
export type CertificateRow = Awaited<ReturnType<typeof listCertificates>>[number];

/** The companies in which the running person is at work. */
export async function listCompanies(tx: Tx, now: Date): Promise<{ readonly accountId: string; readonly name: string }[]> {
  const { rows } = await run(tx, 'select account_id, name from my_accounts($1)', [now]);
  return rows.map((row) => ({ accountId: row['account_id'] as string, name: row['name'] as string }));
}

/** Every profile there is, for the daily round; across accounts. */
export const listLearners = (tx: Tx) => tx.selectFrom('learningProfiles').select('personId').orderBy('personId').execute();

/** How many certificates of a person count for the running company. */
export async function countOf(tx: Tx, personId: string): Promise<number> {
  const { rows } = await run(
    tx,
    'select count(*)::int as n from counted_learners l join certificates c using (person_id) where l.account_id = current_account() and l.person_id = $1',
    [personId],
  );
  return rows[0]?.['n'] as number;
}

/** The certificates that count for the running company: of people who chose it and are at work there. */
const counted = `counted_learners l join members m using (account_id, person_id) join certificates c using (person_id)
   where l.account_id = current_account() and m.state = 'active'`;
const endless = "coalesce(c.valid_until, '9999-12-31')";

export async function countCertificates(tx: Tx): Promise<number> {
  const { rows } = await run(tx, `select count(*)::int as n from ${counted}`);
  return rows[0]?.['n'] as number;
}

export async function countPeople(tx: Tx, now: Date) {
  const { rows } = await run(
    tx,
    `select (select count(*)::int from members where account_id = current_account() and state = 'active') as people,
            (select count(*)::int from counted_learners l join members m using (account_id, person_id) where l.account_id = current_account() and m.state = 'active') as associated,
            (select count(distinct c.person_id)::int from ${counted} and c.valid_from <= $1 and ${endless} >= $1) as certified`,
    [dayOf(now)],
  );
  return rows[0] as { people: number; associated: number; certified: number };
}

/** Competency by competency: those with most certified people first. */
export async function listCompetencies(tx: Tx, now: Date) {
  const { rows } = await run(
    tx,
    `select c.competency, count(distinct c.person_id) filter (where c.valid_from <= $1 and ${endless} >= $1)::int as people,
            count(distinct c.skill) filter (where c.valid_from <= $1 and ${endless} >= $1)::int as skills,
            count(*) filter (where c.valid_from <= $1 and c.valid_until >= $1 and c.valid_until <= $2)::int as expiring,
            count(*) filter (where c.valid_until < $1)::int as expired
       from ${counted} group by c.competency order by 2 desc, 1`,
    [dayOf(now), soonDay(now)],
  );
  return rows as { competency: string; people: number; skills: number; expiring: number; expired: number }[];
}

export interface CertifiedWanted {
  readonly now: Date;
  readonly limit: number;
  readonly competency?: string | undefined;
  readonly standing?: CertificateStanding | undefined;
  readonly words: readonly string[];
  readonly after?: { readonly until: string; readonly personId: string; readonly number: string } | undefined;
}
const standings: Record<CertificateStanding, string> = {
  coming: 'c.valid_from > $1::date',
  valid: `c.valid_from <= $1::date and ${endless} > $2::date`,
  expiring: 'c.valid_from <= $1::date and c.valid_until >= $1::date and c.valid_until <= $2::date',
  expired: 'c.valid_from <= $1::date and c.valid_until < $1::date',
};

/** What expires first comes first; what does not expire comes last. */
export async function listCertified(tx: Tx, { now, limit, competency, standing, words, after }: CertifiedWanted) {
  const { rows } = await run(
    tx,
    `select c.person_id as "personId", c.number, c.name, c.skill, c.competency, c.valid_from as "validFrom", c.valid_until as "validUntil",
            m.given_name as "givenName", m.family_name as "familyName", m.email
       from ${counted} and $2::date is not null
        and ($3::text is null or c.competency = $3) and ${standing ? standings[standing] : '$1::date is not null'}
        and (cardinality($4::text[]) = 0 or c.person_id in (select person_id from search_members($4)))
        and ($5::date is null or (${endless}, c.person_id, c.number) > ($5::date, $6::uuid, $7))
      order by ${endless}, c.person_id, c.number limit $8`,
    [dayOf(now), soonDay(now), competency ?? null, [...words], after?.until ?? null, after?.personId ?? null, after?.number ?? null, limit],
  );
  return rows as unknown as (Omit<CertificateRow, never> & { givenName: string; familyName: string; email: string })[];
}
export type CertifiedRow = Awaited<ReturnType<typeof listCertified>>[number];

/** Whether the person is at work in the running account. */
export const isActiveHere = async (tx: Tx, personId: string): Promise<boolean> =>
  (await tx
    .selectFrom('members')
    .select('state')
    .where('accountId', '=', sql<string>`current_account()`)
    .where('personId', '=', personId)
    .where('state', '=', 'active')
    .executeTakeFirst()) !== undefined;
