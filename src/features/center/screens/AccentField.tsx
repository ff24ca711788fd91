import { Check } from 'lucide-react';
import { useHouse } from '../../../web/house.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { FieldErrorText } from '../../../web/ui/Field.tsx';
import { useField } from '../../../web/ui/formState.ts';
import type { FieldProps } from '../../../web/ui/formState.ts';

/** Colors that look good on light and dark pages as they are; any other is corrected where it is used. */
const presets = ['#3551d0', '#0f766e', '#15803d', '#b45309', '#c2410c', '#be123c', '#a21caf', '#6d28d9', '#334155'] as const;

/** The center's color: one of a few, or any. Told of each choice at once, so that the page can be dressed in it. */
export function AccentField(props: FieldProps<string>) {
  const { t } = useHouse();
  const field = useField(props, presets[0]);
  const own = !presets.some((preset) => preset === field.value);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend id={`${field.id}-label`} className="mb-1.5 text-14 font-medium">
        {props.label}
      </legend>
      {props.help && <p className="-mt-2 text-13 text-muted">{props.help}</p>}
      <div className="flex flex-wrap items-center gap-2">
        {presets.map((preset, at) => (
          <Swatch
            key={preset}
            id={`${field.id}-${at}`}
            group={field.id}
            color={preset}
            label={t('center.accent.preset', { number: at + 1 })}
            chosen={field.value === preset}
            onChoose={() => field.set(preset)}
          />
        ))}
        <label
          className={classes(
            'relative flex min-h-control cursor-pointer items-center gap-2 rounded-control border px-2.5 text-14 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink',
            own ? 'border-accent' : 'border-edge/55 hover:border-edge',
          )}
        >
          <span aria-hidden="true" className="size-5 rounded-mark border border-line" style={{ background: field.value }} />
          {t('center.accent.own')}
          <input
            ref={field.ref}
            type="color"
            value={field.value}
            onChange={(event) => field.set(event.target.value)}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
          />
        </label>
        <span className="font-mono text-13 text-muted" translate="no">
          {field.value}
        </span>
      </div>
      <FieldErrorText id={field.id} error={field.error} />
    </fieldset>
  );
}

interface SwatchProps {
  readonly id: string;
  readonly group: string;
  readonly color: string;
  readonly label: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Swatch({ id, group, color, label, chosen, onChoose }: SwatchProps) {
  return (
    <label
      htmlFor={id}
      title={color}
      className="relative flex size-control cursor-pointer items-center justify-center rounded-full has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink"
      style={{ background: color }}
    >
      <span className="sr-only">{label}</span>
      <input id={id} type="radio" name={group} checked={chosen} onChange={onChoose} className="absolute inset-0 cursor-pointer opacity-0" />
      {chosen && <Check size={16} aria-hidden className="text-[#fff]" />}
    </label>
  );
}
