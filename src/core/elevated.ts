import type { Permission } from './grants.ts';

/**
 * What an administrator who was brought back (by two colleagues, by the desk, by proof of a domain) cannot do yet: for 72 hours
 * everything that they did can be undone, so whatever could not be undone waits. See docs/decisions/0025-elevations.md.
 */

/** How long what was given under an elevation is provisional. */
export const windowHours = 72;

/** `all`: not even seen. `changes`: seen, and left as it is. What is not named here is open at once. */
const closed: Partial<Record<Permission, 'all' | 'changes'>> = {
  // Money: where it goes, and on what papers.
  billing_profile: 'changes',
  'billing_profile.address': 'changes',
  'billing_profile.vat': 'changes',
  tax_exemption: 'changes',
  'incentives.bank_and_tax': 'all',
  'incentives.payouts': 'changes',
  payout_accounts: 'all',
  tax_profiles: 'all',
  payouts: 'changes',
  // Keys that go on working after a door is closed.
  app_users: 'all',
  webhooks: 'all',
  'insights.api': 'all',
  'benefits.keys': 'all',
  sandbox: 'changes',
  // What binds the company.
  agreements: 'changes',
  'customers.agreements.attest': 'changes',
  merges: 'changes',
  closing: 'changes',
  // Who gets in, and how.
  sign_in_policy: 'changes',
  domains: 'changes',
  tenants: 'changes',
  second_factor_exception: 'changes',
  'users.password': 'changes',
  'users.second_factor': 'changes',
  'users.remove': 'changes',
  // What is taken along cannot be brought back.
  'customers.users.import': 'changes',
};

/** Permissions of which a provisional assignment holds less; what is left of each. */
export const closedAfterElevation: ReadonlyMap<Permission, 'all' | 'changes'> = new Map(Object.entries(closed) as [Permission, 'all' | 'changes'][]);
