import { ReceiptText } from 'lucide-react';
import { useState } from 'react';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { Tabs } from '../../../../web/ui/Tabs.tsx';
import { useSearchWords } from '../../../accounts/screens/useSearchWords.ts';
import { exemptionQueues, tax } from '../../contract.ts';
import type { ExemptionLine } from '../../contract.ts';
import { Places, StandingMark } from '../said.tsx';

type Queue = (typeof exemptionQueues)[number];

/** The desk of tax exemptions: who waits and for how long, who was asked, what was decided. */
export function ExemptionQueuePage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const chosen = exemptionQueues.find((queue) => queue === search.get('queue')) ?? 'waiting';
  return (
    <Page title={t('tax.desk.title')} sentence={t('tax.desk.sentence')}>
      <Tabs
        label={t('tax.desk.title')}
        chosen={chosen}
        onChoose={(queue) => setSearch({ queue: queue === 'waiting' ? null : queue })}
        tabs={exemptionQueues.map((queue) => ({ id: queue, label: t(`tax.desk.${queue}`), content: <Cases queue={queue} /> }))}
      />
    </Page>
  );
}

function Cases({ queue }: { readonly queue: Queue }) {
  const { t } = useHouse();
  const [words, type, asked] = useSearchWords();
  const list = useList(tax.listExemptionCases, { queue, ...(asked ? { search: asked } : {}) });
  return (
    <Table<ExemptionLine>
      label={t(`tax.desk.${queue}`)}
      columns={useColumns(queue)}
      rows={list.isLoading ? undefined : list.items}
      rowKey={(row) => row.exemptionId}
      rowLabel={(row) => row.name}
      href={(row) => `/operator/tax-exemptions/${row.accountId}/${row.exemptionId}`}
      search={{ label: t('tax.desk.search'), value: words, onChange: type }}
      narrowed={asked !== ''}
      empty={<Empty icon={ReceiptText} title={t('tax.desk.none')} text={t('tax.desk.none_text')} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      asOf={list.asOf ? new Date(list.asOf) : undefined}
    />
  );
}

function useColumns(queue: Queue): Column<ExemptionLine>[] {
  const { t, formatDate, formatRelative } = useHouse();
  return [
    {
      id: 'name',
      header: t('accounts.op.company'),
      width: 'minmax(14rem, 2fr)',
      cell: (row) => <PersonName name={row.name} detail={row.partnerId} shape="company" />,
    },
    { id: 'certificate', header: t('tax.certificate'), cell: (row) => <span className="font-mono">{row.certificate}</span> },
    { id: 'places', header: t('tax.places'), phone: 'fact', cell: (row) => <Places country={row.country} states={row.states} /> },
    {
      id: 'age',
      header: queue === 'waiting' ? t('tax.desk.age') : t('tax.desk.changed'),
      width: '9rem',
      cell: (row) => <span title={formatDate(row.changedAt, 'moment')}>{formatRelative(row.changedAt)}</span>,
    },
    queue === 'waiting'
      ? { id: 'due', header: t('tax.desk.due'), width: '12rem', cell: (row) => <Due at={row.dueAt} /> }
      : { id: 'state', header: t('tax.desk.state'), width: '12rem', cell: (row) => <StandingMark standing={row.standing} bare /> },
  ];
}

/** Until when an answer is promised; late ones say so. */
function Due({ at }: { readonly at: Date | null }) {
  const { t, formatDate } = useHouse();
  const [now] = useState(Date.now);
  if (!at) return null;
  if (at.getTime() >= now) return <span className="tabular-nums">{formatDate(at)}</span>;
  return (
    <Status bare kind="danger">
      {t('tax.desk.overdue', { day: formatDate(at) })}
    </Status>
  );
}
