import { useState } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
import { checkTaxId, taxIdExample } from '../../../../core/vatNumbers.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts } from '../../../accounts/contract.ts';
import { useCountryOptions } from '../../../accounts/screens/useCountryOptions.ts';
import { profileHours, tax, type TaxProfiles, withheldAbroad } from '../../contract.ts';

/** The profile as the tax office asks for it; which form that is follows from kind and country. */
export function TaxProfileForm({ data, onDone }: { readonly data: TaxProfiles; readonly onDone: () => void }) {
  const { t, formatNumber } = useHouse();
  const [values, setValues] = useState<FormValues>({ kind: 'company', country: data.company.country });
  const country = String(values['country'] ?? '');
  const isCompany = values['kind'] !== 'person';
  const countries = useCountryOptions(useRead(accounts.listCountries, {}, { catches: true }).data?.items.map(({ iso2 }) => iso2));
  const read = useRead(accounts.getCountry, { iso2: country }, { enabled: country !== '', catches: true }).data;
  const rule = read?.iso2 === country ? read : undefined;
  const example = rule && isCompany ? taxIdExample(rule) : undefined;
  const fill = useAct(tax.fillTaxProfile);
  const { attempt, banner } = useAttempt();
  const check = (typed: string) => {
    const fault = rule && isCompany && typed.trim() ? checkTaxId(rule, typed) : undefined;
    return fault && t(`fields.${fault}` as MessageKey);
  };
  const send = (typed: FormValues) =>
    attempt(async () => {
      await fill.mutateAsync({
        kind: isCompany ? 'company' : 'person',
        legalName: String(typed['legalName'] ?? ''),
        country,
        number: String(typed['number'] ?? ''),
        claimsTreaty: typed['claimsTreaty'] === true,
        isCertified: true,
      });
      toast(t('tax.profiles.sent'));
      onDone();
    });
  const title = t(data.profiles.length ? 'tax.profiles.renew' : 'tax.profiles.fill');
  return (
    <Section title={title} text={t('tax.profiles.fill_text', { hours: profileHours })}>
      <Form label={title} initial={{ ...values, legalName: data.company.name }} problem={banner} onChange={setValues} onSubmit={send}>
        <RadioGroup
          name="kind"
          label={t('tax.profiles.kind')}
          choices={[
            { id: 'company', label: t('tax.profiles.kind.company') },
            { id: 'person', label: t('tax.profiles.kind.person') },
          ]}
        />
        <ComboBox name="country" label={t('tax.profiles.country')} options={countries} />
        <TextField name="legalName" label={t('tax.profiles.legal_name')} help={t('tax.profiles.legal_name_help')} maxLength={140} />
        <TextField
          name="number"
          label={t('tax.billing.tax_id')}
          help={example ? t('tax.billing.tax_id_help', { example }) : t('tax.payouts.number_help')}
          validate={check}
          maxLength={40}
          autoComplete="off"
          width="half"
          mono
        />
        {country !== 'US' && (
          <Checkbox name="claimsTreaty" label={t('tax.profiles.treaty')} optional>
            {t('tax.profiles.treaty_text', { rate: formatNumber(withheldAbroad / 100, { style: 'percent' }) })}
          </Checkbox>
        )}
        <Checkbox name="isCertified" label={t('tax.profiles.certify')}>
          {t('tax.profiles.certify_text')}
        </Checkbox>
        <SubmitOrCancel submit={t('tax.profiles.send')} onCancel={onDone} />
      </Form>
    </Section>
  );
}
