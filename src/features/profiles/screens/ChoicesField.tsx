import { useHouse } from '../../../web/house.tsx';
import { FieldErrorText } from '../../../web/ui/Field.tsx';
import { type FieldProps, useField } from '../../../web/ui/formState.ts';

interface ChoicesFieldProps extends FieldProps<readonly string[]> {
  readonly options: readonly { readonly id: string; readonly label: string }[];
  /** From so many on the others cannot be ticked any more. */
  readonly most: number;
}

/** Several of a list, each with its box; in columns, so that a long list is seen at once. */
export function ChoicesField(props: ChoicesFieldProps) {
  const { t } = useHouse();
  const { label, help, optional, options, most } = props;
  const field = useField<readonly string[]>(props, [], 'ui.field.choose');
  const toggle = (id: string, on: boolean) => field.set(on ? [...field.value, id] : field.value.filter((each) => each !== id));
  const isFull = field.value.length >= most;
  return (
    <fieldset aria-describedby={field.error && `${field.id}-error`} className="flex flex-col gap-1.5">
      <legend className="mb-1 text-14 font-medium">
        {label} {optional && <span className="ms-1 text-13 font-normal text-faint">{t('ui.field.optional')}</span>}
      </legend>
      {help && <p className="-mt-1.5 mb-1 text-13 text-muted">{help}</p>}
      <div className="grid gap-x-6 sm:grid-cols-2">
        {options.map(({ id, label: name }, at) => (
          <label key={id} className="flex min-h-8 items-center gap-2.5 text-14">
            <input
              ref={at === 0 ? field.ref : undefined}
              type="checkbox"
              checked={field.value.includes(id)}
              disabled={isFull && !field.value.includes(id)}
              onChange={(event) => toggle(id, event.target.checked)}
              className="tick-box tick-check rounded-mark"
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
      <FieldErrorText id={field.id} error={field.error} />
    </fieldset>
  );
}
