import { DoorClosed } from 'lucide-react';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { closing, type DeskClosing } from '../../contract.ts';
import { ClosingMark } from '../PastClosings.tsx';

/** Companies that are about to close their account, the next first; and those that have, or have not after all. */
export function ClosingsPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const ended = search.get('show') === 'ended';
  const list = useList(closing.listClosings, { show: ended ? 'ended' : 'open' });
  return (
    <Page title={t('closing.desk.title')} sentence={t('closing.desk.sentence')}>
      <Table<DeskClosing>
        label={t('closing.desk.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.closingId}
        rowLabel={(row) => row.company}
        href={(row) => `/operator/accounts/${row.accountId}`}
        filters={
          <FilterChips
            filters={[{ id: 'show', label: t('closing.desk.state'), options: [{ id: 'ended', label: t('closing.desk.ended') }] }]}
            values={{ show: ended ? ['ended'] : [] }}
            onChange={(values) => setSearch({ show: values['show']?.[0] ?? null })}
          />
        }
        narrowed={ended}
        empty={<Empty icon={DoorClosed} title={t(ended ? 'closing.desk.none_ended' : 'closing.desk.none')} text={t('closing.desk.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Page>
  );
}

function useColumns(): Column<DeskClosing>[] {
  const { t, formatDate } = useHouse();
  return [
    {
      id: 'company',
      header: t('closing.desk.company'),
      width: 'minmax(15rem, 2fr)',
      cell: (row) => <PersonName name={row.company} detail={row.partnerId} shape="company" />,
    },
    { id: 'state', header: t('closing.desk.state'), width: '13rem', cell: (row) => <ClosingMark state={row.state} bare /> },
    {
      id: 'day',
      header: t('closing.desk.day'),
      width: '11rem',
      phone: 'fact',
      cell: (row) => {
        const day = row.endedAt ?? row.closesAt ?? row.answerBy;
        return day ? formatDate(day, 'long') : '–';
      },
    },
    { id: 'reason', header: t('closing.reason'), width: 'minmax(12rem, 1fr)', phone: 'fact', cell: (row) => t(`closing.reason.${row.reason}`) },
    { id: 'asked', header: t('closing.asked_by'), width: 'minmax(10rem, 1fr)', from: 'wide', cell: (row) => row.askedBy },
  ];
}
