import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { useId, useRef } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';
import { Skeleton } from './Skeleton.tsx';
import { CheckCell, rowTracks, TableRow } from './TableRow.tsx';
import { useTableKeys } from './tableKeys.ts';
import { useVirtualRows } from './tableVirtual.ts';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** The header is for screen readers only: a column of buttons. */
  readonly hideHeader?: boolean;
  readonly cell: (row: Row) => ReactNode;
  readonly sortable?: boolean;
  /** Numbers and money stand right, in tabular figures. */
  readonly align?: 'start' | 'end';
  /** A CSS grid track: `8rem`, `minmax(12rem, 2fr)`; a fair share by default. */
  readonly width?: string;
  /** `wide` shows it only where the list is at least 64rem wide. */
  readonly from?: 'wide';
  /** On a phone's card; by default the first column is the title, the next two are facts, the others are left out. */
  readonly phone?: 'title' | 'fact' | 'hidden';
}

export interface Sort {
  readonly by: string;
  readonly descending: boolean;
}

export interface GridProps<Row> {
  /** What the list holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly rowKey: (row: Row) => string;
  /** The row in one spoken phrase, usually the name. */
  readonly rowLabel: (row: Row) => string;
  /** Where a row leads; its first cell becomes the link. */
  readonly href?: (row: Row) => string;
  /** Instead of `href`, when a row opens something on this page. */
  readonly onOpen?: (row: Row) => void;
  readonly sort?: Sort | undefined;
  readonly onSort?: (sort: Sort) => void;
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  readonly count?: { readonly value: number; readonly more?: boolean } | undefined;
}

/** The grid itself: rows of a CSS grid with the roles of a table, so that they can be cards on a phone and virtual in thousands. */
export function TableGrid<Row>(props: GridProps<Row>) {
  const { label, columns, rows, rowKey, selected, onSelect, count } = props;
  const { t } = useHouse();
  const grid = useRef<HTMLDivElement>(null);
  const help = useId();
  const { items, before, after, measure, show } = useVirtualRows(grid, rows?.length ?? 0);
  const keys = useTableKeys({ ...props, grid, show });
  const selectable = Boolean(selected && onSelect);
  // The active row may be scrolled out of what is rendered; Tab must find a row all the same.
  const reachable = items.includes(keys.active) ? keys.active : items[0];
  return (
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      aria-describedby={help}
      aria-busy={!rows}
      aria-multiselectable={selectable || undefined}
      aria-rowcount={count && !count.more ? count.value + 1 : -1}
      aria-colcount={columns.length + (selectable ? 1 : 0)}
      tabIndex={-1}
      onKeyDown={keys.onKeyDown}
      onClick={keys.onClick}
      style={tracks(columns, selectable)}
      className="min-w-0 border-line text-14 @2xl:border-b"
    >
      <p id={help} className="sr-only">
        {t('ui.table.keys')}
      </p>
      <Head {...props} selectable={selectable} />
      {!rows && <Loading columns={columns} selectable={selectable} />}
      <div role="rowgroup">
        {before > 0 && <div role="presentation" style={{ height: before }} />}
        {rows &&
          items.map((at) => {
            const row = rows[at];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <TableRow
                key={key}
                {...props}
                row={row}
                at={at}
                ref={measure}
                active={reachable === at}
                chosen={selectable ? (selected?.has(key) ?? false) : undefined}
                onFocus={() => keys.setActive(at)}
                onToggle={(range) => keys.toggle(at, range)}
              />
            );
          })}
        {after > 0 && <div role="presentation" style={{ height: after }} />}
      </div>
    </div>
  );
}

/** The columns as CSS grid tracks, for middling and for wide lists. */
function tracks<Row>(columns: readonly Column<Row>[], selectable: boolean): CSSProperties {
  const of = (shown: readonly Column<Row>[]) =>
    [selectable && '2.5rem', ...shown.map(({ width }, at) => width ?? (at === 0 ? 'minmax(12rem, 2fr)' : 'minmax(0, 1fr)'))].filter(Boolean).join(' ');
  return { '--tracks': of(columns.filter(({ from }) => from !== 'wide')), '--tracks-wide': of(columns) } as CSSProperties;
}

function Head<Row>({ columns, rows, rowKey, sort, onSort, selected, onSelect, selectable }: GridProps<Row> & { readonly selectable: boolean }) {
  const { t } = useHouse();
  // Drawn again with every scroll: a list of thousands is gone through only where anything in it is selected.
  const allKeys = () => rows?.map(rowKey) ?? [];
  const some = Boolean(selected?.size && rows?.some((row) => selected.has(rowKey(row))));
  const every = some && rows?.every((row) => selected?.has(rowKey(row))) === true;
  return (
    <div role="rowgroup" className="sticky top-(--top-bar) z-10 bg-surface @max-2xl:sr-only">
      <div role="row" aria-rowindex={1} className={classes(rowTracks, 'items-center border-b border-line text-13 text-muted')}>
        {selectable && (
          <div role="columnheader" className="flex">
            <CheckCell
              label={t('ui.table.select_all')}
              checked={every}
              indeterminate={some && !every}
              onChange={() => onSelect?.(new Set(every ? [] : allKeys()))}
            />
          </div>
        )}
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  );
}

function HeadCell<Row>({ column, sort, onSort }: { readonly column: Column<Row> } & Pick<GridProps<Row>, 'sort' | 'onSort'>) {
  const sorted = sort?.by === column.id;
  const Arrow = sorted ? (sort.descending ? ArrowDown : ArrowUp) : ChevronsUpDown;
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
      className={classes(
        'flex min-h-9 min-w-0 items-center px-3 py-1',
        column.align === 'end' && 'justify-end text-end',
        column.from === 'wide' && 'hidden @5xl:flex',
      )}
    >
      {column.sortable && onSort ? (
        <button
          type="button"
          onClick={() => onSort({ by: column.id, descending: sorted && !sort.descending })}
          className={classes('group -mx-1.5 flex min-h-7 items-center gap-1 rounded-control px-1.5 font-medium hover:text-ink', sorted && 'text-ink')}
        >
          <span>{column.header}</span>
          <Arrow size={14} aria-hidden className={classes('flex-none', !sorted && 'opacity-45 group-hover:opacity-100')} />
        </button>
      ) : (
        <span className={column.hideHeader ? 'sr-only' : 'font-medium'}>{column.header}</span>
      )}
    </div>
  );
}

function Loading<Row>({ columns, selectable }: { readonly columns: readonly Column<Row>[]; readonly selectable: boolean }) {
  const { t } = useHouse();
  return (
    <div role="rowgroup">
      <div role="row" className="sr-only">
        <span role="gridcell">{t('ui.loading')}</span>
      </div>
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} role="presentation" className={classes(rowTracks, 'items-center border-b border-line last:border-0 @max-2xl:h-20 @max-2xl:py-4')}>
          {selectable && <span className="@max-2xl:hidden" />}
          {columns.map((column, at) => (
            <span
              key={column.id}
              className={classes(
                'flex min-h-12 items-center px-3',
                at > 1 && '@max-2xl:hidden',
                column.from === 'wide' && 'hidden @5xl:flex',
                column.align === 'end' && 'justify-end',
              )}
            >
              <Skeleton className={classes('h-3.5', at === 0 ? ['w-40', 'w-32', 'w-48'][row % 3] : ['w-20', 'w-24', 'w-16'][(row + at) % 3])} />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
