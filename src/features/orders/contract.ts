import { budgetEndpoints } from './contract/budgets.ts';
import { bulkEndpoints } from './contract/bulk.ts';
import { cartEndpoints } from './contract/carts.ts';
import { exportEndpoints } from './contract/exports.ts';
import { licenseEndpoints } from './contract/licenses.ts';
import { orderEndpoints } from './contract/orders.ts';
import { programEndpoints } from './contract/programs.ts';
import { subscriptionEndpoints } from './contract/subscriptions.ts';
import { transferEndpoints } from './contract/transfers.ts';

export * from './contract/budgets.ts';
export * from './contract/bulk.ts';
export * from './contract/bulkWords.ts';
export * from './contract/carts.ts';
export * from './contract/exports.ts';
export * from './contract/licenses.ts';
export * from './contract/orders.ts';
export * from './contract/programs.ts';
export * from './contract/shapes.ts';
export * from './contract/states.ts';
export * from './contract/subscriptions.ts';
export * from './contract/transfers.ts';

export const orders = {
  ...budgetEndpoints,
  ...bulkEndpoints,
  ...cartEndpoints,
  ...exportEndpoints,
  ...licenseEndpoints,
  ...orderEndpoints,
  ...programEndpoints,
  ...subscriptionEndpoints,
  ...transferEndpoints,
};
