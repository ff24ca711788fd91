import type { HandlersOf } from '../../server/call.ts';
import type { orders } from './contract.ts';
import { cartHandlers } from './handlers/carts.ts';
import { orderHandlers } from './handlers/orders.ts';
import { subscriptionHandlers } from './handlers/subscriptions.ts';

export const ordersHandlers: HandlersOf<typeof orders> = {
  ...cartHandlers,
  ...orderHandlers,
  ...subscriptionHandlers,
};
