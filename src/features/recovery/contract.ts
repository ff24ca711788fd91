import { funnelEndpoints } from './contract/funnel.ts';
import { helpEndpoints } from './contract/help.ts';
import { elevationsEndpoints } from './contract/elevations.ts';
import { accessEndpoints } from './contract/access.ts';

export * from './contract/funnel.ts';
export * from './contract/help.ts';
export * from './contract/elevations.ts';
export * from './contract/access.ts';

export const recovery = { ...funnelEndpoints, ...helpEndpoints, ...elevationsEndpoints, ...accessEndpoints };
