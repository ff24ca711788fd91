import { useState } from 'react';
import { addressLines, countryName } from '../../../../core/country.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts } from '../../../accounts/contract.ts';
import { AddressFields, addressOf } from '../../../accounts/screens/AddressFields.tsx';
import { useCountryOptions } from '../../../accounts/screens/useCountryOptions.ts';
import { type BillingProfile, tax } from '../../contract.ts';

interface Part {
  readonly data: BillingProfile;
}

/** Where invoices go, and the form that changes it. */
export function BillingAddress({ data }: Part) {
  const { t } = useHouse();
  const [editing, setEditing] = useState(false);
  if (editing) return <AddressForm data={data} onDone={() => setEditing(false)} />;
  return (
    <div className="flex flex-wrap items-start justify-between gap-4 text-14">
      <Lines data={data} />
      {data.can.address && (
        <Button onPress={() => setEditing(true)} aria-label={t('ui.named', { label: t('tax.billing.change'), value: t('tax.billing.address') })}>
          {t('tax.billing.change')}
        </Button>
      )}
    </div>
  );
}

function Lines({ data }: Part) {
  const { t, locale } = useHouse();
  const address = data.address ?? data.legalAddress;
  const rule = useRead(accounts.getCountry, { iso2: address.country }, { catches: true }).data;
  return (
    <address className="not-italic">
      {rule && addressLines(rule, address, locale).map((line) => <div key={line}>{line}</div>)}
      <div>{countryName(address.country, locale)}</div>
      {!data.address && <div className="text-13 text-muted">{t('tax.billing.legal_address')}</div>}
    </address>
  );
}

function AddressForm({ data, onDone }: Part & { readonly onDone: () => void }) {
  const { t } = useHouse();
  const start = data.address ?? data.legalAddress;
  const [values, setValues] = useState<FormValues>({ where: data.address ? 'another' : 'legal', country: start.country });
  const country = String(values['country'] ?? '');
  const countries = useCountryOptions(useRead(accounts.listCountries, {}, { catches: true }).data?.items.map(({ iso2 }) => iso2));
  const read = useRead(accounts.getCountry, { iso2: country }, { enabled: country !== '', catches: true }).data;
  const rule = read?.iso2 === country ? read : undefined;
  const update = useAct(tax.updateBillingAddress);
  const { attempt, banner } = useAttempt();
  const another = values['where'] === 'another';
  const initial = { ...values, ...Object.fromEntries(Object.entries(data.address ?? {}).map(([field, text]) => [`address.${field}`, text])) };
  return (
    <Form
      label={t('tax.billing.address')}
      initial={initial}
      problem={banner}
      onChange={setValues}
      onSubmit={(typed) =>
        attempt(async () => {
          if (another && !rule) return;
          await update.mutateAsync({ address: another && rule ? addressOf(rule, typed) : null, version: data.version });
          toast(t('tax.billing.address_saved'));
          onDone();
        })
      }
    >
      <RadioGroup
        name="where"
        label={t('tax.billing.address_question')}
        choices={[
          { id: 'legal', label: t('tax.billing.legal_address') },
          { id: 'another', label: t('tax.billing.another_address') },
        ]}
      />
      {another && <ComboBox name="country" label={t('country.country')} options={countries} />}
      {another && rule && <AddressFields rule={rule} />}
      <SubmitOrCancel submit={t('ui.save')} onCancel={onDone} />
    </Form>
  );
}
