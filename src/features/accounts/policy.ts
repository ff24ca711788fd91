import { companyOfSignOn } from '../../core/signOn.ts';
import { levelHeld, type Rights } from '../../core/access.ts';
import type { Permission } from '../../core/grants.ts';
import { type AccountRole, accountRoles } from '../../core/roles.ts';

/** Monday to Friday in UTC; the operator's own calendar comes with the verification feature. */
const isBusinessDay = (day: Date): boolean => day.getUTCDay() !== 0 && day.getUTCDay() !== 6;

/** The same time of day, `days` business days later: what the operator and a company's admins have promised. */
export function addBusinessDays(from: Date, days: number): Date {
  const day = new Date(from);
  for (let left = days; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (isBusinessDay(day)) left--;
  }
  return day;
}

/** Business days until the operator has answered about a company's legal data. */
export const vettingDays = 5;
/** Days that a company has for an answer to the verifier's question; then the verifier decides on what there is. */
export const vettingAnswerDays = 30;

interface Vetted {
  readonly vettingStatus: string;
  readonly vettingChangedAt: Date | null;
  readonly createdAt: Date;
}
/** Until when whoever is to act on the verification has time: the operator, or the company that was asked. Null: nobody is to act by a day. */
export function vettingDueAt({ vettingStatus, vettingChangedAt, createdAt }: Vetted): Date | null {
  const since = vettingChangedAt ?? createdAt;
  if (vettingStatus === 'asked') return new Date(since.getTime() + vettingAnswerDays * 86_400_000);
  return vettingStatus === 'pending' ? addBusinessDays(since, vettingDays) : null;
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
