import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { DateField } from '../../../web/ui/DateField.tsx';
import { FieldErrorText } from '../../../web/ui/Field.tsx';
import { type FieldProps, useField } from '../../../web/ui/formState.ts';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { HOLIDAYS_MOST, type Holiday } from '../contract.ts';

interface HolidaysFieldProps extends FieldProps<readonly Holiday[]> {
  readonly canEdit: boolean;
}

/** Days on which nobody works, the earliest first: some are added by date and name, any can be taken out. */
export function HolidaysField(props: HolidaysFieldProps) {
  const { t, formatDate } = useHouse();
  const field = useField<readonly Holiday[]>({ ...props, optional: true }, []);
  const list = useRef<HTMLUListElement>(null);
  const add = (holiday: Holiday) => field.set([...field.value, holiday].toSorted((one, other) => (one.on < other.on ? -1 : 1)));
  const nameOf = ({ on, name }: Holiday) => (name ? `${formatDate(on, 'long')}, ${name}` : formatDate(on, 'long'));
  return (
    <div role="group" aria-label={props.label} className="flex flex-col gap-4">
      {field.value.length === 0 && <p className="text-14 text-muted">{t('center.calendar.no_holidays')}</p>}
      {field.value.length > 0 && (
        <ul ref={list} tabIndex={-1} className="divide-y divide-line rounded-card border border-line">
          {field.value.map((holiday) => (
            <li key={holiday.on} className="flex items-center justify-between gap-4 px-4 py-2 text-14">
              <span className="min-w-0">
                <span className="block">{formatDate(holiday.on, 'long')}</span>
                {holiday.name && <span className="block text-13 text-muted">{holiday.name}</span>}
              </span>
              {props.canEdit && (
                <IconButton
                  icon={X}
                  size="small"
                  label={t('center.calendar.remove_holiday', { holiday: nameOf(holiday) })}
                  onPress={() => {
                    field.set(field.value.filter(({ on }) => on !== holiday.on));
                    list.current?.focus();
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <FieldErrorText id={field.id} error={field.error} />
      {props.canEdit && field.value.length < HOLIDAYS_MOST && <AddHoliday taken={field.value.map(({ on }) => on)} onAdd={add} />}
    </div>
  );
}

function AddHoliday({ taken, onAdd }: { readonly taken: readonly string[]; readonly onAdd: (holiday: Holiday) => void }) {
  const { t } = useHouse();
  const [typed, type] = useState<Holiday>({ on: '', name: '' });
  const [tried, setTried] = useState(false);
  const wrong = !typed.on ? t('center.calendar.holiday_missing') : taken.includes(typed.on) ? t('center.calendar.holiday_twice') : undefined;
  const add = () => {
    setTried(wrong !== undefined);
    if (wrong) return;
    onAdd({ on: typed.on, name: typed.name.trim() });
    type({ on: '', name: '' });
  };
  return (
    <div className="flex flex-wrap items-end gap-4">
      <DateField
        size="form"
        label={t('center.calendar.holiday_on')}
        value={typed.on}
        onChange={(on) => type({ ...typed, on })}
        {...(tried && wrong ? { error: wrong } : {})}
      />
      <TextField
        name="holidayName"
        label={t('center.calendar.holiday_name')}
        value={typed.name}
        onChange={(name) => type({ ...typed, name })}
        maxLength={60}
        autoComplete="off"
        width="half"
        optional
      />
      <Button icon={Plus} onPress={add}>
        {t('center.calendar.add_holiday')}
      </Button>
    </div>
  );
}
