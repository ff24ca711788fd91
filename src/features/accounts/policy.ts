import { addWorkingDays, type WorkingCalendar } from '../../core/calendar.ts';
import { companyOfSignOn } from '../../core/signOn.ts';
import { levelHeld, type Rights } from '../../core/access.ts';
import type { Permission } from '../../core/grants.ts';
import { type AccountRole, accountRoles } from '../../core/roles.ts';

/** Working days of the operator until the operator has answered about a company's legal data. */
export const vettingDays = 5;
/** Days that a company has for an answer to the verifier's question; then the verifier decides on what there is. */
export const vettingAnswerDays = 30;

/** Until when whoever is to act on the verification has time: the operator, or the company that was asked. Null: nobody is to act by a day. */
export function vettingDueAt(status: string, now: Date, calendar: WorkingCalendar): Date | null {
  if (status === 'asked') return new Date(now.getTime() + vettingAnswerDays * 86_400_000);
  return status === 'pending' ? addWorkingDays(now, vettingDays, calendar) : null;
}

/** What is to be checked once these fields were changed; null is everything, as in the first check. */
export const fieldsWaiting = (
  before: { readonly vettingStatus: string; readonly vettingFields: readonly string[] | null },
  changed: readonly string[],
): string[] | null => {
  if (before.vettingStatus === 'authorized') return [...changed];
  return before.vettingFields && [...new Set([...before.vettingFields, ...changed])];
};

/**
 * The ways that are kept when these are chosen: a recovery code stands in for the second factor it replaces, so that losing
 * a device locks nobody out; identity providers that a company has proved are not chosen here and stay.
 */
export function acceptedWith(chosen: readonly string[], before: readonly string[]): string[] {
  const providers = chosen.length ? before.filter((proof) => proof.startsWith('idp:')) : [];
  const recovery = chosen.includes('passkey') || chosen.includes('totp') ? ['recovery_code'] : [];
  return [...new Set([...chosen, ...recovery, ...providers])].sort();
}

/** Whether a session proved like this would no longer be let in. */
export const isShutOut = (accepted: readonly string[], proofs: readonly string[]): boolean =>
  // The company’s own directory stays a way in, whatever else is accepted.
  accepted.length > 0 && companyOfSignOn(proofs) === null && !proofs.some((proof) => accepted.includes(proof));

/** The roles that may change what the permission is about, in this installation. */
export const editorsOf = (permission: Permission, { overrides }: Rights): AccountRole[] =>
  accountRoles.filter((role) => levelHeld(role, permission, overrides) === 'edit');
