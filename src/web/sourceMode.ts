import { useSyncExternalStore } from 'react';

/** How the sentences of another language are shown: not at all, of the sentence one points at, or all beside the own where that is possible. */
export const sourceModes = ['off', 'tip', 'both'] as const;
export type SourceMode = (typeof sourceModes)[number];

const changed = new EventTarget();
/** What a browser does not keep holds for as long as the page is open. */
const here = new Map<string, string>();

/** A choice of the reader, kept in this browser, the same on every page. */
export function readChoice(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return here.get(key) ?? null;
  }
}
export function keepChoice(key: string, value: string): void {
  here.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
  changed.dispatchEvent(new Event('now'));
}
export function onChoice(told: () => void): () => void {
  changed.addEventListener('now', told);
  return () => changed.removeEventListener('now', told);
}

const KEY = 'entente.source';
export function readSourceMode(): SourceMode {
  const kept = readChoice(KEY);
  return sourceModes.find((mode) => mode === kept) ?? 'off';
}
const choose = (mode: SourceMode): void => keepChoice(KEY, mode);

export const useSourceMode = (): readonly [SourceMode, (mode: SourceMode) => void] => [useSyncExternalStore(onChoice, readSourceMode), choose];
