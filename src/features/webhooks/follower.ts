import { acrossAccounts, type Database } from '../../server/db.ts';
import { run, type Tx } from '../../server/tx.ts';
import { bodyOf, followed, type Happened, nameFor, wireBodyOf } from './policy.ts';
import type { WireName } from './contract.ts';

/** Entries of one company's log that are read at once, and companies: a large merge must not make one long transaction. */
const entriesAtOnce = 1_000;
const companiesAtOnce = 50;

interface Listening {
  readonly accountId: string;
  readonly endpointId: string;
  readonly kind: 'endpoint' | 'registration';
  readonly events: readonly string[];
  readonly since: Date;
}
interface Behind {
  readonly accountId: string;
  readonly place: number;
  readonly until: number;
}

/** Whether this transaction is the installation's one follower, until it ends. */
async function isFollower(tx: Tx): Promise<boolean> {
  const { rows } = await run(tx, "select pg_try_advisory_xact_lock(hashtext('entente webhooks')) as mine");
  return rows[0]?.['mine'] === true;
}

const listBehind = (tx: Tx): Promise<Behind[]> =>
  run(
    tx,
    `select f.account_id as "accountId", f.place, c.place as until
       from webhook_followers f join seal_chains c on c.account_id = f.account_id and c.place > f.place order by f.account_id limit ${companiesAtOnce}`,
  ).then(({ rows }) => rows as unknown as Behind[]);

const listListening = (tx: Tx, accountIds: readonly string[]): Promise<Listening[]> =>
  run(
    tx,
    `select account_id as "accountId", endpoint_id as "endpointId", kind, events, since from webhook_endpoints where state = 'active' and account_id = any($1::uuid[])`,
    [accountIds],
  ).then(({ rows }) => rows as unknown as Listening[]);

/** Entries of these logs behind their places, up to so many of each, in the order of their chains. */
const listEntries = (tx: Tx, behind: readonly Behind[]): Promise<(Happened & { readonly place: number })[]> =>
  run(
    tx,
    `select s.place, a.account_id as "accountId", a.announcement_id as "announcementId", a.at, a.name, a.subject_id as "subjectId", a.person_id as "personId",
            a.details, a.before, a.after
       from unnest($1::uuid[], $2::bigint[]) f(account_id, place)
      cross join lateral (select e.place, e.announcement_id, e.at from seals e where e.account_id = f.account_id and e.place > f.place and e.place <= f.place + ${entriesAtOnce}) s
       join announcements a on a.announcement_id = s.announcement_id and a.at = s.at
      where a.name = any($3)
      order by f.account_id, s.place`,
    [behind.map(({ accountId }) => accountId), behind.map(({ place }) => place), followed],
  ).then(({ rows }) => rows as unknown as (Happened & { readonly place: number })[]);

/** Queues what the sealed logs hold that has not been told yet; how many tellings that were, and whether there is more. */
async function followBatch(tx: Tx, now: Date, publicUrl: string): Promise<{ readonly queued: number; readonly isMore: boolean }> {
  if (!(await isFollower(tx))) return { queued: 0, isMore: false };
  const behind = await listBehind(tx);
  if (!behind.length) return { queued: 0, isMore: false };
  const listening = await listListening(
    tx,
    behind.map(({ accountId }) => accountId),
  );
  const heard = new Set(listening.map(({ accountId }) => accountId));
  // Nobody listens: the place moves to the end, nothing is read.
  const reached = behind.map((each) => ({ ...each, place: heard.has(each.accountId) ? Math.min(each.until, each.place + entriesAtOnce) : each.until }));
  const entries = heard.size
    ? await listEntries(
        tx,
        behind.filter(({ accountId }) => heard.has(accountId)),
      )
    : [];
  const rows = entries.flatMap((entry) => tellings(entry, listening, publicUrl));
  await Promise.all([
    ...(rows.length ? [queue(tx, now, rows), wake(tx, now, rows)] : []),
    run(tx, `update webhook_followers f set place = x.place from unnest($1::uuid[], $2::bigint[]) x(account_id, place) where f.account_id = x.account_id`, [
      reached.map(({ accountId }) => accountId),
      reached.map(({ place }) => place),
    ]),
  ]);
  return { queued: rows.length, isMore: behind.length === companiesAtOnce || reached.some(({ place, until }) => place < until) };
}

interface Telling {
  readonly account_id: string;
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly event: string;
  readonly body: string;
}
function tellings(entry: Happened, listening: readonly Listening[], publicUrl: string): Telling[] {
  let own: string | undefined;
  return listening.flatMap((endpoint) => {
    if (endpoint.accountId !== entry.accountId || entry.at < endpoint.since) return [];
    const event = nameFor(endpoint, entry.name);
    if (!event) return [];
    const body = endpoint.kind === 'registration' ? wireBodyOf(event as WireName, entry, publicUrl) : (own ??= bodyOf(entry));
    return [{ account_id: entry.accountId, endpoint_id: endpoint.endpointId, event_id: entry.announcementId, event, body }];
  });
}

const queue = (tx: Tx, now: Date, rows: readonly Telling[]) =>
  run(
    tx,
    `insert into webhook_deliveries (account_id, endpoint_id, event_id, event, body, created_at, next_at)
     select x.account_id, x.endpoint_id, x.event_id, x.event, x.body, $2, $2
       from unnest($1::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[]) x(account_id, endpoint_id, event_id, event, body)
       join webhook_endpoints e on e.account_id = x.account_id and e.endpoint_id = x.endpoint_id
     on conflict do nothing`,
    [
      rows.map((row) => row.account_id),
      now,
      rows.map((row) => row.endpoint_id),
      rows.map((row) => row.event_id),
      rows.map((row) => row.event),
      rows.map((row) => row.body),
    ],
  );

/** What waits is due; whoever works on the endpoint sees it when they look next. */
const wake = (tx: Tx, now: Date, rows: readonly Telling[]) => {
  const touched = new Map(rows.map((row) => [row.endpoint_id, row.account_id]));
  return run(
    tx,
    `update webhook_endpoints e set next_at = least(coalesce(e.next_at, $3), $3)
       from unnest($1::uuid[], $2::uuid[]) x(account_id, endpoint_id) where e.account_id = x.account_id and e.endpoint_id = x.endpoint_id`,
    [[...touched.values()], [...touched.keys()], now],
  );
};

/**
 * Follows the sealed logs: they are in one order without gaps, so a place in each says what has been queued, nothing is queued twice or
 * left out, and the act that caused an event wrote nothing for it.
 * @param publicUrl where the center is
 * @returns how many tellings were queued
 */
export async function follow(db: Database, now: Date, publicUrl: string): Promise<number> {
  let all = 0;
  for (let isMore = true; isMore; ) {
    const done = await acrossAccounts(db, 'queue webhooks', (tx) => followBatch(tx, now, publicUrl));
    all += done.queued;
    isMore = done.isMore;
  }
  return all;
}
