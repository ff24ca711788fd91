import { exemptionEndpoints } from './contract/exemptions.ts';

export * from './contract/exemptions.ts';

export const tax = { ...exemptionEndpoints };
