import { useEffect, useRef } from 'react';

/** How long a page may take to show its title before the focus goes to the page as a whole. */
const PATIENCE_MS = 10_000;

/**
 * After a change of page the focus goes to its title, so that a screen reader says where one is and Tab goes on from
 * there. Not at the first page, where the browser reads the document's title itself; not when only the query changes.
 */
export function useFocusOnArrival(pathname: string): void {
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const deadline = performance.now() + PATIENCE_MS;
    let frame = requestAnimationFrame(function look() {
      const title = document.getElementById('page-title');
      if (!title && performance.now() < deadline) {
        frame = requestAnimationFrame(look);
        return;
      }
      // A page that put the focus into its own first field knows better.
      const main = document.getElementById('main');
      if (main?.contains(document.activeElement) && document.activeElement !== main) return;
      (title ?? main)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [pathname]);
}
