import type { HandlersOf } from '../../server/call.ts';
import type { Config } from '../../server/config.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { identity } from './contract.ts';
import { humanCheckHandlers } from './handlers/humanChecks.ts';
import { operatorHandlers } from './handlers/operators.ts';
import { securityHandlers } from './handlers/security.ts';
import { credentialLinkHandlers } from './handlers/credentialLinks.ts';
import { open, signInHandlers } from './handlers/signIn.ts';
import { wayHandlers } from './handlers/ways.ts';
import { passkeysOf } from './passkeys.ts';

export function identityHandlers({ config, secrets }: { readonly config: Config; readonly secrets: Secrets }): HandlersOf<typeof identity> {
  const parts = { secrets, passkeys: passkeysOf({ config, secrets }) };
  return {
    ...signInHandlers(parts),
    ...credentialLinkHandlers({ ...parts, open }),
    ...securityHandlers(parts),
    ...operatorHandlers,
    ...humanCheckHandlers(parts),
    ...wayHandlers(parts),
  };
}
