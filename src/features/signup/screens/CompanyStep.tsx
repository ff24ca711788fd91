import type { CountryRule } from '../../../core/country.ts';
import { api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Form, FormSection } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { accounts } from '../../accounts/contract.ts';
import type { Answers } from '../contract.ts';
import { AddressFields, addressOf } from '../../accounts/screens/AddressFields.tsx';
import { NumberFields } from '../../accounts/screens/NumberFields.tsx';
import { StepActions } from './StepActions.tsx';
import type { StepProps } from './StepsPage.tsx';
import { useLoaded } from './useLoaded.ts';

/** The company by the rule of its country. */
export function CompanyStep(props: StepProps) {
  const iso2 = props.signUp.answers.country ?? '';
  const rule = useLoaded(`country ${iso2}`, () => api(accounts).getCountry({ iso2 }));
  if (rule.value?.iso2 === iso2) return <CompanyForm {...props} rule={rule.value} />;
  return rule.error ? <ErrorState onRetry={rule.retry} /> : <SkeletonLines lines={6} />;
}

function CompanyForm({ signUp, save, draft, go, rule }: StepProps & { readonly rule: CountryRule }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const { company } = signUp.answers;
  return (
    <Form
      initial={typedBefore(signUp.answers)}
      onChange={(values) => draft('company', answersOf(rule, values))}
      onSubmit={(values) => attempt(() => save('company', answersOf(rule, values)))}
      problem={banner}
    >
      <TextField name="name" label={t('signup.company.name')} help={t('signup.company.name_help')} autoComplete="organization" maxLength={200} />
      <FormSection title={t('signup.company.address')}>
        <AddressFields rule={rule} address={company?.address} />
      </FormSection>
      <FormSection title={t('signup.company.numbers')} text={t('signup.company.numbers_text')}>
        <NumberFields rule={rule} />
        <TextField
          name="website"
          label={t('signup.company.website')}
          optional
          autoComplete="url"
          inputMode="url"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={200}
        />
      </FormSection>
      <StepActions step="company" go={go}>
        {t('signup.continue')}
      </StepActions>
    </Form>
  );
}

function typedBefore({ company }: Answers): FormValues {
  const { address, ...rest } = company ?? {};
  return { ...rest, ...Object.fromEntries(Object.entries(address ?? {}).map(([field, value]) => [`address.${field}`, value])) };
}

function answersOf(rule: CountryRule, values: FormValues): Answers {
  const { country: _, ...address } = addressOf(rule, values);
  const typed = (name: string) => (values[name] as string | undefined) ?? '';
  return {
    company: { name: typed('name'), address, registrationNumber: typed('registrationNumber'), vatNumber: typed('vatNumber'), website: typed('website') },
  };
}
