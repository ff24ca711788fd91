import { caseEndpoints } from './contract/cases.ts';
import { companyEndpoints } from './contract/company.ts';

export * from './contract/cases.ts';
export * from './contract/checks.ts';
export * from './contract/company.ts';
export * from './contract/papers.ts';
export * from './contract/standing.ts';
export * from './contract/steps.ts';

export const verification = { ...companyEndpoints, ...caseEndpoints };
