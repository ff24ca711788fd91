import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';
import type { assignments, deskQueues } from '../contract/deskRequests.ts';

export interface Place {
  readonly at: Date;
  readonly id: string;
}
const part = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

export interface OwnWanted {
  readonly personId: string;
  /** Everybody's, for whoever administers requests. */
  readonly all: boolean;
  readonly closed: boolean;
  readonly limit: number;
  readonly after?: Place | undefined;
}
/** Questions of the company of the transaction that the reader may see, the latest changed first. */
export function listOwnRequests(tx: Tx, { personId, all, closed, limit, after }: OwnWanted) {
  let query = tx
    .selectFrom('serviceRequests')
    .selectAll()
    .where('accountId', '=', sql<string>`current_account()`)
    .where('kind', '=', 'question')
    .where('state', closed ? '=' : '<>', 'closed');
  if (!all) query = query.where((eb) => eb.or([eb('personId', '=', personId), eb('forTeam', '=', true)]));
  if (after) query = query.where(sql<boolean>`(changed_at, request_id) < (${after.at}, ${after.id})`);
  return query.orderBy('changedAt', 'desc').orderBy('requestId', 'desc').limit(limit).execute();
}

/** Requests of a person in the company that are not over; and of those that wait for an answer, the one that waits longest. */
export const listOpenOf = (tx: Tx, personId: string, limit: number) =>
  tx
    .selectFrom('serviceRequests')
    .select(['requestId', 'number', 'subject', 'state'])
    .where('accountId', '=', sql<string>`current_account()`)
    .where('personId', '=', personId)
    .where('kind', '=', 'question')
    .where('state', '<>', 'closed')
    .orderBy('changedAt')
    .orderBy('requestId')
    .limit(limit)
    .execute();

/** Later than every promise: of a request that waits without one. */
const never = sql<Date>`timestamptz '9999-01-01 00:00:00+00'`;

export interface DeskWanted {
  readonly queue: (typeof deskQueues)[number];
  readonly words: readonly string[];
  readonly kind?: string | undefined;
  readonly locale?: string | undefined;
  readonly country?: string | undefined;
  readonly assigned?: (typeof assignments)[number] | undefined;
  readonly personId: string;
  readonly limit: number;
  readonly after?: Place | undefined;
}
/** Requests of a queue across accounts; `place` is what the list is ordered by. */
export function listDeskRequests(tx: Tx, wanted: DeskWanted) {
  const { queue, words, kind, locale, country, assigned, personId, limit, after } = wanted;
  const state = { waiting: 'open', asked: 'attention_needed', closed: 'closed' }[queue];
  const place = queue === 'waiting' ? sql<Date>`coalesce(r.promised_at, ${never})` : sql<Date>`r.changed_at`;
  let query = desk(tx).select(place.as('place')).where('r.state', '=', state);
  if (kind) query = query.where('r.kind', '=', kind);
  if (locale) query = query.where('r.locale', '=', locale);
  if (country) query = query.where('a.country', '=', country);
  if (assigned) query = assigned === 'mine' ? query.where('r.assignedTo', '=', personId) : query.where('r.assignedTo', 'is', null);
  for (const word of words) query = query.where(sql<boolean>`(r.search_text like ${part(word)} or a.search_text like ${part(word)})`);
  if (queue === 'closed') {
    if (after) query = query.where(sql<boolean>`(${place}, r.request_id) < (${after.at}, ${after.id})`);
    return query.orderBy('place', 'desc').orderBy('r.requestId', 'desc').limit(limit).execute();
  }
  if (after) query = query.where(sql<boolean>`(${place}, r.request_id) > (${after.at}, ${after.id})`);
  return query.orderBy('place').orderBy('r.requestId').limit(limit).execute();
}
export type DeskRow = Awaited<ReturnType<typeof listDeskRequests>>[number];

const desk = (tx: Tx) =>
  tx
    .selectFrom('serviceRequests as r')
    .leftJoin('accounts as a', 'a.accountId', 'r.accountId')
    .leftJoin('people as p', 'p.personId', 'r.assignedTo')
    .selectAll('r')
    .select(['a.name as company', 'a.partnerId', 'a.country', 'p.givenName as agentGiven', 'p.familyName as agentFamily']);

/** One request with its company and its agent, across accounts. */
export const findDeskRequest = (tx: Tx, requestId: string) => desk(tx).where('r.requestId', '=', requestId).executeTakeFirst();
export type DeskFound = NonNullable<Awaited<ReturnType<typeof findDeskRequest>>>;

/** How many wait for the desk, counting no further than a thousand. */
export async function countWaiting(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom(tx.selectFrom('serviceRequests').select('requestId').where('state', '=', 'open').limit(1000).as('found'))
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** What a person holds in a company now. */
export const listRolesOf = (tx: Tx, accountId: string, personId: string, now: Date) =>
  tx
    .selectFrom('roleAssignments')
    .select('role')
    .distinct()
    .where('accountId', '=', accountId)
    .where('personId', '=', personId)
    .where((eb) => eb.or([eb('endsAt', 'is', null), eb('endsAt', '>', now)]))
    .orderBy('role')
    .execute();

/** Other requests from the same mail address or person, the latest first. */
export const listRecent = (tx: Tx, { requestId, personId, email }: { readonly requestId: string; readonly personId: string | null; readonly email: string }) =>
  tx
    .selectFrom('serviceRequests')
    .select(['requestId', 'number', 'subject', 'state', 'createdAt'])
    .where('requestId', '<>', requestId)
    .where((eb) => (personId ? eb('personId', '=', personId) : eb('email', '=', email)))
    .orderBy('createdAt', 'desc')
    .limit(5)
    .execute();

/** The operator's people who hold one of the roles, by name. */
export const listAgents = (tx: Tx, roles: readonly string[], now: Date) =>
  tx
    .selectFrom('people')
    .select(['personId', 'givenName', 'familyName'])
    .where('personId', 'in', (eb) =>
      eb
        .selectFrom('operators')
        .select('operators.personId')
        .where('role', 'in', [...roles])
        .where((or) => or.or([or('endsAt', 'is', null), or('endsAt', '>', now)])),
    )
    .orderBy('familyName')
    .orderBy('givenName')
    .limit(200)
    .execute();
