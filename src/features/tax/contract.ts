import { billingEndpoints } from './contract/billing.ts';
import { exemptionEndpoints } from './contract/exemptions.ts';
import { payoutEndpoints } from './contract/payouts.ts';
import { taxProfileEndpoints } from './contract/profiles.ts';

export * from './contract/billing.ts';
export * from './contract/exemptions.ts';
export * from './contract/payouts.ts';
export * from './contract/profiles.ts';

export const tax = { ...exemptionEndpoints, ...billingEndpoints, ...payoutEndpoints, ...taxProfileEndpoints };
