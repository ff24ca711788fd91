import type { MessageKey } from '../../../core/locale.ts';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { orders } from '../contract.ts';
import { ChargeLines } from './ChargeLines.tsx';

/** Everything that ever changed, with what was charged or given back for it. */
export function HistorySection({ subscriptionId }: { readonly subscriptionId: string }) {
  const { t, formatDate, formatMoney } = useHouse();
  const list = useList(orders.listSubscriptionHistory, { subscriptionId });
  return (
    <Section title={t('subscriptions.history')}>
      <ul className="flex flex-col divide-y divide-line">
        {list.items.map((each) => (
          <li key={each.changeId} className="flex flex-col gap-1 py-3">
            <span className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span>{t(`subscriptions.kind.${each.kind}` as MessageKey)}</span>
              {Number(each.amount.amount) !== 0 && <span className="font-medium tabular-nums">{formatMoney(each.amount)}</span>}
            </span>
            <span className="text-13 text-muted">
              {formatDate(each.at, 'moment')}
              {each.by ? ` · ${each.by}` : ''}
              {typeof each.before['quantity'] === 'number' && typeof each.after['quantity'] === 'number'
                ? ` · ${t('subscriptions.seats_from_to', { from: each.before['quantity'], to: each.after['quantity'] })}`
                : ''}
            </span>
            {each.lines.length > 0 && (
              <details>
                <summary className="cursor-pointer text-13">{t('orders.explain')}</summary>
                <div className="pt-2">
                  <ChargeLines lines={each.lines} />
                </div>
              </details>
            )}
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button variant="quiet" onPress={list.loadMore}>
          {t('ui.table.more')}
        </Button>
      )}
    </Section>
  );
}
