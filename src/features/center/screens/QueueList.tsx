import { useRead } from '../../../web/data.tsx';
import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import type { House } from '../../../web/house.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Progress } from '../../../web/ui/Progress.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { center } from '../contract.ts';

type Queue = NonNullable<ReturnType<typeof useRead<typeof center.listQueues>>['data']>['items'][number];

/** The name of a kind of work in the reader's words; one that has none yet is called by its own name. */
export function queueName({ t }: Pick<House, 't'>, name: string): string {
  const id = `jobs.queue.${name}` as MessageKey;
  const said = t(id);
  return said === id ? name : said;
}

export function QueueList() {
  const house = useHouse();
  const { data } = useRead(center.listQueues, {}, { everyMs: 5_000 });
  return (
    <Table
      label={house.t('jobs.queues')}
      columns={useColumns()}
      rows={data?.items}
      rowKey={(queue) => queue.name}
      rowLabel={(queue) => queueName(house, queue.name)}
      href={(queue) => `/operator/jobs?queue=${encodeURIComponent(queue.name)}`}
      empty={null}
    />
  );
}

function useColumns(): readonly Column<Queue>[] {
  const house = useHouse();
  const { t, formatNumber, formatRelative } = house;
  return [
    { id: 'name', header: t('jobs.kind'), width: 'minmax(14rem, 2fr)', cell: (queue) => queueName(house, queue.name) },
    {
      id: 'failed',
      header: t('jobs.state.failed'),
      width: '8rem',
      align: 'end',
      cell: (queue) =>
        queue.failed > 0 ? (
          <Link href={`/operator/jobs?queue=${encodeURIComponent(queue.name)}&state=failed`} look="plain">
            <Status bare kind="danger">
              {formatNumber(queue.failed)}
            </Status>
          </Link>
        ) : (
          <span className="text-faint">{formatNumber(0)}</span>
        ),
    },
    { id: 'waiting', header: t('jobs.state.waiting'), width: 'minmax(11rem, 1fr)', cell: (queue) => <Waiting queue={queue} /> },
    { id: 'done', header: t('jobs.done_lately'), width: '9rem', align: 'end', cell: (queue) => formatNumber(queue.done) },
    { id: 'since', header: t('jobs.since'), from: 'wide', width: '11rem', cell: (queue) => (queue.waitingSince ? formatRelative(queue.waitingSince) : '–') },
    {
      id: 'cron',
      header: t('jobs.by_clock'),
      from: 'wide',
      width: '9rem',
      cell: (queue) => <span className="font-mono text-13 text-muted">{queue.cron ?? '–'}</span>,
    },
  ];
}

/** What waits and runs, as a share of what came in; empty queues stay quiet. */
function Waiting({ queue: { waiting, active, done, failed } }: { readonly queue: Queue }) {
  const { t } = useHouse();
  if (waiting + active === 0) return <span className="text-faint">{t('jobs.nothing_waits')}</span>;
  const all = waiting + active + done + failed;
  return <Progress label={t('jobs.waits', { waiting, active })} value={(done + failed) / all} text=" " />;
}
