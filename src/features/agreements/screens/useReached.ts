import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

interface End<E> {
  readonly ref: RefObject<E | null>;
  /** For who comes there otherwise than by scrolling: by keyboard, with a screen reader. */
  readonly reach: () => void;
}

/** Whether the end of a text has been on the screen once; from then on it stays so. */
export function useReached<E extends HTMLElement>(): [End<E>, boolean] {
  const ref = useRef<E>(null);
  const [isReached, setReached] = useState(false);
  const reach = useCallback(() => setReached(true), []);
  useEffect(() => {
    if (!ref.current) return;
    const watcher = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && reach());
    watcher.observe(ref.current);
    return () => watcher.disconnect();
  }, [reach]);
  return [{ ref, reach }, isReached];
}
