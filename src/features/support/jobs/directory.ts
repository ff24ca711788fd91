import type { Job } from '../../../server/jobs.ts';

export const directoryJobs: readonly Job[] = [];
