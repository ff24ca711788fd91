import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { customers } from '../../customers/contract.ts';
import { orders } from '../contract.ts';

/** An order begins with whom it is for; the cart that a colleague has begun for them is gone on with. */
export function NewOrderPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { go, search } = usePlace();
  const [typed, type] = useState('');
  const found = useRead(customers.listCustomers, { ...(typed.trim() ? { search: typed.trim() } : {}), limit: 20 }, { catches: true }).data?.items ?? [];
  const open = useAct(orders.openCart);
  const { attempt, banner } = useAttempt();
  return (
    <Page title={t('orders.new')} sentence={t('orders.new_text')} crumbs={[{ label: t('orders.title'), href: at('/orders') }]} width="reading">
      <Form<{ customerId: string }>
        initial={{ customerId: search.get('customer') ?? '' }}
        problem={banner}
        onSubmit={({ customerId }) =>
          attempt(async () => {
            const { cartId } = await open.mutateAsync({ customerId });
            go(at(`/carts/${cartId}`));
          })
        }
      >
        <ComboBox
          name="customerId"
          label={t('orders.column.customer')}
          options={found.map(({ customerId, name, domain }) => ({ id: customerId, label: name, detail: domain }))}
          onSearch={type}
        />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('orders.go_on')}
          </Button>
        </FormActions>
      </Form>
    </Page>
  );
}
