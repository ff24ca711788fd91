import type { HandlersOf } from '../../server/call.ts';
import type { FileStore } from '../../server/files.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { support } from './contract.ts';
import { directoryHandlers } from './handlers/directory.ts';
import { requestsHandlers } from './handlers/requests.ts';

export interface SupportParts {
  readonly secrets: Secrets;
  readonly files: FileStore;
}

export const supportHandlers = (parts: SupportParts): HandlersOf<typeof support> => ({
  ...directoryHandlers(parts),
  ...requestsHandlers(parts),
});
