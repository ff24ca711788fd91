import { acrossAccounts, type Database } from '../../server/db.ts';
import type { Log } from '../../server/log.ts';
import { type Outgoing, type OutgoingReason, outgoingReason } from '../../server/outgoing.ts';
import { run, type Tx } from '../../server/tx.ts';
import { type Claimed, type Due, settle, type Tried } from './acts/settling.ts';
import { follow } from './follower.ts';
import { headersOf, type Signing } from './signature.ts';

/** How often the courier looks for what is due. */
const everyMs = 700;
/** Endpoints that one server sends to at once. Those that fail have places of their own: they never keep one from those that answer. */
const places = { sound: 48, failing: 16 } as const;
/** Deliveries of one endpoint that are under way at once. */
const atOnce = 8;
/** Deliveries that are read at once, of an endpoint that answers; one that does not is tried with a few. */
const batch = { sound: 64, failing: 4 } as const;
const timeoutSeconds = 10;
/** A server that has been killed lets go of its endpoints after so long. */
const claimMs = 60_000;
/** How long one turn goes on while there is more and it gets through. */
const turnMs = 20_000;
/** What a failing endpoint is left alone for, at least. */
const restMs = 10_000;
const answerKept = 1_000;
const answerAtMost = 64 * 1024;

type Lane = keyof typeof places;
export interface Courier {
  /** Queues and sends everything that is due, once; how many attempts that were. For tests, with a clock that is set. */
  round(now: Date): Promise<number>;
  /** Queues and sends from now on, until it is stopped. */
  work(now: () => Date): void;
  stop(): Promise<void>;
}
interface Parts extends Signing {
  readonly db: Database;
  readonly log: Log;
  readonly outgoing: Outgoing;
}

/**
 * Brings events to their endpoints. Every server has one. What is due stands in the tables and nowhere else, and an endpoint is one server's
 * for as long as it works on it, so any of them may be killed at any moment: what was under way is sent once more, under the same id.
 */
export function openCourier(parts: Parts): Courier {
  const { db, log } = parts;
  let timer: NodeJS.Timeout | undefined;
  let look: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const busy: Record<Lane, Set<Promise<unknown>>> = { sound: new Set(), failing: new Set() };

  /** Takes what is due into the free places; does not wait for it. */
  const take = async (lane: Lane, now: () => Date): Promise<Promise<number>[]> => {
    const free = places[lane] - busy[lane].size;
    if (free <= 0 || isStopped) return [];
    const claimed = await claim(db, lane, free, now());
    return claimed.map((endpoint) => {
      const turn = turnOf(parts, endpoint, lane, now, () => isStopped).catch((error: unknown) => {
        log.error({ error, endpointId: endpoint.endpointId }, 'webhooks were not sent');
        return 0;
      });
      busy[lane].add(turn);
      return turn.finally(() => busy[lane].delete(turn));
    });
  };
  const lanes = ['sound', 'failing'] as const;
  const work = (now: () => Date) => {
    if (isStopped) return;
    look = (async () => {
      await follow(db, now(), parts.publicUrl);
      // Nobody waits for the turns: whoever answers slowly keeps its own place only.
      for (const lane of lanes) void (await take(lane, now));
    })()
      .catch((error: unknown) => log.error({ error }, 'webhooks were not looked after'))
      .finally(() => {
        if (isStopped) return;
        timer = setTimeout(() => work(now), everyMs);
        timer.unref();
      });
  };
  return {
    async round(now) {
      await follow(db, now, parts.publicUrl);
      const turns = (await Promise.all(lanes.map((lane) => take(lane, () => now)))).flat();
      return (await Promise.all(turns)).reduce((sum, n) => sum + n, 0);
    },
    work,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await look;
      await Promise.all(lanes.flatMap((lane) => [...busy[lane]]));
    },
  };
}

