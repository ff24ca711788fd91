import type { Job } from '../../server/jobs.ts';
import { funnelJobs } from './jobs/funnel.ts';
import { helpJobs } from './jobs/help.ts';
import { elevationsJobs } from './jobs/elevations.ts';

export const recoveryJobs: readonly Job[] = [...funnelJobs, ...helpJobs, ...elevationsJobs];
