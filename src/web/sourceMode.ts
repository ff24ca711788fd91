import { useSyncExternalStore } from 'react';

/** How the sentences of another language are shown: not at all, of the sentence one points at, or all beside the own. */
export const sourceModes = ['off', 'tip', 'both'] as const;
export type SourceMode = (typeof sourceModes)[number];

const KEY = 'entente.source';
const changed = new EventTarget();

function read(): SourceMode {
  try {
    const kept = localStorage.getItem(KEY);
    return sourceModes.find((mode) => mode === kept) ?? 'off';
  } catch {
    return now; // a browser that keeps nothing: for as long as the page is open
  }
}
let now: SourceMode = 'off';

function choose(mode: SourceMode): void {
  now = mode;
  try {
    localStorage.setItem(KEY, mode);
  } catch {
    // As above.
  }
  changed.dispatchEvent(new Event('now'));
}

const listen = (told: () => void) => {
  changed.addEventListener('now', told);
  return () => changed.removeEventListener('now', told);
};

/** The reader's choice, kept in this browser, the same on every page. */
export const useSourceMode = (): readonly [SourceMode, (mode: SourceMode) => void] => [useSyncExternalStore(listen, read), choose];
