import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import type { OfferSeen } from '../../catalog/contract.ts';
import { CustomerField } from '../../customers/screens/CustomerField.tsx';
import { orders } from '../contract.ts';
import { useEditions, waysOf } from './rhythm.ts';

interface OrderProps {
  readonly productId: string;
  readonly market: string;
  readonly offers: readonly OfferSeen[];
  /** For whom the page is looked at. */
  readonly customer: { readonly customerId: string; readonly name: string } | null;
}
interface Typed {
  readonly customerId: string;
  readonly how: string;
  readonly quantity: string;
  readonly [key: string]: unknown;
}

/** On a product's page: puts one of its editions into the cart of a customer, and goes there. */
export function OrderThis({ productId, market, offers, customer }: OrderProps) {
  const { t } = useHouse();
  const at = useAccountPath();
  const { go } = usePlace();
  const say = useEditions();
  const open = useAct(orders.openCart);
  const add = useAct(orders.addCartLine);
  const { attempt, banner } = useAttempt();
  const ways = waysOf(offers, market);
  const [first] = ways;
  if (!first) return null;
  const save = ({ customerId, how, quantity }: Typed) =>
    attempt(async () => {
      const way = ways.find((each) => each.id === how) ?? first;
      const { cartId } = await open.mutateAsync({ customerId });
      await add.mutateAsync({ cartId, offerId: way.offer.offerId, ...way.how, quantity: Number(quantity) });
      go(at(`/carts/${cartId}`));
    });
  return (
    <Section title={t('carts.order_this')} text={t('carts.order_this_text')}>
      <Form<Typed>
        key={`${productId} ${customer?.customerId ?? ''}`}
        label={t('carts.order_this')}
        initial={{ customerId: customer?.customerId ?? '', how: first.id, quantity: String(first.offer.minQuantity) }}
        onSubmit={save}
        problem={banner}
      >
        <CustomerField name="customerId" label={t('orders.column.customer')} known={customer ?? undefined} />
        <Select name="how" label={t('carts.edition_label')} options={ways.map((way) => ({ id: way.id, label: say(way) }))} />
        <TextField name="quantity" type="number" width="short" label={t('orders.quantity')} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('carts.put_in')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
