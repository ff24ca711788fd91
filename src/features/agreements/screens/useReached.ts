import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** Whether the end of a text has been on the screen once; from then on it stays so. */
export function useReached<E extends HTMLElement>(): [RefObject<E | null>, boolean] {
  const end = useRef<E>(null);
  const [isReached, setReached] = useState(false);
  useEffect(() => {
    if (!end.current) return;
    const watcher = new IntersectionObserver((seen) => {
      if (seen.some((each) => each.isIntersecting)) setReached(true);
    });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, []);
  return [end, isReached];
}
