import { Plus, Webhook } from 'lucide-react';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { type Column, Table } from '../../../web/ui/Table.tsx';
import { type Endpoint, everyEvent, webhooks } from '../contract.ts';
import { endpointMarks, stateOf } from './webhookWords.ts';

/** Addresses that are told of what happens. */
export function WebhooksPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const list = useList(webhooks.listEndpoints, {});
  const add = list.first?.can.add && (
    <LinkButton href={at('/webhooks/new')} variant="primary" icon={Plus}>
      {t('webhooks.add')}
    </LinkButton>
  );
  const none = !list.isLoading && list.items.length === 0;
  return (
    <Page title={t('webhooks.title')} sentence={t('webhooks.sentence')} action={!none && add}>
      <Table<Endpoint>
        label={t('webhooks.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.endpointId}
        rowLabel={(row) => row.name}
        href={(row) => at(`/webhooks/${row.endpointId}`)}
        empty={<Empty icon={Webhook} title={t('webhooks.none')} text={t('webhooks.none_text')} action={add} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Page>
  );
}

function useColumns(): Column<Endpoint>[] {
  const { t, formatDate } = useHouse();
  return [
    {
      id: 'name',
      header: t('webhooks.name'),
      cell: ({ name, url, kind }) => (
        <span className="block min-w-0">
          <span className="block font-medium break-words">{kind === 'registration' ? t('webhooks.registration') : name}</span>
          <span className="block truncate font-mono text-13 text-muted">{url}</span>
        </span>
      ),
    },
    {
      id: 'events',
      header: t('webhooks.events'),
      width: '8rem',
      phone: 'fact',
      cell: ({ events }) => (events[0] === everyEvent ? t('webhooks.events.every') : t('webhooks.events.count', { count: events.length })),
    },
    {
      id: 'state',
      header: t('webhooks.state'),
      width: '9rem',
      phone: 'fact',
      cell: (row) => (
        <Status kind={endpointMarks[stateOf(row)]} bare>
          {t(`webhooks.state.${stateOf(row)}`)}
        </Status>
      ),
    },
    { id: 'added', header: t('webhooks.added'), width: '8rem', phone: 'hidden', cell: ({ createdAt }) => formatDate(createdAt) },
  ];
}
