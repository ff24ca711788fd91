import { useState } from 'react';
import { type Weekday, weekdayName, weekdays } from '../../../core/calendar.ts';
import { useHouse } from '../../../web/house.tsx';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { FieldErrorText } from '../../../web/ui/Field.tsx';
import { type FieldProps, useField } from '../../../web/ui/formState.ts';
import { Select } from '../../../web/ui/Select.tsx';

const halfHours = Array.from({ length: 48 }, (_, n) => `${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 ? '30' : '00'}`);
const withKept = (times: readonly string[], kept: string) => (times.includes(kept) ? times : [...times, kept].toSorted());

/** Days of the week, from when until when, and by which clocks. */
export function WorkingHoursFields({ zone, opens, closes }: { readonly zone: string; readonly opens: string; readonly closes: string }) {
  const { t } = useHouse();
  const [zones] = useState(() => [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])].map((id) => ({ id, label: id.replaceAll('_', ' ') })));
  const timesOf = (kept: string) => withKept(halfHours, kept).map((id) => ({ id, label: id }));
  return (
    <>
      <DaysField name="days" label={t('center.calendar.days')} />
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        <Select name="opens" label={t('center.calendar.opens')} width="short" options={timesOf(opens)} />
        <Select
          name="closes"
          label={t('center.calendar.closes')}
          width="short"
          options={timesOf(closes)}
          validate={(value, values) => (value > String(values['opens']) ? undefined : t('center.calendar.closes_first'))}
        />
      </div>
      <ComboBox name="zone" label={t('center.calendar.zone')} help={t('center.calendar.zone_help')} options={zones} />
    </>
  );
}

/** The days of the week on which one works; at least one. */
function DaysField(props: FieldProps<readonly Weekday[]>) {
  const { locale } = useHouse();
  const field = useField<readonly Weekday[]>(props, [], 'ui.field.choose');
  const toggle = (day: Weekday, on: boolean) => field.set(weekdays.filter((each) => (each === day ? on : field.value.includes(each))));
  return (
    <fieldset aria-describedby={field.error && `${field.id}-error`} className="flex flex-col gap-1.5">
      <legend className="mb-1 text-14 font-medium">{props.label}</legend>
      <div className="flex flex-wrap gap-x-6">
        {weekdays.map((day, at) => (
          <label key={day} className="flex min-h-8 items-center gap-2.5 text-14">
            <input
              ref={at === 0 ? field.ref : undefined}
              type="checkbox"
              checked={field.value.includes(day)}
              onChange={(event) => toggle(day, event.target.checked)}
              className="tick-box tick-check rounded-mark"
            />
            <span className="first-letter:uppercase">{weekdayName(day, locale)}</span>
          </label>
        ))}
      </div>
      <FieldErrorText id={field.id} error={field.error} />
    </fieldset>
  );
}
