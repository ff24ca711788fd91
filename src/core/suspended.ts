import type { Permission } from './grants.ts';

/**
 * What a company cannot do while the operator has it suspended: take anything new upon itself. All of it can still be seen, and
 * whatever is not named here goes on: people and their sign-in, the company's own data and its verification, what customers have
 * already, invoices, service requests. This one table is read where rights are evaluated; no page and no endpoint asks for itself.
 */
const closed = [
  // New authorizations.
  'programs.enroll',
  'programs.enroll.reseller',
  'programs.enroll.incentives',
  'locations.reseller',
  'relations',
  'relations.value_added',
  // Reselling.
  'customers.create',
  'customers.relationship',
  'customers.agreements.attest',
  'customers.self_purchase',
  'customers.users.import',
  'own_use',
  'sandbox',
  'app_users',
  'webhooks',
  // Buying and using up what a membership brings.
  'offers',
  'benefits.keys',
  'benefits.assign',
  'benefits.vouchers',
  'specializations',
  // Speaking to the market in the program's name.
  'business_profiles',
  'leads',
  'referrals.co_sell',
  'referrals.deals',
  // Money that would go out, and where to.
  'incentives.bank_and_tax',
  'incentives.payouts',
  'payout_accounts',
  // Becoming another company.
  'merges',
] as const satisfies readonly Permission[];

/** Permissions of which a suspended company keeps the seeing and loses the changing. */
export const closedWhileSuspended: ReadonlySet<Permission> = new Set(closed);
