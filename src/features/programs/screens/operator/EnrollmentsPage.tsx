import { Blocks } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { countryName } from '../../../../core/country.ts';
import { useList, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { type EnrollmentLine, enrollmentStates, programs } from '../../contract.ts';
import { StateMark } from '../standing.tsx';

type Line = z.output<typeof EnrollmentLine>;

/** Applications that wait for the operator, the most urgent first; and, by filter, companies in any other state. */
export function EnrollmentsPage() {
  const { t, locale } = useHouse();
  const { search, setSearch } = usePlace();
  const catalog = useRead(programs.listCatalog, {}, { catches: true }).data;
  const state = enrollmentStates.find((each) => each === search.get('state')) ?? 'applied';
  const program = catalog?.items.find((each) => each.program === search.get('program'))?.program;
  const list = useList(programs.listEnrollments, { state, ...(program ? { program } : {}) });
  const filters = [
    { id: 'state', label: t('programs.op.state'), options: enrollmentStates.map((id) => ({ id, label: t(`programs.state.${id}`) })) },
    { id: 'program', label: t('programs.one'), options: (catalog?.items ?? []).map((each) => ({ id: each.program, label: each.texts[locale].name })) },
  ];
  return (
    <Page title={t('programs.op.enrollments')} sentence={t('programs.op.enrollments_sentence')}>
      <Table<Line>
        label={t('programs.op.enrollments')}
        columns={useColumns(state === 'applied')}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.accountId + row.program}
        rowLabel={(row) => `${row.company}, ${row.name}`}
        href={(row) => `/operator/accounts/${row.accountId}/enrollments/${row.program}`}
        filters={
          <FilterChips
            filters={filters}
            values={{ state: search.get('state') ? [state] : [], program: program ? [program] : [] }}
            onChange={(values) => setSearch({ state: values['state']?.[0] ?? null, program: values['program']?.[0] ?? null })}
          />
        }
        narrowed={state !== 'applied' || program !== undefined}
        empty={<Empty icon={Blocks} title={t('programs.op.none_waiting')} text={t('programs.op.none_waiting_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
        asOf={list.asOf ? new Date(list.asOf) : undefined}
      />
    </Page>
  );
}

function useColumns(waiting: boolean): Column<Line>[] {
  const { t, locale, formatDate, formatRelative } = useHouse();
  return [
    {
      id: 'company',
      header: t('programs.op.company'),
      width: 'minmax(14rem, 2fr)',
      cell: (row) => <PersonName name={row.company} detail={row.partnerId} shape="company" />,
    },
    { id: 'program', header: t('programs.one'), width: 'minmax(11rem, 1.4fr)', cell: (row) => row.name },
    {
      id: 'due',
      header: t(waiting ? 'programs.op.due' : 'programs.op.state'),
      width: '13rem',
      cell: (row) => (waiting ? <Due at={row.dueAt} /> : <StateMark state={row.state} bare />),
    },
    { id: 'country', header: t('programs.op.country'), from: 'wide', cell: (row) => countryName(row.country, locale) },
    {
      id: 'since',
      header: t('programs.op.since'),
      width: '9rem',
      from: 'wide',
      cell: (row) => <span title={formatDate(row.changedAt, 'moment')}>{formatRelative(row.changedAt)}</span>,
    },
  ];
}

/** Until when an answer was promised; late ones say so. */
export function Due({ at }: { readonly at: Date | string | null }) {
  const { t, formatDate } = useHouse();
  const [now] = useState(Date.now);
  if (!at) return <span className="text-faint">{t('programs.op.no_due')}</span>;
  return new Date(at).getTime() < now ? (
    <Status bare kind="danger">
      {t('programs.op.overdue', { day: formatDate(at) })}
    </Status>
  ) : (
    <span className="tabular-nums">{formatDate(at)}</span>
  );
}
