import type { OperatorActor } from '../../server/actor.ts';
import { run, type Tx } from '../../server/tx.ts';
import { chainOf, type LogEntry } from './chain.ts';

/** Which entries of a log. Words are folded already. */
export interface Wanted {
  readonly words: readonly string[];
  readonly areas: readonly string[] | null;
  readonly kind: string | null;
  readonly by: string | null;
  readonly about: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

/** Of an entry and its seal; for the account, or (null) the center's own. */
export interface EntryRow extends LogEntry {
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly actorEmail: string | null;
  /** Through which application it was done. */
  readonly applicationName: string | null;
  readonly place: number | null;
  readonly turn: number;
}

/** For the parameter `$1`. Two spellings, because no index serves "is not distinct from". */
const ofLog = (log: string | null): string => (log === null ? '(a.account_id is null and $1::uuid is null)' : 'a.account_id = $1');
const columns = `a.announcement_id as "announcementId", a.at, a.account_id as "accountId", a.person_id as "personId", a.subject_id as "subjectId", a.name,
  a.actor_kind as "actorKind", a.actor_id as "actorId", a.actor_name as "actorName", a.address, a.user_agent as "userAgent", a.request_id as "requestId",
  a.application_name as "applicationName", a.details, a.before, a.after`;
const named = `coalesce(m.given_name, p.given_name) as "givenName", coalesce(m.family_name, p.family_name) as "familyName", w.email as "actorEmail"`;
const joined = `left join members m on m.account_id = a.account_id and m.person_id = a.person_id left join people p on p.person_id = a.person_id
  left join members w on w.account_id = a.account_id and w.person_id = a.actor_id`;

/** A place in a log: entries of one instant come by the order of their writing. */
export interface Place {
  readonly at: Date;
  readonly turn: number;
}

/** The newest first. An account's transaction finds its own log, whatever `log` says; one across accounts the log it names. */
export async function listEntries(
  tx: Tx,
  log: string | null,
  wanted: Wanted,
  { limit, after }: { readonly limit: number; readonly after?: Place | undefined },
): Promise<EntryRow[]> {
  const { words, areas, kind, by, about, from, to } = wanted;
  const { rows } = await run(
    tx,
    `select ${columns}, ${named}, a.turn, s.place
       from find_announcements($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) a
       left join seals s on s.announcement_id = a.announcement_id and s.at = a.at ${joined}
      order by a.at desc, a.turn desc`,
    [log, [...words], areas && [...areas], kind, by, about, from, to, after?.at ?? null, after?.turn ?? null, limit],
  );
  return rows as unknown as EntryRow[];
}

export interface WholeEntry extends EntryRow {
  readonly line: string | null;
  readonly link: string | null;
  readonly salts: Record<string, string> | null;
  readonly sealedAt: Date | null;
}
export async function findEntry(tx: Tx, log: string | null, entryId: string): Promise<WholeEntry | undefined> {
  const { rows } = await run(
    tx,
    `select ${columns}, ${named}, a.turn, s.place, s.line, s.link, s.salts, s.sealed_at as "sealedAt"
       from announcements a left join seals s on s.announcement_id = a.announcement_id and s.at = a.at ${joined}
      where a.announcement_id = $1 and a.account_id is not distinct from $2`,
    [entryId, log],
  );
  return rows[0] as unknown as WholeEntry | undefined;
}

/** More are not offered in a filter; whoever is missing is found by the search. */
const mostDoers = 200;
/** Who did something in a log, under the name that they had last. */
export async function listDoers(tx: Tx, log: string | null): Promise<{ personId: string; name: string }[]> {
  const { rows } = await run(
    tx,
    `select d.actor_id as "personId", n.actor_name as name
       from announcement_actors($1, ${mostDoers}) d
       cross join lateral (select a.actor_name from announcements a where ${ofLog(log)} and a.actor_id = d.actor_id and a.actor_name is not null
                            order by a.at desc limit 1) n`,
    [log],
  );
  return rows as { personId: string; name: string }[];
}

export async function findChainEnd(tx: Tx, log: string | null) {
  return tx.selectFrom('sealChains').select(['place', 'link', 'sealedAt']).where('accountId', '=', chainOf(log)).executeTakeFirst();
}

export const listHeads = (tx: Tx, log: string | null, after: number, to: number) =>
  tx
    .selectFrom('sealHeads')
    .selectAll()
    .where('accountId', '=', chainOf(log))
    .where('place', '>', after)
    .where('place', '<=', to)
    .orderBy('place')
    .orderBy('day')
    .execute();

export const findLastHead = (tx: Tx, log: string | null) =>
  tx.selectFrom('sealHeads').selectAll().where('accountId', '=', chainOf(log)).orderBy('day', 'desc').limit(1).executeTakeFirst();

export const listKeys = (tx: Tx) => tx.selectFrom('sealKeys').select(['keyId', 'publicKey']).orderBy('since').execute();

/** Entries of a log that wait for the sealer. */
export async function countWaiting(tx: Tx, log: string | null): Promise<{ waiting: number; since: Date | null }> {
  const { rows } = await run(
    tx,
    `select count(*) as waiting, min(a.at) as since from seal_queue q join announcements a on a.announcement_id = q.announcement_id and a.at = q.at
      where ${ofLog(log)}`,
    [log],
  );
  return rows[0] as unknown as { waiting: number; since: Date | null };
}

export interface SealedRow extends LogEntry {
  readonly place: number;
  readonly line: string;
  readonly salts: Record<string, string>;
  readonly link: string;
  readonly searchText: string;
}
/** Sealed entries in the order of the chain, with what they stand for. */
export async function listSealed(tx: Tx, log: string | null, after: number, to: number, limit: number): Promise<SealedRow[]> {
  const { rows } = await run(
    tx,
    `select ${columns}, a.search_text as "searchText", s.place, s.line, s.salts, s.link
       from (select * from seals where account_id = $1 and place > $2 and place <= $3 order by place limit $4) s
       join announcements a on a.announcement_id = s.announcement_id and a.at = s.at order by s.place`,
    [chainOf(log), after, to, limit],
  );
  return rows as unknown as SealedRow[];
}

/** The link after an entry, and the first and last places among the entries of a time. */
export async function findLink(tx: Tx, log: string | null, place: number): Promise<string | undefined> {
  const row = await tx.selectFrom('seals').select('link').where('accountId', '=', chainOf(log)).where('place', '=', place).executeTakeFirst();
  return row?.link;
}
export async function findPlaces(tx: Tx, log: string | null, from: Date | null, to: Date | null): Promise<{ first: number | null; last: number | null }> {
  let query = tx
    .selectFrom('seals')
    .select((eb) => [eb.fn.min<number | null>('place').as('first'), eb.fn.max<number | null>('place').as('last')])
    .where('accountId', '=', chainOf(log));
  if (from) query = query.where('at', '>=', from);
  if (to) query = query.where('at', '<', to);
  return query.executeTakeFirstOrThrow();
}

/** How long a look into a company lasts for reading its log. */
const lookHours = 8;
/** Whether this one of the operator's people has said why they look into the company. */
export async function hasLooked(tx: Tx, actor: OperatorActor, now: Date, accountId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('announcements')
    .select('announcementId')
    .where('accountId', '=', accountId)
    .where('actorId', '=', actor.personId)
    .where('name', '=', 'accounts.looked_at')
    .where('at', '>', new Date(now.getTime() - lookHours * 3_600_000))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
