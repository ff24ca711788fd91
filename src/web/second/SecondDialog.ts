import { lazy } from 'react';
import { needParts } from '../catalog.ts';

/** Comes when it is opened. */
export const SecondDialog = lazy(() =>
  Promise.all([import('./SecondLanguageDialog.tsx'), needParts(['second'])]).then(([m]) => ({ default: m.SecondLanguageDialog })),
);
