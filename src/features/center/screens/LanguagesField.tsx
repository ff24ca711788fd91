import { localeNames, locales } from '../../../core/locale.ts';
import type { Locale } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { FieldErrorText } from '../../../web/ui/Field.tsx';
import { useField } from '../../../web/ui/formState.ts';
import type { FieldProps } from '../../../web/ui/formState.ts';

/** Which languages the center offers, each by its own name; at least one. */
export function LanguagesField(props: FieldProps<readonly Locale[]>) {
  const { t } = useHouse();
  const field = useField<readonly Locale[]>(props, locales, 'ui.field.choose');
  const toggle = (locale: Locale, on: boolean) => field.set(on ? [...field.value, locale] : field.value.filter((each) => each !== locale));
  return (
    <fieldset aria-describedby={field.error && `${field.id}-error`} className="flex flex-col gap-1">
      <legend className="mb-1.5 text-14 font-medium">{props.label}</legend>
      {props.help && <p className="-mt-2 mb-1 text-13 text-muted">{props.help}</p>}
      {locales.map((locale, at) => (
        <label key={locale} className="flex min-h-8 items-center gap-2.5 text-14">
          <input
            ref={at === 0 ? field.ref : undefined}
            type="checkbox"
            checked={field.value.includes(locale)}
            onChange={(event) => toggle(locale, event.target.checked)}
            className="tick-box tick-check rounded-mark"
          />
          <span lang={locale}>{localeNames[locale]}</span>
        </label>
      ))}
      <FieldErrorText id={field.id} error={field.error ?? (field.value.length === 0 ? t('ui.field.choose', { label: props.label }) : undefined)} />
    </fieldset>
  );
}
