import { Plus, X } from 'lucide-react';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { type Hours, type Weekday, weekdays } from '../../contract/directory.ts';

interface HoursFieldsProps {
  readonly hours: readonly Hours[];
  readonly onChange: (hours: readonly Hours[]) => void;
}
const usual: Hours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], open: '09:00', close: '18:00' };

/** When somebody answers, by the clock there: one line for days that have the same hours. */
export function HoursFields({ hours, onChange }: HoursFieldsProps) {
  const { t } = useHouse();
  const set = (at: number, changes: Partial<Hours>) => onChange(hours.map((span, place) => (place === at ? { ...span, ...changes } : span)));
  const isClock = (text: string) => (/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text) ? undefined : t('fields.clock'));
  return (
    <>
      {hours.length === 0 && <p className="text-14">{t('contacts.always')}</p>}
      {hours.map((span, at) => (
        // Lines have no names of their own; their place is what they are known by.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={at} className="flex flex-col gap-3 rounded-card border border-line p-4">
          <legend className="sr-only">{t('contacts.span', { at: at + 1 })}</legend>
          <div className="flex items-start justify-between gap-4">
            <Days span={span} onChange={(days) => set(at, { days })} />
            <IconButton
              icon={X}
              size="small"
              label={t('contacts.remove_span', { at: at + 1 })}
              onPress={() => onChange(hours.filter((_, place) => place !== at))}
            />
          </div>
          <div className="grid max-w-64 grid-cols-2 gap-4">
            <TextField name={`hours.${at}.open`} label={t('contacts.open')} value={span.open} onChange={(open) => set(at, { open })} validate={isClock} mono />
            <TextField
              name={`hours.${at}.close`}
              label={t('contacts.close')}
              value={span.close}
              onChange={(close) => set(at, { close })}
              validate={isClock}
              mono
            />
          </div>
        </fieldset>
      ))}
      <div>
        <Button size="small" icon={Plus} onPress={() => onChange([...hours, hours.length > 0 ? { ...usual, days: ['sat'] } : usual])}>
          {t('contacts.add_span')}
        </Button>
      </div>
    </>
  );
}

function Days({ span, onChange }: { readonly span: Hours; readonly onChange: (days: Weekday[]) => void }) {
  const { t, locale } = useHouse();
  // 5 January 1970 was a Monday.
  const name = (at: number) => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format((4 + at) * 86_400_000);
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-2">
      <legend className="float-left me-4 text-14 font-medium">{t('contacts.days')}</legend>
      {weekdays.map((day, at) => (
        <label key={day} className="flex min-h-6 items-center gap-2 text-14">
          <input
            type="checkbox"
            checked={span.days.includes(day)}
            onChange={(event) => onChange(weekdays.filter((each) => (each === day ? event.target.checked : span.days.includes(each))))}
            className="tick-box tick-check rounded-mark"
          />
          {name(at)}
        </label>
      ))}
    </fieldset>
  );
}
