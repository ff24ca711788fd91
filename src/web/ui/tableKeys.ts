import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import { useContext, useEffect, useRef, useState } from 'react';
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
  const { rows = [], rowKey, selected, onSelect } = props;
  const { active, setActive, go } = useActiveRow(props, rows.length);
  const { toggle, extend } = useSelecting(props);
  const open = useOpening(props);

  const acts: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    ArrowDown: (event) => go(active + 1, event.shiftKey && (() => extend(active, 1))),
    ArrowUp: (event) => go(active - 1, event.shiftKey && (() => extend(active, -1))),
    PageDown: () => go(active + PAGE),
    PageUp: () => go(active - PAGE),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    Enter: () => open(active),
    ' ': (event) => toggle(active, event.shiftKey),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const onRow = target.getAttribute('role') === 'row';
    const inBox = target instanceof HTMLInputElement && target.type === 'checkbox' && event.key.startsWith('Arrow');
    if (!onRow && !inBox) return;
    const withControl = event.ctrlKey || event.metaKey;
    const act = event.altKey || withControl ? undefined : acts[event.key];
    if (event.key === 'Escape' && selected?.size) onSelect?.(new Set());
    else if (event.key === 'a' && withControl && onSelect) onSelect(new Set(rows.map(rowKey)));
    else if (act) act(event);
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const at = target.closest('[data-index]')?.getAttribute('data-index');
    // A press on something of its own, or a selection of text, is not meant for the row.
    if (!at || target.closest('a, button, input, label') || getSelection()?.isCollapsed === false) return;
    open(Number(at), { newTab: event.metaKey || event.ctrlKey });
  };
  return { active, setActive, toggle, onKeyDown, onClick };
}

function useActiveRow<Row>({ grid, show }: KeysProps<Row>, count: number) {
  const [at, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  // A row far away is rendered first, and takes the focus when it is there.
  useEffect(() => {
    if (wanted.current === null) return;
    const row = grid.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
    row.scrollIntoView?.({ block: 'nearest' });
  });
  const go = (to: number, before?: false | (() => void)) => {
    const index = Math.max(0, Math.min(count - 1, to));
    if (before) before();
    wanted.current = index;
    setActive(index);
    show(index);
  };
  return { active: Math.min(at, Math.max(0, count - 1)), setActive, go };
}

function useSelecting<Row>({ rows = [], rowKey, selected, onSelect }: KeysProps<Row>) {
  /** Where a range begins: the row selected last by itself. */
  const anchor = useRef(0);
  const toggle = (at: number, range: boolean) => {
    if (!selected || !onSelect) return;
    const keys = (range ? rows.slice(Math.min(anchor.current, at), Math.max(anchor.current, at) + 1) : rows.slice(at, at + 1)).map(rowKey);
    if (!range) anchor.current = at;
    const on = range || !keys.every((key) => selected.has(key));
    onSelect(new Set(on ? [...selected, ...keys] : [...selected].filter((key) => !keys.includes(key))));
  };
  /** Shift and an arrow: a selection that begins here when there is none. */
  const extend = (at: number, step: 1 | -1) => {
    if (!selected?.size) anchor.current = at;
    toggle(Math.max(0, Math.min(rows.length - 1, at + step)), true);
  };
  return { toggle, extend };
}

function useOpening<Row>({ rows = [], href, onOpen }: KeysProps<Row>) {
  const navigate = useContext(Navigation) ?? ((to: string) => location.assign(to));
  return (at: number, { newTab } = { newTab: false }) => {
    const row = rows[at];
    if (row === undefined) return;
    if (href && newTab) window.open(href(row), '_blank');
    else if (onOpen) onOpen(row);
    else if (href) navigate(href(row));
  };
}
