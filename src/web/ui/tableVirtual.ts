import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Up to this many rows are simply there: for find-in-page, printing and plain speed. */
const PLAIN = 100;
/** A row of one line; what is rendered is measured. */
const ROW_PX = 49;

/** Which rows to render, and the space that stands for the others. The window is what scrolls. */
export function useVirtualRows(grid: RefObject<HTMLElement | null>, count: number) {
  const [top, setTop] = useState(0);
  const virtual = count > PLAIN;
  useLayoutEffect(() => {
    const measureTop = () => setTop(Math.round((grid.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    measureTop();
    addEventListener('resize', measureTop);
    return () => removeEventListener('resize', measureTop);
  }, [grid, virtual]);
  const rows = useWindowVirtualizer({
    count,
    enabled: virtual,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollMargin: top,
    // The sticky head and the top bar must not lie over the row that is shown.
    scrollPaddingStart: 110,
  });
  if (!virtual) return { items: range(count), before: 0, after: 0, measure: null, show: () => {} };
  const shown = rows.getVirtualItems();
  return {
    items: shown.map(({ index }) => index),
    before: Math.max(0, (shown[0]?.start ?? top) - top),
    after: Math.max(0, rows.getTotalSize() - ((shown.at(-1)?.end ?? top) - top)),
    measure: rows.measureElement,
    show: (at: number) => rows.scrollToIndex(at),
  };
}

const range = (length: number): number[] => Array.from({ length }, (_, at) => at);
