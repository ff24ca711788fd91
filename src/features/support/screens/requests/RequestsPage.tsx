import { LifeBuoy, MessageSquarePlus } from 'lucide-react';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { Tabs } from '../../../../web/ui/Tabs.tsx';
import { support } from '../../contract.ts';
import { listed, type MyRequestLine } from '../../contract/requests.ts';
import { Promised, RequestMark, sayOutcome, sayTopic } from './marks.tsx';

type Listed = (typeof listed)[number];

/** The reader's service requests, and those of colleagues that they may see. */
export function RequestsPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const at = useAccountPath();
  const show: Listed = search.get('show') === 'closed' ? 'closed' : 'going';
  return (
    <Page
      title={t('support_requests.title')}
      sentence={t('support_requests.sentence')}
      action={
        <LinkButton href={at('/requests/new')} variant="primary" icon={MessageSquarePlus}>
          {t('support_requests.new')}
        </LinkButton>
      }
    >
      <Tabs
        label={t('support_requests.title')}
        chosen={show}
        onChoose={(chosen) => setSearch({ show: chosen === 'closed' ? 'closed' : null })}
        tabs={listed.map((id) => ({ id, label: t(`support_requests.show.${id}`), content: <Requests show={id} /> }))}
      />
    </Page>
  );
}

function Requests({ show }: { readonly show: Listed }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const list = useList(support.listRequests, { show });
  return (
    <Table<MyRequestLine>
      label={t(`support_requests.show.${show}`)}
      columns={useColumns(show)}
      rows={list.isLoading ? undefined : list.items}
      rowKey={(row) => row.requestId}
      rowLabel={(row) => `${row.number} ${row.subject}`}
      href={(row) => at(`/requests/${row.requestId}`)}
      empty={<Empty icon={LifeBuoy} title={t(`support_requests.none.${show}`)} text={t(`support_requests.none.${show}_text`)} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      asOf={list.asOf ? new Date(list.asOf) : undefined}
    />
  );
}

function useColumns(show: Listed): Column<MyRequestLine>[] {
  const { t, formatDate, formatRelative } = useHouse();
  const state: Column<MyRequestLine> =
    show === 'going'
      ? { id: 'state', header: t('support_requests.col.state'), width: '13rem', phone: 'fact', cell: (row) => <RequestMark bare state={row.state} /> }
      : { id: 'outcome', header: t('support_requests.col.outcome'), width: '13rem', phone: 'fact', cell: (row) => sayOutcome(t, row.outcome) };
  return [
    {
      id: 'subject',
      header: t('support_requests.col.subject'),
      width: 'minmax(14rem, 3fr)',
      cell: (row) => (
        <span className="flex min-w-0 flex-col">
          <span className="font-medium break-words">{row.subject}</span>
          <span className="text-13 text-muted">
            {row.number} · {sayTopic(t, row.topic)}
          </span>
        </span>
      ),
    },
    state,
    ...(show === 'going'
      ? [{ id: 'promised', header: t('support_requests.col.promised'), width: '13rem', cell: (row: MyRequestLine) => <Promised at={row.promisedAt} /> }]
      : []),
    { id: 'name', header: t('support_requests.col.name'), width: '12rem', cell: (row) => (row.isMine ? t('support_requests.you') : row.name) },
    {
      id: 'changed',
      header: t('support_requests.col.changed'),
      width: '9rem',
      from: 'wide',
      cell: (row) => <span title={formatDate(row.changedAt, 'moment')}>{formatRelative(row.changedAt)}</span>,
    },
  ];
}
