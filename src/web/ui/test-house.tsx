import { compileMessage } from '@lingui/message-utils/compileMessage';
import { configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import en from '../../../locales/en.json' with { type: 'json' };
import { catalog } from '../catalog.ts';
import { HouseProvider } from '../house.tsx';

// Against hanging alone: what a page does at once may take a busy machine more than the usual second.
configure({ asyncUtilTimeout: 30_000 });

// A browser tells of a changed selection later and once; happy-dom at once and of every call, so that a field of a date,
// which collapses the selection whenever it hears of one, never ends.
const collapse = Reflect.get(Selection.prototype, 'collapse') as Selection['collapse'];
Selection.prototype.collapse = function (node, offset = 0) {
  if (!this.isCollapsed || this.anchorNode !== node || this.anchorOffset !== offset) collapse.call(this, node, offset);
};

/** Shows a piece in an English house, with every sentence there is; for tests. */
export function renderInHouse(piece: ReactNode) {
  Object.assign(catalog.messages('en'), Object.fromEntries(Object.entries(en).map(([id, message]) => [id, compileMessage(message)])));
  return render(<HouseProvider>{piece}</HouseProvider>);
}
