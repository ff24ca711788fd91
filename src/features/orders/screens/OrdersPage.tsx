import { Download, Plus, ShoppingCart } from 'lucide-react';
import type { z } from 'zod';
import { urlOf } from '../../../web/api.ts';
import { useHouse } from '../../../web/house.tsx';
import { useAccountId, useList, useRead } from '../../../web/data.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { useSearchWords } from '../../accounts/screens/useSearchWords.ts';
import { useSavedViews } from '../../views/screens/useSavedViews.ts';
import { ViewPicker } from '../../views/screens/ViewPicker.tsx';
import { orders, orderStates } from '../contract.ts';
import type { OrderSummary } from '../contract.ts';
import { CartMark, OrderMark } from './marks.tsx';

/** Words of the address that make a view of the list. */
const words = ['q', 'state'];

/** What was ordered, the newest first; above it what is being gathered and what waits for somebody. */
export function OrdersPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { search } = usePlace();
  const [typed, type, asked] = useSearchWords();
  const state = orderStates.find((each) => each === search.get('state'));
  const saved = useSavedViews('orders', words);
  const wanted = { ...(asked ? { search: asked } : {}), ...(state ? { state } : {}) };
  const list = useList(orders.listOrders, wanted);
  const add = (
    <LinkButton href={at('/orders/new')} variant="primary" icon={Plus}>
      {t('orders.new')}
    </LinkButton>
  );
  return (
    <Page title={t('orders.title')} sentence={t('orders.sentence')} action={add}>
      <div className="flex flex-col gap-8">
        <OpenCarts />
        <Table<OrderSummary>
          label={t('orders.title')}
          columns={useColumns()}
          rows={list.isLoading || saved.isWaiting ? undefined : list.items}
          rowKey={(row) => row.orderId}
          rowLabel={(row) => row.number}
          href={(row) => at(`/orders/${row.orderId}`)}
          search={{ label: t('orders.search'), value: typed, onChange: type }}
          filters={<States />}
          tools={<SaveOrders wanted={wanted} />}
          narrowed={asked !== '' || state !== undefined}
          empty={<Empty icon={ShoppingCart} title={t('orders.none')} text={t('orders.none_text')} action={add} />}
          error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
          asOf={list.first?.asOf}
          more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
          columnsKey="orders"
          hiding={saved.hiding}
          lead={<ViewPicker of={saved} />}
        />
      </div>
    </Page>
  );
}

/** Every order that the list would show, however many, as a file. */
function SaveOrders({ wanted }: { readonly wanted: z.input<typeof orders.exportOrders.input> }) {
  const { t } = useHouse();
  const account = useAccountId();
  return (
    <LinkButton href={urlOf(orders.exportOrders, { ...wanted }, account)} icon={Download} size="small" variant="quiet" download>
      {t('orders.export_all')}
    </LinkButton>
  );
}

function States() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const chosen = search.get('state');
  const options = orderStates.map((id) => ({ id, label: t(`orders.state.${id}`) }));
  return (
    <FilterChips
      filters={[{ id: 'state', label: t('orders.column.state'), options }]}
      values={{ state: chosen ? [chosen] : [] }}
      onChange={({ state }) => setSearch({ state: state?.[0] ?? null })}
    />
  );
}

/** Carts that somebody left, and those that wait for a second person. */
function OpenCarts() {
  const { t, formatRelative, formatMoney } = useHouse();
  const at = useAccountPath();
  const items = useRead(orders.listCarts, {}, { catches: true }).data?.items ?? [];
  if (!items.length) return null;
  return (
    <Section title={t('carts.open')}>
      <ul className="flex flex-col divide-y divide-line">
        {items.map((cart) => (
          <li key={cart.cartId} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
            <Link href={at(`/carts/${cart.cartId}`)}>{cart.customer.name}</Link>
            <CartMark state={cart.state} bare />
            <span className="text-14 text-muted">
              {cart.askedBy && cart.askedTotal
                ? t('carts.asked_line', { by: cart.askedBy, total: formatMoney(cart.askedTotal) })
                : t('carts.lines', { count: cart.lines, when: formatRelative(cart.changedAt) })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function useColumns(): Column<OrderSummary>[] {
  const { t, formatDate, formatMoney } = useHouse();
  return [
    { id: 'number', header: t('orders.column.number'), width: 'minmax(9rem, 1fr)', cell: (row) => <span className="font-mono text-13">{row.number}</span> },
    { id: 'customer', header: t('orders.column.customer'), width: 'minmax(12rem, 2fr)', phone: 'fact', cell: (row) => row.customer.name },
    { id: 'state', header: t('orders.column.state'), width: '10rem', phone: 'fact', cell: (row) => <OrderMark state={row.state} bare /> },
    { id: 'rhythm', header: t('orders.column.rhythm'), width: '11rem', phone: 'hidden', from: 'wide', cell: (row) => t(`catalog.cycle.${row.billingCycle}`) },
    { id: 'first', header: t('orders.column.first'), width: '9rem', align: 'end', cell: (row) => formatMoney(row.first) },
    { id: 'placed', header: t('orders.column.placed'), width: '9rem', phone: 'hidden', cell: (row) => formatDate(row.placedAt) },
    { id: 'by', header: t('orders.column.by'), width: 'minmax(8rem, 1fr)', phone: 'hidden', from: 'wide', cell: (row) => row.placedBy },
  ];
}
