import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Form } from '../../../../web/ui/Form.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { NameFields } from '../../../../web/ui/NameFields.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts } from '../../contract.ts';
import type { CompanyDetails } from '../../contract.ts';
import { useMerging } from '../useMerging.tsx';
import { DetailActions, type DetailFormProps } from './DetailActions.tsx';

const initialOf = ({ legalContact, legalPhoneShown }: CompanyDetails): FormValues => ({
  'legalContact.givenName': legalContact?.givenName ?? '',
  'legalContact.familyName': legalContact?.familyName ?? '',
  'legalContact.email': legalContact?.email ?? '',
  'legalContact.phone': legalPhoneShown ?? '',
});

/** The one who answers for contracts and legal questions. */
export function LegalContactForm({ details, reload, onDone }: DetailFormProps) {
  const { t } = useHouse();
  const update = useAct(accounts.updateCompanyDetails);
  const { attempt, banner } = useAttempt();
  const { base, initial, conflict, save: merged } = useMerging(details, reload, initialOf);
  const save = (values: FormValues) =>
    attempt(async () => {
      const text = (name: string) => ((values[`legalContact.${name}`] as string | undefined) ?? '').trim();
      const phone = text('phone');
      const legalContact = { givenName: text('givenName'), familyName: text('familyName'), email: text('email'), ...(phone ? { phone } : {}) };
      if (!(await merged(values, (version) => update.mutateAsync({ legalContact, version })))) return;
      toast(t('accounts.details.saved'));
      onDone();
    });
  return (
    <Form key={base.version} initial={initial} onSubmit={save} problem={banner ?? conflict}>
      <NameFields path="legalContact." />
      <TextField
        name="legalContact.email"
        type="email"
        label={t('accounts.contact.email')}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={254}
      />
      <TextField name="legalContact.phone" type="tel" label={t('accounts.contact.phone')} optional autoComplete="off" width="half" maxLength={40} />
      <DetailActions onDone={onDone} />
    </Form>
  );
}
