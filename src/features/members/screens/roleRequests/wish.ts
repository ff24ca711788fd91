import type { House } from '../../../../web/house.tsx';
import type { Choice } from '../../../../web/ui/RadioGroup.tsx';

/** For so many days, until a day, or neither: for good. Dates come as text. */
export interface WishShown {
  readonly days: number | null;
  readonly until: Date | string | null;
}
/** What a form holds of it: a number of days, `good`, or `day` with the last one. */
export interface WishTyped {
  readonly howLong: string;
  readonly lastDay: string;
}

const offered = ['1', '7', '30', 'good', 'day'] as const;
const dayMs = 86_400_000;

const labelOf = ({ t }: Pick<House, 't'>, id: (typeof offered)[number]): string => {
  if (id === 'good') return t('role_requests.for_good');
  if (id === 'day') return t('role_requests.until_day');
  return id === '7' ? t('role_requests.week') : t('role_requests.days', { days: Number(id) });
};
export const choicesOfWish = (house: Pick<House, 't'>): Choice[] => offered.map((id) => ({ id, label: labelOf(house, id) }));

/** How long, as a reader says it. */
export function sayWish({ t, formatDate }: Pick<House, 't' | 'formatDate'>, { days, until }: WishShown): string {
  if (days !== null) return days === 7 ? t('role_requests.week') : t('role_requests.days', { days });
  return until === null ? t('role_requests.for_good') : t('role_requests.until', { day: formatDate(lastDayOf(until)) });
}

/** A role ends at an instant; a reader thinks of the last day on which it holds. */
export const lastDayOf = (end: Date | string): Date => new Date(new Date(end).getTime() - 1);
export const today = (): string => new Date().toISOString().slice(0, 10);

/** The wish for the server; the last day ends at midnight UTC, the same for all who look at it. */
export const wishOf = ({ howLong, lastDay }: WishTyped): { days: number | null; until: Date | null } =>
  howLong === 'day' ? { days: null, until: new Date(`${lastDay}T24:00:00Z`) } : { days: howLong === 'good' ? null : Number(howLong), until: null };

/** The durations that are within what was asked for. */
export function choicesWithin(house: Pick<House, 't' | 'formatDate'>, { days, until }: WishShown): Choice[] {
  const end = days === null ? (until === null ? Number.POSITIVE_INFINITY : new Date(until).getTime() - Date.now()) : days * dayMs;
  return choicesOfWish(house).filter(({ id }) => (id === 'good' ? end === Number.POSITIVE_INFINITY : id === 'day' || Number(id) * dayMs <= end));
}
