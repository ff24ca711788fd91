import { directoryEndpoints } from './contract/directories.ts';
import { samlEndpoints } from './contract/saml.ts';
import { scimEndpoints } from './contract/scim.ts';
import { signOnEndpoints } from './contract/signOn.ts';

export * from './contract/directories.ts';
export * from './contract/saml.ts';
export * from './contract/scim.ts';
export * from './contract/signOn.ts';

export const directories = { ...directoryEndpoints, ...signOnEndpoints, ...scimEndpoints, ...samlEndpoints };
