// What a program proves itself by: a secret, a certificate, a token. Each has an end that is known from the beginning.

export const credentialStates = ['live', 'expiring', 'expired', 'ended'] as const;
export type CredentialState = (typeof credentialStates)[number];
/** Days before the end at which people are told; the first is when it begins to be shown as expiring. */
export const credentialWarnings = [30, 7, 1] as const;

const DAY_MS = 86_400_000;
interface Ends {
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

export function credentialStateOf({ expiresAt, endedAt }: Ends, now: Date): CredentialState {
  if (endedAt) return 'ended';
  if (expiresAt <= now) return 'expired';
  return expiresAt.getTime() - now.getTime() <= credentialWarnings[0] * DAY_MS ? 'expiring' : 'live';
}

export const isLive = ({ expiresAt, endedAt }: Ends, now: Date): boolean => endedAt === null && expiresAt > now;

/** The end before which somebody may have to be told now. */
export const warnedBefore = (now: Date): Date => new Date(now.getTime() + credentialWarnings[0] * DAY_MS);

/** The warning that is due: the nearest one not given yet, or nothing. Several missed ones are one. */
export function warningDue({ expiresAt, warnedDays }: { readonly expiresAt: Date; readonly warnedDays: number | null }, now: Date): number | undefined {
  const left = (expiresAt.getTime() - now.getTime()) / DAY_MS;
  const due = credentialWarnings.findLast((days) => left <= days);
  return left > 0 && due !== undefined && (warnedDays === null || due < warnedDays) ? due : undefined;
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
