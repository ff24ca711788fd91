import { countryName } from '../../../core/country.ts';
import { fullName } from '../../../core/person.ts';
import { ApiProblem, api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { signInPath } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Form, FormSection } from '../../../web/ui/Form.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { NewPasswordField } from '../../../web/ui/NewPasswordField.tsx';
import { identity } from '../../identity/contract.ts';
import type { StepName } from '../contract.ts';
import { StepActions } from './StepActions.tsx';
import type { StepProps } from './StepsPage.tsx';
import { server } from './useSignUp.ts';

/** The last step: what was answered, at a glance, and how one proves oneself from now on. */
export function CredentialsStep(props: StepProps) {
  const { signUp } = props;
  return (
    <div className="flex flex-col gap-8">
      <Review {...props} />
      {signUp.identity === 'new' ? <NewPerson {...props} /> : <KnownPerson {...props} />}
    </div>
  );
}

function Review({ signUp, go }: StepProps) {
  const { t, locale } = useHouse();
  const { country = '', company, contact } = signUp.answers;
  const main = contact?.primary === 'other' ? contact.other : contact;
  const name = fullName({ givenName: main?.givenName ?? '', familyName: main?.familyName ?? '' });
  const change = (step: StepName, what: string) => (
    <Button variant="quiet" size="small" onPress={() => go(step)} aria-label={t('ui.named', { label: t('signup.review.change'), value: what })}>
      {t('signup.review.change')}
    </Button>
  );
  return (
    <section aria-labelledby="signup-review" className="flex flex-col gap-1">
      <h3 id="signup-review" className="text-16 font-semibold">
        {t('signup.review.title')}
      </h3>
      <DescriptionList
        facts={[
          { label: t('signup.step.company'), value: company?.name ?? '', action: change('company', t('signup.step.company')) },
          { label: t('country.country'), value: countryName(country, locale), action: change('country', t('country.country')) },
          { label: t('signup.step.contact'), value: name, action: change('contact', t('signup.step.contact')) },
        ]}
      />
    </section>
  );
}

/** What has changed since the page was opened is shown where it can be mended; anything else is said here. */
async function finishing({ reload, go }: StepProps, finish: () => Promise<unknown>): Promise<void> {
  try {
    await finish();
    reload();
  } catch (error) {
    const { code = '', details = {} } = error instanceof ApiProblem ? error : {};
    if (code === 'signup.step_missing') go(details['step'] as StepName);
    else if (['signup.company_known', 'signup.identity_exists', 'access.sign_in'].includes(code)) reload();
    else throw error;
  }
}

function NewPerson(props: StepProps) {
  const { token, signUp } = props;
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const { contact, company } = signUp.answers;
  const words = [contact?.givenName, contact?.familyName, company?.name].filter((word) => word !== undefined);
  const finish = ({ password }: { readonly password: string }) => attempt(() => finishing(props, () => server.finish({ token, password })));
  return (
    <Form onSubmit={finish} problem={banner}>
      <FormSection title={t('signup.credentials.title')} text={t('signup.credentials.text', { email: signUp.email })}>
        {/* Password managers save what stands in a field of the form, not what a sentence says. */}
        <input type="text" name="username" autoComplete="username" value={signUp.email} readOnly hidden />
        <NewPasswordField
          name="password"
          label={t('signup.credentials.password')}
          help={t('signup.credentials.password_help')}
          check={(password) => api(identity).checkPassword({ password, email: signUp.email, words })}
        />
      </FormSection>
      <StepActions step="credentials" go={props.go}>
        {t('signup.credentials.create')}
      </StepActions>
    </Form>
  );
}

/** Someone who has an identity signs in as always and comes back here; no second identity is made. */
function KnownPerson(props: StepProps) {
  const { token, signUp } = props;
  const { t, center } = useHouse();
  const { attempt, banner } = useAttempt();
  const { email, signedInAs } = signUp;
  const isSelf = signedInAs?.toLowerCase() === email.toLowerCase();
  const explanation = isSelf
    ? t('signup.credentials.signed_in', { email })
    : signedInAs
      ? t('signup.credentials.other', { email, other: signedInAs })
      : t('signup.credentials.existing', { email, center: center.name });
  const finish = () => attempt(() => finishing(props, () => server.finishAs({ token })));
  return (
    <div className="flex flex-col items-start gap-6">
      {banner}
      <Banner kind="info">{explanation}</Banner>
      {isSelf ? (
        <Button variant="primary" onPress={finish}>
          {t('signup.credentials.create')}
        </Button>
      ) : (
        <LinkButton href={signedInAs ? `${signInPath('/sign-up')}&again=1` : signInPath('/sign-up')} variant="primary">
          {t('signup.credentials.sign_in')}
        </LinkButton>
      )}
    </div>
  );
}
