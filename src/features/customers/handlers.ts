import type { Locale, Translate } from '../../core/locale.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { Config } from '../../server/config.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { customers } from './contract.ts';
import { acceptingHandlers } from './handlers/accepting.ts';
import { agreementTextHandlers } from './handlers/agreementText.ts';
import { bulkHandlers } from './handlers/bulk.ts';
import { customerHandlers } from './handlers/customers.ts';
import { exportHandlers } from './handlers/exports.ts';
import { mineHandlers } from './handlers/mine.ts';
import { openLinkHandlers } from './handlers/openLinks.ts';
import { relationshipHandlers } from './handlers/relationship.ts';
import { selfPurchaseHandlers } from './handlers/selfPurchase.ts';
import { tenantConsentHandlers } from './handlers/tenantConsents.ts';
import { userHandlers } from './handlers/users.ts';
import { validationCodeHandlers } from './handlers/validationCodes.ts';

export interface CustomerParts {
  readonly config: Config;
  readonly secrets: Secrets;
  translator(locale: Locale): Translate;
}

export const customersHandlers = ({ config, secrets, translator }: CustomerParts): HandlersOf<typeof customers> => ({
  ...customerHandlers,
  ...bulkHandlers,
  ...exportHandlers(translator),
  ...relationshipHandlers(config),
  ...acceptingHandlers(secrets),
  ...tenantConsentHandlers,
  ...openLinkHandlers(config, secrets),
  ...mineHandlers,
  ...userHandlers(translator),
  ...agreementTextHandlers,
  ...selfPurchaseHandlers,
  ...validationCodeHandlers,
});
