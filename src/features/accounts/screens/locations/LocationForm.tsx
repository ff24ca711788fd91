import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CountryRule } from '../../../../core/country.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { Form, FormSection, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import type { FieldErrors, FormValues } from '../../../../web/ui/formState.ts';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { accounts } from '../../contract.ts';
import { RegistrationNumber } from '../NumberFields.tsx';
import { NameFields } from '../../../../web/ui/NameFields.tsx';
import { useCountryOptions } from '../useCountryOptions.ts';
import { AddressChoiceFields } from './AddressChoiceFields.tsx';
import { asFormErrors, saidIn } from './said.ts';
import type { LocationShown, SaidOfLocation } from './said.ts';

interface LocationFormProps {
  readonly initial: FormValues;
  /** The location that is edited; its country stays. */
  readonly location?: LocationShown;
  readonly problem: ReactNode;
  readonly action: string;
  readonly onSave: (said: SaidOfLocation, values: FormValues) => Promise<FieldErrors | void>;
  readonly onCancel: () => void;
  /** Above the buttons: what saving brings. */
  readonly children?: ReactNode;
}

/** Country first, then what that country needs. */
export function LocationForm({ initial, location, problem, action, onSave, onCancel, children }: LocationFormProps) {
  const [values, setValues] = useState(initial);
  const country = (values['country'] as string | undefined) ?? '';
  const read = useRead(accounts.getCountry, { iso2: country }, { enabled: country !== '', catches: true }).data;
  const rule = read?.iso2 === country ? read : undefined;
  const save = async (typed: FormValues) => rule && asFormErrors(await onSave(saidIn(rule, typed), typed), typed);
  return (
    <Form initial={initial} onChange={setValues} onSubmit={save} problem={problem}>
      {!location && <Country />}
      {country !== '' && (rule ? <Fields rule={rule} values={values} location={location} /> : <SkeletonLines lines={8} />)}
      {children}
      <SubmitOrCancel submit={action} onCancel={onCancel} />
    </Form>
  );
}

function Country() {
  const { t } = useHouse();
  const codes = useRead(accounts.listCountries, {}).data?.items.map(({ iso2 }) => iso2);
  return <ComboBox name="country" label={t('country.country')} help={t('locations.country_help')} options={useCountryOptions(codes)} />;
}

interface FieldsProps {
  readonly rule: CountryRule;
  readonly values: FormValues;
  readonly location: LocationShown | undefined;
}

function Fields({ rule, values, location }: FieldsProps) {
  const { t } = useHouse();
  return (
    <>
      <TextField name="name" label={t('locations.name')} help={t('locations.name_help')} autoComplete="off" maxLength={200} />
      <RegistrationNumber rule={rule} />
      <FormSection title={t('locations.address')}>
        <AddressChoiceFields rule={rule} values={values} location={location} />
      </FormSection>
      <FormSection title={t('locations.contact')} text={t('locations.contact_text')}>
        <NameFields path="contact." />
        <TextField
          name="contact.email"
          type="email"
          label={t('accounts.contact.email')}
          help={t('locations.contact_email_help')}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={254}
        />
        <TextField name="contact.phone" type="tel" label={t('accounts.contact.phone')} optional autoComplete="off" width="half" maxLength={40} />
      </FormSection>
    </>
  );
}
