import type { Job } from '../../server/jobs.ts';
import { watchBudgets } from './jobs/budgets.ts';
import { runBulkChange } from './jobs/bulk.ts';
import { watchSubscriptions } from './jobs/days.ts';
import { releaseLicensesOfDeleted } from './jobs/licenses.ts';
import { tellOfPriceEffects } from './jobs/prices.ts';
import { moveSubscriptions } from './jobs/moving.ts';
import { provisionOrder } from './jobs/provisioning.ts';
import { endTransfersOfClosed, watchTransfers } from './jobs/transfers.ts';

export const ordersJobs: readonly Job[] = [
  provisionOrder,
  watchSubscriptions,
  runBulkChange,
  watchBudgets,
  releaseLicensesOfDeleted,
  tellOfPriceEffects,
  moveSubscriptions,
  watchTransfers,
  endTransfersOfClosed,
];
