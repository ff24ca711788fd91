import { fullName } from '../../../../core/person.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import type { FieldErrors, FormValues } from '../../../../web/ui/formState.ts';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { Nothing } from '../../../accounts/screens/Nothing.tsx';
import { type BillingProfile, tax } from '../../contract.ts';

const typedIn = (values: FormValues, name: string): string => String(values[name] ?? '').trim();

/** Whom invoices are addressed to, and the purchase order that they bear. */
export function BillingDetails({ data }: { readonly data: BillingProfile }) {
  const { t } = useHouse();
  const update = useAct(tax.updateBillingDetails);
  const { attempt, banner } = useAttempt();
  const { contact, phoneShown, purchaseOrder, version } = data;
  if (!data.can.details)
    return (
      <DescriptionList
        facts={[
          { label: t('tax.billing.contact'), value: contact ? [fullName(contact), phoneShown].filter(Boolean).join(' · ') : <Nothing /> },
          { label: t('tax.billing.purchase_order'), value: purchaseOrder ?? <Nothing /> },
        ]}
      />
    );
  const halfNamed = (values: FormValues): FieldErrors => {
    const [given, family, phone] = ['givenName', 'familyName', 'phone'].map((name) => typedIn(values, name));
    if ((given && family) || (!given && !family && !phone)) return {};
    return given ? { familyName: t('tax.billing.contact_half') } : { givenName: t('tax.billing.contact_half') };
  };
  const save = (values: FormValues) =>
    attempt(async () => {
      const [givenName = '', familyName = '', phone = ''] = ['givenName', 'familyName', 'phone'].map((name) => typedIn(values, name));
      const person = givenName ? { givenName, familyName, ...(phone ? { phone } : {}) } : null;
      await update.mutateAsync({ contact: person, purchaseOrder: typedIn(values, 'purchaseOrder') || null, version });
      toast(t('tax.billing.details_saved'));
    });
  return (
    <Form
      label={t('tax.billing.details')}
      initial={{ givenName: contact?.givenName ?? '', familyName: contact?.familyName ?? '', phone: phoneShown ?? '', purchaseOrder: purchaseOrder ?? '' }}
      validate={halfNamed}
      problem={banner}
      onSubmit={save}
    >
      <TextField name="givenName" label={t('tax.billing.given_name')} optional maxLength={50} width="half" />
      <TextField name="familyName" label={t('tax.billing.family_name')} optional maxLength={50} width="half" />
      <TextField name="phone" type="tel" label={t('tax.billing.phone')} optional maxLength={40} width="half" />
      <TextField
        name="purchaseOrder"
        label={t('tax.billing.purchase_order')}
        help={t('tax.billing.purchase_order_help')}
        optional
        maxLength={50}
        width="half"
        mono
      />
      <FormActions>
        <Button type="submit">{t('ui.save')}</Button>
      </FormActions>
    </Form>
  );
}
