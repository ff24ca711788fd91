import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { described, FieldFrame } from './Field.tsx';
import { useField } from './formState.ts';
import type { FieldProps } from './formState.ts';

type Passed = Pick<
  ComponentProps<'input'>,
  'autoComplete' | 'autoFocus' | 'inputMode' | 'maxLength' | 'placeholder' | 'readOnly' | 'disabled' | 'spellCheck' | 'autoCapitalize' | 'lang'
>;

export interface TextFieldProps extends FieldProps<string>, Passed {
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'number' | 'date';
  /** The expected length, so that the box says what belongs in it: a postal code is `short`. */
  readonly width?: 'full' | 'half' | 'short';
  /** Numbers and identifiers that are compared digit by digit. */
  readonly mono?: boolean;
  readonly aside?: ReactNode;
  /** Stands in the box before or after the text: a dialing code, a unit. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
}

const widths = { full: '', half: 'max-w-64', short: 'max-w-36' } as const;

export function TextField(props: TextFieldProps) {
  const {
    name,
    label,
    help,
    optional,
    validate: _validate,
    error: _error,
    value: _value,
    onChange: _onChange,
    type = 'text',
    width = 'full',
    mono,
    aside,
    before,
    after,
    ...passed
  } = props;
  const field = useField(props, '');
  return (
    <FieldFrame id={field.id} label={label} help={help} error={field.error} optional={optional} aside={aside}>
      <div className={classes('relative flex items-center', widths[width])}>
        {before && <span className="pointer-events-none absolute start-3 text-16 text-muted">{before}</span>}
        <input
          {...passed}
          {...described(field.id, { help, error: field.error, optional })}
          ref={field.ref}
          name={name}
          type={type}
          value={field.value}
          onChange={(event) => field.set(event.target.value)}
          onBlur={field.leave}
          className={classes('field-box', mono && 'font-mono', before ? 'ps-12' : '', after ? 'pe-12' : '')}
        />
        {after && <span className="absolute end-1.5 text-14 text-muted">{after}</span>}
      </div>
    </FieldFrame>
  );
}
