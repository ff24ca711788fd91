import { addWorkingTime, type WorkingCalendar } from '../../../core/calendar.ts';
import type { Severity } from '../contract/requestShapes.ts';

/** Working hours within which a request in English has its first answer; in any other language it is one working day. */
export const promisedHours: Readonly<Record<Severity, number>> = { critical: 2, moderate: 4, minimal: 8 };

/** By when the desk promises its first answer. */
export const promisedAt = (asked: Date, { locale, severity }: { readonly locale: string; readonly severity: Severity }, calendar: WorkingCalendar): Date =>
  addWorkingTime(asked, locale === 'en' ? { hours: promisedHours[severity] } : { days: 1 }, calendar);
