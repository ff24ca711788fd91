import { type Permission, permissionKeys, permissions } from './grants.ts';
import type { Section } from './roles.ts';

/** What a list of permissions is read by: subjects of the company, then the parts of the portal that programs bring. */
export const areas = [
  'people',
  'security',
  'company',
  'billing',
  'programs',
  'support',
  'reselling',
  'membership',
  'referrals',
  'incentives',
  'insights',
  'developer',
  'operator',
] as const;
export type Area = (typeof areas)[number];

const bySection: Record<Section, Area> = {
  reseller: 'reselling',
  distributor: 'reselling',
  membership: 'membership',
  referrals: 'referrals',
  incentives: 'incentives',
  insights: 'insights',
  marketplace: 'developer',
  windows_xbox: 'developer',
  office_store: 'developer',
  edge: 'developer',
  integrator: 'developer',
};
/** First words of keys; what is in none of them is about how people come in and what was done. */
const byNoun: Readonly<Record<string, Area>> = {
  my_profile: 'people',
  users: 'people',
  roles: 'people',
  legal_profile: 'company',
  support_profile: 'company',
  country: 'company',
  verification: 'company',
  locations: 'company',
  merges: 'company',
  closing: 'company',
  billing_profile: 'billing',
  tax_exemption: 'billing',
  agreements: 'programs',
  programs: 'programs',
  relations: 'programs',
  support: 'support',
  elevations: 'people',
};

/** The area that a permission is listed under. */
export function areaOf(permission: Permission): Area {
  const { side, sections } = permissions[permission];
  if (side === 'operator') return 'operator';
  return sections?.[0] ? bySection[sections[0]] : (byNoun[permission.split('.')[0] ?? ''] ?? 'security');
}

/** Every permission of a side, in the order in which it is read. */
export const permissionsInOrder = (side: 'account' | 'operator'): readonly Permission[] =>
  permissionKeys.filter((key) => permissions[key].side === side).toSorted((a, b) => areas.indexOf(areaOf(a)) - areas.indexOf(areaOf(b)));
