import { lazy, Suspense, useEffect } from 'react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../../web/api.ts';
import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import type { SignUp } from '../contract.ts';
import { CodeStep } from './CodeStep.tsx';
import { StartStep } from './StartStep.tsx';
import { useSignUp } from './useSignUp.ts';
import type { SignUpWay, View } from './useSignUp.ts';

// What comes after the code is fetched while the code is being looked for.
const loadSteps = () => import('./StepsPage.tsx');
const StepsPage = lazy(() => loadSteps().then((m) => ({ default: m.StepsPage })));
const KnownPage = lazy(() => import('./KnownPage.tsx').then((m) => ({ default: m.KnownPage })));
const JoinPage = lazy(() => import('./JoinPage.tsx').then((m) => ({ default: m.JoinPage })));
const DonePage = lazy(() => import('./DonePage.tsx').then((m) => ({ default: m.DonePage })));

/** A company comes in: mailbox, then what is known of its domain, then the steps, then the account. */
export function SignUpPage() {
  const way = useSignUp();
  const { kind } = way.view;
  useEffect(() => {
    if (kind === 'code') void loadSteps().catch(() => {}); // a failed fetch is tried again, and told, when it is needed
  }, [kind]);
  return <Suspense fallback={<Waiting />}>{shown(way)}</Suspense>;
}

function shown(way: SignUpWay): ReactNode {
  const { view } = way;
  switch (view.kind) {
    case 'loading':
      return <Waiting />;
    case 'start':
      return <StartStep onSent={way.sent} />;
    case 'code':
      return <CodeStep sent={view.sent} onSentAgain={way.sent} onProved={way.open} onOtherAddress={way.restart} />;
    case 'gone':
      return <Gone onRestart={way.restart} />;
    case 'failed':
      return <Failed error={view.error} onRetry={way.reload} />;
    case 'open':
      return openPage(way, view);
  }
}

function openPage(way: SignUpWay, { token, signUp }: Extract<View, { kind: 'open' }>): ReactNode {
  const open = (next: SignUp) => way.open(token, next);
  if (signUp.finished) return <DonePage finished={signUp.finished} onAnother={way.restart} />;
  if (signUp.request && !signUp.answers.newCompany) return <JoinPage token={token} request={signUp.request} onOpen={open} />;
  if (signUp.known.length > 0) return <KnownPage token={token} signUp={signUp} onOpen={open} />;
  return <StepsPage token={token} signUp={signUp} onOpen={open} onReload={way.reload} />;
}

function Waiting() {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('signup.title')}>
      <SkeletonLines lines={4} />
    </NarrowPage>
  );
}

function Gone({ onRestart }: { readonly onRestart: () => void }) {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('signup.gone.title')} sentence={t('signup.gone.text')}>
      <Button variant="primary" wide onPress={onRestart}>
        {t('signup.gone.again')}
      </Button>
    </NarrowPage>
  );
}

function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useHouse();
  const problem = error instanceof ApiProblem ? error : undefined;
  const isOffline = problem?.code === 'offline';
  return <ErrorState text={isOffline ? t('frame.offline') : undefined} onRetry={onRetry} reference={problem?.requestId ?? undefined} />;
}
