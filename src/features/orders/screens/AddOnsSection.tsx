import { Plus } from 'lucide-react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { orders } from '../contract.ts';
import type { Subscription } from '../contract.ts';
import { SubscriptionMark } from './marks.tsx';

/** Add-ons beside their base: those that there are, and those that could be. */
export function AddOnsSection({ it }: { readonly it: Subscription }) {
  const { t } = useHouse();
  const at = useAccountPath();
  if (!it.addOns.length && !(it.can.seats && it.moreAddOns.length)) return null;
  return (
    <Section title={t('subscriptions.add_ons')}>
      <div className="flex flex-col gap-4">
        {it.addOns.length > 0 && (
          <ul className="flex flex-col divide-y divide-line">
            {it.addOns.map((each) => (
              <li key={each.subscriptionId} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
                <Link href={at(`/subscriptions/${each.subscriptionId}`)}>{each.nickname ?? each.name}</Link>
                <SubscriptionMark state={each.state} bare />
                <span className="text-14 text-muted">{t('orders.seats', { count: each.quantity })}</span>
              </li>
            ))}
          </ul>
        )}
        {it.can.seats && <More it={it} />}
      </div>
    </Section>
  );
}

function More({ it }: { readonly it: Subscription }) {
  const at = useAccountPath();
  const { go } = usePlace();
  const open = useAct(orders.openCart);
  const add = useAct(orders.addCartLine);
  const { attempt, banner } = useAttempt();
  const { term, billingCycle, quantity, subscriptionId } = it;
  const buy = (offerId: string) =>
    attempt(async () => {
      const { cartId } = await open.mutateAsync({ customerId: it.customer.customerId });
      await add.mutateAsync({ cartId, offerId, term, billingCycle, quantity, parentSubscriptionId: subscriptionId });
      go(at(`/carts/${cartId}`));
    });
  return (
    <div className="flex flex-wrap gap-2">
      {banner}
      {it.moreAddOns.map(({ offerId, name }) => (
        <Button key={offerId} size="small" icon={Plus} onPress={() => buy(offerId)}>
          {name}
        </Button>
      ))}
    </div>
  );
}
