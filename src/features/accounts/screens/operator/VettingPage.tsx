import { useState } from 'react';
import { BadgeCheck } from 'lucide-react';
import { countryName } from '../../../../core/country.ts';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { accounts } from '../../contract.ts';

interface Line {
  readonly accountId: string;
  readonly partnerId: string;
  readonly name: string;
  readonly country: string;
  readonly since: Date;
  readonly dueAt: Date;
  readonly duplicates: number;
}

/** The queue of the verifiers: who waits, the most urgent first. */
export function VettingPage() {
  const { t } = useHouse();
  const list = useList(accounts.listVetting, {});
  return (
    <Page title={t('accounts.queue.title')} sentence={t('accounts.queue.sentence')}>
      <Table<Line>
        label={t('accounts.queue.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.accountId}
        rowLabel={(row) => row.name}
        href={(row) => `/operator/accounts/${row.accountId}?why=verification`}
        empty={<Empty icon={BadgeCheck} title={t('accounts.queue.none')} text={t('accounts.queue.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
        asOf={list.asOf ? new Date(list.asOf) : undefined}
      />
    </Page>
  );
}

function useColumns(): Column<Line>[] {
  const { t, locale, formatDate, formatRelative } = useHouse();
  return [
    {
      id: 'name',
      header: t('accounts.op.company'),
      width: 'minmax(14rem, 2.4fr)',
      cell: (row) => <PersonName name={row.name} detail={row.partnerId} shape="company" />,
    },
    { id: 'due', header: t('accounts.queue.due'), width: '13rem', cell: (row) => <Due at={row.dueAt} /> },
    { id: 'country', header: t('country.country'), cell: (row) => countryName(row.country, locale) },
    {
      id: 'duplicates',
      header: t('accounts.queue.duplicates'),
      width: '12rem',
      phone: 'fact',
      cell: (row) =>
        row.duplicates > 0 ? (
          <Status bare kind="warning">
            {t('accounts.queue.same_number', { count: row.duplicates })}
          </Status>
        ) : (
          <span className="text-faint">{t('accounts.queue.no_duplicate')}</span>
        ),
    },
    {
      id: 'since',
      header: t('accounts.queue.since'),
      width: '9rem',
      from: 'wide',
      cell: (row) => <span title={formatDate(row.since, 'moment')}>{formatRelative(row.since)}</span>,
    },
  ];
}

/** Until when the operator has promised an answer; late ones say so. */
export function Due({ at }: { readonly at: Date | string }) {
  const { t, formatDate } = useHouse();
  const [now] = useState(Date.now);
  const late = new Date(at).getTime() < now;
  return late ? (
    <Status bare kind="danger">
      {t('accounts.queue.overdue', { day: formatDate(at) })}
    </Status>
  ) : (
    <span className="tabular-nums">{formatDate(at)}</span>
  );
}
