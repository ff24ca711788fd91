import { Check, X } from 'lucide-react';
import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';

export interface Step {
  readonly id: string;
  readonly label: string;
  readonly state: 'done' | 'now' | 'later' | 'failed';
  /** Under the label: when it was done, what it waits for. */
  readonly detail?: string | undefined;
}

interface StepperProps {
  readonly steps: readonly Step[];
  /** `across` for a page's top, `down` beside a form or for a history. */
  readonly way?: 'across' | 'down';
  /** Lets one go back to what is done. */
  readonly onGo?: (id: string) => void;
}

/** Where one stands on a way of several steps. */
export function Stepper({ steps, way = 'down', onGo }: StepperProps) {
  const { t } = useHouse();
  return (
    <ol aria-label={t('ui.steps')} className={way === 'across' ? 'flex flex-col gap-3 sm:flex-row sm:gap-6' : 'flex flex-col gap-1'}>
      {steps.map((step, at) => {
        const reachable = onGo && step.state === 'done';
        const inside = <StepLine step={step} at={at} />;
        return (
          <li key={step.id} aria-current={step.state === 'now' ? 'step' : undefined} className="min-w-0">
            {reachable ? (
              <button type="button" onClick={() => onGo(step.id)} className="-mx-2 w-full rounded-control px-2 py-1.5 text-start hover:bg-ink/5">
                {inside}
              </button>
            ) : (
              <div className="-mx-2 px-2 py-1.5">{inside}</div>
            )}
          </li>
        );
      })}
    </ol>
  );
}

const dots = {
  done: 'bg-success-soft text-success border-success-line',
  now: 'bg-accent text-on-accent border-transparent',
  later: 'bg-surface text-faint border-line',
  failed: 'bg-danger-soft text-danger border-danger-line',
} as const;

function StepLine({ step, at }: { readonly step: Step; readonly at: number }) {
  const { t, formatNumber } = useHouse();
  const later = step.state === 'later';
  return (
    <span className="flex items-start gap-3 text-14">
      <span
        aria-hidden="true"
        className={classes('flex size-6 flex-none items-center justify-center rounded-full border text-12 font-semibold tabular-nums', dots[step.state])}
      >
        {step.state === 'done' ? <Check size={14} /> : step.state === 'failed' ? <X size={14} /> : formatNumber(at + 1)}
      </span>
      <span className="min-w-0 pt-px">
        <span className={classes('block', later ? 'text-muted' : 'font-medium')}>
          {step.label}
          {step.state === 'done' && <span className="sr-only"> · {t('ui.step.done')}</span>}
          {step.state === 'failed' && <span className="sr-only"> · {t('ui.kind.danger')}</span>}
        </span>
        {step.detail && <span className="block text-13 text-muted">{step.detail}</span>}
      </span>
    </span>
  );
}
