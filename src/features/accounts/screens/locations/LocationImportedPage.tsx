import { FileSpreadsheet, MapPinPlus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useList, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Progress } from '../../../../web/ui/Progress.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { type Column, Table } from '../../../../web/ui/Table.tsx';
import { Tabs } from '../../../../web/ui/Tabs.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts, locationRowStates } from '../../contract.ts';
import type { LocationImport, LocationImportRow } from '../../contract.ts';
import { LocationImportMark } from './LocationImportPage.tsx';

/** One file of locations: what it would add, how far it is, what it added. */
export function LocationImportedPage() {
  const { t, formatDate } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const [busy, setBusy] = useState(true);
  const { data: file } = useRead(accounts.getLocationImport, { importId: params['importId'] ?? '' }, busy ? { everyMs: 1_000 } : {});
  useEffect(() => setBusy(file === undefined || file.state === 'adding'), [file]);
  const crumbs = [
    { label: t('locations.title'), href: at('/locations') },
    { label: t('locations.file.title'), href: at('/locations/import') },
  ];
  if (!file)
    return (
      <Page title={t('locations.file.title')} crumbs={crumbs}>
        <SkeletonLines lines={6} />
      </Page>
    );
  return (
    <Page
      title={file.fileName}
      crumbs={crumbs}
      mark={<LocationImportMark state={file.state} bare={false} />}
      sentence={file.state === 'ready' ? t('locations.file.preview') : t('imports.by', { name: file.createdBy, when: formatDate(file.createdAt, 'moment') })}
      action={<Acts file={file} />}
    >
      <How file={file} />
      <Rows file={file} />
    </Page>
  );
}

function Acts({ file: { importId, version, counts, can } }: { readonly file: LocationImport }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const [asked, setAsked] = useState(false);
  const confirm = useAct(accounts.confirmLocationImport);
  const discard = useAct(accounts.discardLocationImport);
  const { attempt, banner } = useAttempt();
  return (
    <>
      {banner}
      {can.discard && (
        <Button
          variant="quiet"
          icon={Trash2}
          onPress={() =>
            attempt(async () => {
              await discard.mutateAsync({ importId });
              toast(t('imports.discarded'));
              go(at('/locations/import'), { replace: true });
            })
          }
        >
          {t('imports.discard')}
        </Button>
      )}
      {can.confirm && (
        <Button variant="primary" icon={MapPinPlus} onPress={() => setAsked(true)}>
          {t('locations.file.confirm', { count: counts.new })}
        </Button>
      )}
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        danger={false}
        title={t('locations.file.confirm_title', { count: counts.new })}
        text={t('locations.file.confirm_text')}
        confirm={t('locations.file.confirm', { count: counts.new })}
        onConfirm={() => attempt(() => confirm.mutateAsync({ importId, version }))}
      />
    </>
  );
}

/** The one thing to know about it now. */
function How({ file: { state, counts } }: { readonly file: LocationImport }) {
  const { t } = useHouse();
  const all = counts.new + counts.added;
  if (state === 'adding')
    return (
      <div className="max-w-reading">
        <Progress label={t('locations.file.adding')} value={all ? counts.added / all : 0} text={t('imports.progress', { done: counts.added, all })} />
      </div>
    );
  if (state === 'done') return <Banner kind="success" title={t('locations.file.done', { count: counts.added })} />;
  if (counts.wrong > 0)
    return (
      <Banner kind="warning" title={t('locations.file.mend', { count: counts.wrong })}>
        {t('locations.file.mend_text')}
      </Banner>
    );
  return counts.new === 0 ? <Banner kind="info" title={t('locations.file.nothing')} /> : null;
}

const kinds = { new: 'info', known: 'plain', wrong: 'danger', added: 'success' } as const;

function Rows({ file }: { readonly file: LocationImport }) {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const there = locationRowStates.filter((state) => file.counts[state] > 0);
  const chosen = there.find((state) => state === search.get('show')) ?? 'all';
  return (
    <Tabs
      label={t('locations.file.rows')}
      chosen={chosen}
      onChoose={(id) => setSearch({ show: id === 'all' ? null : id })}
      tabs={[
        { id: 'all', label: t('imports.all'), count: file.counts.all, content: <RowTable file={file} /> },
        ...there.map((state) => ({
          id: state,
          label: t(`locations.file.row.${state}`),
          count: file.counts[state],
          content: <RowTable file={file} state={state} />,
        })),
      ]}
    />
  );
}

function RowTable({ file, state }: { readonly file: LocationImport; readonly state?: LocationImportRow['state'] }) {
  const { t } = useHouse();
  const list = useList(accounts.listLocationImportRows, { importId: file.importId, limit: 200, ...(state ? { state } : {}) });
  return (
    <Table<LocationImportRow>
      label={t('locations.file.rows')}
      columns={useColumns()}
      rows={list.isLoading ? undefined : list.items}
      rowKey={(row) => String(row.row)}
      rowLabel={(row) => `${row.row} ${row.name}`}
      empty={<Empty icon={FileSpreadsheet} title={t('imports.no_rows')} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      count={{ value: state ? file.counts[state] : file.counts.all }}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
    />
  );
}

function useColumns(): Column<LocationImportRow>[] {
  const { t } = useHouse();
  const column = (id: string | null) => (id ? t(`locations.column.${id}` as MessageKey) : null);
  return [
    { id: 'row', header: t('imports.column.row'), width: '4.5rem', align: 'end', phone: 'fact', cell: (row) => row.row },
    {
      id: 'name',
      header: t('locations.name'),
      width: 'minmax(14rem, 2fr)',
      phone: 'title',
      cell: (row) => <span className="break-words">{row.name || '–'}</span>,
    },
    {
      id: 'id',
      header: t('locations.id'),
      width: '9rem',
      phone: 'fact',
      cell: (row) => (row.locationId ? <CopyId value={row.locationId} what={t('locations.id')} /> : '–'),
    },
    {
      id: 'state',
      header: t('imports.column.outcome'),
      width: 'minmax(16rem, 2.4fr)',
      phone: 'fact',
      cell: (row) => (
        <span className="flex flex-col gap-0.5 whitespace-normal">
          <Status kind={kinds[row.state]} bare>
            {t(`locations.file.row.${row.state}`)}
          </Status>
          {row.faults.map((fault, at) => (
            <span key={at} className="text-13 text-muted">
              {fault.column
                ? t('imports.fault_in', { column: column(fault.column) ?? '', said: t(`fields.${fault.code}` as MessageKey) })
                : t(`fields.${fault.code}` as MessageKey)}
            </span>
          ))}
        </span>
      ),
    },
  ];
}
