import { may } from '../../../core/access.ts';
import { instantKey, page } from '../../../core/page.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { retryJob } from '../acts/jobs.ts';
import type { jobEndpoints } from '../contract/jobs.ts';
import { listJobs, listQueues } from '../queries/jobs.ts';

export const jobHandlers: HandlersOf<typeof jobEndpoints> = {
  listQueues: async ({ tx, now }) => ({ items: await listQueues(tx, now) }),
  async listJobs({ tx, actor }, { after, limit, queue, state }) {
    const rows = await listJobs(tx, { limit: limit + 1, queue, state, after: instantKey(after) });
    const mayRetry = may(actor.rights, 'op.jobs', 'edit');
    return page(
      rows,
      limit,
      (row) => [row.createdAt.toISOString(), row.jobId],
      (row) => ({ ...row, can: { retry: mayRetry && row.state === 'failed' } }),
    );
  },
  async retryJob({ tx, actor, now }, { jobId }) {
    await retryJob(tx, actor, now, jobId);
    return {};
  },
};
