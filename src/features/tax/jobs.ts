import type { Job } from '../../server/jobs.ts';
import { billingJobs } from './jobs/billing.ts';
import { exemptionJobs } from './jobs/exemptions.ts';
import { payoutJobs } from './jobs/payouts.ts';

export const taxJobs: readonly Job[] = [...exemptionJobs, ...billingJobs, ...payoutJobs];
