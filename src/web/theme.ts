/** `system` follows the machine, also while it changes. */
export type Theme = 'light' | 'dark' | 'system';

/** The same key as in `theme-boot.js`, which sets the theme before the first paint. */
const KEY = 'entente.theme';

export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system'; // storage barred by the browser's settings
  }
}

export function writeTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Kept for this page only.
  }
}
