import { parseDate } from '@internationalized/date';
import { Calendar as CalendarIcon, ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Calendar, CalendarCell, CalendarGrid, CalendarGridBody, CalendarGridHeader, CalendarHeaderCell } from 'react-aria-components/Calendar';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { DatePicker } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { Heading } from 'react-aria-components/Heading';
import { Label } from 'react-aria-components/Label';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';
import { FieldErrorText } from './Field.tsx';

interface DateFieldProps {
  readonly label: string;
  /** A day as `2027-01-31`, or '' for none. */
  readonly value: string;
  readonly onChange: (day: string) => void;
  /** The first day that can be chosen in the calendar; an earlier one can be typed and is the caller's to refuse. */
  readonly min?: string;
  readonly error?: string | undefined;
  readonly help?: string;
  /** `form`: as large as the other fields of a form; without it as small as filters are. */
  readonly size?: 'form';
}

/** A day, typed or chosen, in the order and with the calendar of the reader's language. */
export function DateField({ label, value, onChange, min, error, help, size }: DateFieldProps) {
  const { t } = useHouse();
  const id = useId();
  return (
    <DatePicker
      value={value ? parseDate(value) : null}
      onChange={(day) => onChange(day?.toString() ?? '')}
      {...(min ? { minValue: parseDate(min) } : {})}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      aria-describedby={error ? `${id}-error` : undefined}
      className={size ? 'flex flex-col gap-1.5' : 'flex flex-col gap-1'}
    >
      <Label className={size ? 'text-14 font-medium' : 'text-13 text-muted'}>{label}</Label>
      <Group
        className={classes(
          'field-box flex w-48 items-center gap-1 py-0! ps-2! pe-1! focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent-ink',
          !size && 'min-h-control-small text-14!',
        )}
      >
        <DateInput className="flex flex-1 items-center">
          {(segment) => (
            <DateSegment
              segment={segment}
              className={classes(
                'rounded-mark px-0.5 tabular-nums caret-transparent outline-none focus:bg-accent focus:text-on-accent',
                segment.isPlaceholder && 'text-muted',
              )}
            />
          )}
        </DateInput>
        {value && (
          // Not one of the picker's own buttons, which would open the calendar.
          <button
            type="button"
            aria-label={t('ui.clear')}
            onClick={() => onChange('')}
            className="flex size-6 items-center justify-center rounded-control text-muted hover:text-ink"
          >
            <X size={16} aria-hidden />
          </button>
        )}
        <AriaButton className="flex size-6 items-center justify-center rounded-control text-muted hover:text-ink">
          <CalendarIcon size={16} aria-hidden />
        </AriaButton>
      </Group>
      {help && (
        <Text slot="description" className="text-13 text-muted">
          {help}
        </Text>
      )}
      <FieldErrorText id={id} error={error} />
      <Popover placement="bottom start" offset={6} className="float animate-appear p-3 text-14">
        <Dialog className="outline-none">
          <Month />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

function Month() {
  return (
    <Calendar>
      <header className="flex items-center justify-between gap-2 pb-2">
        <Turn slot="previous">
          <ChevronLeft size={16} aria-hidden />
        </Turn>
        <Heading className="text-14 font-semibold" />
        <Turn slot="next">
          <ChevronRight size={16} aria-hidden />
        </Turn>
      </header>
      <CalendarGrid>
        <CalendarGridHeader>{(day) => <CalendarHeaderCell className="size-9 text-12 font-normal text-muted">{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>
          {(date) => (
            <CalendarCell
              date={date}
              className="flex size-9 cursor-pointer items-center justify-center rounded-control tabular-nums outline-offset-[-2px] hover:bg-sunken data-disabled:cursor-default data-disabled:text-faint data-disabled:hover:bg-transparent data-outside-month:hidden data-selected:bg-accent data-selected:text-on-accent"
            />
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}

function Turn({ slot, children }: { readonly slot: 'previous' | 'next'; readonly children: ReactNode }) {
  return (
    <AriaButton slot={slot} className="flex size-8 items-center justify-center rounded-control text-muted hover:bg-sunken hover:text-ink disabled:text-faint">
      {children}
    </AriaButton>
  );
}
