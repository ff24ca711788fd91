import type { HandlersOf } from '../../server/call.ts';
import type { Config } from '../../server/config.ts';
import type { Outgoing } from '../../server/outgoing.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { directories } from './contract.ts';
import { directoryHandlers } from './handlers/directories.ts';
import { samlHandlers } from './handlers/saml.ts';
import { scimHandlers } from './handlers/scim.ts';
import { signOnHandlers } from './handlers/signOn.ts';

export interface DirectoriesParts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly outgoing: Outgoing;
}

export const directoriesHandlers = (parts: DirectoriesParts): HandlersOf<typeof directories> => ({
  ...directoryHandlers(parts),
  ...signOnHandlers(parts),
  ...scimHandlers(parts),
  ...samlHandlers(parts),
});
