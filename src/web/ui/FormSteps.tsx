import type { ReactNode } from 'react';
import { useHouse } from '../house.tsx';
import { Stepper } from './Stepper.tsx';
import type { Step } from './Stepper.tsx';

interface FormStepsProps {
  readonly steps: readonly Pick<Step, 'id' | 'label' | 'detail'>[];
  readonly current: string;
  /** Lets one go back; what was typed is the caller's to keep. */
  readonly onGo?: (id: string) => void;
  readonly children: ReactNode;
}

/** A long form in steps: the list beside it on wide pages, one line above it on narrow ones. */
export function FormSteps({ steps, current, onGo, children }: FormStepsProps) {
  const { t } = useHouse();
  const at = steps.findIndex(({ id }) => id === current);
  const now = steps[at];
  const all = steps.map((step, index): Step => ({ ...step, state: index < at ? 'done' : index === at ? 'now' : 'later' }));
  return (
    <div className="@container">
      <div className="flex flex-col gap-6 @3xl:flex-row @3xl:gap-16">
        <div className="hidden w-56 flex-none @3xl:block">
          <Stepper steps={all} onGo={onGo} />
        </div>
        <div className="flex flex-col gap-2 @3xl:hidden">
          <p className="text-13 text-muted">{t('ui.step.of', { step: at + 1, count: steps.length })}</p>
          <div aria-hidden="true" className="flex gap-1">
            {all.map((step) => (
              <span key={step.id} className={step.state === 'later' ? 'h-1 flex-1 rounded-full bg-sunken' : 'h-1 flex-1 rounded-full bg-accent-ink'} />
            ))}
          </div>
        </div>
        <section aria-labelledby="form-step" className="flex max-w-reading min-w-0 flex-1 flex-col gap-6">
          <h2 id="form-step" tabIndex={-1} className="text-20 font-semibold">
            {now?.label}
          </h2>
          {children}
        </section>
      </div>
    </div>
  );
}
