import { useEffect, useRef } from 'react';
import { usePlace } from '../place.ts';

const KEY = 'entente.single_keys';

/** Shortcuts of one letter can be switched off, for people who dictate or whose hands slip (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export function switchSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // For this page they stay as they are.
  }
}

interface Shortcuts {
  search(): void;
  help(): void;
}

/** How long `g` waits for its second letter. */
const SEQUENCE_MS = 1_200;

/** Ctrl/⌘-K searches, ? helps, g then h goes home; letters only where one is not typing. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const { go } = usePlace();
  const latest = useRef({ shortcuts, go });
  useEffect(() => {
    latest.current = { shortcuts, go };
  });
  useEffect(() => {
    let wentAt = 0;
    const press = (event: KeyboardEvent) => {
      const { shortcuts: acts, go: goTo } = latest.current;
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        return acts.search();
      }
      const busy = (event.target as Element | null)?.closest?.('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]');
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || busy || !singleKeysOn()) return;
      if (event.key === '?') {
        event.preventDefault();
        acts.help();
      } else if (event.key === 'g') {
        wentAt = event.timeStamp;
      } else {
        if (event.key === 'h' && event.timeStamp - wentAt < SEQUENCE_MS) goTo('/');
        wentAt = 0;
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
