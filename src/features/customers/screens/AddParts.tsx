import type { z } from 'zod';
import type { CountryRule } from '../../../core/country.ts';
import { useHouse } from '../../../web/house.tsx';
import { FormSection } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { NameFields } from '../../../web/ui/NameFields.tsx';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { askedQualifications, type customers } from '../contract.ts';
import { CodeField } from './CodeField.tsx';
import { saidIn } from './said.ts';

const textOf = (values: FormValues, name: string): string => ((values[name] as string | undefined) ?? '').trim();

/** What a form's values say of a new customer. */
export function newCustomerIn(rule: CountryRule, values: FormValues): z.input<typeof customers.addCustomer.input> {
  const text = (name: string) => textOf(values, name);
  const qualification = askedQualifications.find((each) => each === values['qualification']) ?? 'none';
  return {
    ...saidIn(rule, values),
    domain: text('domain'),
    adminName: text('adminName').toLowerCase(),
    qualification,
    qualificationGround: qualification === 'none' ? '' : text('qualificationGround'),
    qualificationCode: qualification === 'government' ? text('qualificationCode') : '',
    relationId: text('relationId') || null,
    agreement: values['agrees'] === 'now' ? signerIn(values, 'agreement.') : null,
  };
}

/** Who has agreed, and when. */
export function signerIn(values: FormValues, path: string) {
  const text = (name: string) => textOf(values, path + name);
  const phone = text('phone');
  return { givenName: text('givenName'), familyName: text('familyName'), email: text('email'), agreedOn: text('agreedOn'), ...(phone ? { phone } : {}) };
}

/** Schools and public bodies pay other prices; what speaks for it is read by the operator. */
export function QualificationFields({ values, seesCodes }: { readonly values: FormValues; readonly seesCodes: boolean }) {
  const { t } = useHouse();
  return (
    <FormSection title={t('customers.column.qualification')} text={t('customers.qualification_text')}>
      <Select
        name="qualification"
        label={t('customers.qualification_label')}
        width="half"
        options={askedQualifications.map((id) => ({ id, label: t(`customers.qualification.${id}`) }))}
      />
      {values['qualification'] === 'government' && seesCodes && <CodeField name="qualificationCode" />}
      {values['qualification'] !== 'none' && !textOf(values, 'qualificationCode') && <GroundField name="qualificationGround" />}
    </FormSection>
  );
}

export function GroundField({ name }: { readonly name: string }) {
  const { t } = useHouse();
  return <TextArea name={name} label={t('customers.ground')} help={t('customers.ground_help')} rows={3} maxLength={500} />;
}

/** Attested now, or later when the customer has agreed. */
export function AgreementFields({ values }: { readonly values: FormValues }) {
  const { t } = useHouse();
  return (
    <FormSection title={t('customers.agreements')} text={t('customers.agreements_text')}>
      <RadioGroup
        name="agrees"
        label={t('customers.agrees')}
        choices={[
          { id: 'now', label: t('customers.agrees.now') },
          { id: 'later', label: t('customers.agrees.later'), help: t('customers.agrees.later_help') },
        ]}
      />
      {values['agrees'] === 'now' && <SignerFields path="agreement." />}
    </FormSection>
  );
}

export function SignerFields({ path }: { readonly path: string }) {
  const { t } = useHouse();
  return (
    <>
      <NameFields path={path} />
      <TextField name={`${path}email`} type="email" label={t('customers.email')} autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={254} />
      <TextField name={`${path}phone`} type="tel" label={t('customers.phone')} optional autoComplete="off" width="half" maxLength={40} />
      <TextField name={`${path}agreedOn`} type="date" label={t('customers.agreed_on')} width="half" />
    </>
  );
}
