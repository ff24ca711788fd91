import { useEffect, useRef, useState } from 'react';
import type { MessageKey } from '../../core/locale.ts';
import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';
import type { FieldProps } from './formState.ts';
import { PasswordField } from './PasswordField.tsx';

export interface Strength {
  /** 0 guessed at once … 4 not in our lifetime. */
  readonly score: number;
  /** Why it may not be used (`fields.<code>`), or null. */
  readonly fault: string | null;
}

interface NewPasswordFieldProps extends FieldProps<string> {
  /** Asks the server, which decides in the end. */
  readonly check: (password: string) => Promise<Strength>;
  readonly autoFocus?: boolean;
}

/** A new password with its strength, as the server sees it, while one types. */
export function NewPasswordField({ check, ...props }: NewPasswordFieldProps) {
  const [typed, setTyped] = useState('');
  const strength = useStrength(typed, check);
  const change = (value: string) => {
    setTyped(value);
    props.onChange?.(value);
  };
  return <PasswordField {...props} purpose="new" onChange={change} meter={typed !== '' && <Meter strength={strength} />} />;
}

const PAUSE_MS = 350;

/** The verdict on what was typed last; older answers that come late are dropped. */
function useStrength(typed: string, check: NewPasswordFieldProps['check']): Strength | null {
  const [strength, setStrength] = useState<Strength | null>(null);
  const latest = useRef(check);
  useEffect(() => {
    latest.current = check;
  });
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      if (typed === '') return;
      // Without an answer (offline, too often) the meter stays as it was; the server decides when the form is sent.
      latest.current(typed).then(
        (answer) => current && setStrength(answer),
        () => {},
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed]);
  return strength;
}

const colors = ['bg-danger', 'bg-danger', 'bg-warning', 'bg-success', 'bg-success'] as const;

function Meter({ strength }: { readonly strength: Strength | null }) {
  const { t } = useHouse();
  const score = strength?.score ?? 0;
  const said =
    strength === null ? t('ui.strength.checking') : strength.fault ? t(`fields.${strength.fault}` as MessageKey) : t(`ui.strength.${score}` as MessageKey);
  return (
    <div className="flex flex-col gap-1">
      <div
        role="meter"
        aria-label={t('ui.strength.label')}
        aria-valuemin={0}
        aria-valuemax={4}
        aria-valuenow={score}
        aria-valuetext={said}
        className="flex gap-1"
      >
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={classes('h-1 flex-1 rounded-full transition-colors', strength !== null && step <= Math.max(score, 1) ? colors[score] : 'bg-sunken')}
          />
        ))}
      </div>
      <p role="status" className="min-h-5 text-13 text-muted">
        {said}
      </p>
    </div>
  );
}
