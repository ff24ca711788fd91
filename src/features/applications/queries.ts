import { sql } from 'kysely';
import { run, type Tx } from '../../server/tx.ts';
import type { Ask } from './contract.ts';

const here = sql<string>`current_account()`;
type After = { readonly at: Date; readonly id: string } | undefined;

/** Applications with when the last of their live keys ends, and how many partners have consented. */
const listed = (tx: Tx, now: Date) =>
  tx
    .selectFrom('applications as p')
    .selectAll('p')
    .select((eb) => [
      eb
        .selectFrom('applicationKeys as k')
        .select((k) => k.fn.max('k.expiresAt').as('ends'))
        .where('k.accountId', '=', here)
        .whereRef('k.applicationId', '=', 'p.applicationId')
        .where('k.endedAt', 'is', null)
        .where('k.expiresAt', '>', now)
        .as('ends'),
      eb
        .selectFrom('applicationConsents as c')
        .select((c) => c.fn.countAll<number>().as('n'))
        .where('c.accountId', '=', here)
        .where('c.side', '=', 'integrator')
        .whereRef('c.applicationId', '=', 'p.applicationId')
        .where('c.endedAt', 'is', null)
        .as('partners'),
    ])
    .where('p.accountId', '=', here);

export function listApplications(tx: Tx, now: Date, { limit, after }: { readonly limit: number; readonly after: After }) {
  let query = listed(tx, now);
  if (after) query = query.where(sql<boolean>`(p.created_at, p.application_id) < (${after.at}, ${after.id})`);
  return query.orderBy('p.createdAt', 'desc').orderBy('p.applicationId', 'desc').limit(limit).execute();
}
export type ListedRow = Awaited<ReturnType<typeof listApplications>>[number];
export const findListed = (tx: Tx, now: Date, applicationId: string) => listed(tx, now).where('p.applicationId', '=', applicationId).executeTakeFirst();

/** Locks an application of the running account until the transaction ends. */
export const findApplicationForUpdate = (tx: Tx, applicationId: string) =>
  tx.selectFrom('applications').selectAll().where('accountId', '=', here).where('applicationId', '=', applicationId).forUpdate().executeTakeFirst();
export type ApplicationRow = NonNullable<Awaited<ReturnType<typeof findApplicationForUpdate>>>;

export const listKeys = (tx: Tx, applicationId: string) =>
  tx.selectFrom('applicationKeys').selectAll().where('accountId', '=', here).where('applicationId', '=', applicationId).orderBy('createdAt', 'desc').execute();
export type KeyRow = Awaited<ReturnType<typeof listKeys>>[number];

/** An active application by its client id, whoever’s it is. */
export async function findByClientId(tx: Tx, clientId: string) {
  const { rows } = await run(tx, 'select account_id, application_id, name, description, asks, partner_id, company from find_application($1)', [clientId]);
  const row = rows[0];
  return (
    row && {
      accountId: row['account_id'] as string,
      applicationId: row['application_id'] as string,
      name: row['name'] as string,
      description: row['description'] as string,
      asks: row['asks'] as Ask[],
      company: { partnerId: row['partner_id'] as string, name: row['company'] as string },
    }
  );
}

/** Consents on one side of the running account. */
export function listConsents(
  tx: Tx,
  side: 'partner' | 'integrator',
  { limit, after, applicationId }: { readonly limit: number; readonly after: After; readonly applicationId?: string },
) {
  let query = tx.selectFrom('applicationConsents').selectAll().where('accountId', '=', here).where('side', '=', side);
  if (applicationId) query = query.where('applicationId', '=', applicationId);
  if (after) query = query.where(sql<boolean>`(given_at, consent_id) < (${after.at}, ${after.id})`);
  return query.orderBy('givenAt', 'desc').orderBy('consentId', 'desc').limit(limit).execute();
}
export type ConsentRow = Awaited<ReturnType<typeof listConsents>>[number];

/** What the running account, as a partner, grants an application now. */
export const findConsentTo = (tx: Tx, applicationId: string) =>
  tx
    .selectFrom('applicationConsents')
    .selectAll()
    .where('accountId', '=', here)
    .where('side', '=', 'partner')
    .where('applicationId', '=', applicationId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();

/** Lets one change of a consent at a time through, whichever side it comes from; until the transaction ends. */
export const holdConsent = (tx: Tx, consentId: string) => run(tx, "select pg_advisory_xact_lock(hashtextextended('consent ' || $1, 0))", [consentId]);

export const findConsent = (tx: Tx, consentId: string) =>
  tx.selectFrom('applicationConsents').selectAll().where('accountId', '=', here).where('consentId', '=', consentId).executeTakeFirst();

/** Consents that end when one company becomes part of another: those that it gave, and those to its applications by the other. */
export const listConsentsOverBy = (tx: Tx, { from, into }: { readonly from: string; readonly into: string }) =>
  tx
    .selectFrom('applicationConsents')
    .selectAll()
    .where('side', '=', 'partner')
    .where('endedAt', 'is', null)
    .where((eb) => eb.or([eb('accountId', '=', from), eb.and([eb('accountId', '=', into), eb('otherAccountId', '=', from)])]))
    .orderBy('consentId')
    .execute();

export const listOpenConsents = (tx: Tx, applicationId: string) =>
  tx
    .selectFrom('applicationConsents')
    .selectAll()
    .where('accountId', '=', here)
    .where('side', '=', 'integrator')
    .where('applicationId', '=', applicationId)
    .where('endedAt', 'is', null)
    .orderBy('consentId')
    .execute();

/** Keys that end within so many days, of applications that are in use; across accounts. */
export const listEndingKeys = (tx: Tx, now: Date, until: Date) =>
  tx
    .selectFrom('applicationKeys as k')
    .innerJoin('applications as p', (on) => on.onRef('p.accountId', '=', 'k.accountId').onRef('p.applicationId', '=', 'k.applicationId'))
    .select(['k.accountId', 'k.keyId', 'k.applicationId', 'k.name', 'k.expiresAt', 'k.warnedDays', 'p.name as application'])
    .where('p.state', '=', 'active')
    .where('k.endedAt', 'is', null)
    .where('k.expiresAt', '>', now)
    .where('k.expiresAt', '<=', until)
    .orderBy('k.expiresAt')
    .execute();
