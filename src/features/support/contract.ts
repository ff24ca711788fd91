import { directoryEndpoints } from './contract/directory.ts';
import { requestsEndpoints } from './contract/requests.ts';

export * from './contract/directory.ts';
export * from './contract/requests.ts';

export const support = { ...directoryEndpoints, ...requestsEndpoints };
