import type { Job } from '../../server/jobs.ts';
import { directoryJobs } from './jobs/directory.ts';
import { requestsJobs } from './jobs/requests.ts';

export const supportJobs: readonly Job[] = [...directoryJobs, ...requestsJobs];
