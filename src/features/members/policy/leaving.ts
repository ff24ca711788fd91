import type { AccountRole } from '../../../core/roles.ts';
import type { HeldRole } from '../contract.ts';

type Place = Pick<HeldRole, 'role' | 'scope'>;

/** Whether what someone else holds covers this role there, for all of the programs for which it is held. */
function covers(other: Place, { role, scope }: Place, location: string): boolean {
  if (other.role !== role) return false;
  if (other.scope === 'company') return true;
  if (scope === 'company' || !other.scope.locations.includes(location)) return false;
  const { programs } = other.scope;
  return !programs || (scope.programs ?? ['']).every((program) => programs.includes(program));
}

/** Roles that nobody would hold any more, and where; no locations: everywhere. Being a user without further roles is no task. */
export function soleRoles(held: readonly HeldRole[], others: readonly Place[]): { role: AccountRole; locations: string[] }[] {
  const found = new Map<AccountRole, Set<string>>();
  for (const one of held) {
    if (one.role === 'default_user') continue;
    const places = one.scope === 'company' ? [''] : one.scope.locations;
    const bare = places.filter((place) => !others.some((other) => (place === '' ? other.role === one.role : covers(other, one, place))));
    if (bare.length) found.set(one.role, new Set([...(found.get(one.role) ?? []), ...bare.filter(Boolean)]));
  }
  return [...found].map(([role, locations]) => ({ role, locations: [...locations] }));
}
