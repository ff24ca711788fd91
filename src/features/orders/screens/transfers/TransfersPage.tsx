import { ArrowLeftRight, Plus } from 'lucide-react';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { orders, transferSides, transferStates } from '../../contract.ts';
import type { TransferSummary } from '../../contract.ts';
import { partnerOf, TransferMark } from './TransferMark.tsx';

/** Subscriptions that go to other partners or come from them. */
export function TransfersPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { search } = usePlace();
  const side = transferSides.find((each) => each === search.get('side'));
  const state = transferStates.find((each) => each === search.get('state'));
  const list = useList(orders.listTransfers, { ...(side ? { side } : {}), ...(state ? { state } : {}) });
  const isNarrowed = side !== undefined || state !== undefined;
  const ways = list.first?.can.start && (
    <div className="flex flex-wrap gap-3">
      <LinkButton href={at('/transfers/ask')}>{t('transfers.ask')}</LinkButton>
      <LinkButton href={at('/transfers/new')} variant="primary" icon={Plus}>
        {t('transfers.new')}
      </LinkButton>
    </div>
  );
  const isBare = !isNarrowed && !list.isLoading && list.items.length === 0;
  return (
    <Page title={t('transfers.title')} sentence={t('transfers.sentence')} action={!isBare && ways}>
      <Table<TransferSummary>
        label={t('transfers.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.transferId}
        rowLabel={(row) => `${row.customer.name}, ${partnerOf(row.other)}`}
        href={(row) => at(`/transfers/${row.transferId}`)}
        filters={!isBare && <Filters />}
        narrowed={isNarrowed}
        empty={<Empty icon={ArrowLeftRight} title={t('transfers.none')} text={t('transfers.none_text')} action={ways} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        asOf={list.first?.asOf}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
        columnsKey="transfers"
      />
    </Page>
  );
}

function Filters() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const chosen = (id: string) => {
    const value = search.get(id);
    return value ? [value] : [];
  };
  return (
    <FilterChips
      filters={[
        { id: 'side', label: t('transfers.column.direction'), options: transferSides.map((id) => ({ id, label: t(`transfers.direction.${id}`) })) },
        { id: 'state', label: t('orders.column.state'), options: transferStates.map((id) => ({ id, label: t(`transfers.state.${id}`) })) },
      ]}
      values={{ side: chosen('side'), state: chosen('state') }}
      onChange={({ side, state }) => setSearch({ side: side?.[0] ?? null, state: state?.[0] ?? null })}
    />
  );
}

function useColumns(): Column<TransferSummary>[] {
  const { t, formatDate } = useHouse();
  return [
    {
      id: 'customer',
      header: t('orders.column.customer'),
      width: 'minmax(14rem, 2fr)',
      cell: (row) => <PersonName name={row.customer.name} detail={t(`transfers.kind.${row.kind}`)} shape="company" />,
    },
    { id: 'partner', header: t('transfers.column.partner'), width: 'minmax(11rem, 1.4fr)', phone: 'fact', cell: (row) => partnerOf(row.other) },
    { id: 'side', header: t('transfers.column.direction'), width: '11rem', phone: 'fact', cell: (row) => t(`transfers.direction.${row.side}`) },
    { id: 'state', header: t('orders.column.state'), width: '12rem', phone: 'fact', cell: (row) => <TransferMark state={row.state} bare /> },
    { id: 'asked', header: t('transfers.column.asked'), width: '9rem', phone: 'hidden', from: 'wide', cell: (row) => formatDate(row.askedAt) },
  ];
}
