import { type TaxForm, type TaxProfileStanding, type TaxProfileState, withheldAbroad } from '../contract/profiles.ts';
import { reminderDays } from '../contract/exemptions.ts';
import { daysLeft } from './exemptions.ts';

export const taxProfileEvents = ['approve', 'question', 'replace'] as const;
export type TaxProfileEvent = (typeof taxProfileEvents)[number];
const moves: Readonly<Record<TaxProfileState, Partial<Record<TaxProfileEvent, TaxProfileState>>>> = {
  pending_validation: { approve: 'approved', question: 'action_required', replace: 'replaced' },
  // The operator may think again; the company fills in another from everywhere.
  action_required: { approve: 'approved', replace: 'replaced' },
  approved: { replace: 'replaced' },
  replaced: {},
};
export const movedTaxProfile = (state: TaxProfileState, event: TaxProfileEvent): TaxProfileState | undefined => moves[state][event];

/** The form that the tax office asks of someone. */
export const formOf = (kind: 'company' | 'person', country: string): TaxForm => (country === 'US' ? 'w9' : kind === 'company' ? 'w8ben_e' : 'w8ben');

/** The last day of a form: a W-9 holds until it is replaced, the others until the end of the third year after they were signed. */
export const lastDayOf = (form: TaxForm, now: Date): string | null => (form === 'w9' ? null : `${now.getUTCFullYear() + 3}-12-31`);

/** Per cent withheld; under a treaty what the operator has found, never more than without. */
export const withheldBy = ({ form, claimsTreaty }: { readonly form: TaxForm; readonly claimsTreaty: boolean }, treaty: number | null): number =>
  form === 'w9' ? 0 : claimsTreaty && treaty !== null ? Math.min(treaty, withheldAbroad) : withheldAbroad;

/** How a profile stands now; that it has run out is read off the clock. */
export function taxProfileStanding({ state, validUntil }: { readonly state: string; readonly validUntil: string | null }, now: Date): TaxProfileStanding {
  if (state !== 'approved' || validUntil === null) return state as TaxProfileState;
  const left = daysLeft(validUntil, now);
  return left < 0 ? 'expired' : left <= reminderDays[0] ? 'expiring' : 'approved';
}

/** A number as it is shown: its last four signs, or two of a short one. */
export const maskTaxNumber = (number: string): string => `•••• ${number.replaceAll(/[^\p{L}\p{N}]/gu, '').slice(number.length < 8 ? -2 : -4)}`;
