import { Download, History } from 'lucide-react';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { DateField } from '../../../web/ui/DateField.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { type ActivityLine, areaOf } from '../contract.ts';
import { doerOf, sentenceOf } from '../contract/words.ts';
import { useSearchWords } from '../../accounts/screens/useSearchWords.ts';
import { LogChoice } from './LogChoice.tsx';
import { SealLine } from './SealLine.tsx';
import { useLog } from './useLog.ts';
import { between, useLogFilter } from './useLogFilter.ts';

/** Everything that was changed, the newest first; of the company, or on the operator's side of the center or a company. */
export function ActivityPage() {
  const { t } = useHouse();
  const log = useLog();
  const { search } = usePlace();
  const [words, type, asked] = useSearchWords();
  const concerned = search.get('name') ?? undefined;
  const filter = useLogFilter(log, concerned);
  const question = { ...log.of, ...filter.question, ...(asked ? { search: asked } : {}) };
  const list = useList(log.ask.list, question);
  const [columns, sentence] = [useColumns(), useSentence()];
  const title = t('audit.title');
  const needsLook = list.error?.code === 'activity.look_first';
  return (
    <Page
      title={title}
      sentence={t(log.isOperator ? 'audit.op.sentence' : 'audit.sentence')}
      action={!needsLook && <ExportMenu exportUrl={(format) => log.exportUrl({ ...question, format })} />}
    >
      {log.isOperator && <LogChoice />}
      {needsLook ? (
        <LookFirst accountId={log.accountId ?? ''} />
      ) : (
        <>
          <SealLine />
          {search.get('period') === between && <Between />}
          <Table<ActivityLine>
            label={title}
            columns={columns}
            rows={list.isLoading ? undefined : (list.items as readonly ActivityLine[])}
            rowKey={(row) => row.entryId}
            rowLabel={sentence}
            href={(row) => log.at(`/entries/${row.entryId}`)}
            search={{ label: t('audit.search'), value: words, onChange: type }}
            filters={<FilterChips filters={filter.filters} values={filter.values} onChange={filter.onChange} />}
            narrowed={asked !== '' || filter.isNarrow}
            empty={<Empty icon={History} title={t('audit.none')} text={t('audit.none_text')} />}
            error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
            more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
            asOf={list.asOf ? new Date(list.asOf) : undefined}
            columnsKey="activity"
          />
        </>
      )}
    </Page>
  );
}

function useSentence(): (row: ActivityLine) => string {
  const house = useHouse();
  return (row) => sentenceOf(row, house);
}

function useColumns(): Column<ActivityLine>[] {
  const house = useHouse();
  const { t, formatDate } = house;
  return [
    { id: 'what', header: t('audit.what'), width: 'minmax(14rem, 3fr)', cell: (row) => <span className="break-words">{sentenceOf(row, house)}</span> },
    {
      id: 'when',
      header: t('audit.when'),
      width: '11rem',
      phone: 'fact',
      cell: (row) => <time dateTime={new Date(row.at).toISOString()}>{formatDate(row.at, 'moment')}</time>,
    },
    { id: 'who', header: t('audit.who'), width: 'minmax(9rem, 1fr)', phone: 'fact', cell: (row) => doerOf(row.by, t) },
    { id: 'concerned', header: t('audit.whom'), width: 'minmax(8rem, 1fr)', phone: 'hidden', cell: (row) => concernedOf(row) },
    { id: 'area', header: t('audit.area'), width: '9rem', from: 'wide', cell: (row) => <Area name={row.name} /> },
    {
      id: 'entry',
      header: t('audit.entry'),
      width: '8rem',
      from: 'wide',
      align: 'end',
      cell: (row) =>
        row.place === null ? <span className="text-muted">{t('audit.unsealed')}</span> : <span className="text-muted tabular-nums">{row.place}</span>,
    },
  ];
}

/** Whom it concerns, unless it is the one who did it. */
const concernedOf = ({ by, concerned }: ActivityLine) => (concerned && concerned.personId !== by.personId ? concerned.name : null);

function Area({ name }: { readonly name: string }) {
  const { t } = useHouse();
  const area = areaOf(name);
  return <span className="text-muted">{area ? t(`audit.area.${area}`) : name}</span>;
}

function ExportMenu({ exportUrl }: { readonly exportUrl: (format: 'csv' | 'jsonl') => string }) {
  const { t } = useHouse();
  const entry = (format: 'csv' | 'jsonl') => ({
    id: format,
    label: t(`audit.export.${format}`),
    detail: t(`audit.export.${format}_detail`),
    onAct: () => save(exportUrl(format)),
  });
  return (
    <Menu
      label={t('audit.export')}
      trigger={<Button icon={Download}>{t('audit.export')}</Button>}
      groups={[{ id: 'formats', entries: [entry('csv'), entry('jsonl')] }]}
    />
  );
}

/** The browser saves it as it comes: however long it is, no page holds it. */
function save(href: string): void {
  Object.assign(document.createElement('a'), { href, download: '' }).click();
}

/** From which day to which. */
function Between() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  return (
    <div className="flex flex-wrap gap-4">
      {(['from', 'to'] as const).map((side) => (
        <DateField key={side} label={t(`audit.period.${side}`)} value={search.get(side) ?? ''} onChange={(picked) => setSearch({ [side]: picked || null })} />
      ))}
    </div>
  );
}

function LookFirst({ accountId }: { readonly accountId: string }) {
  const { t } = useHouse();
  return (
    <Empty
      icon={History}
      title={t('audit.op.look_first')}
      text={t('audit.op.look_first_text')}
      action={
        <LinkButton variant="primary" href={`/operator/accounts/${accountId}?why=audit`}>
          {t('audit.op.look_first_action')}
        </LinkButton>
      }
    />
  );
}
