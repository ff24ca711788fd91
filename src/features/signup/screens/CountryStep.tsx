import { useMemo } from 'react';
import { locales } from '../../../core/locale.ts';
import type { Locale } from '../../../core/locale.ts';
import { api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { accounts } from '../../accounts/contract.ts';
import { StepActions } from './StepActions.tsx';
import type { StepProps } from './StepsPage.tsx';
import { useLoaded } from './useLoaded.ts';

/** The country first, found by typing: it decides what the next step asks. */
export function CountryStep({ signUp, save, go }: StepProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const countries = useLoaded('countries', async () => (await api(accounts).listCountries({})).items.map(({ iso2 }) => iso2));
  const options = useCountryOptions(countries.value);
  if (!countries.value) return countries.error ? <ErrorState onRetry={countries.retry} /> : <SkeletonLines />;
  const initial = { country: signUp.answers.country ?? countryOfMail(signUp.email, countries.value) ?? '' };
  return (
    <Form<{ country: string }> initial={initial} onSubmit={({ country }) => attempt(() => save('country', { country }))} problem={banner}>
      <ComboBox name="country" label={t('country.country')} help={t('signup.country.help')} options={options} />
      <StepActions step="country" go={go}>
        {t('signup.continue')}
      </StepActions>
    </Form>
  );
}

/** In the reader's language and order, found also by its name in our other languages and by its two letters. */
function useCountryOptions(codes: readonly string[] | undefined) {
  const { locale, compareNames } = useHouse();
  return useMemo(() => {
    const names = new Map(locales.map((each: Locale) => [each, new Intl.DisplayNames(each, { type: 'region' })]));
    const nameIn = (each: Locale, code: string) => names.get(each)?.of(code) ?? code;
    return (codes ?? [])
      .map((id) => ({ id, label: nameIn(locale, id), words: [id, ...locales.map((each) => nameIn(each, id))].join(' ') }))
      .sort((a, b) => compareNames(a.label, b.label));
  }, [codes, locale, compareNames]);
}

/** A guess to be changed with one key: an address under .fr is mostly a French company's. */
function countryOfMail(email: string, codes: readonly string[]): string | undefined {
  const ending = email.split('.').at(-1)?.toUpperCase() ?? '';
  return codes.find((code) => code === (ending === 'UK' ? 'GB' : ending));
}
