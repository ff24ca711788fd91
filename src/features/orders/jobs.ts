import type { Job } from '../../server/jobs.ts';
import { watchSubscriptions } from './jobs/days.ts';
import { provisionOrder } from './jobs/provisioning.ts';

export const ordersJobs: readonly Job[] = [provisionOrder, watchSubscriptions];
