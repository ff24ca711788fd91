import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';
import { described, FieldFrame } from './Field.tsx';
import { useField } from './formState.ts';
import type { FieldProps } from './formState.ts';

interface PasswordFieldProps extends FieldProps<string> {
  /** `new` tells password managers to offer one. */
  readonly purpose?: 'current' | 'new';
  /** Under the box: the strength meter. */
  readonly meter?: ReactNode;
  readonly aside?: ReactNode;
  readonly autoFocus?: boolean;
}

export function PasswordField(props: PasswordFieldProps) {
  const { t } = useHouse();
  const [shown, setShown] = useState(false);
  const field = useField(props, '');
  const { name, label, help, optional, purpose = 'current', meter, aside, autoFocus } = props;
  const Mark = shown ? EyeOff : Eye;
  const toggle = t(shown ? 'ui.password.hide' : 'ui.password.show');
  return (
    <FieldFrame id={field.id} label={label} help={help} error={field.error} optional={optional} aside={aside}>
      <div className="relative">
        <input
          {...described(field.id, { help, error: field.error, optional })}
          ref={field.ref}
          name={name}
          type={shown ? 'text' : 'password'}
          autoComplete={`${purpose}-password`}
          autoFocus={autoFocus}
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          value={field.value}
          onChange={(event) => field.set(event.target.value)}
          onBlur={field.leave}
          className={classes('field-box pe-12', shown && 'font-mono')}
        />
        <button
          type="button"
          aria-label={toggle}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0.5 end-0.5 flex w-10 items-center justify-center rounded-control text-muted hover:text-ink"
        >
          <Mark size={20} aria-hidden />
        </button>
      </div>
      {meter}
    </FieldFrame>
  );
}
