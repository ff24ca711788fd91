import { BadgeCheck } from 'lucide-react';
import { useState } from 'react';
import { countryName } from '../../../core/country.ts';
import type { MessageKey } from '../../../core/locale.ts';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { useSearchWords } from '../../accounts/screens/useSearchWords.ts';
import { queues, verification } from '../contract.ts';
import type { CaseLine } from '../contract.ts';

type Queue = (typeof queues)[number];

/** The desk of the verifiers: who waits for them, who owes an answer, who was rejected. */
export function QueuePage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const chosen = queues.find((queue) => queue === search.get('queue')) ?? 'waiting';
  return (
    <Page title={t('verification.queue.title')} sentence={t('verification.queue.sentence')}>
      <Tabs
        label={t('verification.queue.title')}
        chosen={chosen}
        onChoose={(queue) => setSearch({ queue: queue === 'waiting' ? null : queue })}
        tabs={queues.map((queue) => ({ id: queue, label: t(`verification.queue.${queue}`), content: <Cases queue={queue} /> }))}
      />
    </Page>
  );
}

function Cases({ queue }: { readonly queue: Queue }) {
  const { t } = useHouse();
  const [words, type, asked] = useSearchWords();
  const list = useList(verification.listCases, { queue, ...(asked ? { search: asked } : {}) });
  const none = queue === 'waiting' ? ('none' as const) : (`none_${queue}` as const);
  return (
    <Table<CaseLine>
      label={t(`verification.queue.${queue}`)}
      columns={useColumns(queue)}
      rows={list.isLoading ? undefined : list.items}
      rowKey={(row) => row.accountId}
      rowLabel={(row) => row.name}
      href={(row) => `/operator/verification/${row.accountId}`}
      search={{ label: t('verification.queue.search'), value: words, onChange: type }}
      narrowed={asked !== ''}
      empty={<Empty icon={BadgeCheck} title={t(`verification.queue.${none}`)} text={t(`verification.queue.${none}_text`)} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      asOf={list.asOf ? new Date(list.asOf) : undefined}
    />
  );
}

function useColumns(queue: Queue): Column<CaseLine>[] {
  const { t, locale, formatDate, formatRelative, formatList } = useHouse();
  const kindOf = ({ fields }: CaseLine) =>
    fields ? formatList(fields.map((field) => t(`accounts.checked.${field}` as MessageKey))) : t('verification.queue.everything');
  return [
    {
      id: 'name',
      header: t('accounts.op.company'),
      width: 'minmax(14rem, 2.4fr)',
      cell: (row) => <PersonName name={row.name} detail={row.partnerId} shape="company" />,
    },
    // Whom the operator rejected has all the time in the world.
    ...(queue === 'rejected' ? [] : [{ id: 'due', header: t('verification.queue.due'), width: '12rem', cell: (row: CaseLine) => <Due at={row.dueAt} /> }]),
    { id: 'kind', header: t('verification.queue.kind'), width: '12rem', phone: 'fact', cell: kindOf },
    { id: 'country', header: t('country.country'), cell: (row) => countryName(row.country, locale) },
    { id: 'duplicates', header: t('verification.queue.duplicates'), width: '10rem', cell: (row) => <Duplicates count={row.duplicates} /> },
    {
      id: 'since',
      header: t('verification.queue.since'),
      width: '9rem',
      from: 'wide',
      cell: (row) => <span title={formatDate(row.since, 'moment')}>{formatRelative(row.since)}</span>,
    },
  ];
}

function Duplicates({ count }: { readonly count: number }) {
  const { t } = useHouse();
  if (count === 0) return <span className="text-muted">{t('verification.queue.no_duplicate')}</span>;
  return (
    <Status bare kind="warning">
      {t('verification.queue.same_number', { count })}
    </Status>
  );
}

/** Until when somebody has promised an answer; late ones say so. */
function Due({ at }: { readonly at: Date | null }) {
  const { t, formatDate } = useHouse();
  const [now] = useState(Date.now);
  if (!at) return null;
  if (new Date(at).getTime() >= now) return <span className="tabular-nums">{formatDate(at)}</span>;
  return (
    <Status bare kind="danger">
      {t('verification.queue.overdue', { day: formatDate(at) })}
    </Status>
  );
}
