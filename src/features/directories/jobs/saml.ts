import type { Job } from '../../../server/jobs.ts';

export const samlJobs: readonly Job[] = [];
