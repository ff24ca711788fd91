import type { Permission } from './grants.ts';

/** What no program changes by a token, whatever its scopes say: who may come in and how, what roles give, and the end of the company. */
export const closedToPrograms: ReadonlySet<Permission> = new Set([
  'users.password',
  'users.second_factor',
  'users.see_as',
  'users.guests',
  'users.remove',
  'roles',
  'roles.directory',
  'roles.agent',
  'roles.company',
  'roles.developer',
  'sign_in_policy',
  'second_factor_exception',
  'domains',
  'elevations',
  'tenants',
  'closing',
  'merges',
] satisfies Permission[]);
