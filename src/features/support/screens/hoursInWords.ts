import { weekdayName, weekdays } from '../../../core/calendar.ts';
import type { Locale, Translate } from '../../../core/locale.ts';
import type { ReachableContact } from '../contract/directory.ts';

/** Who reads, and by which clock. */
export interface Reader {
  readonly t: Translate;
  readonly locale: Locale;
  readonly timeZone: string;
  formatList(words: readonly string[]): string;
}
type Instant = Date | string;

const clock = ({ locale, timeZone }: Reader, at: Instant): string => new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(new Date(at));
const dayName = ({ locale, timeZone }: Reader, at: Instant, weekday: 'long' | 'short'): string =>
  new Intl.DateTimeFormat(locale, { weekday, timeZone }).format(new Date(at));
/** The calendar day where the reader is. */
const dayOf = ({ timeZone }: Reader, at: Instant): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(at));

/** "Open now, until 18:00", "Closed, opens Monday 09:00": by the reader's clock. */
export function stateInWords({ isOpen, changesAt }: Pick<ReachableContact, 'isOpen' | 'changesAt'>, now: Date, reader: Reader): string {
  const { t } = reader;
  if (!changesAt) return t(isOpen ? 'support.open_always' : 'support.closed');
  const time = clock(reader, changesAt);
  const isToday = dayOf(reader, changesAt) === dayOf(reader, now);
  const day = dayName(reader, changesAt, 'long');
  // A night shift that ends before noon is still "until 02:00", without a day to puzzle over.
  const isSoon = new Date(changesAt).getTime() - now.getTime() < 12 * 3_600_000;
  if (isOpen) return isToday || isSoon ? t('support.open_until', { time }) : t('support.open_until_day', { day, time });
  return isToday ? t('support.opens_today', { time }) : t('support.opens_on', { day, time });
}

const DAY = 86_400_000;
/** A week's hours by the reader's clock, days with the same hours in one line; empty when it never closes. */
export function hoursInWords(week: ReachableContact['week'], reader: Reader): string[] {
  const { t } = reader;
  const long = week.filter(({ from, to }) => length({ from, to }) > DAY);
  if (long.some((span) => length(span) >= 7 * DAY)) return [];
  const days = new Map<number, Set<string>>();
  for (const { from, to } of week) {
    if (length({ from, to }) > DAY) continue;
    const at = weekdayOf(reader, from);
    days.set(at, (days.get(at) ?? new Set()).add(`${clock(reader, from)}–${clock(reader, to)}`));
  }
  const lines = new Map<string, number[]>();
  for (const [day, spans] of [...days].sort(([a], [b]) => a - b)) {
    const hours = reader.formatList([...spans]);
    lines.set(hours, [...(lines.get(hours) ?? []), day]);
  }
  return [
    ...[...lines].map(([hours, on]) => t('support.hours_at', { days: daysInWords(on, reader), hours })),
    ...long.map(({ from, to }) =>
      t('support.hours_over', {
        fromDay: dayName(reader, from, 'short'),
        from: clock(reader, from),
        toDay: dayName(reader, to, 'short'),
        to: clock(reader, to),
      }),
    ),
  ];
}

const length = ({ from, to }: { readonly from: Instant; readonly to: Instant }): number => new Date(to).getTime() - new Date(from).getTime();

/** Monday is 0. */
function weekdayOf(reader: Reader, at: Instant): number {
  return (new Date(`${dayOf(reader, at)}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** "Mon–Fri and Sun" */
export function daysInWords(days: readonly number[], reader: Pick<Reader, 't' | 'locale' | 'formatList'>): string {
  const name = (day: number) => weekdayName(weekdays[day] ?? 'mon', reader.locale, 'short');
  const runs: number[][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const words = runs.flatMap((run) =>
    run.length > 2 ? [reader.t('support.days', { first: name(run[0] ?? 0), last: name(run.at(-1) ?? 0) })] : run.map((day) => name(day)),
  );
  return reader.formatList(words);
}
