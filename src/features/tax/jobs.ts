import type { Job } from '../../server/jobs.ts';
import { exemptionJobs } from './jobs/exemptions.ts';

export const taxJobs: readonly Job[] = [...exemptionJobs];
