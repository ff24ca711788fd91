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
import type { Rhythm } from '../contract.ts';
import { orders } from '../contract.ts';
import type { Cart } from '../contract.ts';
import { rhythmOf, useRhythms } from './rhythm.ts';

/** Finds a product in the catalog, in the company's own order, and puts one of its editions into the cart. */
export function AddToCart({ cart }: { readonly cart: Cart }) {
  const { t } = useHouse();
  const [typed, type] = useState('');
  const [productId, choose] = useState('');
  const found =
    useRead(catalog.searchCatalog, { market: cart.market, limit: 20, ...(typed.trim() ? { search: typed.trim() } : {}) }, { catches: true }).data?.items ?? [];
  return (
    <Section title={t('carts.add')}>
      <div className="flex flex-col gap-6">
        <ComboBox
          name="product"
          label={t('carts.product')}
          value={productId}
          onChange={choose}
          onSearch={type}
          options={found.map((each) => ({ id: each.productId, label: each.title, detail: each.publisher }))}
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
  const { t, locale } = useHouse();
  const { say } = useRhythms();
  const product = useRead(catalog.getCatalogProduct, { productId, market: cart.market }, { catches: true }).data;
  const add = useAct(orders.addCartLine);
  const { attempt, banner } = useAttempt();
  if (product?.productId !== productId) return null;
  const ways = product.offers.flatMap((offer) =>
    offer.availabilities
      .filter((each) => each.market === cart.market && each.isPurchasable)
      .map(({ term, billingCycle }) => ({ offer, how: { term, billingCycle }, id: `${offer.offerId} ${term} ${billingCycle}` })),
  );
  const save = ({ how, quantity }: Typed) =>
    attempt(async () => {
      const way = ways.find((each) => each.id === how);
      if (!way) return;
      const rhythm: Rhythm = rhythmOf([way.how], `${way.how.term} ${way.how.billingCycle}`) ?? way.how;
      await add.mutateAsync({ cartId: cart.cartId, offerId: way.offer.offerId, ...rhythm, quantity: Number(quantity) });
      onDone();
    });
  const label = (way: (typeof ways)[number]) =>
    t('carts.edition', { edition: way.offer.titles[locale] ?? way.offer.titles.en, segment: t(`catalog.segment.${way.offer.segment}`), rhythm: say(way.how) });
  return (
    <Form<Typed>
      label={t('carts.add')}
      initial={{ how: ways[0]?.id ?? '', quantity: String(ways[0]?.offer.minQuantity ?? 1) }}
      onSubmit={save}
      problem={banner}
    >
      <Select name="how" label={t('carts.edition_label')} options={ways.map((way) => ({ id: way.id, label: label(way) }))} />
      <TextField name="quantity" type="number" width="short" label={t('orders.quantity')} />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('carts.put_in')}
        </Button>
      </FormActions>
    </Form>
  );
}
