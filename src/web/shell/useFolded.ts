import { useState } from 'react';

const KEY = 'entente.nav';

/** Whether the left navigation is folded; kept in this browser. */
export function useFolded(): [boolean, (folded: boolean) => void] {
  const [folded, setFolded] = useState(() => {
    try {
      return localStorage.getItem(KEY) === 'folded';
    } catch {
      return false;
    }
  });
  const fold = (wanted: boolean) => {
    setFolded(wanted);
    try {
      localStorage.setItem(KEY, wanted ? 'folded' : 'open');
    } catch {
      // Kept for this page only.
    }
  };
  return [folded, fold];
}
