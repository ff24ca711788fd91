import { api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { accounts } from '../../accounts/contract.ts';
import { useCountryOptions } from '../../accounts/screens/useCountryOptions.ts';
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

/** A guess to be changed with one key: an address under .fr is mostly a French company's. */
function countryOfMail(email: string, codes: readonly string[]): string | undefined {
  const ending = email.split('.').at(-1)?.toUpperCase() ?? '';
  return codes.find((code) => code === (ending === 'UK' ? 'GB' : ending));
}
