import { useEffect, useState } from 'react';
import { usePlace } from '../../../web/place.ts';

/** Long enough not to ask at every key, short enough not to be waited for. */
const PAUSE_MS = 200;

/** What is typed into a search, at once; and in the address, after a pause, which is what the list is asked for. */
export function useSearchWords(word = 'q'): [typed: string, type: (text: string) => void, asked: string] {
  const { search, setSearch } = usePlace();
  const asked = search.get(word) ?? '';
  const [typed, type] = useState(asked);
  useEffect(() => {
    if (typed.trim() === asked) return;
    const timer = setTimeout(() => setSearch({ [word]: typed.trim() || null }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, word, setSearch]);
  return [typed, type, asked];
}
