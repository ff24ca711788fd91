import { useEffect, useState } from 'react';
import { usePlace } from '../../../web/place.ts';

/** Long enough not to ask at every key, short enough not to be waited for. */
const PAUSE_MS = 200;

/** What is typed into a search, at once; and in the address, after a pause, which is what the list is asked for. */
export function useSearchWords(word = 'q'): [typed: string, type: (text: string) => void, asked: string] {
  const { search, setSearch } = usePlace();
  const asked = search.get(word) ?? '';
  const [typed, type] = useState(asked);
  /** What was written into the address from here; anything else there came by a link, a view or a step back, and is shown. */
  const [written, write] = useState(asked);
  const [seen, see] = useState(asked);
  if (asked !== seen) {
    see(asked);
    if (asked !== written) {
      write(asked);
      type(asked);
    }
  }
  useEffect(() => {
    if (typed.trim() === asked) return;
    const timer = setTimeout(() => {
      write(typed.trim());
      setSearch({ [word]: typed.trim() || null });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, word, setSearch]);
  return [typed, type, asked];
}
