import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { customers } from '../../../customers/contract.ts';
import { orders } from '../../contract.ts';
import type { EffectKey } from '../../contract.ts';
import { Effects } from './OutlookSection.tsx';

/** What a pull does is the same whatever the other side releases. */
const effects: readonly EffectKey[] = ['our_prices', 'metered', 'excluded', 'no_rights'];

/** Asks a customer's present partner for what is metered. */
export function AskTransferPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { go, search } = usePlace();
  const [typed, type] = useState('');
  const listed = useRead(customers.listCustomers, { ...(typed.trim() ? { search: typed.trim() } : {}), limit: 20 }, { catches: true });
  const found = listed.data?.items ?? [];
  const ask = useAct(orders.askForTransfer);
  const { attempt, banner } = useAttempt();
  return (
    <Page
      title={t('transfers.ask')}
      sentence={t('transfers.ask_sentence', { days: 30 })}
      crumbs={[{ label: t('transfers.title'), href: at('/transfers') }]}
      width="reading"
    >
      <Form<{ customerId: string; partnerId: string; message: string }>
        initial={{ customerId: search.get('customer') ?? '', partnerId: '', message: '' }}
        problem={banner}
        onSubmit={(wanted) =>
          attempt(async () => {
            const { transferId } = await ask.mutateAsync(wanted);
            toast(t('transfers.sent'));
            go(at(`/transfers/${transferId}`));
          })
        }
      >
        <ComboBox
          name="customerId"
          label={t('orders.column.customer')}
          options={found.map(({ customerId, name, domain }) => ({ id: customerId, label: name, detail: domain }))}
          onSearch={type}
        />
        <TextField name="partnerId" label={t('transfers.partner_id')} help={t('transfers.partner_id_help')} width="short" inputMode="numeric" />
        <TextArea name="message" label={t('relations.message')} help={t('transfers.message_help')} maxLength={500} optional />
        <Effects effects={effects.map((key) => ({ key, count: 0, amount: null }))} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('transfers.send_request')}
          </Button>
        </FormActions>
      </Form>
    </Page>
  );
}
