import { useEffect, useState } from 'react';
import type { ComponentType } from 'react';
import { onStepUp } from '../../../web/api.ts';
import { needParts } from '../../../web/catalog.ts';
import type { StepUpDialogProps } from './StepUpDialog.tsx';

interface Asked {
  readonly enrolled: boolean;
  readonly answer: (done: boolean) => void;
}

/** Stands once beside the pages. A call that needs a second factor waits while it is shown, and is then made again as it was. */
export function StepUp() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [Dialog, setDialog] = useState<ComponentType<StepUpDialogProps> | null>(null);
  useEffect(() => {
    onStepUp(async (problem) => {
      const [{ StepUpDialog }] = await Promise.all([import('./StepUpDialog.tsx'), needParts(['stepup', 'signin', 'security'])]);
      setDialog(() => StepUpDialog);
      return new Promise((answer) => setAsked({ enrolled: problem.details['enrolled'] === true, answer }));
    });
    return () => onStepUp(async () => false);
  }, []);
  if (!asked || !Dialog) return null;
  const end = (done: boolean) => {
    setAsked(null);
    asked.answer(done);
  };
  return <Dialog enrolled={asked.enrolled} onEnd={end} />;
}
