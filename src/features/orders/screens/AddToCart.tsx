import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { catalog } from '../../catalog/contract.ts';
import { ArrangementField } from '../../catalog/screens/ArrangementField.tsx';
import { orders } from '../contract.ts';
import type { Cart } from '../contract.ts';
import { useEditions, waysOf } from './rhythm.ts';

/** Finds a product in the catalog, in the company's own order, and puts one of its editions into the cart. */
export function AddToCart({ cart }: { readonly cart: Cart }) {
  const { t, formatList } = useHouse();
  const [typed, type] = useState('');
  const [productId, choose] = useState('');
  const [order, setOrder] = useState<string | null>(null);
  const wanted = {
    market: cart.market,
    limit: 20,
    customer: cart.customer.customerId,
    ...(typed.trim() ? { search: typed.trim() } : {}),
    ...(order ? { arrangement: order } : {}),
  };
  const { data } = useRead(catalog.searchCatalog, wanted, { catches: true });
  const found = data?.items ?? [];
  const allowed = data?.customer?.allowed ?? [];
  return (
    <Section title={t('carts.add')}>
      <div className="flex flex-col gap-6">
        <ArrangementField value={order} onChange={setOrder} />
        <ComboBox
          name="product"
          label={t('carts.product')}
          value={productId}
          onChange={choose}
          onSearch={type}
          help={
            data?.customer && data.customer.barred > 0
              ? t('carts.only_allowed', { count: data.customer.barred, allowed: formatList(allowed.map((segment) => t(`catalog.segment.${segment}`))) })
              : undefined
          }
          options={found.map((each) => ({ id: each.productId, label: each.title, detail: each.isPinned ? t('catalog.pinned') : each.publisher }))}
        />
        {productId && <Edition key={productId} cart={cart} productId={productId} onDone={() => choose('')} />}
      </div>
    </Section>
  );
}

interface Typed {
  readonly how: string;
  readonly quantity: string;
  readonly [key: string]: unknown;
}
/** An edition with its term and rhythm is one choice; dear surprises come from two selects that say half each. */
function Edition({ cart, productId, onDone }: { readonly cart: Cart; readonly productId: string; readonly onDone: () => void }) {
  const { t } = useHouse();
  const say = useEditions();
  const product = useRead(catalog.getCatalogProduct, { productId, market: cart.market, customer: cart.customer.customerId }, { catches: true }).data;
  const add = useAct(orders.addCartLine);
  const { attempt, banner } = useAttempt();
  if (product?.productId !== productId) return null;
  const ways = waysOf(product.offers, cart.market);
  const save = ({ how, quantity }: Typed) =>
    attempt(async () => {
      const way = ways.find((each) => each.id === how);
      if (!way) return;
      await add.mutateAsync({ cartId: cart.cartId, offerId: way.offer.offerId, ...way.how, quantity: Number(quantity) });
      onDone();
    });
  return (
    <Form<Typed>
      label={t('carts.add')}
      initial={{ how: ways[0]?.id ?? '', quantity: String(ways[0]?.offer.minQuantity ?? 1) }}
      onSubmit={save}
      problem={banner}
    >
      <Select name="how" label={t('carts.edition_label')} options={ways.map((way) => ({ id: way.id, label: say(way) }))} />
      <TextField name="quantity" type="number" width="short" label={t('orders.quantity')} />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('carts.put_in')}
        </Button>
      </FormActions>
    </Form>
  );
}
