import type { CountryRule } from '../../../core/country.ts';
import { localeNames, locales } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { FormSection } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { NameFields } from '../../../web/ui/NameFields.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { AddressFields } from '../../accounts/screens/AddressFields.tsx';
import { AddressLook } from './AddressLook.tsx';
import { RegistrationNumber } from './RegistrationNumber.tsx';

interface CustomerFieldsProps {
  readonly rule: CountryRule;
  readonly values: FormValues;
  /** The law of the country wants number and phone. */
  readonly isNumbered: boolean;
}

/** What is billed to a customer, as its country has it. */
export function CustomerFields({ rule, values, isNumbered }: CustomerFieldsProps) {
  const { t } = useHouse();
  return (
    <>
      <RegistrationNumber rule={rule} optional={!isNumbered} />
      <FormSection title={t('customers.address')}>
        <AddressFields rule={rule} lenient />
        <AddressLook rule={rule} values={values} />
      </FormSection>
      <FormSection title={t('customers.contact')} text={t('customers.contact_text')}>
        <NameFields path="contact." />
        {isNumbered && <TextField name="contact.middleName" label={t('customers.middle_name')} optional width="half" maxLength={50} autoComplete="off" />}
        <TextField name="contact.email" type="email" label={t('customers.email')} autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={254} />
        <TextField name="contact.phone" type="tel" label={t('customers.phone')} optional={!isNumbered} autoComplete="off" width="half" maxLength={40} />
        <Select name="locale" label={t('customers.locale')} help={t('customers.locale_help')} width="half" options={localeOptions} />
      </FormSection>
    </>
  );
}

/** Languages by their own names. */
export const localeOptions = locales.map((id) => ({ id, label: localeNames[id] }));
