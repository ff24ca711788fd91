import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { described, FieldErrorText } from './Field.tsx';
import { useField } from './formState.ts';
import type { FieldProps } from './formState.ts';

interface CheckboxProps extends Omit<FieldProps<boolean>, 'label'> {
  /** What one agrees to or switches on; may hold a link. `label` names it in errors when this is no plain text. */
  readonly children: ReactNode;
  readonly label: string;
  readonly indeterminate?: boolean;
  readonly disabled?: boolean;
}

export function Checkbox(props: CheckboxProps) {
  const { name, help, optional, children, indeterminate = false, disabled } = props;
  const field = useField(props, false, 'ui.field.choose');
  useEffect(() => {
    if (field.ref.current) field.ref.current.indeterminate = indeterminate;
  }, [indeterminate, field.ref]);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex gap-2.5">
        <input
          {...described(field.id, { help, error: field.error, optional })}
          ref={field.ref}
          type="checkbox"
          name={name}
          checked={field.value}
          disabled={disabled}
          onChange={(event) => field.set(event.target.checked)}
          onBlur={field.leave}
          className="tick-box tick-check mt-0.5 rounded-mark"
        />
        <label htmlFor={field.id} className="-my-1 min-h-6 py-1 text-14">
          {children}
          {help && (
            <span id={`${field.id}-help`} className="block text-13 text-muted">
              {help}
            </span>
          )}
        </label>
      </div>
      <FieldErrorText id={field.id} error={field.error} />
    </div>
  );
}
