import { ArrowLeftRight, Plus, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { useSearchWords } from '../../accounts/screens/useSearchWords.ts';
import { useSavedViews } from '../../views/screens/useSavedViews.ts';
import { ViewPicker } from '../../views/screens/ViewPicker.tsx';
import { endingKinds, orders, subscriptionStates } from '../contract.ts';
import type { SubscriptionSummary } from '../contract.ts';
import { BulkDialog, type BulkScope } from './BulkDialog.tsx';
import { SubscriptionMark } from './marks.tsx';
import { SubscriptionTools } from './SubscriptionTools.tsx';

/** Words of the address that make a view of the list. */
const words = ['q', 'state', 'customer', 'ending'];

/** What customers have, the newest first. */
export function SubscriptionsPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { search } = usePlace();
  const [typed, type, asked] = useSearchWords();
  const state = subscriptionStates.find((each) => each === search.get('state'));
  const customerId = /^[0-9a-f-]{36}$/.exec(search.get('customer') ?? '')?.[0];
  const ending = endingKinds.find((each) => each === search.get('ending'));
  const saved = useSavedViews('subscriptions', words);
  const wanted = { ...(asked ? { search: asked } : {}), ...(state ? { state } : {}), ...(customerId ? { customerId } : {}), ...(ending ? { ending } : {}) };
  const list = useList(orders.listSubscriptions, wanted);
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const [changing, change] = useState<BulkScope | null>(null);
  const canChange = list.first?.can.change === true;
  const handOver = list.first?.can.transfer && customerId && list.items.length > 0 && (
    <LinkButton href={at(`/transfers/new?customer=${customerId}`)} icon={ArrowLeftRight}>
      {t('transfers.new')}
    </LinkButton>
  );
  const add = (
    <LinkButton href={at(`/orders/new${customerId ? `?customer=${customerId}` : ''}`)} variant="primary" icon={Plus}>
      {t('orders.new')}
    </LinkButton>
  );
  return (
    <Page
      title={t('subscriptions.title')}
      sentence={t('subscriptions.sentence')}
      action={
        <div className="flex flex-wrap gap-3">
          {handOver}
          {add}
        </div>
      }
    >
      <Table<SubscriptionSummary>
        label={t('subscriptions.title')}
        columns={useColumns()}
        rows={list.isLoading || saved.isWaiting ? undefined : list.items}
        rowKey={(row) => row.subscriptionId}
        rowLabel={(row) => `${row.nickname ?? row.name}, ${row.customer.name}`}
        href={(row) => at(`/subscriptions/${row.subscriptionId}`)}
        search={{ label: t('subscriptions.search'), value: typed, onChange: type }}
        filters={<States />}
        tools={<SubscriptionTools wanted={wanted} changeAll={canChange && list.items.length > 0 ? () => change({ matching: wanted }) : undefined} />}
        {...(canChange ? { selected, onSelect: select } : {})}
        bulk={<Button onPress={() => change({ subscriptionIds: [...selected] })}>{t('bulk_changes.start_selected', { count: selected.size })}</Button>}
        narrowed={asked !== '' || state !== undefined || customerId !== undefined || ending !== undefined}
        empty={<Empty icon={RefreshCw} title={t('subscriptions.none')} text={t('subscriptions.none_text')} action={add} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        asOf={list.first?.asOf}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
        columnsKey="subscriptions"
        hiding={saved.hiding}
        lead={<ViewPicker of={saved} />}
      />
      {changing && <BulkDialog scope={changing} onClose={() => change(null)} />}
    </Page>
  );
}

function States() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const options = subscriptionStates.map((id) => ({ id, label: t(`subscriptions.state.${id}`) }));
  return (
    <FilterChips
      filters={[
        { id: 'state', label: t('orders.column.state'), options },
        { id: 'ending', label: t('subscriptions.ending.label'), options: endingKinds.map((id) => ({ id, label: t(`subscriptions.ending.${id}`) })) },
      ]}
      values={{ state: [search.get('state') ?? ''].filter(Boolean), ending: [search.get('ending') ?? ''].filter(Boolean) }}
      onChange={({ state, ending }) => setSearch({ state: state?.[0] ?? null, ending: ending?.[0] ?? null })}
    />
  );
}

function useColumns(): Column<SubscriptionSummary>[] {
  const { t, formatDate, formatMoney, formatNumber } = useHouse();
  return [
    {
      id: 'name',
      header: t('subscriptions.column.product'),
      width: 'minmax(14rem, 2fr)',
      cell: (row) => <PersonName name={row.nickname ?? row.name} detail={row.nickname ? row.name : row.publisher} shape="company" />,
    },
    { id: 'customer', header: t('orders.column.customer'), width: 'minmax(10rem, 1.4fr)', phone: 'fact', cell: (row) => row.customer.name },
    { id: 'state', header: t('orders.column.state'), width: '9rem', phone: 'fact', cell: (row) => <SubscriptionMark state={row.state} bare /> },
    { id: 'quantity', header: t('subscriptions.column.quantity'), width: '6rem', align: 'end', cell: (row) => formatNumber(row.quantity) },
    {
      id: 'price',
      header: t('subscriptions.column.price'),
      width: '8rem',
      align: 'end',
      phone: 'hidden',
      from: 'wide',
      cell: (row) => formatMoney(row.unitPrice),
    },
    {
      id: 'next',
      header: t('subscriptions.column.next'),
      width: 'minmax(10rem, 1fr)',
      phone: 'hidden',
      cell: (row) => <NextDay row={row} say={(day) => formatDate(day)} />,
    },
  ];
}

/** The day that somebody should know of: when it renews or ends, or when its data go. */
function NextDay({ row, say }: { readonly row: SubscriptionSummary; readonly say: (day: string) => string }) {
  const { t } = useHouse();
  if (row.state === 'active' && row.renewsOn) return <>{t(row.autoRenews ? 'subscriptions.renews' : 'subscriptions.ends', { day: say(row.renewsOn) })}</>;
  if (row.dataDeletedOn && row.state !== 'deleted') return <>{t('subscriptions.deleted_on', { day: say(row.dataDeletedOn) })}</>;
  return null;
}
