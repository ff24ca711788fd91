import { useHouse } from '../house.tsx';
import { described, FieldFrame } from './Field.tsx';
import { useField } from './formState.ts';
import type { FieldProps } from './formState.ts';

interface TextAreaProps extends FieldProps<string> {
  readonly rows?: number;
  /** Shows how much of it is used; the server decides what is too long. */
  readonly maxLength?: number;
  readonly placeholder?: string;
}

export function TextArea(props: TextAreaProps) {
  const { formatNumber } = useHouse();
  const field = useField<string, HTMLTextAreaElement>(props, '');
  const { name, label, help, optional, rows = 4, maxLength, placeholder } = props;
  return (
    <FieldFrame id={field.id} label={label} help={help} error={field.error} optional={optional}>
      <textarea
        {...described(field.id, { help, error: field.error, optional })}
        ref={field.ref}
        name={name}
        rows={rows}
        maxLength={maxLength}
        placeholder={placeholder}
        value={field.value}
        onChange={(event) => field.set(event.target.value)}
        onBlur={field.leave}
        // Grows with what is typed, where the browser can.
        className="field-box field-sizing-content min-h-24 resize-y"
      />
      {maxLength && (
        <p className="text-end text-12 text-faint tabular-nums">
          {formatNumber(field.value.length)} / {formatNumber(maxLength)}
        </p>
      )}
    </FieldFrame>
  );
}
