import type { Locale, Translate } from '../../core/locale.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { Config } from '../../server/config.ts';
import type { FileStore } from '../../server/files.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { profiles } from './contract.ts';
import { directoryHandlers } from './handlers/directory.ts';
import { leadHandlers } from './handlers/leads.ts';
import { profileHandlers } from './handlers/profiles.ts';
import { siteHandlers } from './handlers/site.ts';

export interface ProfilesParts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly files: FileStore;
  translator(locale: Locale): Translate;
  /** Of the built pages, for a language; the Han fonts' come last. */
  stylesheets(locale: Locale): readonly string[];
}

export const profilesHandlers = (parts: ProfilesParts): HandlersOf<typeof profiles> => ({
  ...profileHandlers(parts),
  ...directoryHandlers(parts),
  ...siteHandlers(parts),
  ...leadHandlers(parts),
});
