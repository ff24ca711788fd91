import { holdersOf, levelHeld, type Rights } from '../../../core/access.ts';
import { type Level, type Permission, permissionKeys } from '../../../core/grants.ts';
import { type AccountRole, accountRoles, factsOf, type Role, type Scope, scopeFits } from '../../../core/roles.ts';
import type { HeldRole, Wish } from '../contract.ts';

const dayMs = 86_400_000;

/** When a role that is given now ends: days run from the answer, not from the question. */
export const endOf = ({ days, until }: Wish, now: Date): Date | null => (days === null ? until : new Date(now.getTime() + days * dayMs));

/** Whether it ends no later; null is for good. */
export const endsWithin = (end: Date | null, limit: Date | null): boolean => limit === null || (end !== null && end <= limit);

/** Whether a scope reaches no further than another. */
export function scopeWithin(scope: Scope, limit: Scope): boolean {
  if (limit === 'company') return true;
  if (scope === 'company') return false;
  const { programs } = limit;
  return (
    scope.locations.every((location) => limit.locations.includes(location)) &&
    (programs === undefined || (scope.programs?.every((program) => programs.includes(program)) ?? false))
  );
}

interface Asked {
  readonly role: string;
  readonly permission: string | null;
  readonly needs: string | null;
}

/** What may be granted in answer: the role itself, or a smaller one that holds what the asker was refused and that is of use here. */
export function grantableInstead({ role, permission, needs }: Asked, { overrides, sections }: Rights): AccountRole[] {
  const size = (one: Role) => permissionKeys.filter((key) => levelHeld(one, key, overrides)).length;
  const holders: readonly Role[] = permission ? holdersOf(permission as Permission, (needs ?? 'view') as Level, overrides) : [];
  const isOfUse = (one: Role) => factsOf(one).sections?.some((section) => sections.has(section)) ?? true;
  const smaller = accountRoles.filter((one) => one !== role && holders.includes(one) && isOfUse(one) && size(one) < size(role as Role));
  return [role as AccountRole, ...smaller.toSorted((a, b) => size(a) - size(b))];
}

/** Whether someone holds the role there already, for at least as long. */
export const holdsAlready = (held: readonly HeldRole[], role: Role, scope: Scope, end: Date | null): boolean =>
  held.some((one) => one.role === role && scopeWithin(scope, one.scope) && endsWithin(end, one.endsAt));

/** The scope that is meant where none is named: the whole company. Undefined when the role cannot be held there. */
export function scopeOr<S extends Scope>(role: Role, scope: S | null): S | 'company' | undefined {
  const meant = scope ?? 'company';
  return scopeFits(role, meant) ? meant : undefined;
}
