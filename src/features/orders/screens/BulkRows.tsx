import { useEffect } from 'react';
import { useList, useReread } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { bulkRowStates, orders, saysChange, saysReason } from '../contract.ts';
import type { BulkChange, BulkRow } from '../contract.ts';

const kinds = { ready: 'info', refused: 'warning', done: 'success', skipped: 'warning', undoing: 'info', undone: 'plain', kept: 'warning' } as const;

/** Each subscription with what becomes of it, what it costs, and why it is left as it is. */
export function BulkRows({ bulk }: { readonly bulk: BulkChange }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const { search } = usePlace();
  const { bulkId, rows } = bulk;
  const state = bulkRowStates.find((each) => each === search.get('state'));
  const list = useList(orders.listBulkRows, { bulkId, limit: 200, ...(state ? { state } : {}) });
  const reread = useReread();
  const far = JSON.stringify(rows);
  // The rows follow the figures above them.
  useEffect(() => reread(orders.listBulkRows), [far, reread]);
  return (
    <Table<BulkRow>
      label={t('bulk_changes.rows')}
      columns={useColumns()}
      rows={list.isLoading ? undefined : list.items}
      rowKey={(row) => String(row.rowNo)}
      rowLabel={(row) => (row.name ? `${row.name}, ${row.customer}` : t('bulk_changes.line', { line: row.lineNo ?? row.rowNo + 1 }))}
      {...(list.items.every((row) => row.subscriptionId) ? { href: (row: BulkRow) => at(`/subscriptions/${row.subscriptionId}`) } : {})}
      filters={<States bulk={bulk} />}
      narrowed={state !== undefined}
      empty={<Empty title={t('bulk_changes.nothing_ready')} text={t('bulk_changes.none_text')} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      asOf={list.first?.asOf}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
    />
  );
}

function States({ bulk: { rows } }: { readonly bulk: BulkChange }) {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const chosen = search.get('state');
  const options = bulkRowStates.filter((id) => rows[id] > 0 || id === chosen).map((id) => ({ id, label: t(`bulk_changes.row.${id}`) }));
  if (options.length < 2 && !chosen) return null;
  return (
    <FilterChips
      filters={[{ id: 'state', label: t('bulk_changes.column.result'), options }]}
      values={{ state: chosen ? [chosen] : [] }}
      onChange={({ state }) => setSearch({ state: state?.[0] ?? null })}
    />
  );
}

function useColumns(): Column<BulkRow>[] {
  const { t, formatMoney } = useHouse();
  return [
    {
      id: 'subscription',
      header: t('bulk_changes.column.subscription'),
      width: 'minmax(13rem, 2fr)',
      cell: (row) =>
        row.name ? (
          <PersonName name={row.name} detail={row.customer} shape="company" />
        ) : (
          <span>{t('bulk_changes.line', { line: row.lineNo ?? row.rowNo + 1 })}</span>
        ),
    },
    {
      id: 'becomes',
      header: t('bulk_changes.column.becomes'),
      width: 'minmax(11rem, 1.4fr)',
      phone: 'fact',
      cell: (row) => (
        <span className="flex flex-col">
          {saysChange(row).map(({ key, values }) => (
            <span key={key}>{t(key, values)}</span>
          ))}
        </span>
      ),
    },
    {
      id: 'amount',
      header: t('bulk_changes.column.amount'),
      width: '8rem',
      align: 'end',
      phone: 'fact',
      cell: ({ state, amount, undoAmount }) => {
        const shown = state === 'undone' || state === 'undoing' ? undoAmount : amount;
        return shown ? <span className="tabular-nums">{formatMoney(shown)}</span> : null;
      },
    },
    { id: 'result', header: t('bulk_changes.column.result'), width: 'minmax(13rem, 2fr)', phone: 'fact', cell: (row) => <Result row={row} /> },
  ];
}

/** How it is with a row, and why. */
function Result({ row }: { readonly row: BulkRow }) {
  const { t } = useHouse();
  const why = row.reason ? saysReason(row.reason, row.count) : null;
  const final = row.undoReason && (row.state === 'ready' || row.state === 'done') ? saysReason(row.undoReason) : null;
  return (
    <span className="flex min-w-0 flex-col gap-0.5">
      <Status kind={kinds[row.state]} bare>
        {t(`bulk_changes.row.${row.state}`)}
      </Status>
      {why && (
        <span className="text-13 text-muted">
          {row.column
            ? t('bulk_changes.at_column', {
                column: `${t('bulk_changes.line', { line: row.lineNo ?? row.rowNo + 1 })} · ${t(`subscriptions.export.${row.column}`)}`,
                fault: t(why.key, why.values),
              })
            : t(why.key, why.values)}
        </span>
      )}
      {final && <span className="text-13 text-muted">{t('bulk_changes.final', { reason: t(final.key, final.values) })}</span>}
    </span>
  );
}
