import { Columns3 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { House } from '../house.tsx';
import { useHouse } from '../house.tsx';
import { Button } from './Button.tsx';
import { Empty } from './Empty.tsx';
import { ErrorState } from './ErrorState.tsx';
import { IconButton } from './IconButton.tsx';
import { Menu } from './Menu.tsx';
import { SearchField } from './SearchField.tsx';
import { TableGrid } from './TableGrid.tsx';
import type { GridProps } from './TableGrid.tsx';

export type { Column, Sort } from './TableGrid.tsx';

export interface TableProps<Row> extends Omit<GridProps<Row>, 'rows'> {
  /** Nothing while the first page loads. */
  readonly rows: readonly Row[] | undefined;
  readonly search?: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };
  /** `FilterChips`, beside the search. */
  readonly filters?: ReactNode;
  /** Right of the filters: export. */
  readonly tools?: ReactNode;
  /** Whether search or filters narrow the list: then "no results" instead of `empty`. */
  readonly narrowed?: boolean;
  /** Shown when there is nothing at all: an `Empty` that teaches the first step. */
  readonly empty: ReactNode;
  readonly error?: { readonly retry: () => unknown; readonly reference?: string | undefined } | undefined;
  /** Buttons for what is selected, in the bar that slides in. */
  readonly bulk?: ReactNode;
  /** `say` puts a number of the rows in words, with their noun. */
  readonly count?: { readonly value: number; readonly more?: boolean; readonly say?: (value: number) => string } | undefined;
  readonly asOf?: Date | string | undefined;
  readonly more?: { readonly load: () => unknown; readonly loading?: boolean } | undefined;
  /** A name to keep the reader's choice of columns under; without it columns cannot be hidden. */
  readonly columnsKey?: string;
  /** What is hidden, where the page decides it together with the reader: `useHiddenColumns` under the same name. */
  readonly hiding?: readonly [hidden: ReadonlySet<string>, hide: (hidden: ReadonlySet<string>) => void];
  /** Before the search: what the list shows by name. */
  readonly lead?: ReactNode;
}

