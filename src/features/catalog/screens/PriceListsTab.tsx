import { Tags } from 'lucide-react';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { type Column, Table } from '../../../web/ui/Table.tsx';
import { catalog, type PriceListSeen } from '../contract.ts';

const kinds = { announced: 'info', valid: 'success', past: 'plain', withdrawn: 'warning' } as const;

/** Lists that the company may see. */
export function PriceListsTab() {
  const { t } = useHouse();
  const list = useList(catalog.listPriceLists, {});
  return (
    <Table<PriceListSeen>
      label={t('catalog.prices.tab_lists')}
      columns={useColumns()}
      rows={list.isLoading ? undefined : list.items}
      rowKey={({ listId }) => listId}
      rowLabel={({ name }) => name}
      empty={<Empty icon={Tags} title={t('catalog.lists.none')} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
    />
  );
}

function useColumns(): Column<PriceListSeen>[] {
  const { t, formatDate, formatNumber } = useHouse();
  return [
    {
      id: 'name',
      header: t('catalog.lists.name'),
      width: 'minmax(12rem, 2fr)',
      phone: 'title',
      cell: ({ name, groupName }) => (
        <span className="flex flex-col whitespace-normal">
          <span className="font-medium">{name}</span>
          <span className="text-13 text-muted">{groupName ?? t('catalog.lists.for_all')}</span>
        </span>
      ),
    },
    {
      id: 'valid',
      header: t('catalog.lists.valid'),
      width: 'minmax(11rem, 1.4fr)',
      phone: 'fact',
      cell: ({ validFrom, validTo }) => (
        <span className="whitespace-normal">
          {validTo
            ? t('catalog.lists.from_to', { from: formatDate(validFrom), to: formatDate(validTo) })
            : t('catalog.lists.from', { from: formatDate(validFrom) })}
        </span>
      ),
    },
    { id: 'known', header: t('catalog.lists.known'), from: 'wide', phone: 'hidden', cell: ({ knownFrom }) => formatDate(knownFrom, 'moment') },
    { id: 'lines', header: t('catalog.lists.lines'), width: '7rem', align: 'end', phone: 'hidden', cell: ({ lines }) => formatNumber(lines) },
    {
      id: 'standing',
      header: t('catalog.lists.standing'),
      width: '9rem',
      phone: 'fact',
      cell: ({ standing }) => (
        <Status kind={kinds[standing]} bare>
          {t(`catalog.lists.standing_${standing}`)}
        </Status>
      ),
    },
  ];
}
