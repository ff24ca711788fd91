import type { HandlersOf } from '../../server/call.ts';
import type { Locale, Translate } from '../../core/locale.ts';
import type { Config } from '../../server/config.ts';
import type { FileStore } from '../../server/files.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { recovery } from './contract.ts';
import { funnelHandlers } from './handlers/funnel.ts';
import { helpHandlers } from './handlers/help.ts';
import { elevationsHandlers } from './handlers/elevations.ts';
import { accessHandlers } from './handlers/access.ts';

export interface RecoveryParts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly files: FileStore;
  translator(locale: Locale): Translate;
}

export const recoveryHandlers = (parts: RecoveryParts): HandlersOf<typeof recovery> => ({
  ...funnelHandlers(parts),
  ...helpHandlers(parts),
  ...elevationsHandlers(parts),
  ...accessHandlers(parts),
});