/**
 * A list to work in. The window scrolls, so the shell must not put the page into a scrolling box; the head sticks under
 * the top bar (`--top-bar`). In a column narrower than 42rem rows become cards.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { rows, columns, error, narrowed, empty, bulk, columnsKey, selected, onSelect } = props;
  const { t } = useHouse();
  const own = useHiddenColumns(columnsKey);
  const [hidden, hide] = props.hiding ?? own;
  const shown = useMemo(() => columns.filter(({ id }) => !hidden.has(id)), [columns, hidden]);
  const nothing = rows?.length === 0;
  return (
    <div className="@container flex min-w-0 flex-col gap-3">
      <TableBar {...props} hidden={hidden} hide={hide} />
      {error && !rows ? (
        <ErrorState onRetry={error.retry} reference={error.reference} />
      ) : nothing ? (
        narrowed ? (
          <Empty title={t('ui.table.none')} text={t('ui.table.none_text')} />
        ) : (
          empty
        )
      ) : (
        <TableGrid {...props} columns={shown} />
      )}
      {selected && onSelect && selected.size > 0 && (
        <BulkBar what={saySelected(t, selected.size, props.count?.say)} onClear={() => onSelect(new Set())}>
          {bulk}
        </BulkBar>
      )}
      {!nothing && <TableFoot {...props} />}
    </div>
  );
}

interface BarProps<Row> extends TableProps<Row> {
  readonly hidden: ReadonlySet<string>;
  readonly hide: (hidden: ReadonlySet<string>) => void;
}

function TableBar<Row>({ lead, search, filters, tools, columns, columnsKey, hidden, hide }: BarProps<Row>) {
  const box = useRef<HTMLInputElement>(null);
  useSlash(box);
  if (!lead && !search && !filters && !tools && !columnsKey) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {lead}
      {search && <SearchField ref={box} {...search} hint="/" className="@max-2xl:max-w-none" />}
      {filters}
      <div className="ms-auto flex items-center gap-1">
        {tools}
        {columnsKey && <ColumnChoice columns={columns} hidden={hidden} hide={hide} />}
      </div>
    </div>
  );
}

function ColumnChoice<Row>({ columns, hidden, hide }: Pick<BarProps<Row>, 'columns' | 'hidden' | 'hide'>) {
  const { t } = useHouse();
  const choices = columns.slice(1).filter(({ hideHeader }) => !hideHeader);
  return (
    <Menu
      label={t('ui.columns')}
      trigger={<IconButton icon={Columns3} label={t('ui.columns')} className="@max-2xl:hidden" />}
      groups={[
        {
          id: 'columns',
          title: t('ui.columns'),
          entries: choices.map(({ id, header }) => ({ id, label: header })),
          choose: 'many',
          chosen: new Set(choices.map(({ id }) => id).filter((id) => !hidden.has(id))),
          onChoose: (chosen) => hide(new Set(choices.map(({ id }) => id).filter((id) => !chosen.has(id)))),
        },
      ]}
    />
  );
}

function TableFoot<Row>({ count, asOf, more, rows }: TableProps<Row>) {
  const { t, formatDate } = useHouse();
  if (!count && !asOf && !more) return null;
  return (
    <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-6 gap-y-2 text-13 text-muted">
      <p role="status" className="flex flex-wrap gap-x-3 tabular-nums">
        {count && rows && <span>{sayCount(t, count)}</span>}
        {asOf && <span className="text-faint">{t('ui.table.as_of', { when: formatDate(asOf, 'moment') })}</span>}
      </p>
      {more && (
        <Button size="small" onPress={more.load} pending={more.loading ?? false}>
          {t('ui.table.more')}
        </Button>
      )}
    </div>
  );
}

/** Floats over the end of the list, so that nothing jumps when it comes. */
type Count = NonNullable<TableProps<unknown>['count']>;
/** How many rows there are; by their own name where it is known. */
function sayCount(t: House['t'], { value, more, say }: Count): string {
  if (!say) return t(more ? 'ui.table.count_over' : 'ui.table.count', { count: value });
  return more ? t('ui.table.over', { things: say(value) }) : say(value);
}
const saySelected = (t: House['t'], value: number, say: Count['say']): string =>
  say ? t('ui.table.selected_of', { things: say(value) }) : t('ui.table.selected', { count: value });

function BulkBar({ what, onClear, children }: { readonly what: string; readonly onClear: () => void; readonly children: ReactNode }) {
  const { t } = useHouse();
  return (
    <div className="pointer-events-none sticky bottom-4 z-20 -my-3 flex h-0 items-end justify-center">
      <div role="region" aria-label={what} className="float pointer-events-auto flex max-w-full animate-rise flex-wrap items-center gap-2 p-2 ps-4">
        <span role="status" className="me-2 text-14 font-medium tabular-nums">
          {what}
        </span>
        {children}
        <Button variant="quiet" size="small" onPress={onClear}>
          {t('ui.table.unselect')}
        </Button>
      </div>
    </div>
  );
}

/** `/` leads to the search from anywhere but a place where one types. */
function useSlash(box: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const go = (event: KeyboardEvent) => {
      const typing = (event.target as Element | null)?.closest?.('input, textarea, select, [contenteditable], [role="dialog"]');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing || !box.current) return;
      event.preventDefault();
      box.current.focus();
      box.current.select();
    };
    document.addEventListener('keydown', go);
    return () => document.removeEventListener('keydown', go);
  }, [box]);
}

/** Which columns the reader has hidden in lists of this name; kept by the browser. */
export function useHiddenColumns(key: string | undefined): [ReadonlySet<string>, (hidden: ReadonlySet<string>) => void] {
  const place = `entente.columns.${key}`;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set(key ? kept(place) : []));
  const hide = (next: ReadonlySet<string>) => {
    setHidden(next);
    try {
      localStorage.setItem(place, JSON.stringify([...next]));
    } catch {
      // Kept for this page only.
    }
  };
  return [hidden, hide];
}

function kept(place: string): string[] {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '[]') as string[];
  } catch {
    return [];
  }
}
