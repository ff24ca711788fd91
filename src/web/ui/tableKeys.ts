import { useContext, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { Navigation } from './Link.tsx';
import type { GridProps } from './TableGrid.tsx';

interface KeysProps<Row> extends GridProps<Row> {
  readonly grid: RefObject<HTMLElement | null>;
  /** Brings a row that may not be rendered into the window. */
  readonly show: (at: number) => void;
}

/** How far Page Up and Page Down go. */
const PAGE = 10;

/** One row of the grid takes part in the Tab order; arrows move it, Space selects, Shift selects a range, Enter opens. */
export function useTableKeys<Row>(props: KeysProps<Row>) {
  const { rows = [], rowKey, grid, show, selected, onSelect, href, onOpen } = props;
  const [at, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const anchor = useRef(0);
  const navigate = useContext(Navigation);
  const active = Math.min(at, Math.max(0, rows.length - 1));

  // A row far away is rendered first, and takes the focus when it is there.
  useEffect(() => {
    if (wanted.current === null) return;
    const row = grid.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
    row.scrollIntoView?.({ block: 'nearest' });
  });

  const toggle = (index: number, range: boolean) => {
    if (!selected || !onSelect) return;
    const [from, to] = range ? [Math.min(anchor.current, index), Math.max(anchor.current, index)] : [index, index];
    const keys = rows.slice(from, to + 1).map(rowKey);
    const next = new Set(selected);
    const on = range || !keys.every((key) => next.has(key));
    for (const key of keys) on ? next.add(key) : next.delete(key);
    if (!range) anchor.current = index;
    onSelect(next);
  };
  const go = (to: number) => {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    wanted.current = index;
    setActive(index);
    show(index);
  };
  /** Shift and an arrow: a selection that begins here when there is none. */
  const extend = (step: 1 | -1) => {
    if (!selected?.size) anchor.current = active;
    toggle(Math.max(0, Math.min(rows.length - 1, active + step)), true);
  };
  const open = () => {
    const row = rows[active];
    if (row === undefined) return;
    if (onOpen) onOpen(row);
    else if (href) (navigate ?? ((to: string) => location.assign(to)))(href(row));
  };
  const acts: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    ArrowDown: () => go(active + 1),
    ArrowUp: () => go(active - 1),
    PageDown: () => go(active + PAGE),
    PageUp: () => go(active - PAGE),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    Enter: open,
    ' ': (event) => toggle(active, event.shiftKey),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const onRow = target.getAttribute('role') === 'row';
    const inBox = target instanceof HTMLInputElement && target.type === 'checkbox' && event.key.startsWith('Arrow');
    if (!onRow && !inBox) return;
    if (event.key === 'Escape' && selected?.size) onSelect?.(new Set());
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && onSelect) onSelect(new Set(rows.map(rowKey)));
    else if (acts[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.shiftKey && event.key.startsWith('Arrow')) extend(event.key === 'ArrowDown' ? 1 : -1);
      acts[event.key]?.(event);
    } else return;
    event.preventDefault();
  };
  return { active, setActive, toggle, onKeyDown };
}
