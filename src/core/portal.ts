import { may, type Rights } from './access.ts';
import { type Permission, permissionKeys, permissions } from './grants.ts';
import type { Section } from './roles.ts';

/**
 * What one comes to a part of the portal for. Who holds nothing of what a program brings is told that this is what they lack.
 * Null: it brings nothing that takes a role.
 */
export const entrances: Readonly<Record<Section, Permission | null>> = {
  membership: 'benefits',
  reseller: 'customers',
  distributor: 'customers',
  referrals: 'business_profiles',
  incentives: 'incentives',
  insights: 'insights',
  marketplace: 'reports.usage',
  windows_xbox: 'reports.usage',
  office_store: 'reports.usage',
  edge: 'reports.usage',
  integrator: null,
};

const isOf = (permission: Permission, sections: readonly Section[]): boolean =>
  permissions[permission].sections?.some((one) => sections.includes(one)) ?? false;

/**
 * The permission that someone lacks to be at home in what a program brings; null for whoever holds anything of it, and for those
 * who join and leave programs for the company. What the company's programs do not bring now (a suspended one) nobody lacks.
 */
export function lackingIn(rights: Rights, sections: readonly Section[]): Permission | null {
  const brought = sections.filter((section) => rights.sections.has(section));
  const entrance = brought.map((section) => entrances[section]).find((permission) => permission !== null);
  if (!entrance || may(rights, 'programs.enroll', 'edit')) return null;
  return permissionKeys.some((key) => rights.held.has(key) && isOf(key, brought)) ? null : entrance;
}
