import { run, type Tx } from '../../../server/tx.ts';

/** Counts of what the center itself has waiting. The Tx must be across accounts. */
export async function countWaiting(tx: Tx): Promise<{ failedJobs: number; drafts: number }> {
  const { rows } = await run(
    tx,
    `select
    (select count(*)::int from pgboss.job where state = 'failed' and name <> 'dead') as failed_jobs,
    (select count(*)::int from news where published_at is null) as drafts`,
  );
  const row = rows[0] as { failed_jobs: number; drafts: number };
  return { failedJobs: row.failed_jobs, drafts: row.drafts };
}
