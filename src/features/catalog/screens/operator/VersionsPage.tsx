import { History } from 'lucide-react';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { type Column, Table } from '../../../../web/ui/Table.tsx';
import { catalog, type Version } from '../../contract.ts';
import { VersionMark } from './VersionMark.tsx';

/** Every version of the catalog, the newest first. */
export function VersionsPage() {
  const { t, formatNumber, formatDate } = useHouse();
  const list = useList(catalog.listVersions, {});
  const columns: Column<Version>[] = [
    {
      id: 'number',
      header: t('catalog.versions.title'),
      width: 'minmax(12rem, 2fr)',
      phone: 'title',
      cell: ({ number, note }) => (
        <span className="flex flex-col whitespace-normal">
          <span className="font-medium">{t('catalog.versions.number', { number })}</span>
          {note && <span className="text-13 text-muted">{note}</span>}
        </span>
      ),
    },
    { id: 'state', header: t('catalog.desk.state'), width: 'minmax(12rem, 1.4fr)', phone: 'fact', cell: (row) => <VersionMark of={row} /> },
    { id: 'changes', header: t('catalog.column.cause'), width: '7rem', align: 'end', phone: 'hidden', cell: ({ changes }) => formatNumber(changes) },
    {
      id: 'by',
      header: t('catalog.versions.by'),
      from: 'wide',
      phone: 'hidden',
      cell: ({ createdBy, createdAt }) => `${createdBy}, ${formatDate(createdAt)}`,
    },
  ];
  return (
    <Page title={t('catalog.versions.title')} crumbs={[{ label: t('catalog.desk.title'), href: '/operator/catalog' }]}>
      <Table<Version>
        label={t('catalog.versions.title')}
        columns={columns}
        rows={list.isLoading ? undefined : list.items}
        rowKey={({ versionId }) => versionId}
        rowLabel={({ number }) => t('catalog.versions.number', { number })}
        href={({ versionId }) => `/operator/catalog/versions/${versionId}`}
        empty={<Empty icon={History} title={t('catalog.versions.none')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Page>
  );
}
