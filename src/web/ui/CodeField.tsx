import { useState } from 'react';
import { classes } from './classes.ts';
import { described, FieldFrame } from './Field.tsx';
import { useField } from './formState.ts';
import type { FieldProps } from './formState.ts';

interface CodeFieldProps extends Omit<FieldProps<string>, 'optional'> {
  readonly length?: number;
  /** Recovery and set-up codes have letters; they are taken in capitals. */
  readonly letters?: boolean;
  readonly autoFocus?: boolean;
  /** Told once when the last character is there, typed or pasted. */
  readonly onComplete?: (code: string) => void;
}

/**
 * A one-time code. One real input lies over drawn boxes, so that pasting, the phone's "from Messages" and screen readers
 * work as in any text field. Spaces and dashes of a pasted code are dropped.
 */
export function CodeField(props: CodeFieldProps) {
  const { name, label, help, length = 6, letters = false, autoFocus, onComplete } = props;
  const field = useField(props, '');
  const [focused, setFocused] = useState(false);
  const take = (typed: string) => {
    const code = clean(typed, letters).slice(0, length);
    if (code === field.value) return;
    field.set(code);
    if (code.length === length) onComplete?.(code);
  };
  return (
    <FieldFrame id={field.id} label={label} help={help} error={field.error}>
      <div className="relative w-fit max-w-full">
        <div aria-hidden="true" className="flex gap-1.5">
          {Array.from({ length }, (_, at) => (
            <Box key={at} sign={field.value[at]} active={focused && at === Math.min(field.value.length, length - 1)} wrong={field.error !== undefined} />
          ))}
        </div>
        <input
          {...described(field.id, { help, error: field.error })}
          ref={field.ref}
          name={name}
          value={field.value}
          onChange={(event) => take(event.target.value)}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            field.leave();
          }}
          autoFocus={autoFocus}
          autoComplete="one-time-code"
          inputMode={letters ? 'text' : 'numeric'}
          autoCapitalize={letters ? 'characters' : 'off'}
          autoCorrect="off"
          spellCheck={false}
          // Invisible, not gone: the caret and what is selected are drawn by the boxes.
          className="absolute inset-0 w-full cursor-text rounded-control bg-transparent text-16 tracking-[1em] text-transparent caret-transparent selection:bg-transparent"
        />
      </div>
    </FieldFrame>
  );
}

function Box({ sign, active, wrong }: { readonly sign: string | undefined; readonly active: boolean; readonly wrong: boolean }) {
  return (
    <span
      className={classes(
        'flex h-12 w-10 min-w-0 items-center justify-center rounded-control border bg-surface font-mono text-20 transition-colors',
        wrong ? 'border-danger' : active ? 'border-accent-ink shadow-[inset_0_0_0_1px_var(--color-accent-ink)]' : 'border-edge',
      )}
    >
      {sign ?? (active ? <span className="h-5 w-px animate-shimmer bg-ink" /> : '')}
    </span>
  );
}

const clean = (typed: string, letters: boolean): string => {
  const plain = typed.normalize('NFKC'); // full-width digits of a Chinese keyboard
  return letters ? plain.toUpperCase().replaceAll(/[^A-Z0-9]/g, '') : plain.replaceAll(/\D/g, '');
};
