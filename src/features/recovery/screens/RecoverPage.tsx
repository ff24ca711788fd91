import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../../web/api.ts';
import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { AboutPage } from './funnel/AboutPage.tsx';
import { FinishStep, PasswordSet } from './funnel/FinishStep.tsx';
import { FirstProof } from './funnel/FirstProof.tsx';
import { NextProof, NobodyHere } from './funnel/NextProof.tsx';
import { AccountStep, StartStep } from './funnel/StartStep.tsx';
import { useRecover } from './funnel/useRecover.ts';
import type { RecoverWay, View } from './funnel/useRecover.ts';
import { WhoStep } from './funnel/WhoStep.tsx';

/** For everyone who cannot get in: what happened, who it is, what one can show, and in. One step a page. */
export function RecoverPage() {
  const way = useRecover();
  useFocusOnStep(stepOf(way.view));
  return shown(way);
}

/** What is read as a page of its own. */
function stepOf(view: View): string {
  if (view.kind === 'about') return view.about;
  if (view.kind !== 'open') return view.kind;
  const { opened } = view.recovery;
  return `open ${opened === null ? 'first' : opened.finish ? 'finish' : `missing ${opened.missing}`}`;
}

function shown(way: RecoverWay): ReactNode {
  const { view } = way;
  switch (view.kind) {
    case 'start':
      return <StartStep />;
    case 'about':
      return <AboutPage about={view.about} />;
    case 'account':
      return <AccountStep trouble={view.trouble} />;
    case 'who':
      return <WhoStep trouble={view.trouble} onBegun={way.begun} />;
    case 'loading':
      return <Waiting />;
    case 'set':
      return <PasswordSet />;
    case 'gone':
      return <Gone onRestart={way.restart} />;
    case 'failed':
      return <Failed error={view.error} onRetry={way.reload} />;
    case 'open':
      return openStep(way, view);
  }
}

function openStep(way: RecoverWay, { token, recovery }: Extract<View, { kind: 'open' }>): ReactNode {
  const { opened, email } = recovery;
  const common = { token, recovery, onRestart: way.restart };
  if (!opened) return <FirstProof {...common} onRecovery={way.keep} />;
  if (!opened.known) return <NobodyHere email={email} onRestart={way.restart} />;
  if (opened.finish) return <FinishStep {...common} finish={opened.finish} onFinished={way.finished} />;
  return <NextProof {...common} opened={opened} onRecovery={way.keep} />;
}

function Waiting() {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('recovery.prove.title')}>
      <SkeletonLines lines={4} />
    </NarrowPage>
  );
}

function Gone({ onRestart }: { readonly onRestart: () => void }) {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('recovery.gone.title')} sentence={t('problems.recovery.gone')}>
      <Button variant="primary" wide onPress={onRestart}>
        {t('recovery.restart')}
      </Button>
    </NarrowPage>
  );
}

function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useHouse();
  const problem = error instanceof ApiProblem ? error : undefined;
  return <ErrorState text={problem?.code === 'offline' ? t('frame.offline') : undefined} onRetry={onRetry} reference={problem?.requestId ?? undefined} />;
}

/** The new step's title takes the focus, so that a screen reader says where one is; unless a field took it already. */
function useFocusOnStep(step: string): void {
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    scrollTo(0, 0);
    const at = document.activeElement;
    if (at && at !== document.body && at.id !== 'main') return;
    document.getElementById('page-title')?.focus({ preventScroll: true });
  }, [step]);
}
