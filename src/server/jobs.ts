import { PgBoss } from 'pg-boss';
import type pg from 'pg';
import type { z } from 'zod';
import type { Config } from './config.ts';
import type { Database } from './db.ts';
import type { Log } from './log.ts';
import type { Secrets } from './secrets.ts';
import type { Queue } from './tx.ts';
import { databaseOf, run, type Tx } from './tx.ts';

/** What a job works with; it opens its own transactions (db.ts) and may be run twice after a crash. */
export interface JobContext {
  readonly db: Database;
  readonly now: Date;
  readonly config: Config;
  readonly log: Log;
  readonly secrets: Secrets;
}
export interface Job<Input extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** Ids only, never secrets. */
  readonly input: Input;
  /** Tries before it is parked for a person to look at. */
  readonly attempts: number;
  /** For what happens by the clock: cron, in UTC. */
  readonly cron?: string;
  /** Announcements that start it, with `{ announcementId }`; `*` for every one. */
  readonly on?: readonly string[];
  run(context: JobContext, input: z.output<Input>): Promise<void>;
}

/** Declares a job; write it so that a second run changes nothing. */
export function job<Input extends z.ZodType>(spec: Job<Input>): Job<Input> {
  return spec;
}

/** Queues a job in the caller's transaction: no commit, no job. */
export async function enqueue<Input extends z.ZodType>(tx: Tx, what: Job<Input>, input: z.input<Input>, startAfter?: Date): Promise<void> {
  await databaseOf(tx).queue?.send(tx, what.name, input as object, startAfter);
}

/** Queues a job for each input, in the caller's transaction. */
export async function enqueueMany<Input extends z.ZodType>(tx: Tx, what: Job<Input>, inputs: readonly z.input<Input>[]): Promise<void> {
  await databaseOf(tx).queue?.sendMany(tx, what.name, inputs as readonly object[]);
}

const schema = 'pgboss';
/** Jobs that one statement queues. */
const sentAtOnce = 1_000;
/** A job of whose worker nothing is heard for so long goes to another: a killed process must not hold a mail for a quarter of an hour. */
const silentSeconds = 10;
/** How a job's queue is kept. Its worker is told at once of a new job, and does not wait for the clock. */
export const queueOf = ({ attempts }: Job) => ({
  retryLimit: attempts - 1,
  retryBackoff: true,
  retryDelay: 5,
  deadLetter: 'dead',
  deleteAfterSeconds: 14 * 24 * 3600,
  notify: true,
  heartbeatSeconds: silentSeconds,
});
const bossOf = (config: pg.PoolConfig, owner: boolean) =>
  new PgBoss({
    ...(config as object),
    schema,
    migrate: owner,
    createSchema: owner,
    persistQueueStats: false,
    useListenNotify: !owner,
    max: owner ? 1 : 3,
    supervise: !owner,
    schedule: !owner,
    superviseIntervalSeconds: silentSeconds,
    monitorIntervalSeconds: silentSeconds,
  } as ConstructorParameters<typeof PgBoss>[0]);

/** Makes the tables and queues, as the owner role; part of `entente migrate`. */
export async function prepareJobs(config: pg.PoolConfig, jobs: readonly Job[]): Promise<void> {
  const boss = bossOf(config, true);
  await boss.start();
  await boss.createQueue('dead');
  for (const each of jobs) {
    if (await boss.getQueue(each.name)) await boss.updateQueue(each.name, queueOf(each));
    else await boss.createQueue(each.name, queueOf(each));
  }
  await boss.stop({ graceful: false });
}

export interface Jobs extends Queue {
  /** Runs everything that is due now, and what that queues in turn; for tests, with a clock that is set. */
  drain(now: Date): Promise<number>;
  /** Begins to work through the queues. */
  work(): Promise<void>;
  stop(): Promise<void>;
  readonly boss: PgBoss;
}

