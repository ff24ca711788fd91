import type { Locale, Translate } from '../../core/locale.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { customers } from './contract.ts';
import { customerHandlers } from './handlers/customers.ts';
import { exportHandlers } from './handlers/exports.ts';

export interface CustomerParts {
  translator(locale: Locale): Translate;
}

export const customersHandlers = ({ translator }: CustomerParts): HandlersOf<typeof customers> => ({
  ...customerHandlers,
  ...exportHandlers(translator),
});
