import { Send } from 'lucide-react';
import { useEffect } from 'react';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { type Column, Table } from '../../../web/ui/Table.tsx';
import { type Delivery, deliveryStates, type Endpoint, webhooks } from '../contract.ts';
import { answerOf, deliveryMarks } from './webhookWords.ts';

/** How often one looks whether what waits has been sent, and whether something new has happened. */
const lookMs = 2_000;
const newsMs = 8_000;
const isState = (text: string | null): text is Delivery['state'] => (deliveryStates as readonly (string | null)[]).includes(text);

/** What was sent to it, and what waits to be; kept fresh while somebody looks. */
export function DeliveriesPart({ endpoint: { endpointId, kind, state: standing } }: { readonly endpoint: Endpoint }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const { search, setSearch } = usePlace();
  const wanted = search.get('state');
  const state = isState(wanted) ? wanted : undefined;
  const list = useList(webhooks.listDeliveries, { endpointId, ...(state ? { state } : {}) });
  const { reload } = list;
  const soon = list.asOf + 5 * lookMs;
  const isWaiting = standing === 'active' && list.items.some(({ nextAt }) => nextAt !== null && nextAt.getTime() < soon);
  useEffect(() => {
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible') reload();
      },
      isWaiting ? lookMs : newsMs,
    );
    return () => clearInterval(timer);
  }, [isWaiting, reload]);
  // What is not tried any more is called by one word for each kind.
  const shown = deliveryStates.filter((each) => each !== (kind === 'registration' ? 'failed' : 'parked'));
  return (
    <Section title={t('webhooks.deliveries')} text={t('webhooks.deliveries_text')}>
      <FilterChips
        filters={[{ id: 'state', label: t('webhooks.state'), options: shown.map((id) => ({ id, label: t(`webhooks.delivery.${id}`) })) }]}
        values={{ state: state ? [state] : [] }}
        onChange={(values) => setSearch({ state: values['state']?.at(-1) ?? null })}
      />
      <Table<Delivery>
        label={t('webhooks.deliveries')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.eventId}
        rowLabel={(row) => row.event}
        href={(row) => at(`/webhooks/${endpointId}/deliveries/${row.eventId}`)}
        empty={
          state ? (
            <Empty icon={Send} title={t('webhooks.deliveries.none_such')} />
          ) : (
            <Empty icon={Send} title={t('webhooks.deliveries.none')} text={t('webhooks.deliveries.none_text')} />
          )
        }
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Section>
  );
}

function useColumns(): Column<Delivery>[] {
  const { t, formatDate, formatNumber } = useHouse();
  return [
    {
      id: 'event',
      header: t('webhooks.event'),
      cell: ({ event }) => (
        <span className="font-mono text-13 break-all" translate="no">
          {event}
        </span>
      ),
    },
    {
      id: 'state',
      header: t('webhooks.state'),
      width: '8rem',
      phone: 'fact',
      cell: ({ state }) => (
        <Status kind={deliveryMarks[state]} bare>
          {t(`webhooks.delivery.${state}`)}
        </Status>
      ),
    },
    {
      id: 'answer',
      header: t('webhooks.answer'),
      width: '9rem',
      phone: 'hidden',
      cell: (row) => {
        const answer = answerOf(row);
        return answer === null ? t('webhooks.answer.none') : 'status' in answer ? <span className="font-mono text-13">{answer.status}</span> : t(answer.key);
      },
    },
    { id: 'attempts', header: t('webhooks.attempts'), width: '6rem', align: 'end', phone: 'hidden', cell: ({ attempts }) => formatNumber(attempts) },
    { id: 'when', header: t('webhooks.when'), width: '10rem', phone: 'fact', cell: ({ createdAt }) => formatDate(createdAt, 'moment') },
  ];
}
