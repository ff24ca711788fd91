import { cartEndpoints } from './contract/carts.ts';
import { orderEndpoints } from './contract/orders.ts';
import { subscriptionEndpoints } from './contract/subscriptions.ts';

export * from './contract/carts.ts';
export * from './contract/orders.ts';
export * from './contract/shapes.ts';
export * from './contract/states.ts';
export * from './contract/subscriptions.ts';

export const orders = {
  ...cartEndpoints,
  ...orderEndpoints,
  ...subscriptionEndpoints,
};
