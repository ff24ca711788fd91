import { RefreshCw } from 'lucide-react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList, type Fact } from '../../../web/ui/DescriptionList.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { type Column, Table } from '../../../web/ui/Table.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Attempt, type Delivery, webhooks } from '../contract.ts';
import { answerOf, deliveryMarks } from './webhookWords.ts';

/** One event on its way to one address: what is sent, and how each attempt went. */
export function DeliveryPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const which = { endpointId: params['endpointId'] ?? '', eventId: params['eventId'] ?? '' };
  const { data } = useRead(webhooks.getDelivery, which, { everyMs: 3_000 });
  const { attempt, banner } = useAttempt();
  const redeliver = useAct(webhooks.redeliver);
  const again = data?.can.redeliver && (
    <Button
      icon={RefreshCw}
      onPress={() =>
        void attempt(async () => {
          await redeliver.mutateAsync(which);
          toast(t('webhooks.redelivered'));
        })
      }
    >
      {t('webhooks.redeliver')}
    </Button>
  );
  return (
    <Page
      title={data?.event ?? t('webhooks.delivery')}
      width="reading"
      action={again}
      crumbs={[
        { label: t('webhooks.title'), href: at('/webhooks') },
        { label: data?.endpoint ?? '', href: at(`/webhooks/${which.endpointId}`) },
      ]}
    >
      {banner}
      {data ? (
        <>
          <Facts delivery={data} />
          <Attempts tried={data.tried} />
          <Section title={t('webhooks.body')}>
            <pre className="rounded-card border border-line bg-sunken p-4 font-mono text-12 break-all whitespace-pre-wrap" translate="no">
              {pretty(data.body)}
            </pre>
          </Section>
        </>
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}
const pretty = (body: string): string => JSON.stringify(JSON.parse(body), null, 2);

function Facts({ delivery: { state, eventId, createdAt, nextAt, endedAt } }: { readonly delivery: Delivery }) {
  const { t, formatDate } = useHouse();
  const facts: (Fact | false)[] = [
    { label: t('webhooks.state'), value: <Status kind={deliveryMarks[state]}>{t(`webhooks.delivery.${state}`)}</Status> },
    { label: t('webhooks.event_id'), value: <CopyId value={eventId} what={t('webhooks.copy.event_id')} /> },
    { label: t('webhooks.when'), value: formatDate(createdAt, 'moment') },
    nextAt !== null && { label: t('webhooks.next'), value: formatDate(nextAt, 'moment') },
    endedAt !== null && { label: t('webhooks.ended'), value: formatDate(endedAt, 'moment') },
  ];
  return <DescriptionList facts={facts.filter((fact) => fact !== false)} />;
}

function Attempts({ tried }: { readonly tried: readonly Attempt[] }) {
  const { t } = useHouse();
  return (
    <Section title={t('webhooks.attempts')}>
      <Table<Attempt>
        label={t('webhooks.attempts')}
        columns={useColumns()}
        rows={tried}
        rowKey={({ attempt: number }) => String(number)}
        rowLabel={({ attempt: number }) => t('webhooks.attempt', { number })}
        empty={<Empty title={t('webhooks.attempts.none')} />}
      />
    </Section>
  );
}

function useColumns(): Column<Attempt>[] {
  const { t, formatDate, formatNumber } = useHouse();
  return [
    { id: 'attempt', header: t('webhooks.attempts'), width: '6rem', cell: ({ attempt }) => formatNumber(attempt) },
    { id: 'when', header: t('webhooks.when'), width: '11rem', phone: 'fact', cell: ({ at }) => formatDate(at, 'moment') },
    {
      id: 'answer',
      header: t('webhooks.answer'),
      phone: 'fact',
      cell: (row) => {
        const answer = answerOf(row);
        if (answer === null || 'key' in answer) return answer ? t(answer.key) : t('webhooks.answer.none');
        return (
          <span className="block min-w-0 font-mono text-13">
            <span className="block">{answer.status}</span>
            {row.answer && <span className="block break-all text-muted">{row.answer.slice(0, 200)}</span>}
          </span>
        );
      },
    },
    {
      id: 'took',
      header: t('webhooks.took'),
      width: '6rem',
      align: 'end',
      phone: 'hidden',
      cell: ({ durationMs }) => t('webhooks.duration', { ms: durationMs }),
    },
  ];
}
