import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';

export const jobStates = ['waiting', 'active', 'done', 'failed'] as const;

/** One kind of work. Counts are of what is kept: finished jobs are forgotten after two weeks. */
const Queue = z.object({
  name: z.string(),
  waiting: z.number(),
  active: z.number(),
  done: z.number(),
  failed: z.number(),
  /** Since when the oldest of those that are due has been waiting. */
  waitingSince: z.date().nullable(),
  /** For work by the clock: its cron expression, in UTC. */
  cron: z.string().nullable(),
});
const JobShown = z.object({
  jobId: z.uuid(),
  queue: z.string(),
  state: z.enum(jobStates),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  dueAt: z.date(),
  tries: z.number(),
  /** What the last try failed with. */ reason: z.string().nullable(),
  can: z.object({ retry: z.boolean() }),
});

/** Only a job that has used up its tries can be tried again by hand. */
export const JobNotFailed = defineProblem('jobs.not_failed', 409, z.object({}));
export const JobRetried = announcement('jobs.retried', z.object({ queue: z.string() }));

export const jobEndpoints = {
  listQueues: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/queues',
    permission: 'op.jobs',
    summary: 'What works in the background, and how much of it waits',
    input: z.object({}),
    output: z.object({ items: z.array(Queue) }),
  }),
  listJobs: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/jobs',
    permission: 'op.jobs',
    summary: 'Single jobs, the newest first',
    input: PageInput.extend({ queue: z.string().max(200).optional(), state: z.enum(jobStates).optional() }),
    output: Page(JobShown),
  }),
  retryJob: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/jobs/:jobId/retry',
    permission: 'op.jobs',
    summary: 'Try a failed job once more',
    input: z.object({ jobId: Id }),
    output: z.object({}),
    problems: [JobNotFailed],
  }),
};
