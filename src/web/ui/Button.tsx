import { useContext, useState } from 'react';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { useHouse } from '../house.tsx';
import { buttonLook } from './buttonLook.ts';
import type { ButtonLook } from './buttonLook.ts';
import type { Icon } from './icon.ts';
import { FormContext } from './formState.ts';
import { Spinner } from './Spinner.tsx';
import { Tip } from './Tip.tsx';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'onClick' | 'disabled' | 'type'>, ButtonLook {
  readonly children: ReactNode;
  readonly type?: 'button' | 'submit';
  readonly icon?: Icon;
  /** A promise keeps the button pending until it settles, so that nothing is sent twice. */
  readonly onPress?: () => unknown;
  readonly pending?: boolean;
  /** Why this cannot be done now. The button stays reachable and says it; prefer this to hiding the button. */
  readonly reason?: string | undefined;
  /** Taken by widgets that open something; for an act of one's own use `onPress`. */
  readonly onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
}

export function Button({ variant, size, wide, icon: Mark, onPress, onClick, pending, reason, type = 'button', children, className, ...rest }: ButtonProps) {
  const { t } = useHouse();
  const [working, work] = usePending();
  const form = useContext(FormContext);
  const busy = working || (pending ?? (type === 'submit' && (form?.busy ?? false)));
  const barred = busy || reason !== undefined;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    // `aria-disabled`, not `disabled`: focus stays, and a screen reader can still ask why.
    if (barred) return event.preventDefault();
    onClick?.(event);
    if (onPress) work(onPress);
  };
  return (
    <Tip text={reason}>
      <button
        {...rest}
        type={type}
        aria-disabled={barred || undefined}
        aria-busy={busy || undefined}
        onClick={press}
        className={buttonLook({ variant, size, wide }, className)}
      >
        {busy ? <Spinner /> : Mark && <Mark size={16} aria-hidden className="flex-none" />}
        <span>{children}</span>
        {busy && <span className="sr-only">{t('ui.pending')}</span>}
      </button>
    </Tip>
  );
}

/** Runs an act and is true until its promise settles; who throws is left to the caller's error boundary or handler. */
export function usePending(): [boolean, (act: () => unknown) => void] {
  const [working, setWorking] = useState(false);
  const work = (act: () => unknown) => {
    const doing = act();
    if (!(doing instanceof Promise)) return;
    setWorking(true);
    const done = () => setWorking(false);
    void doing.then(done, (reason: unknown) => {
      done();
      reportError(reason);
    });
  };
  return [working, work];
}
