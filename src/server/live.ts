import { Readable } from 'node:stream';
import pg from 'pg';
import { acrossAccounts, type Database } from './db.ts';
import type { Log } from './log.ts';
import { run, type Tx } from './tx.ts';

/** Someone's page that is fed: whose it is, and the session that it must not outlive. */
export interface Listener {
  readonly personId: string;
  readonly sessionId: string;
}

export interface Live {
  /**
   * Server-sent events for one page: `changed` at the beginning and whenever something was told, in whichever process;
   * `ended` as the last word when the session is over. No event carries anything: the page asks as it always does.
   */
  open(listener: Listener): Readable;
  /** Calls `changed` whenever a process says something on the channel, and when nobody can know whether one did: at the beginning, after a break. Said before any page is opened. */
  follow(channel: string, changed: () => void): void;
  /** Ends every stream and lets go of the connection. */
  close(): Promise<void>;
  /** Drops the streams whose sessions no longer stand; by itself twice a minute, called by tests. */
  sweep(): Promise<void>;
  /** Settles when the connection listens. */
  ready(): Promise<void>;
}

const told = 'entente_told';
/** Fed by a trigger on sessions. */
const sessionEnded = 'entente_session_ended';
/** A message of PostgreSQL carries 8,000 bytes; an id with its comma is 37. */
const idsAtOnce = 200;
const sweepMs = 30_000;
const retryMs = 3_000;
/** Pages of one person that are fed by one process; the oldest gives way. */
const pagesEach = 20;

/** Says with the commit, to every process, that there is something new for these people. */
export async function tellStreams(tx: Tx, personIds: readonly string[]): Promise<void> {
  for (let at = 0; at < personIds.length; at += idsAtOnce)
    await run(tx, `select pg_notify('${told}', $1)`, [personIds.slice(at, at + idsAtOnce).join()], 'tell_streams');
}

interface Page extends Listener {
  readonly body: Readable;
}
const event = (name: 'changed' | 'ended') => `event: ${name}\ndata: {}\n\n`;

/** The open pages of this process, by whose they are. */
function makePages() {
  const byPerson = new Map<string, Set<Page>>();
  const all = () => [...byPerson.values()].flatMap((each) => [...each]);

  function push(page: Page, text: string): void {
    // Whoever does not read is let go: their page comes back, and asks.
    if (!page.body.destroyed && !page.body.push(text) && page.body.readableLength > 65_536) page.body.destroy();
  }
  function drop(page: Page): void {
    const own = byPerson.get(page.personId);
    own?.delete(page);
    if (own?.size === 0) byPerson.delete(page.personId);
    if (!page.body.destroyed && !page.body.readableEnded) page.body.push(null);
  }
  /** The last word, once: an ended page is nobody's any more, whether or not somebody reads it to its end. */
  function end(page: Page): void {
    push(page, event('ended'));
    drop(page);
  }
  function hear({ channel, payload = '' }: pg.Notification): void {
    if (channel === told) for (const id of payload.split(',')) for (const page of byPerson.get(id) ?? []) push(page, event('changed'));
    if (channel === sessionEnded) for (const page of all()) if (page.sessionId === payload) end(page);
  }
  function open(listener: Listener): Readable {
    const page: Page = { ...listener, body: new Readable({ read() {} }) };
    const own = byPerson.get(listener.personId) ?? new Set();
    byPerson.set(listener.personId, own.add(page));
    // A page that went away in the middle is not a fault of the server.
    page.body.once('close', () => drop(page)).on('error', () => drop(page));
    const [oldest] = own;
    if (oldest && own.size > pagesEach) drop(oldest);
    push(page, `retry: ${retryMs}\n\n${event('changed')}`);
    return page.body;
  }
  return { all, push, drop, end, hear, open };
}

/** Which of these sessions still stand. */
async function standing(db: Database, now: Date, sessionIds: readonly string[]): Promise<ReadonlySet<unknown>> {
  const { rows } = await acrossAccounts(db, 'which sessions of open pages still stand', (tx) =>
    run(
      tx,
      `select session_id from sessions where session_id = any($1::uuid[]) and ended_at is null and expires_at > $2
          and last_used_at > $2::timestamptz - make_interval(mins => idle_minutes)`,
      [[...new Set(sessionIds)], now],
    ),
  );
  return new Set(rows.map((row) => row['session_id']));
}

/** Ends the streams whose sessions no longer stand; the others hear that somebody is there. */
async function sweepPages(pages: ReturnType<typeof makePages>, { db, now }: { readonly db: Database; now(): Date }): Promise<void> {
  const open = pages.all();
  if (open.length === 0) return;
  const still = await standing(
    db,
    now(),
    open.map(({ sessionId }) => sessionId),
  );
  for (const page of open) {
    // A comment keeps proxies from taking the silence for a lost connection.
    if (still.has(page.sessionId)) pages.push(page, ': here\n\n');
    else pages.end(page);
  }
}

/** Feeds open pages from PostgreSQL's own messages. It connects when the first page is opened or something is followed, and again when the connection breaks. */
export function openLive(parts: { readonly config: pg.ClientConfig; readonly db: Database; readonly log: Log; now(): Date }): Live {
  const pages = makePages();
  const followed = new Map<string, () => void>();
  let client: Promise<pg.Client> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ ...parts.config, application_name: 'entente live' });
    fresh.on('notification', (said) => (pages.hear(said), followed.get(said.channel)?.()));
    fresh.on('error', lost).on('end', lost);
    await fresh.connect();
    await fresh.query([told, sessionEnded, ...followed.keys()].map((channel) => `listen ${channel}`).join('; '));
    // What was said while nobody listened.
    for (const page of pages.all()) pages.push(page, event('changed'));
    for (const changed of followed.values()) changed();
    return fresh;
  }
  function lost(): void {
    if (!client || isClosed) return;
    client = undefined;
    parts.log.warn({}, 'the connection that feeds open pages broke');
    setTimeout(begin, retryMs).unref();
  }
  function begin(): void {
    if (client || isClosed) return;
    const attempt = connect();
    client = attempt;
    attempt.catch(() => {
      if (client === attempt) lost();
    });
    timer ??= setInterval(() => void sweep().catch((error: unknown) => parts.log.warn({ error }, 'open pages not swept')), sweepMs).unref();
  }
  const sweep = () => sweepPages(pages, parts);

  return {
    open(listener) {
      begin();
      return pages.open(listener);
    },
    follow(channel, changed) {
      followed.set(channel, changed);
      begin();
    },
    sweep,
    async ready() {
      await client;
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      for (const page of pages.all()) pages.drop(page);
      const open = await client?.catch(() => undefined);
      await open?.end();
    },
  };
}
