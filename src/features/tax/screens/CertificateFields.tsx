import { useId } from 'react';
import { stateOptions } from '../../../core/country.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { TextField } from '../../../web/ui/TextField.tsx';
import { accounts } from '../../accounts/contract.ts';
import { useCountryOptions } from '../../accounts/screens/useCountryOptions.ts';

/** Countries whose states have taxes of their own. */
const taxedByState = new Set(['US', 'CA', 'IN', 'BR']);
const chosenPrefix = 'state ';

/** What stands on a certificate, of values in a form. */
export const saidOf = (values: FormValues) => ({
  country: String(values['country'] ?? ''),
  states: taxedByState.has(String(values['country']))
    ? Object.entries(values).flatMap(([name, on]) =>
        on === true && name.startsWith(`${chosenPrefix}${values['country']} `) ? [name.split(' ').slice(2).join(' ')] : [],
      )
    : [],
  certificate: String(values['certificate'] ?? ''),
  validFrom: String(values['validFrom'] ?? ''),
  validUntil: values['validUntil'] ? String(values['validUntil']) : null,
});

interface Known {
  readonly country: string;
  readonly states: readonly string[];
  readonly certificate: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
}
/** Values to begin the form with. */
export const valuesOf = ({ country, states, certificate, validFrom, validUntil }: Known): FormValues => ({
  country,
  certificate,
  validFrom,
  validUntil: validUntil ?? '',
  ...Object.fromEntries(states.map((state) => [`${chosenPrefix}${country} ${state}`, true])),
});

/** Country first, then its states where they tax by themselves, then what is printed on the certificate. */
export function CertificateFields({ country }: { readonly country: string }) {
  const { t, locale } = useHouse();
  const id = useId();
  const codes = useRead(accounts.listCountries, {}, { catches: true }).data?.items.map(({ iso2 }) => iso2);
  const rule = useRead(accounts.getCountry, { iso2: country }, { enabled: taxedByState.has(country), catches: true }).data;
  const states = rule && rule.iso2 === country && taxedByState.has(country) ? stateOptions(rule, locale) : [];
  return (
    <>
      <ComboBox name="country" label={t('country.country')} help={t('tax.country_help')} options={useCountryOptions(codes)} />
      {states.length > 0 && (
        <fieldset aria-describedby={`${id}-help`} className="flex flex-col gap-1.5">
          <legend className="text-14 font-medium">{t('tax.states')}</legend>
          <p id={`${id}-help`} className="text-13 text-muted">
            {t('tax.states_help')}
          </p>
          <div className="grid max-h-64 gap-x-4 gap-y-1 overflow-y-auto rounded-control border border-line p-3 sm:grid-cols-2 md:grid-cols-3">
            {states.map(({ key, label }) => (
              <Checkbox key={key} name={`${chosenPrefix}${country} ${key}`} label={label} optional>
                {label}
              </Checkbox>
            ))}
          </div>
        </fieldset>
      )}
      <TextField name="certificate" label={t('tax.certificate')} width="half" maxLength={60} mono />
      <TextField name="validFrom" type="date" label={t('tax.valid_from')} width="half" />
      <TextField name="validUntil" type="date" label={t('tax.valid_until')} help={t('tax.valid_until_help')} width="half" optional />
    </>
  );
}
