import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import type { Terms } from '../contract.ts';
import { StepActions } from './StepActions.tsx';
import type { StepProps } from './StepsPage.tsx';
import { useLoaded } from './useLoaded.ts';
import { server } from './useSignUp.ts';

/** The whole text in the reader's language, and the acceptance of that very text. */
export function TermsStep({ signUp, save, go }: StepProps) {
  const { t, locale } = useHouse();
  const { attempt, banner, problem } = useAttempt();
  const terms = useLoaded(`terms ${locale} ${problem?.code ?? ''}`, () => server.getTerms({ locale }));
  if (!terms.value) return terms.error ? <ErrorState onRetry={terms.retry} /> : <SkeletonLines lines={8} />;
  const { version, hash, locale: language } = terms.value;
  return (
    <Form onSubmit={() => attempt(() => save('terms', { terms: { version, hash, locale: language } }))} problem={banner}>
      <TermsText terms={terms.value} />
      <div className="border-t border-line pt-6">
        <Checkbox name="accepted" label={t('signup.terms.label')}>
          {t('signup.terms.accept', { company: signUp.answers.company?.name ?? '' })}
        </Checkbox>
      </div>
      <StepActions step="terms" go={go}>
        {t('signup.terms.button')}
      </StepActions>
    </Form>
  );
}

function TermsText({ terms }: { readonly terms: Terms }) {
  const { t } = useHouse();
  return (
    <article lang={terms.locale} className="flex flex-col gap-5 text-16">
      <p className="text-muted">{terms.introduction}</p>
      {terms.sections.map(({ title, text }, at) => (
        <section key={title} className="flex flex-col gap-1">
          <h3 className="font-semibold">
            {at + 1}. {title}
          </h3>
          <p>{text}</p>
        </section>
      ))}
      <p className="text-13 text-muted">{t('signup.terms.version', { version: terms.version })}</p>
    </article>
  );
}
