import type { Locale, Translate } from '../../core/locale.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { orders } from './contract.ts';
import { budgetHandlers } from './handlers/budgets.ts';
import { bulkHandlers } from './handlers/bulk.ts';
import { cartHandlers } from './handlers/carts.ts';
import { exportHandlers } from './handlers/exports.ts';
import { licenseHandlers } from './handlers/licenses.ts';
import { orderHandlers } from './handlers/orders.ts';
import { programHandlers } from './handlers/programs.ts';
import { subscriptionHandlers } from './handlers/subscriptions.ts';
import { transferHandlers } from './handlers/transfers.ts';

export const ordersHandlers = ({ translator }: { translator(locale: Locale): Translate }): HandlersOf<typeof orders> => ({
  ...budgetHandlers,
  ...bulkHandlers(translator),
  ...cartHandlers,
  ...exportHandlers(translator),
  ...licenseHandlers(translator),
  ...orderHandlers,
  ...programHandlers,
  ...subscriptionHandlers,
  ...transferHandlers,
});
