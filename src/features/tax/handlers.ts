import type { HandlersOf } from '../../server/call.ts';
import type { FileStore } from '../../server/files.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { tax } from './contract.ts';
import { billingHandlers } from './handlers/billing.ts';
import { exemptionHandlers } from './handlers/exemptions.ts';
import { payoutHandlers } from './handlers/payouts.ts';
import { taxProfileHandlers } from './handlers/profiles.ts';

export interface TaxParts {
  readonly files: FileStore;
  readonly secrets: Secrets;
}

export const taxHandlers = (parts: TaxParts): HandlersOf<typeof tax> => ({
  ...exemptionHandlers(parts),
  ...billingHandlers,
  ...payoutHandlers(parts),
  ...taxProfileHandlers(parts),
});
