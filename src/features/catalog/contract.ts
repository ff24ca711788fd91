import { arrangementEndpoints } from './contract/arrangements.ts';
import { browseEndpoints } from './contract/browse.ts';
import { deskEndpoints } from './contract/desk.ts';
import { importEndpoints } from './contract/imports.ts';
import { priceEndpoints } from './contract/prices.ts';
import { priceDeskEndpoints } from './contract/priceDesk.ts';
import { retailEndpoints } from './contract/retail.ts';

export * from './contract/products.ts';
export * from './contract/pricing.ts';

export const catalog = {
  ...browseEndpoints,
  ...arrangementEndpoints,
  ...priceEndpoints,
  ...retailEndpoints,
  ...deskEndpoints,
  ...priceDeskEndpoints,
  ...importEndpoints,
};
