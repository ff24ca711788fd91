import { useField } from './formState.ts';
import type { FieldProps } from './formState.ts';

interface SwitchProps extends Omit<FieldProps<boolean>, 'optional' | 'validate'> {
  readonly disabled?: boolean;
}

/** Works at once, without a save button; for what is saved with a form use `Checkbox`. */
export function Switch(props: SwitchProps) {
  const field = useField({ ...props, optional: true }, false);
  return (
    <label htmlFor={field.id} className="flex items-start justify-between gap-6 py-1 text-14">
      <span className="min-w-0">
        <span className="block font-medium">{props.label}</span>
        {props.help && (
          <span id={`${field.id}-help`} className="block text-13 text-muted">
            {props.help}
          </span>
        )}
      </span>
      <span className="flex min-h-6 items-center">
        <input
          id={field.id}
          ref={field.ref}
          type="checkbox"
          role="switch"
          aria-checked={field.value}
          aria-describedby={props.help && `${field.id}-help`}
          name={props.name}
          checked={field.value}
          disabled={props.disabled}
          onChange={(event) => field.set(event.target.checked)}
          className="tick-switch"
        />
      </span>
    </label>
  );
}
