import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Up to this many rows are simply there: for find-in-page, printing and plain speed. */
const PLAIN = 100;
/** Until the first row is there to be measured: a name over an address. */
const ROW_PX = 57;

/** Which rows to render, and the space that stands for the others. The window is what scrolls. */
export function useVirtualRows(grid: RefObject<HTMLElement | null>, count: number) {
  const [top, setTop] = useState(0);
  const [rowPx, setRowPx] = useState(ROW_PX);
  const virtual = count > PLAIN;
  useLayoutEffect(() => {
    let width = 0;
    const lookAtPage = () => {
      setTop(Math.round((grid.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
      // A phone whose address bar comes and goes moves no row.
      if (innerWidth === width) return;
      width = innerWidth;
      // Rows of one list are alike: a right guess keeps the scroll bar still and far jumps exact.
      setRowPx(grid.current?.querySelector<HTMLElement>('[data-index]')?.offsetHeight || ROW_PX);
    };
    lookAtPage();
    // A row is another height once its font has come.
    void document.fonts?.ready.then(() => {
      width = 0;
      lookAtPage();
    });
    addEventListener('resize', lookAtPage);
    return () => removeEventListener('resize', lookAtPage);
  }, [grid, virtual]);
  const rows = useWindowVirtualizer({
    count,
    enabled: virtual,
    estimateSize: () => rowPx,
    // Each row costs when one jumps far; those beside the window are for the wheel.
    overscan: 6,
    scrollMargin: top,
  });
  // What it took the rows for stands until it is told.
  useLayoutEffect(() => {
    if (virtual) rows.measure();
  }, [rows, rowPx, virtual]);
  if (!virtual) return { items: range(count), before: 0, after: 0, measure: null, show: () => {} };
  const shown = rows.getVirtualItems();
  return {
    items: shown.map(({ index }) => index),
    before: Math.max(0, (shown[0]?.start ?? top) - top),
    after: Math.max(0, rows.getTotalSize() - ((shown.at(-1)?.end ?? top) - top)),
    measure: rows.measureElement,
    // A row on the page comes into view by itself when it takes the focus; one far away is brought to the middle.
    show: (at: number) => {
      if (!shown.some(({ index }) => index === at)) rows.scrollToIndex(at, { align: 'center' });
    },
  };
}

const range = (length: number): number[] => Array.from({ length }, (_, at) => at);
