import { arrangementEndpoints } from './contract/arrangements.ts';
import { browseEndpoints } from './contract/browse.ts';
import { deskEndpoints } from './contract/desk.ts';
import { effectEndpoints } from './contract/effects.ts';
import { importEndpoints } from './contract/imports.ts';
import { priceEndpoints } from './contract/prices.ts';
import { priceDeskEndpoints } from './contract/priceDesk.ts';
import { retailEndpoints } from './contract/retail.ts';
import { soldEndpoints } from './contract/sold.ts';

export * from './contract/arrangements.ts';
export * from './contract/browse.ts';
export * from './contract/desk.ts';
export * from './contract/effects.ts';
export * from './contract/imports.ts';
export * from './contract/priceDesk.ts';
export * from './contract/prices.ts';
export * from './contract/pricing.ts';
export * from './contract/products.ts';
export * from './contract/retail.ts';
export * from './contract/sold.ts';

export const catalog = {
  ...browseEndpoints,
  ...arrangementEndpoints,
  ...priceEndpoints,
  ...effectEndpoints,
  ...retailEndpoints,
  ...soldEndpoints,
  ...deskEndpoints,
  ...priceDeskEndpoints,
  ...importEndpoints,
};
