import { Inbox } from 'lucide-react';
import { countryName } from '../../../../core/country.ts';
import { localeNames, locales } from '../../../../core/locale.ts';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import type { Filter } from '../../../../web/ui/FilterChips.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { Tabs } from '../../../../web/ui/Tabs.tsx';
import { useSearchWords } from '../../../accounts/screens/useSearchWords.ts';
import { support } from '../../contract.ts';
import { assignments, type DeskLine, deskQueues } from '../../contract/deskRequests.ts';
import { requestKinds } from '../../contract/requestShapes.ts';
import { Promised, sayOutcome } from './marks.tsx';

type Queue = (typeof deskQueues)[number];
const filterNames = ['assigned', 'kind', 'locale', 'country'] as const;
type Chosen = Partial<Record<(typeof filterNames)[number], string>>;

/** The support desk: whose turn it is, the most urgent promise first. */
export function DeskQueuePage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const queue = deskQueues.find((each) => each === search.get('queue')) ?? 'waiting';
  return (
    <Page title={t('support_requests.desk.title')} sentence={t('support_requests.desk.sentence')}>
      <Tabs
        label={t('support_requests.desk.title')}
        chosen={queue}
        onChoose={(chosen) => setSearch({ queue: chosen === 'waiting' ? null : chosen })}
        tabs={deskQueues.map((id) => ({ id, label: t(`support_requests.queue.${id}`), content: <Requests queue={id} /> }))}
      />
    </Page>
  );
}

function Requests({ queue }: { readonly queue: Queue }) {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const [words, type, asked] = useSearchWords();
  const chosen = Object.fromEntries(filterNames.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? '']] : []))) as Chosen;
  const list = useList(support.listDeskRequests, { queue, ...(asked ? { search: asked } : {}), ...(chosen as object) });
  return (
    <Table<DeskLine>
      label={t(`support_requests.queue.${queue}`)}
      columns={useColumns(queue)}
      rows={list.isLoading ? undefined : list.items}
      rowKey={(row) => row.requestId}
      rowLabel={(row) => `${row.number} ${row.subject}`}
      href={(row) => row.href}
      search={{ label: t('support_requests.desk.search'), value: words, onChange: type }}
      filters={
        <FilterChips
          filters={useFilters(list.items, chosen)}
          values={Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, [value]]))}
          onChange={(values) => setSearch(Object.fromEntries(filterNames.map((name) => [name, values[name]?.[0] ?? null])))}
        />
      }
      narrowed={asked !== '' || Object.keys(chosen).length > 0}
      empty={<Empty icon={Inbox} title={t(`support_requests.desk.none.${queue}`)} text={t(`support_requests.desk.none.${queue}_text`)} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      asOf={list.asOf ? new Date(list.asOf) : undefined}
    />
  );
}

function useFilters(items: readonly DeskLine[], { country }: Chosen): Filter[] {
  const { t, locale } = useHouse();
  const countries = [...new Set([...items.flatMap((item) => (item.company ? [item.company.country] : [])), ...(country ? [country] : [])])];
  return [
    { id: 'assigned', label: t('support_requests.desk.assigned'), options: assignments.map((id) => ({ id, label: t(`support_requests.assigned.${id}`) })) },
    { id: 'kind', label: t('support_requests.desk.kind'), options: requestKinds.map((id) => ({ id, label: t(`support_requests.kind.${id}`) })) },
    { id: 'locale', label: t('support_requests.field.locale'), options: locales.map((id) => ({ id, label: localeNames[id] })) },
    { id: 'country', label: t('country.country'), options: countries.map((id) => ({ id, label: countryName(id, locale) })) },
  ];
}

function useColumns(queue: Queue): Column<DeskLine>[] {
  const { t, locale, formatDate, formatRelative } = useHouse();
  const due: Column<DeskLine> =
    queue === 'closed'
      ? { id: 'outcome', header: t('support_requests.col.outcome'), width: '12rem', phone: 'fact', cell: (row) => sayOutcome(t, row.outcome) }
      : { id: 'due', header: t('support_requests.col.promised'), width: '13rem', phone: 'fact', cell: (row) => <Promised at={row.promisedAt} /> };
  return [
    {
      id: 'subject',
      header: t('support_requests.col.subject'),
      width: 'minmax(14rem, 3fr)',
      cell: (row) => (
        <span className="flex min-w-0 flex-col">
          <span className="font-medium break-words">{row.subject}</span>
          <span className="text-13 text-muted">
            {row.number} · {row.company?.name ?? row.name}
          </span>
        </span>
      ),
    },
    due,
    { id: 'severity', header: t('support_requests.field.severity'), width: '9rem', cell: (row) => <SeverityMark severity={row.severity} /> },
    { id: 'kind', header: t('support_requests.desk.kind'), width: '8rem', from: 'wide', cell: (row) => t(`support_requests.kind.${row.kind}`) },
    { id: 'locale', header: t('support_requests.field.locale'), width: '8rem', from: 'wide', cell: (row) => localeNames[row.locale] },
    { id: 'country', header: t('country.country'), width: '9rem', from: 'wide', cell: (row) => (row.company ? countryName(row.company.country, locale) : '–') },
    { id: 'assigned', header: t('support_requests.desk.assigned'), width: '10rem', cell: (row) => row.assigned?.name ?? t('support_requests.assigned.nobody') },
    {
      id: 'age',
      header: t('support_requests.col.age'),
      width: '8rem',
      cell: (row) => <span title={formatDate(row.createdAt, 'moment')}>{formatRelative(row.createdAt)}</span>,
    },
  ];
}

function SeverityMark({ severity }: Pick<DeskLine, 'severity'>) {
  const { t } = useHouse();
  const kind = ({ critical: 'danger', moderate: 'warning', minimal: 'plain' } as const)[severity];
  return (
    <Status bare kind={kind}>
      {t(`support_requests.severity.${severity}`)}
    </Status>
  );
}
