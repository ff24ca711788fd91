import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { countryName } from '../../../core/country.ts';
import { fullName } from '../../../core/person.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { FormSteps } from '../../../web/ui/FormSteps.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { steps } from '../contract.ts';
import type { Answers, SignUp, StepName } from '../contract.ts';
import { server } from './useSignUp.ts';

const CountryStep = lazy(() => import('./CountryStep.tsx').then((m) => ({ default: m.CountryStep })));
const CompanyStep = lazy(() => import('./CompanyStep.tsx').then((m) => ({ default: m.CompanyStep })));
const ContactStep = lazy(() => import('./ContactStep.tsx').then((m) => ({ default: m.ContactStep })));
const TermsStep = lazy(() => import('./TermsStep.tsx').then((m) => ({ default: m.TermsStep })));
const CredentialsStep = lazy(() => import('./CredentialsStep.tsx').then((m) => ({ default: m.CredentialsStep })));

export type SavedStep = Exclude<StepName, 'credentials'>;
export interface StepProps {
  readonly token: string;
  readonly signUp: SignUp;
  /** Keeps the step's answers on the server and goes on. Refused answers are kept, too. */
  save(step: SavedStep, answers: Answers): Promise<void>;
  /** What is typed now, to be kept when one goes back without having finished the step. */
  draft(step: SavedStep, answers: Answers): void;
  go(step: StepName): void;
  reload(): void;
}

interface StepsPageProps {
  readonly token: string;
  readonly signUp: SignUp;
  readonly onOpen: (signUp: SignUp) => void;
  readonly onReload: () => void;
}

/** The form in steps. Each step is kept on the server when it is left, in whichever direction. */
export function StepsPage({ token, signUp, onOpen, onReload }: StepsPageProps) {
  const { t, center } = useHouse();
  const [at, setAt] = useState<StepName>(signUp.next);
  const { attempt, banner } = useAttempt();
  const typed = useRef<{ readonly step: SavedStep; readonly answers: Answers } | null>(null);
  useFocusOnStep(at);
  useEffect(() => {
    document.title = `${t('signup.title')} · ${center.name}`;
  }, [t, center.name]);

  const keepTyped = async () => {
    if (typed.current) onOpen(await server.save({ token, ...typed.current, check: false }));
    typed.current = null;
  };
  const go = (step: StepName) =>
    attempt(async () => {
      await keepTyped();
      setAt(step);
    });
  const save: StepProps['save'] = async (step, answers) => {
    const saved = await server.save({ token, step, answers });
    typed.current = null;
    onOpen(saved);
    setAt(following(step, saved));
  };
  const props: StepProps = {
    token,
    signUp,
    save,
    draft: (step, answers) => void (typed.current = { step, answers }),
    go: (step) => void go(step),
    reload: onReload,
  };
  return (
    <div className="mx-auto flex w-full max-w-[64rem] flex-col gap-8 px-4 pt-6 pb-16 sm:px-8 sm:pt-10">
      <header className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <div className="flex min-w-0 flex-col gap-1">
          <h1 id="page-title" tabIndex={-1} className="text-24 font-semibold tracking-[-0.012em] [:lang(zh)_&]:tracking-normal">
            {t('signup.title')}
          </h1>
          <p className="text-14 break-words text-muted">{signUp.email}</p>
        </div>
        <Later token={token} signUp={signUp} keepTyped={keepTyped} />
      </header>
      {banner}
      <FormSteps steps={useStepLines(signUp)} current={at} onGo={(step) => void go(step as StepName)}>
        <Suspense fallback={<SkeletonLines lines={6} />}>{stepOf(at, props)}</Suspense>
      </FormSteps>
    </div>
  );
}

function stepOf(at: StepName, props: StepProps): ReactNode {
  switch (at) {
    case 'country':
      return <CountryStep {...props} />;
    case 'company':
      return <CompanyStep {...props} />;
    case 'contact':
      return <ContactStep {...props} />;
    case 'terms':
      return <TermsStep {...props} />;
    case 'credentials':
      return <CredentialsStep {...props} />;
  }
}

/** The step after this one, or an earlier one that has become incomplete: another country asks for another address. */
function following(step: SavedStep, saved: SignUp): StepName {
  const next = steps[steps.indexOf(step) + 1] ?? 'credentials';
  return steps.indexOf(saved.next) < steps.indexOf(next) ? saved.next : next;
}

function useStepLines(signUp: SignUp) {
  const { t, locale } = useHouse();
  const { country, company, contact } = signUp.answers;
  const details: Partial<Record<StepName, string | undefined>> = {
    country: country && countryName(country, locale),
    company: company?.name,
    contact: contact && fullName({ givenName: contact.givenName ?? '', familyName: contact.familyName ?? '' }),
  };
  return steps.map((id) => ({ id, label: t(`signup.step.${id}`), detail: details[id] }));
}

/** The new step's heading takes the focus, so that a screen reader says where one is; not at the first one shown. */
function useFocusOnStep(at: StepName): void {
  const before = useRef(at);
  useEffect(() => {
    if (before.current === at) return;
    before.current = at;
    document.getElementById('form-step')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [at]);
}

interface LaterProps {
  readonly token: string;
  readonly signUp: SignUp;
  readonly keepTyped: () => Promise<void>;
}

/** Keeps also the step that is open, and mails a link that opens the sign-up in another browser. */
function Later({ token, signUp, keepTyped }: LaterProps) {
  const { t, formatDate } = useHouse();
  const { attempt, banner } = useAttempt();
  const [sent, setSent] = useState(false);
  const mail = () =>
    attempt(async () => {
      await keepTyped();
      await server.mailLink({ token });
      setSent(true);
    });
  if (banner) return banner;
  if (sent) return <Banner kind="success">{t('signup.later.sent', { email: signUp.email, date: formatDate(signUp.keptUntil, 'long') })}</Banner>;
  return (
    <div className="-mx-3.5">
      <Button variant="quiet" onPress={mail}>
        {t('signup.later.button')}
      </Button>
    </div>
  );
}
