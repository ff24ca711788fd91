import { run, type Tx } from '../../../server/tx.ts';

/** The queue's own words for its states, and ours. */
const stateWords = {
  created: 'waiting',
  retry: 'waiting',
  blocked: 'waiting',
  active: 'active',
  completed: 'done',
  cancelled: 'failed',
  failed: 'failed',
} as const;
export type JobState = 'waiting' | 'active' | 'done' | 'failed';
const theirWords = (state: JobState) => Object.entries(stateWords).flatMap(([theirs, ours]) => (ours === state && theirs !== 'blocked' ? [theirs] : []));

/** Copies of failed jobs, and what the queue keeps for itself, are nobody's work. */
const ours = (name: string) => `${name} <> 'dead' and ${name} not like '\\_\\_pgboss\\_\\_%'`;

export interface QueueRow {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly done: number;
  readonly failed: number;
  readonly waitingSince: Date | null;
  readonly cron: string | null;
}

/** Every queue with its counts, also those that are empty. */
export async function listQueues(tx: Tx, now: Date): Promise<QueueRow[]> {
  const { rows } = await run(
    tx,
    `
    select q.name, s.cron,
           count(j.id) filter (where j.state in ('created', 'retry'))::int as waiting,
           count(j.id) filter (where j.state = 'active')::int as active,
           count(j.id) filter (where j.state = 'completed')::int as done,
           count(j.id) filter (where j.state in ('failed', 'cancelled'))::int as failed,
           min(j.start_after) filter (where j.state in ('created', 'retry') and j.start_after <= $1) as waiting_since
      from pgboss.queue q
      left join pgboss.schedule s on s.name = q.name
      left join pgboss.job j on j.name = q.name
     where ${ours('q.name')}
     group by q.name, s.cron
     order by q.name`,
    [now],
  );
  return rows.map((row) => ({ ...(row as unknown as QueueRow), waitingSince: row['waiting_since'] as Date | null }));
}

export interface JobRow {
  readonly jobId: string;
  readonly queue: string;
  readonly state: JobState;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly dueAt: Date;
  readonly tries: number;
  readonly reason: string | null;
}

const columns = `id, name, state::text as state, created_on, started_on, completed_on, start_after, retry_count, output`;
const jobOf = (row: Record<string, unknown>): JobRow => ({
  jobId: row['id'] as string,
  queue: row['name'] as string,
  state: stateWords[row['state'] as keyof typeof stateWords] ?? 'waiting',
  createdAt: row['created_on'] as Date,
  startedAt: row['started_on'] as Date | null,
  finishedAt: row['completed_on'] as Date | null,
  dueAt: row['start_after'] as Date,
  tries: (row['retry_count'] as number) + (row['started_on'] ? 1 : 0),
  reason: reasonOf(row['output']),
});

/** The message of the error, without its stack. */
function reasonOf(output: unknown): string | null {
  if (typeof output !== 'object' || output === null) return null;
  const { message, value } = output as { message?: unknown; value?: unknown };
  const said = typeof message === 'string' ? message : typeof value === 'string' ? value : null;
  return said && said.slice(0, 500);
}

interface JobsWanted {
  readonly limit: number;
  readonly queue: string | undefined;
  readonly state: JobState | undefined;
  readonly after: { readonly at: Date; readonly id: string } | undefined;
}

/** Single jobs, the newest first; to the millisecond, which is all that a cursor carries. */
export async function listJobs(tx: Tx, { limit, queue, state, after }: JobsWanted): Promise<JobRow[]> {
  const { rows } = await run(
    tx,
    `
    select ${columns} from pgboss.job
     where ${ours('name')} and ($1::text is null or name = $1) and ($2::text[] is null or state::text = any($2))
       and ($3::timestamptz is null or (date_trunc('milliseconds', created_on), id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', created_on) desc, id desc limit $5`,
    [queue ?? null, state ? theirWords(state) : null, after?.at ?? null, after?.id ?? null, limit],
  );
  return rows.map(jobOf);
}

export async function findJob(tx: Tx, jobId: string): Promise<JobRow | undefined> {
  const { rows } = await run(tx, `select ${columns} from pgboss.job where ${ours('name')} and id = $1`, [jobId]);
  return rows[0] && jobOf(rows[0]);
}
