import { ChevronDown } from 'lucide-react';
import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';
import { described, FieldFrame } from './Field.tsx';
import { useField } from './formState.ts';
import type { FieldProps } from './formState.ts';

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly disabled?: boolean;
}

interface SelectProps extends FieldProps<string> {
  readonly options: readonly Option[];
  readonly width?: 'full' | 'half' | 'short';
  readonly autoComplete?: string;
  readonly disabled?: boolean;
}

const widths = { full: '', half: 'max-w-64', short: 'max-w-36' } as const;

/** The browser's own list: best on phones, and with type-ahead everywhere. For long lists use `ComboBox`. */
export function Select(props: SelectProps) {
  const { t } = useHouse();
  const field = useField<string, HTMLSelectElement>(props, '', 'ui.field.choose');
  const { name, label, help, optional, options, width = 'full', autoComplete, disabled } = props;
  return (
    <FieldFrame id={field.id} label={label} help={help} error={field.error} optional={optional}>
      <div className={classes('relative', widths[width])}>
        <select
          {...described(field.id, { help, error: field.error, optional })}
          ref={field.ref}
          name={name}
          value={field.value}
          disabled={disabled}
          autoComplete={autoComplete}
          onChange={(event) => field.set(event.target.value)}
          onBlur={field.leave}
          className={classes('field-box appearance-none truncate pe-9', field.value === '' && 'text-faint')}
        >
          {(optional || field.value === '') && <option value="">{t('ui.choose')}</option>}
          {options.map((option) => (
            <option key={option.id} value={option.id} disabled={option.disabled} className="text-ink">
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown size={16} aria-hidden className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-muted" />
      </div>
    </FieldFrame>
  );
}
