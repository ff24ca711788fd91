import { useEffect, useRef, useState } from 'react';
import { boot } from '../../../web/catalog.ts';
import { useHouse } from '../../../web/house.tsx';
import { FormSteps } from '../../../web/ui/FormSteps.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { AdminStep } from './AdminStep.tsx';
import { CenterStep } from './CenterStep.tsx';
import type { DemoWorld } from '../contract.ts';
import { CodeStep } from './CodeStep.tsx';
import { DemoPage } from './DemoPage.tsx';
import { ReachStep } from './ReachStep.tsx';
import { beginning, stepNames } from './setupState.ts';
import type { SetupState, StepName } from './setupState.ts';

/** The first page of a new center: code, name and look, languages and contact, its first administrator. */
export function SetupPage() {
  const { t, locale } = useHouse();
  const [step, setStep] = useState<StepName>('code');
  const [state, setState] = useState<SetupState>(() => beginning(locale, boot.center.accent, location.hash));
  const keep = (given: Partial<SetupState>) => setState((before) => ({ ...before, ...given }));
  const [demo, setDemo] = useState<DemoWorld | null>(null);
  usePreview(state, step !== 'code');
  useFocusOnStep(step);
  const Step = { code: CodeStep, center: CenterStep, reach: ReachStep, admin: AdminStep }[step];
  const next = stepNames[stepNames.indexOf(step) + 1];
  if (demo) return <DemoPage world={demo} />;
  return (
    <div className="mx-auto w-full max-w-[68rem]">
      <Page title={t('setup.title')} sentence={t('setup.sentence')}>
        <FormSteps steps={stepNames.map((name) => ({ id: name, label: t(`setup.step.${name}`) }))} current={step} onGo={(id) => setStep(id as StepName)}>
          <Step key={step} state={state} onKeep={keep} onNext={() => next && setStep(next)} onBack={setStep} onDemo={setDemo} />
        </FormSteps>
      </Page>
    </div>
  );
}

/** The new step's title takes the focus, so that a screen reader says where one is; after the fields, one of which asks for it too. */
function useFocusOnStep(step: StepName): void {
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    document.getElementById('form-step')?.focus();
  }, [step]);
}

/** The page wears the chosen name and color at once. */
function usePreview({ name, accent, logoUrl }: SetupState, on: boolean): void {
  const { setCenter } = useHouse();
  useEffect(() => {
    if (on) setCenter({ ...boot.center, name: name.trim() || boot.center.name, accent, logoUrl });
  }, [on, name, accent, logoUrl, setCenter]);
}
