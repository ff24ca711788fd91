import type { ReactNode } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { FormActions } from '../../../web/ui/Form.tsx';
import { steps } from '../contract.ts';
import type { StepName } from '../contract.ts';

interface StepActionsProps {
  readonly step: StepName;
  readonly go: (step: StepName) => void;
  /** What the way on is called. */
  readonly children: ReactNode;
}

/** On, and back to the step before: on phones the list of steps is not shown. */
export function StepActions({ step, go, children }: StepActionsProps) {
  const { t } = useHouse();
  const before = steps[steps.indexOf(step) - 1];
  return (
    <FormActions>
      <Button type="submit" variant="primary">
        {children}
      </Button>
      {before && (
        <Button variant="quiet" onPress={() => go(before)}>
          {t('ui.back')}
        </Button>
      )}
    </FormActions>
  );
}
