import { NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { JobNotFailed, JobRetried } from '../contract.ts';
import { findJob } from '../queries/jobs.ts';

/** Puts a job that has used up its tries back into its queue, for one more. @throws NotFound, JobNotFailed */
export async function retryJob(tx: Tx, actor: Actor, now: Date, jobId: string): Promise<void> {
  const found = await findJob(tx, jobId);
  if (!found) throw new NotFound({});
  // The same change as the queue's own `retry`, but in this transaction, together with its announcement.
  const { rowCount } = await run(
    tx,
    `
    update pgboss.job set state = 'retry', retry_limit = retry_limit + 1, completed_on = null, start_after = $3
     where name = $1 and id = $2 and state = 'failed'`,
    [found.queue, jobId, now],
  );
  if (!rowCount) throw new JobNotFailed({});
  await announce(tx, actor, now, JobRetried, { accountId: null, subjectId: jobId, details: { queue: found.queue } });
}
