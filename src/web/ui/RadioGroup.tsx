import type { ComponentProps } from 'react';
import type { Icon } from './icon.ts';
import { classes } from './classes.ts';
import { FieldErrorText, OptionalMark } from './Field.tsx';
import { useField } from './formState.ts';
import type { FieldProps } from './formState.ts';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly icon?: Icon;
  /** Why it cannot be chosen now. */
  readonly reason?: string | undefined;
}

interface RadioGroupProps extends FieldProps<string> {
  readonly choices: readonly Choice[];
  /** `cards` for few, weighty choices with a help line each. */
  readonly look?: 'list' | 'cards';
}

export function RadioGroup(props: RadioGroupProps) {
  const { name, label, help, optional, choices, look = 'list' } = props;
  const field = useField(props, '', 'ui.field.choose');
  const cards = look === 'cards';
  return (
    <fieldset
      role="radiogroup"
      aria-labelledby={`${field.id}-label`}
      aria-describedby={[help && `${field.id}-help`, field.error && `${field.id}-error`].filter(Boolean).join(' ') || undefined}
      aria-invalid={field.error ? true : undefined}
      aria-required={!optional}
      className="flex min-w-0 flex-col gap-2"
    >
      <legend id={`${field.id}-label`} className="mb-1.5 text-14 font-medium">
        {label}
        <OptionalMark optional={optional} />
      </legend>
      {help && (
        <p id={`${field.id}-help`} className="-mt-2 mb-1 text-13 text-muted">
          {help}
        </p>
      )}
      <div className={classes('grid', cards ? 'gap-3 sm:grid-cols-[repeat(auto-fit,minmax(14rem,1fr))]' : 'gap-1')}>
        {choices.map((choice, at) => (
          <RadioChoice
            key={choice.id}
            choice={choice}
            cards={cards}
            input={{
              ref: at === 0 ? field.ref : undefined,
              name: `${field.id}-${name}`,
              checked: field.value === choice.id,
              onChange: () => field.set(choice.id),
              onBlur: field.leave,
            }}
          />
        ))}
      </div>
      <FieldErrorText id={field.id} error={field.error} />
    </fieldset>
  );
}

interface RadioChoiceProps {
  readonly choice: Choice;
  readonly cards: boolean;
  readonly input: ComponentProps<'input'>;
}

function RadioChoice({ choice, cards, input }: RadioChoiceProps) {
  const Mark = choice.icon;
  const barred = choice.reason !== undefined;
  return (
    <label
      className={classes(
        'flex gap-2.5 text-14',
        cards
          ? 'rounded-card border border-edge/55 p-4 transition-colors hover:border-edge has-checked:border-accent-ink has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--color-accent-ink)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink'
          : 'min-h-6 py-1',
        barred && 'cursor-not-allowed text-faint',
      )}
    >
      <input {...input} type="radio" disabled={barred} className={classes('tick-box tick-radio mt-0.5', cards && 'outline-none!')} />
      <span className="min-w-0 flex-1">
        <span className={classes('block wrap-anywhere', cards && 'font-medium')}>{choice.label}</span>
        {(choice.reason ?? choice.help) && <span className="block text-13 text-muted">{choice.reason ?? choice.help}</span>}
      </span>
      {Mark && <Mark size={20} aria-hidden className="flex-none text-muted" />}
    </label>
  );
}
