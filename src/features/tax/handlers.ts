import type { HandlersOf } from '../../server/call.ts';
import type { FileStore } from '../../server/files.ts';
import type { tax } from './contract.ts';
import { billingHandlers } from './handlers/billing.ts';
import { exemptionHandlers } from './handlers/exemptions.ts';

export interface TaxParts {
  readonly files: FileStore;
}

export const taxHandlers = (parts: TaxParts): HandlersOf<typeof tax> => ({ ...exemptionHandlers(parts), ...billingHandlers });
