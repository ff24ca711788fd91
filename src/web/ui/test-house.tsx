import { compileMessage } from '@lingui/message-utils/compileMessage';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import en from '../../../locales/en.json' with { type: 'json' };
import { catalog } from '../catalog.ts';
import { HouseProvider } from '../house.tsx';

/** Shows a piece in an English house, with every sentence there is; for tests. */
export function renderInHouse(piece: ReactNode) {
  Object.assign(catalog.messages('en'), Object.fromEntries(Object.entries(en).map(([id, message]) => [id, compileMessage(message)])));
  return render(<HouseProvider>{piece}</HouseProvider>);
}