/** Opens the queues and hangs them into `db`, so that acts can queue in their transaction. */
export async function openJobs(config: pg.PoolConfig, jobs: readonly Job[], context: Omit<JobContext, 'now'>): Promise<Jobs> {
  const boss = bossOf(config, false);
  boss.on('error', (error: unknown) => context.log.error({ error }, 'jobs'));
  await boss.start();
  const byName = new Map(jobs.map((j) => [j.name, j]));
  const listeners = (name: string) => jobs.filter((j) => j.on?.includes(name) || j.on?.includes('*'));

  const inside = (tx: Tx) => ({ executeSql: async (text: string, values?: unknown[]) => ({ rows: (await run(tx, text, values ?? [])).rows }) });
  const send: Queue['send'] = async (tx, name, data, startAfter) => {
    await boss.send(name, data, { db: inside(tx), ...(startAfter ? { startAfter } : {}) });
  };
  const sendMany: Queue['sendMany'] = async (tx, name, data) => {
    for (let at = 0; at < data.length; at += sentAtOnce)
      await boss.insert(
        name,
        data.slice(at, at + sentAtOnce).map((each) => ({ data: each })),
        { db: inside(tx) },
      );
  };
  const perform: Perform = async (name, data, now) => {
    const found = byName.get(name);
    if (!found) throw new Error(`no job is called ${name}`);
    await found.run({ ...context, now }, found.input.parse(data));
  };
  const opened: Jobs = {
    boss,
    send,
    sendMany,
    async announcedMany(tx, name, announcementIds) {
      for (const listener of listeners(name))
        await sendMany(
          tx,
          listener.name,
          announcementIds.map((announcementId) => ({ announcementId })),
        );
    },
    async announced(tx, name, announcementId) {
      for (const listener of listeners(name)) await send(tx, listener.name, { announcementId });
    },
    drain: (now) =>
      drain(
        boss,
        jobs,
        () => dueQueues(context.db),
        (name, data) => perform(name, data, now),
      ),
    work: () => work(boss, jobs, context.log, perform),
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
  context.db.queue = opened;
  return opened;
}

/** Runs the job of a name. */
type Perform = (name: string, data: unknown, now: Date) => Promise<void>;

/** The queues in which something waits to be fetched. */
async function dueQueues({ plain }: Database): Promise<ReadonlySet<string>> {
  const { rows } = await plain.query<{ name: string }>(
    `select distinct name from ${schema}.job where state < 'active' and not blocked and start_after <= now()`,
  );
  return new Set(rows.map(({ name }) => name));
}

async function drain(
  boss: PgBoss,
  jobs: readonly Job[],
  due: () => Promise<ReadonlySet<string>>,
  perform: (name: string, data: unknown) => Promise<void>,
): Promise<number> {
  let done = 0;
  // Asked for in one piece: an empty queue costs a round trip, and there are many.
  for (let waiting = await due(), found = true; found; ) {
    found = false;
    for (const { name } of jobs) {
      if (!waiting.has(name)) continue;
      for (const item of await boss.fetch<object>(name, { batchSize: 50 })) {
        found = true;
        done++;
        await perform(name, item.data);
        await boss.complete(name, item.id);
      }
      waiting = await due();
    }
  }
  return done;
}

async function work(boss: PgBoss, jobs: readonly Job[], log: Log, perform: Perform): Promise<void> {
  const settled = async (name: string, id: string, data: unknown) => {
    try {
      await perform(name, data, new Date());
      return { id, status: 'completed' as const };
    } catch (error) {
      log.error({ error, job: name, id }, 'a job failed');
      return { id, status: 'failed' as const, output: { message: error instanceof Error ? error.message : String(error) } };
    }
  };
  for (const { name, cron } of jobs) {
    // A full batch is followed by the next at once, so that a backlog is worked off without waiting for the clock.
    const options = { batchSize: 20, perJobResults: true, burstWhenBatchFull: true, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 } as const;
    await boss.work<object, unknown, typeof options>(name, options, (items) => Promise.all(items.map(({ id, data }) => settled(name, id, data))));
    if (cron) await boss.schedule(name, cron, {}, { tz: 'UTC' });
  }
}
