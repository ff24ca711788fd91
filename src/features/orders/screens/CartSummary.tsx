import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { orders } from '../contract.ts';
import type { Cart } from '../contract.ts';

/** What is charged at once and what comes back; the button says the sum, so that nobody buys a year by accident. */
export function CartSummary({ cart }: { readonly cart: Cart }) {
  const { t, formatMoney, formatDate } = useHouse();
  // One key for what is seen: pressing twice, or again after the line was cut, orders once.
  const [key] = useState(() => crypto.randomUUID());
  const checkOut = useAct(orders.checkOut);
  const { attempt, banner } = useAttempt();
  const order = () =>
    attempt(async () => {
      const { state } = await checkOut.mutateAsync({ cartId: cart.cartId, key, quote: cart.quote, version: cart.version });
      toast(t(state === 'waiting' ? 'carts.asked_done' : 'carts.ordered_done'));
    });
  const sum = formatMoney(cart.first);
  const [month, year] = (['monthly', 'annual'] as const).map((cycle) => cart.recurring.find((each) => each.billingCycle === cycle));
  return (
    <Section title={t('carts.summary')}>
      <div className="flex flex-col gap-4">
        {banner}
        <DescriptionList
          facts={[
            { label: t('carts.now'), value: <strong className="tabular-nums">{sum}</strong> },
            ...[month, year].flatMap((each) =>
              each
                ? [
                    {
                      label: t(`carts.then.${each.billingCycle}`),
                      value: t('carts.then_value', { amount: formatMoney(each.amount), retail: formatMoney(each.retail) }),
                    },
                  ]
                : [],
            ),
            ...(cart.needsApproval && cart.approvalAbove
              ? [{ label: t('carts.approval'), value: t('carts.approval_above', { limit: formatMoney(cart.approvalAbove) }) }]
              : []),
          ]}
        />
        {cart.state === 'active' && (
          <div className="flex flex-wrap items-center gap-4">
            <Button variant="primary" onPress={order} reason={cart.faults.length ? t('carts.not_yet') : undefined}>
              {t(cart.needsApproval ? 'carts.ask' : 'carts.order', { sum })}
            </Button>
            <span className="text-13 text-muted">{t('ui.table.as_of', { when: formatDate(cart.pricedAt, 'moment') })}</span>
          </div>
        )}
      </div>
    </Section>
  );
}
