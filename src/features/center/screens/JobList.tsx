import { RotateCcw } from 'lucide-react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { center, jobStates } from '../contract.ts';
import { queueName } from './QueueList.tsx';

type JobListed = ReturnType<typeof useList<typeof center.listJobs>>['items'][number];
const stateKinds = { waiting: 'plain', active: 'info', done: 'success', failed: 'danger' } as const;

export function JobList() {
  const house = useHouse();
  const { t } = house;
  const { search, setSearch } = usePlace();
  const state = jobStates.find((each) => each === search.get('state'));
  const queue = search.get('queue') ?? undefined;
  const list = useList(center.listJobs, { ...(state ? { state } : {}), ...(queue ? { queue } : {}) });
  const queues = useRead(center.listQueues, {}).data?.items ?? [];
  const { attempt, banner } = useAttempt();
  return (
    <>
      {banner}
      <Table
        label={t('jobs.single')}
        columns={useColumns(attempt)}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(job) => job.jobId}
        rowLabel={(job) => `${queueName(house, job.queue)} · ${t(`jobs.state.${job.state}`)}`}
        filters={
          <FilterChips
            filters={[
              { id: 'state', label: t('jobs.state'), options: jobStates.map((each) => ({ id: each, label: t(`jobs.state.${each}`) })) },
              { id: 'queue', label: t('jobs.kind'), options: queues.map(({ name }) => ({ id: name, label: queueName(house, name) })) },
            ]}
            values={{ state: state ? [state] : [], queue: queue ? [queue] : [] }}
            onChange={(values) => setSearch({ tab: 'jobs', state: values['state']?.[0] ?? null, queue: values['queue']?.[0] ?? null })}
          />
        }
        narrowed={Boolean(state ?? queue)}
        empty={<Empty title={t('jobs.none')} text={t('jobs.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
        asOf={list.asOf ? new Date(list.asOf) : undefined}
      />
    </>
  );
}

function useColumns(attempt: ReturnType<typeof useAttempt>['attempt']): readonly Column<JobListed>[] {
  const house = useHouse();
  const { t, formatDate, formatNumber } = house;
  const retry = useAct(center.retryJob);
  const again = (job: JobListed) =>
    attempt(async () => {
      await retry.mutateAsync({ jobId: job.jobId });
      toast(t('jobs.retried'));
    });
  return [
    { id: 'queue', header: t('jobs.kind'), width: 'minmax(13rem, 1.5fr)', cell: (job) => queueName(house, job.queue) },
    {
      id: 'state',
      header: t('jobs.state'),
      width: '9rem',
      cell: (job) => (
        <Status bare kind={stateKinds[job.state]}>
          {t(`jobs.state.${job.state}`)}
        </Status>
      ),
    },
    {
      id: 'reason',
      header: t('jobs.reason'),
      width: 'minmax(12rem, 2fr)',
      cell: (job) => (job.reason ? <span className="font-mono text-13">{job.reason}</span> : <span className="text-faint">–</span>),
    },
    { id: 'tries', header: t('jobs.tries'), width: '6rem', align: 'end', from: 'wide', cell: (job) => formatNumber(job.tries) },
    {
      id: 'at',
      header: t('jobs.created'),
      width: '11rem',
      align: 'end',
      cell: (job) => <time dateTime={String(job.createdAt)}>{formatDate(job.createdAt, 'moment')}</time>,
    },
    {
      id: 'retry',
      header: '',
      width: '9.5rem',
      align: 'end',
      phone: 'fact',
      cell: (job) =>
        job.can.retry && (
          <Button size="small" icon={RotateCcw} onPress={() => again(job)}>
            {t('jobs.retry')}
          </Button>
        ),
    },
  ];
}
