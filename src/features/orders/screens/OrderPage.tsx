import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { orders } from '../contract.ts';
import type { Order } from '../contract.ts';
import { OrderMark } from './marks.tsx';

/** One order: what was bought, at which prices, and whose they were. */
export function OrderPage() {
  const { t, formatDate, formatMoney } = useHouse();
  const at = useAccountPath();
  const orderId = usePlace().params['orderId'] ?? '';
  const order = useRead(orders.getOrder, { orderId }).data;
  const crumbs = [{ label: t('orders.title'), href: at('/orders') }];
  if (order?.orderId !== orderId)
    return (
      <Page title={t('orders.one')} crumbs={crumbs}>
        <SkeletonLines lines={6} />
      </Page>
    );
  return (
    <Page title={t('orders.numbered', { number: order.number })} sentence={order.customer.name} crumbs={crumbs} mark={<OrderMark state={order.state} />}>
      <div className="flex max-w-180 flex-col gap-8">
        <Section title={t('orders.facts')}>
          <DescriptionList
            facts={[
              { label: t('orders.column.customer'), value: <Link href={at(`/customers/${order.customer.customerId}`)}>{order.customer.name}</Link> },
              { label: t('orders.column.placed'), value: formatDate(order.placedAt, 'moment') },
              { label: t('orders.column.by'), value: order.placedBy },
              ...(order.approvedBy ? [{ label: t('orders.approved_by'), value: order.approvedBy }] : []),
              { label: t('orders.column.rhythm'), value: t(`catalog.cycle.${order.billingCycle}`) },
              { label: t('orders.column.first'), value: formatMoney(order.first) },
              { label: t('orders.priced'), value: formatDate(order.pricedAt, 'moment') },
            ]}
          />
        </Section>
        <Section title={t('orders.lines')}>
          <ul className="flex flex-col divide-y divide-line">
            {order.lines.map((line) => (
              <Line key={line.lineNo} line={line} />
            ))}
          </ul>
          <p className="text-13 text-muted">{t('ui.table.as_of', { when: formatDate(order.asOf, 'moment') })}</p>
        </Section>
      </div>
    </Page>
  );
}

function Line({ line }: { readonly line: Order['lines'][number] }) {
  const { t, formatMoney } = useHouse();
  const at = useAccountPath();
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3">
      <span className="flex min-w-0 flex-col">
        <Link href={at(`/subscriptions/${line.subscriptionId}`)}>{line.name}</Link>
        <span className="text-13 text-muted">
          {t('orders.line_price', { count: line.quantity, price: formatMoney(line.unit) })}
          {line.reason ? ` · ${line.reason.listName}` : ''}
        </span>
      </span>
      <span className="tabular-nums">{formatMoney(line.first)}</span>
    </li>
  );
}
