import { useEffect, useRef } from 'react';
import type { Ref } from 'react';
import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';
import { Link } from './Link.tsx';
import type { Column, GridProps } from './TableGrid.tsx';

/** Shared by head and rows, so that they always line up. */
export const rowTracks = '@2xl:grid @2xl:grid-cols-(--tracks) @5xl:grid-cols-(--tracks-wide)';

interface TableRowProps<Row> extends GridProps<Row> {
  readonly row: Row;
  readonly at: number;
  readonly ref: Ref<HTMLDivElement>;
  /** The one row that Tab reaches. */
  readonly active: boolean;
  /** Whether it is selected; nothing when rows cannot be. */
  readonly chosen: boolean | undefined;
  readonly onFocus: () => void;
  readonly onToggle: (range: boolean) => void;
}

export function TableRow<Row>(props: TableRowProps<Row>) {
  const { row, at, ref, columns, rowLabel, href, onOpen, active, chosen, onFocus, onToggle } = props;
  const { t } = useHouse();
  const opens = href !== undefined || onOpen !== undefined;
  return (
    <div
      ref={ref}
      role="row"
      data-index={at}
      tabIndex={active ? 0 : -1}
      aria-rowindex={at + 2}
      aria-selected={chosen}
      aria-label={rowLabel(row)}
      onFocus={onFocus}
      className={classes(
        rowTracks,
        // Not under the top bar and the sticky head, nor under the bulk bar.
        'scroll-mt-[calc(var(--top-bar)+3rem)] scroll-mb-24',
        'relative items-center border-b border-line transition-colors -outline-offset-2! last:border-0 @max-2xl:flex @max-2xl:gap-2 @max-2xl:py-3',
        opens && 'cursor-pointer hover:bg-hover',
        chosen && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      {chosen !== undefined && (
        <div role="gridcell" className="flex @max-2xl:-my-1 @max-2xl:self-start">
          <CheckCell label={t('ui.table.select', { name: rowLabel(row) })} checked={chosen} onChange={(event) => onToggle(event.shiftKey)} reachable={active} />
        </div>
      )}
      <div role="presentation" className="contents @max-2xl:flex @max-2xl:min-w-0 @max-2xl:flex-1 @max-2xl:flex-col @max-2xl:gap-1.5">
        {columns.map((column, index) => (
          <Cell key={column.id} column={column} index={index} row={row} href={href} reachable={active} />
        ))}
      </div>
    </div>
  );
}

interface CellProps<Row> {
  readonly column: Column<Row>;
  readonly index: number;
  readonly row: Row;
  readonly href: ((row: Row) => string) | undefined;
  readonly reachable: boolean;
}

function Cell<Row>({ column, index, row, href, reachable }: CellProps<Row>) {
  const phone = column.phone ?? (index === 0 ? 'title' : index < 3 ? 'fact' : 'hidden');
  const content = column.cell(row);
  return (
    <div
      role="gridcell"
      className={classes(
        'min-w-0 break-words @2xl:px-3 @2xl:py-2.5',
        column.align === 'end' && 'tabular-nums @2xl:text-end',
        column.from === 'wide' && '@2xl:hidden @5xl:block',
        phone === 'title' && 'font-medium',
        phone === 'fact' && '@max-2xl:flex @max-2xl:items-baseline @max-2xl:gap-2 @max-2xl:text-13',
        phone === 'hidden' && '@max-2xl:hidden',
      )}
    >
      {phone === 'fact' && (
        <span aria-hidden="true" className="max-w-1/2 flex-none text-muted @2xl:hidden">
          {column.header}
        </span>
      )}
      {href && index === 0 ? (
        <Link href={href(row)} look="plain" tabIndex={reachable ? 0 : -1} className="font-medium">
          {content}
        </Link>
      ) : phone === 'fact' ? (
        // A long address breaks inside its card instead of widening it.
        <div className="min-w-0">{content}</div>
      ) : (
        content
      )}
    </div>
  );
}

interface CheckCellProps {
  readonly label: string;
  readonly checked: boolean;
  readonly indeterminate?: boolean;
  readonly onChange: (event: { readonly shiftKey: boolean }) => void;
  readonly reachable?: boolean;
}

/** A tick in its 40 px cell: the whole cell can be pressed. */
export function CheckCell({ label, checked, indeterminate = false, onChange, reachable = true }: CheckCellProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <label className="flex size-10 items-center justify-center">
      <input
        ref={box}
        type="checkbox"
        aria-label={label}
        checked={checked}
        tabIndex={reachable ? 0 : -1}
        onChange={(event) => onChange({ shiftKey: (event.nativeEvent as MouseEvent).shiftKey ?? false })}
        className="tick-box tick-check rounded-mark"
      />
    </label>
  );
}
