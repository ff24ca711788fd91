import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { orders } from '../contract.ts';
import type { Cart } from '../contract.ts';
import { AddToCart } from './AddToCart.tsx';
import { CartDecision } from './CartDecision.tsx';
import { CartLineRow } from './CartLineRow.tsx';
import { CartSummary } from './CartSummary.tsx';
import { CartMark } from './marks.tsx';

/** What is being gathered for a customer, with everything that stands in the way said as it is filled. */
export function CartPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const cartId = usePlace().params['cartId'] ?? '';
  const cart = useRead(orders.getCart, { cartId }).data;
  const crumbs = [{ label: t('orders.title'), href: at('/orders') }];
  if (cart?.cartId !== cartId)
    return (
      <Page title={t('carts.one')} crumbs={crumbs}>
        <SkeletonLines lines={8} />
      </Page>
    );
  return (
    <Page
      title={t('carts.for', { customer: cart.customer.name })}
      crumbs={crumbs}
      mark={<CartMark state={cart.state} />}
      action={cart.can.discard && <Discard cart={cart} />}
    >
      <div className="flex max-w-200 flex-col gap-8">
        <Ordered cart={cart} />
        {cart.sentBack && (
          <Banner kind="warning" title={t('carts.sent_back', { by: cart.sentBack.by })}>
            {cart.sentBack.why}
          </Banner>
        )}
        <Section title={t('carts.what')}>
          {cart.lines.length === 0 && <Empty title={t('carts.empty')} text={t('carts.empty_text')} />}
          <ul className="flex flex-col divide-y divide-line">
            {cart.lines.map((line) => (
              <CartLineRow key={line.lineId} cart={cart} line={line} />
            ))}
          </ul>
        </Section>
        {cart.can.change && <AddToCart cart={cart} />}
        <Faults cart={cart} />
        {cart.lines.length > 0 && cart.state !== 'discarded' && <CartSummary cart={cart} />}
        {cart.state === 'waiting' && <CartDecision cart={cart} />}
      </div>
    </Page>
  );
}

function Ordered({ cart }: { readonly cart: Cart }) {
  const { t } = useHouse();
  const at = useAccountPath();
  if (cart.state !== 'ordered') return null;
  return (
    <Banner
      kind="success"
      title={t('carts.ordered', { count: cart.orders.length })}
      action={
        <span className="flex flex-wrap gap-2">
          {cart.orders.map(({ orderId, number }) => (
            <LinkButton key={orderId} href={at(`/orders/${orderId}`)} size="small">
              {number}
            </LinkButton>
          ))}
        </span>
      }
    >
      {t('carts.ordered_text')}
    </Banner>
  );
}

/** Everything that stands in the way, in the order in which a checkout would ask. */
function Faults({ cart }: { readonly cart: Cart }) {
  const { t, formatList } = useHouse();
  const at = useAccountPath();
  const faults = cart.faults.filter(({ code }) => code !== 'empty');
  if (!faults.length) return null;
  const nameOf = (lineId: string | null) => cart.lines.find((line) => line.lineId === lineId)?.name ?? '';
  return (
    <Banner kind="warning" title={t('orders.faults.title', { count: faults.length })}>
      <ul className="flex list-disc flex-col gap-1 ps-5">
        {faults.map((fault) => (
          <li key={`${fault.code} ${fault.lineId}`}>
            {t(`orders.faults.${fault.code}`, {
              product: nameOf(fault.lineId),
              count: fault.count ?? 0,
              offers: formatList(fault.offers, 'disjunction'),
              customer: cart.customer.name,
            })}{' '}
            {fault.subscriptions[0] && (
              <LinkButton href={at(`/subscriptions/${fault.subscriptions[0]}`)} size="small" variant="quiet">
                {t('orders.faults.see')}
              </LinkButton>
            )}
            {(fault.step === 'customer' || fault.step === 'customer_agreement') && (
              <LinkButton href={at(`/customers/${cart.customer.customerId}`)} size="small" variant="quiet">
                {t('orders.faults.see_customer')}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

function Discard({ cart }: { readonly cart: Cart }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const { go } = usePlace();
  const [asking, ask] = useState(false);
  const discard = useAct(orders.discardCart);
  const { attempt, banner } = useAttempt();
  return (
    <>
      {banner}
      <Button variant="quiet" onPress={() => ask(true)}>
        {t('carts.discard')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => ask(false)}
        title={t('carts.discard_question', { customer: cart.customer.name })}
        confirm={t('carts.discard')}
        onConfirm={() =>
          attempt(async () => {
            await discard.mutateAsync({ cartId: cart.cartId });
            toast(t('carts.discarded'));
            go(at('/orders'));
          })
        }
      />
    </>
  );
}
