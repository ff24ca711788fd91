import { Circle, CircleCheck, CircleDashed, CircleHelp, CircleX } from 'lucide-react';
import { useHouse } from '../../../web/house.tsx';
import type { Icon } from '../../../web/ui/icon.ts';
import { classes } from '../../../web/ui/classes.ts';
import type { Step, StepState } from '../contract.ts';

const looks: Readonly<Record<StepState, readonly [Icon, string]>> = {
  done: [CircleCheck, 'text-success'],
  running: [CircleDashed, 'text-info'],
  asked: [CircleHelp, 'text-warning'],
  failed: [CircleX, 'text-danger'],
  open: [Circle, 'text-faint'],
};

interface StepListProps {
  readonly steps: readonly Step[];
  /** Names of the operator and of the primary contact. */
  readonly center: string;
  readonly contact: string;
}

/** What is checked, one after the other: its state, and whose turn it is until when. */
export function StepList({ steps, center, contact }: StepListProps) {
  const { t, formatDate } = useHouse();
  const whose = ({ who, due }: Step): string | null => {
    if (who === 'operator') return due ? t('verification.who.operator', { center, day: formatDate(due, 'long') }) : center;
    if (who === 'contact') return t('verification.who.contact', { name: contact });
    if (who === 'company') return due ? t('verification.who.company_by', { day: formatDate(due, 'long') }) : t('verification.who.company');
    return null;
  };
  return (
    <ol className="divide-y divide-line rounded-card border border-line bg-surface">
      {steps.map((step) => {
        const [Mark, color] = looks[step.state];
        const turn = whose(step);
        return (
          <li key={step.step} className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 px-4 py-3 text-14 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
            <Mark size={20} aria-hidden className={classes('flex-none', color)} />
            <div className="min-w-0">
              <p className="font-medium">{t(`verification.step.${step.step}`)}</p>
              <p className="text-13 text-muted">{t(`verification.step.${step.step}_text`)}</p>
            </div>
            <p className="max-w-60 text-13 text-muted max-sm:col-start-2 max-sm:mt-1 sm:text-end">
              <span className={classes('block font-medium', color === 'text-faint' ? 'text-muted' : color)}>{t(`verification.state.${step.state}`)}</span>
              {turn}
            </p>
          </li>
        );
      })}
    </ol>
  );
}
