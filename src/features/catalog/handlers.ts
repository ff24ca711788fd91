import type { Locale, Translate } from '../../core/locale.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { catalog } from './contract.ts';
import { arrangementHandlers } from './handlers/arrangements.ts';
import { browseHandlers } from './handlers/browse.ts';
import { deskHandlers } from './handlers/desk.ts';
import { effectHandlers } from './handlers/effects.ts';
import { importHandlers } from './handlers/imports.ts';
import { priceDeskHandlers } from './handlers/priceDesk.ts';
import { priceHandlers } from './handlers/prices.ts';
import { retailHandlers } from './handlers/retail.ts';
import { soldHandlers } from './handlers/sold.ts';

interface Parts {
  translator(locale: Locale): Translate;
}

export const catalogHandlers = (parts: Parts): HandlersOf<typeof catalog> => ({
  ...browseHandlers,
  ...arrangementHandlers,
  ...priceHandlers(parts),
  ...effectHandlers(parts),
  ...retailHandlers,
  ...soldHandlers,
  ...deskHandlers,
  ...priceDeskHandlers,
  ...importHandlers,
});
