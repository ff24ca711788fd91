import { useHouse } from '../../../web/house.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { CartState, OrderState, SubscriptionState } from '../contract.ts';

const orderKinds = { pending: 'info', completed: 'success', canceled: 'plain' } as const;
export function OrderMark({ state, bare = false }: { readonly state: OrderState; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={orderKinds[state]} bare={bare}>
      {t(`orders.state.${state}`)}
    </Status>
  );
}

const subscriptionKinds = {
  pending: 'info',
  active: 'success',
  suspended: 'warning',
  canceled: 'plain',
  expired: 'plain',
  converted: 'plain',
  moved: 'plain',
  deleted: 'plain',
} as const;
export function SubscriptionMark({ state, bare = false }: { readonly state: SubscriptionState; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={subscriptionKinds[state]} bare={bare}>
      {t(`subscriptions.state.${state}`)}
    </Status>
  );
}

const cartKinds = { active: 'plain', waiting: 'warning', ordered: 'success', expired: 'plain', discarded: 'plain' } as const;
export function CartMark({ state, bare = false }: { readonly state: CartState; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={cartKinds[state]} bare={bare}>
      {t(`carts.state.${state}`)}
    </Status>
  );
}
