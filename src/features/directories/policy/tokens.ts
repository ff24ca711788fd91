import { type Token, tokenWarnings } from '../contract/scim.ts';

const day = 86_400_000;
interface Ends {
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

/** A date so many months on; the last day of a shorter month. */
export function monthsOn(from: Date, months: number): Date {
  const then = new Date(from);
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() + months);
  const last = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(from.getUTCDate(), last));
  return then;
}

export function tokenStateOf({ expiresAt, endedAt }: Ends, now: Date): Token['state'] {
  if (endedAt) return 'ended';
  if (expiresAt <= now) return 'expired';
  return expiresAt.getTime() - now.getTime() <= tokenWarnings[0] * day ? 'expiring' : 'live';
}

/** The warning that is due: the nearest one not given yet, or nothing. Several missed ones are one. */
export function warningDue({ expiresAt, warnedDays }: { readonly expiresAt: Date; readonly warnedDays: number | null }, now: Date): number | undefined {
  const left = (expiresAt.getTime() - now.getTime()) / day;
  const due = tokenWarnings.findLast((days) => left <= days);
  return left > 0 && due !== undefined && (warnedDays === null || due < warnedDays) ? due : undefined;
}
