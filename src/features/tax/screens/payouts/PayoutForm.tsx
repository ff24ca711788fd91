import { useState } from 'react';
import { checkAccount } from '../../../../core/iban.ts';
import type { MessageKey } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { Section } from '../../../../web/ui/Section.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts } from '../../../accounts/contract.ts';
import { useCountryOptions } from '../../../accounts/screens/useCountryOptions.ts';
import { holdHours, type PayoutAccount, tax } from '../../contract.ts';

interface PayoutFormProps {
  /** The company's, to begin with. */
  readonly country: string;
  readonly replaces: PayoutAccount | null;
  readonly onDone: () => void;
}
const names = ['name', 'holder', 'bank', 'number', 'currency', 'contactEmail'] as const;
/** Fields are called `account.<name>`, as the server names what is wrong with them. */
const wantedOf = (values: FormValues, country: string) => {
  const typed = Object.fromEntries(names.map((name) => [name, String(values[`account.${name}`] ?? '').trim()])) as Record<(typeof names)[number], string>;
  return { ...typed, currency: typed.currency.toUpperCase(), country };
};

/** The account as it is to be; it goes to a second person, not into use. */
export function PayoutForm({ country: own, replaces, onDone }: PayoutFormProps) {
  const { t } = useHouse();
  const [country, setCountry] = useState(replaces?.country ?? own);
  const countries = useCountryOptions(useRead(accounts.listCountries, {}, { catches: true }).data?.items.map(({ iso2 }) => iso2));
  const ask = useAct(tax.askPayoutChange);
  const { attempt, banner } = useAttempt();
  const check = (typed: string) => {
    const fault = typed.trim() ? checkAccount(country, typed) : undefined;
    return fault && t(`fields.${fault}` as MessageKey);
  };
  const initial = {
    'account.country': country,
    'account.name': replaces?.name ?? '',
    'account.holder': replaces?.holder ?? '',
    'account.currency': replaces?.currency ?? '',
    'account.contactEmail': replaces?.contactEmail ?? '',
  };
  return (
    <Section
      title={replaces ? t('tax.payouts.replacing', { account: replaces.name }) : t('tax.payouts.add')}
      text={t('tax.payouts.ask_text', { hours: holdHours })}
    >
      <Form
        label={replaces ? t('tax.payouts.replacing', { account: replaces.name }) : t('tax.payouts.add')}
        initial={initial}
        problem={banner}
        onChange={(values: FormValues) => setCountry(String(values['account.country'] ?? ''))}
        onSubmit={(values: FormValues) =>
          attempt(async () => {
            await ask.mutateAsync({ kind: replaces ? 'replace' : 'add', payoutId: replaces?.payoutId ?? null, account: wantedOf(values, country) });
            toast(t('tax.payouts.asked'));
            onDone();
          })
        }
      >
        <ComboBox name="account.country" label={t('country.country')} options={countries} />
        <TextField name="account.name" label={t('tax.payouts.name')} maxLength={80} />
        <TextField name="account.holder" label={t('tax.payouts.holder')} help={t('tax.payouts.holder_help')} maxLength={140} />
        <TextField
          name="account.number"
          label={t('tax.payouts.number')}
          help={t('tax.payouts.number_help')}
          validate={check}
          maxLength={60}
          autoComplete="off"
          mono
        />
        <TextField name="account.bank" label={t('tax.payouts.bank')} maxLength={80} width="half" />
        <TextField name="account.currency" label={t('tax.payouts.currency')} help={t('tax.payouts.currency_help')} maxLength={3} width="short" mono />
        <TextField name="account.contactEmail" type="email" label={t('tax.payouts.contact')} help={t('tax.payouts.contact_help')} maxLength={254} />
        <SubmitOrCancel submit={t('tax.payouts.ask')} onCancel={onDone} />
      </Form>
    </Section>
  );
}