const claim = (db: Database, lane: Lane, most: number, now: Date): Promise<Claimed[]> =>
  acrossAccounts(db, 'send webhooks', (tx) =>
    run(
      tx,
      `update webhook_endpoints e set claimed_until = $2
         from (select account_id, endpoint_id from webhook_endpoints
                where state = 'active' and next_at <= $1 and (claimed_until is null or claimed_until <= $1) and (failing_since is null) = $3
                order by next_at limit $4 for update skip locked) x
        where e.account_id = x.account_id and e.endpoint_id = x.endpoint_id
       returning e.account_id as "accountId", e.endpoint_id as "endpointId", e.kind, e.name, e.url, e.secret, e.former_secret as "formerSecret",
                 e.former_until as "formerUntil", e.in_own_header as "inOwnHeader", e.failing_since as "failingSince"`,
      [now, new Date(now.getTime() + claimMs), lane === 'sound', most],
    ).then(({ rows }) => rows as unknown as Claimed[]),
  );

/** One endpoint's turn: what is due, side by side, until nothing is or something fails. @returns how many attempts that were */
async function turnOf(parts: Parts, endpoint: Claimed, lane: Lane, now: () => Date, isOver: () => boolean): Promise<number> {
  const begun = performance.now();
  const went = { through: 0, not: 0 };
  const mayGoOn = () => !went.not && !isOver() && performance.now() - begun < turnMs;
  try {
    for (let more = true; more && mayGoOn(); ) {
      const due = await listDue(parts.db, endpoint, { most: batch[lane], now: now() });
      const waiting = due.values();
      const send = async () => {
        for (const delivery of waiting) {
          went[(await sendOne(parts, endpoint, delivery, now)) ? 'through' : 'not']++;
          if (!mayGoOn()) return;
        }
      };
      await Promise.all(Array.from({ length: Math.min(atOnce, due.length) }, send));
      more = due.length === batch[lane];
    }
  } finally {
    // Also when nothing was sent although something is due: what stands in the way is not over in a moment.
    await letGo(parts.db, endpoint, went.through ? null : new Date(now().getTime() + restMs));
  }
  return went.through + went.not;
}

const listDue = (db: Database, { accountId, endpointId }: Claimed, { most, now }: { readonly most: number; readonly now: Date }): Promise<Due[]> =>
  acrossAccounts(db, 'send webhooks', (tx) =>
    run(
      tx,
      `select event_id as "eventId", body, tries from webhook_deliveries
        where account_id = $1 and endpoint_id = $2 and state = 'waiting' and next_at <= $3 order by next_at limit $4`,
      [accountId, endpointId, now, most],
    ).then(({ rows }) => rows as unknown as Due[]),
  );

async function sendOne(parts: Parts, endpoint: Claimed, delivery: Due, now: () => Date): Promise<boolean> {
  const at = now();
  const begun = performance.now();
  const went = await attempt(parts, endpoint, delivery, at);
  return settle(parts, endpoint, delivery, at, { ...went, durationMs: Math.round(performance.now() - begun) });
}

async function attempt(parts: Parts, endpoint: Claimed, { eventId, body }: Due, now: Date): Promise<Omit<Tried, 'durationMs'>> {
  try {
    const headers = headersOf(parts, { endpoint, eventId, body, now });
    const answer = await parts.outgoing.send(endpoint.url, {
      method: 'POST',
      headers,
      body,
      redirects: 'none',
      seconds: timeoutSeconds,
      maxBytes: answerAtMost,
    });
    return { status: answer.status, failure: null, answer: readable(await answer.text()) };
  } catch (error) {
    const failure: OutgoingReason | undefined = outgoingReason(error);
    if (!failure) throw error;
    return { status: null, failure, answer: null };
  }
}
/** What PostgreSQL can keep of an answer. */
const readable = (text: string): string | null => text.replaceAll('\0', '').slice(0, answerKept).toWellFormed() || null;

/** Gives the endpoint back. Locked first, so that what was queued meanwhile is seen and not slept over. @param rest when it may be tried again, at the earliest */
const letGo = (db: Database, { accountId, endpointId }: Claimed, rest: Date | null) =>
  acrossAccounts(db, 'send webhooks', async (tx: Tx) => {
    await run(tx, 'select 1 from webhook_endpoints where account_id = $1 and endpoint_id = $2 for no key update', [accountId, endpointId]);
    await run(
      tx,
      `update webhook_endpoints set claimed_until = null, next_at =
              (select greatest(min(next_at), $3) from webhook_deliveries where account_id = $1 and endpoint_id = $2 and state = 'waiting' having count(*) > 0)
        where account_id = $1 and endpoint_id = $2`,
      [accountId, endpointId, rest],
    );
  });
