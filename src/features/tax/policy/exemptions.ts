import { type ExemptionStanding, type ExemptionState, reminderDays } from '../contract/exemptions.ts';

/** What can happen to an exemption. `mend`: the company answers, with other data or another paper; `expire`: its last day is over. */
export const exemptionEvents = ['accept', 'refuse', 'ask', 'mend', 'withdraw', 'expire'] as const;
export type ExemptionEvent = (typeof exemptionEvents)[number];

const moves: Readonly<Record<ExemptionState, Partial<Record<ExemptionEvent, ExemptionState>>>> = {
  submitted: { accept: 'accepted', refuse: 'refused', ask: 'asked', mend: 'submitted', withdraw: 'withdrawn' },
  asked: { accept: 'accepted', refuse: 'refused', ask: 'asked', mend: 'submitted', withdraw: 'withdrawn' },
  // A refusal is never the last word: the company mends, the operator may think again.
  refused: { accept: 'accepted', ask: 'asked', mend: 'submitted', withdraw: 'withdrawn' },
  accepted: { withdraw: 'withdrawn', expire: 'expired' },
  withdrawn: {},
  expired: {},
};
/** Where an event leads; undefined: it cannot happen there. */
export const movedExemption = (state: ExemptionState, event: ExemptionEvent): ExemptionState | undefined => moves[state][event];

/** Where the company goes on from here by a new certificate that takes over from this one. */
export const isRenewable = (standing: ExemptionStanding): boolean => ['accepted', 'coming', 'expiring', 'expired', 'withdrawn'].includes(standing);

const DAY = 86_400_000;
/** The earliest day that it still is anywhere on earth (UTC−12): a last day is over only when it is over everywhere. */
export const lastDayOnEarth = (now: Date): string => new Date(now.getTime() - 12 * 3_600_000).toISOString().slice(0, 10);
/** The first day that it already is somewhere (UTC+14). */
const firstDayOnEarth = (now: Date): string => new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);

/** Days from now to the last day, which counts as 0; negative once it is over. */
export const daysLeft = (validUntil: string, now: Date): number => (Date.parse(validUntil) - Date.parse(lastDayOnEarth(now))) / DAY;

interface Dated {
  readonly state: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
}
/** How an exemption stands today; the job that writes down that it has run out may come later in the night. */
export function standingOf({ state, validFrom, validUntil }: Dated, now: Date): ExemptionStanding {
  if (state !== 'accepted') return state as ExemptionState;
  if (validFrom > firstDayOnEarth(now)) return 'coming';
  if (validUntil === null) return 'accepted';
  const left = daysLeft(validUntil, now);
  return left < 0 ? 'expired' : left <= reminderDays[0] ? 'expiring' : 'accepted';
}

/** Whether tax is left out because of it today. */
export const isInForce = (row: Dated, now: Date): boolean => ['accepted', 'expiring'].includes(standingOf(row, now));

/** The reminder that is due: the nearest that has come and was not sent; late ones are not sent one after another. */
export function reminderDue(left: number, reminded: number | null): number | null {
  if (left < 0) return null;
  const due = reminderDays.filter((days) => left <= days).at(-1);
  return due === undefined || (reminded !== null && reminded <= due) ? null : due;
}
