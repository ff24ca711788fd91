import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';

export type Ticked = 'all' | 'some' | 'none';
interface TickProps {
  readonly value: Ticked;
  /** Some is where it stood, and where a third press leads back to. */
  readonly hasSome: boolean;
  readonly disabled?: boolean;
  readonly onChange: (value: Ticked) => void;
  readonly children: ReactNode;
  readonly help?: ReactNode;
}

const next = (value: Ticked, hasSome: boolean): Ticked => (value === 'all' ? 'none' : value === 'none' && hasSome ? 'some' : 'all');

/** A box of three states: all, some, none. */
export function Tick({ value, hasSome, disabled = false, onChange, children, help }: TickProps) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = value === 'some';
  }, [value]);
  return (
    <div className="flex min-w-0 gap-2.5">
      <input
        ref={box}
        id={id}
        type="checkbox"
        checked={value === 'all'}
        disabled={disabled}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={() => onChange(next(value, hasSome))}
        className="tick-box tick-check mt-0.5 rounded-mark"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="-my-1 block min-h-6 py-1 text-14">
          {children}
        </label>
        {help && (
          <p id={`${id}-help`} className="text-13 text-muted tabular-nums">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
