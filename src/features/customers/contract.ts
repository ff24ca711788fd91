import { customerEndpoints } from './contract/customers.ts';

export * from './contract/shapes.ts';

export const customers = {
  ...customerEndpoints,
};
