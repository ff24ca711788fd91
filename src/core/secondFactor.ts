import type { AccountRole, Role } from './roles.ts';

/** Of whom a company asks a second factor on each of its pages. `protected`: of nobody more than the center does, which asks on protected pages. */
export const secondFactorAsks = ['protected', 'admins', 'all'] as const;
export type SecondFactorAsks = (typeof secondFactorAsks)[number];

/** Roles that manage people, money, or what other roles may: an administrator’s. */
export const adminRoles: readonly AccountRole[] = [
  'global_admin',
  'account_admin',
  'user_admin',
  'billing_admin',
  'admin_agent',
  'membership_admin',
  'business_profile_admin',
  'referrals_admin',
  'incentives_admin',
  'developer_owner',
  'developer_manager',
];

export interface SecondFactorRule {
  readonly asks: SecondFactorAsks;
  /** From when on; until then `before` holds. Null: always. */
  readonly from: Date | null;
  readonly before: SecondFactorAsks;
}

/** Of whom the company asks at this moment. */
export const asksAt = ({ asks, from, before }: SecondFactorRule, now: Date): SecondFactorAsks => (from && from > now ? before : asks);

/** Whether that means someone with these roles. */
export function isMeant(asks: SecondFactorAsks, roles: Iterable<Role>): boolean {
  if (asks === 'admins') return [...roles].some((role) => (adminRoles as readonly Role[]).includes(role));
  return asks === 'all';
}

/** Whether this member must have shown a second factor in this session before any page of the company opens. */
export const demandsSecondFactor = (rule: SecondFactorRule & { readonly exceptedUntil: Date | null }, roles: Iterable<Role>, now: Date): boolean =>
  !(rule.exceptedUntil && rule.exceptedUntil > now) && isMeant(asksAt(rule, now), roles);
