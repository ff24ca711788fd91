import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { orders } from '../contract.ts';
import type { Cart } from '../contract.ts';
import { YesOrBack } from './YesOrBack.tsx';

/** The second pair of eyes: approves what stands above, or sends it back with a reason. */
export function CartDecision({ cart }: { readonly cart: Cart }) {
  const { t, formatMoney, formatRelative } = useHouse();
  const decide = useAct(orders.decideCart);
  const { attempt, banner } = useAttempt();
  const send = (decision: 'approve' | 'send_back', why: string) =>
    attempt(async () => {
      await decide.mutateAsync({ cartId: cart.cartId, decision, why, quote: cart.quote, version: cart.version });
      toast(t(decision === 'approve' ? 'carts.ordered_done' : 'carts.sent_back_done'));
    });
  const { asked } = cart;
  return (
    <div className="flex flex-col gap-4">
      {asked && (
        <Banner kind="info" title={t('carts.asked', { by: asked.by, total: formatMoney(asked.total), when: formatRelative(asked.at) })}>
          {cart.can.approve ? t('carts.asked_you') : t('carts.asked_wait')}
        </Banner>
      )}
      {banner}
      {cart.can.approve && (
        <YesOrBack
          yes={t('carts.approve', { sum: formatMoney(cart.first) })}
          pending={decide.isPending}
          onYes={() => send('approve', '')}
          onBack={(why) => send('send_back', why)}
        />
      )}
    </div>
  );
}
