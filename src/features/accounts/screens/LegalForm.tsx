import { useState } from 'react';
import { normaliseAddress, normaliseRegistrationNumber, normaliseVatNumber } from '../../../core/country.ts';
import type { CountryRule } from '../../../core/country.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Form, FormSection, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { accounts, fieldsToCheckAgain } from '../contract.ts';
import { AddressFields, addressOf } from './AddressFields.tsx';
import { NumberFields } from './NumberFields.tsx';
import type { CompanyShown } from './shown.ts';
import { useMerging } from './useMerging.tsx';

interface LegalFormProps {
  readonly company: CompanyShown;
  /** Reads it anew. */
  readonly reload: () => Promise<CompanyShown | undefined>;
  /** The program that keeps the legal name as it is. */
  readonly keeper: string | null;
  readonly onDone: () => void;
}

/** Changes the legal data; says before saving what the operator will check again. */
export function LegalForm(props: LegalFormProps) {
  const rule = useRead(accounts.getCountry, { iso2: props.company.country }).data;
  return rule ? <RuledForm {...props} rule={rule} /> : <SkeletonLines lines={6} />;
}

function RuledForm({ company, reload, onDone, rule, keeper }: LegalFormProps & { readonly rule: CountryRule }) {
  const { t, formatList } = useHouse();
  const update = useAct(accounts.updateLegalProfile);
  const { attempt, banner } = useAttempt();
  const [again, setAgain] = useState<readonly string[]>([]);
  const { base, initial, conflict, save: merged } = useMerging(company, reload, initialOf);
  const save = (values: FormValues) =>
    attempt(async () => {
      if (!(await merged(values, (version) => update.mutateAsync({ ...typed(rule, values), version })))) return;
      toast(t('accounts.company.saved'));
      onDone();
    });
  return (
    <Form key={base.version} initial={initial} onSubmit={save} onChange={(values) => setAgain(checkedAgain(rule, base, values))} problem={banner ?? conflict}>
      <TextField
        name="name"
        label={t('accounts.company.name')}
        help={keeper ? t('accounts.company.name_locked', { program: keeper }) : t('accounts.company.name_help')}
        autoComplete="organization"
        maxLength={200}
      />
      <FormSection title={t('accounts.company.address')}>
        <AddressFields rule={rule} address={company.address} />
      </FormSection>
      <FormSection title={t('accounts.company.numbers')}>
        <NumberFields rule={rule} />
        <TextField
          name="website"
          label={t('accounts.company.website')}
          optional
          autoComplete="url"
          inputMode="url"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={200}
        />
      </FormSection>
      {(again.length > 0 || company.vetting.status === 'rejected') && (
        <Banner kind="warning">
          {again.length > 0
            ? t('accounts.company.checked_again', { fields: formatList(again.map((field) => t(`accounts.checked.${field as 'name'}`))) })
            : t('accounts.company.sent_again')}
        </Banner>
      )}
      <SubmitOrCancel submit={t('ui.save')} onCancel={onDone} />
    </Form>
  );
}

const initialOf = ({ name, address, registrationNumber, vatNumber, website }: CompanyShown): FormValues => ({
  name,
  registrationNumber: registrationNumber ?? '',
  vatNumber: vatNumber ?? '',
  website: website ?? '',
  ...Object.fromEntries(Object.entries(address).map(([field, value]) => [`address.${field}`, value])),
});

function typed(rule: CountryRule, values: FormValues) {
  const text = (name: string) => ((values[name] as string | undefined) ?? '').trim();
  return {
    name: text('name'),
    address: addressOf(rule, values),
    registrationNumber: text('registrationNumber'),
    vatNumber: text('vatNumber'),
    website: text('website'),
  };
}

/** As the server will see it: two spellings of one number are no change. */
function checkedAgain(rule: CountryRule, company: CompanyShown, values: FormValues): readonly string[] {
  const { name, address, registrationNumber, vatNumber } = typed(rule, values);
  return fieldsToCheckAgain(
    { ...company, address: normaliseAddress(rule, company.address) },
    {
      name,
      address: normaliseAddress(rule, address),
      registrationNumber: registrationNumber ? normaliseRegistrationNumber(rule, registrationNumber) : null,
      vatNumber: vatNumber ? normaliseVatNumber(rule, vatNumber) : null,
    },
  );
}
