import { billingEndpoints } from './contract/billing.ts';
import { exemptionEndpoints } from './contract/exemptions.ts';

export * from './contract/billing.ts';
export * from './contract/exemptions.ts';

export const tax = { ...exemptionEndpoints, ...billingEndpoints };
