import { ListChecks } from 'lucide-react';
import type { Translate } from '../../../core/locale.ts';
import { useAct, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { CsvUpload, type FileWrong } from '../../../web/ui/CsvUpload.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { bulkFileLines, orders, saysWhat } from '../contract.ts';
import type { BulkState, BulkSummary } from '../contract.ts';

const sayWrong = (t: Translate, { fault, at }: FileWrong): string => {
  if (fault === 'no_heading')
    return t('imports.file.no_heading', { at: t(at === 'seats' ? 'subscriptions.export.seats' : 'subscriptions.export.subscription') });
  if (fault === 'empty') return t('bulk_changes.file_empty');
  if (fault === 'too_many_rows') return t('bulk_changes.file_too_many', { at, limit: bulkFileLines });
  if (fault === 'unknown_heading') return t('bulk_changes.file_unknown', { at });
  return t(`imports.file.${fault}`, { at });
};

/** Changes of many subscriptions at once, the newest first; one begins here with a file, or in the list of subscriptions. */
export function BulkChangesPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { go } = usePlace();
  const list = useList(orders.listBulkChanges, {});
  const upload = useAct(orders.uploadBulkFile);
  const choose = <LinkButton href={at('/subscriptions')}>{t('bulk_changes.to_list')}</LinkButton>;
  return (
    <Page
      title={t('bulk_changes.title')}
      sentence={t('bulk_changes.sentence')}
      crumbs={[{ label: t('subscriptions.title'), href: at('/subscriptions') }]}
      action={choose}
    >
      <div className="flex flex-col gap-8">
        {list.first?.can.make && (
          <CsvUpload
            text={t('bulk_changes.file_text')}
            busy={upload.isPending}
            onUpload={async (file) => {
              const { bulkId } = await upload.mutateAsync(file);
              go(at(`/bulk-changes/${bulkId}`));
            }}
            sayWrong={(wrong) => sayWrong(t, wrong)}
          />
        )}
        <Table<BulkSummary>
          label={t('bulk_changes.title')}
          columns={useColumns()}
          rows={list.isLoading ? undefined : list.items}
          rowKey={(row) => row.bulkId}
          rowLabel={(row) => row.fileName ?? t(saysWhat(row.what).key, saysWhat(row.what).values)}
          href={(row) => at(`/bulk-changes/${row.bulkId}`)}
          empty={<Empty icon={ListChecks} title={t('bulk_changes.none')} text={t('bulk_changes.none_text')} action={choose} />}
          error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
          asOf={list.first?.asOf}
          more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
        />
      </div>
    </Page>
  );
}

const kinds = { rehearsed: 'plain', running: 'info', done: 'success', undoing: 'info', undone: 'plain' } as const;
export function BulkMark({ state, bare = false }: { readonly state: BulkState; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={kinds[state]} bare={bare}>
      {t(`bulk_changes.state.${state}`)}
    </Status>
  );
}

function useColumns(): Column<BulkSummary>[] {
  const { t, formatDate, formatNumber } = useHouse();
  return [
    {
      id: 'what',
      header: t('bulk_changes.column.what'),
      width: 'minmax(14rem, 2fr)',
      cell: ({ what, fileName }) => <PersonName name={t(saysWhat(what).key, saysWhat(what).values)} detail={fileName ?? ''} shape="company" />,
    },
    { id: 'state', header: t('bulk_changes.column.state'), width: '10rem', phone: 'fact', cell: (row) => <BulkMark state={row.state} bare /> },
    {
      id: 'rows',
      header: t('bulk_changes.column.rows'),
      width: '6rem',
      align: 'end',
      cell: ({ rows }) => formatNumber(Object.values(rows).reduce((sum, each) => sum + each, 0)),
    },
    { id: 'by', header: t('bulk_changes.column.by'), width: 'minmax(8rem, 1fr)', phone: 'fact', cell: (row) => row.createdBy },
    { id: 'at', header: t('bulk_changes.column.at'), width: '12rem', phone: 'hidden', cell: (row) => formatDate(row.createdAt, 'moment') },
  ];
}
