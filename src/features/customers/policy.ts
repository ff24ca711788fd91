import { may, type Rights } from '../../core/access.ts';
import type { Problem } from '../../core/problem.ts';
import {
  AddressToMend,
  AgreementMissing,
  CustomerUnderReview,
  type DelegableRole,
  delegableRoles,
  ProviderBuys,
  RelationshipEnded,
  type RelationshipKind,
} from './contract.ts';

/** What a rule reads of a customer. */
export interface CustomerFacts {
  readonly customerId: string;
  readonly state: string;
  readonly relationship: string;
  readonly agreement: string;
  readonly addressCheck: string;
  readonly qualification: string;
  readonly qualificationState: string;
}

/** Why nothing can be bought for the customer now, or nothing; in the order in which a checkout asks. */
export function mayBuy(customer: CustomerFacts): Problem | undefined {
  const { customerId } = customer;
  if (customer.state !== 'active' || customer.relationship === 'advisor') return new RelationshipEnded({ customerId });
  if (customer.relationship === 'indirect_reseller') return new ProviderBuys({ customerId });
  if (customer.qualificationState === 'in_review') return new CustomerUnderReview({ customerId });
  if (customer.agreement === 'none') return new AgreementMissing({ customerId });
  if (customer.addressCheck === 'none') return new AddressToMend({ customerId });
  return undefined;
}

/** The segment whose prices hold for the customer: a qualification counts once it is confirmed. */
export const segmentOf = (customer: CustomerFacts): 'commercial' | 'education' | 'government' | 'nonprofit' => {
  if (customer.qualificationState !== 'confirmed') return 'commercial';
  if (customer.qualification === 'education') return 'education';
  if (customer.qualification === 'non_profit') return 'nonprofit';
  return customer.qualification === 'government' ? 'government' : 'commercial';
};

/**
 * What this company becomes to a customer that it adds, alone or together with a company that it works with. One that is let sell
 * through a provider only is never anything else.
 */
export const kindOf = (rights: Rights, side: 'distributor' | 'reseller' | null, sells: { readonly throughProvidersOnly: boolean }): RelationshipKind =>
  side === 'reseller' || (side === null && sells.throughProvidersOnly)
    ? 'indirect_reseller'
    : side === 'distributor' || rights.sections.has('distributor')
      ? 'provider'
      : 'direct_reseller';

const opens: Readonly<Record<'manage' | 'licenses' | 'password', readonly DelegableRole[]>> = {
  manage: ['global_admin', 'user_admin'],
  licenses: ['global_admin', 'user_admin', 'license_admin'],
  password: ['global_admin', 'user_admin', 'helpdesk_admin'],
};

/** Whether rights that are in force now let one do this with a customer's people. */
export const opensUsers = (delegated: readonly string[], what: keyof typeof opens): boolean => opens[what].some((role) => delegated.includes(role));

/** The roles that a partner with these rights gives to a customer's people, and whose holders it may change. */
export const givableRoles = (delegated: readonly string[]): readonly DelegableRole[] => {
  if (delegated.includes('global_admin')) return delegableRoles;
  return delegated.includes('user_admin') ? delegableRoles.filter((role) => role !== 'global_admin') : [];
};

/** Delegated rights as they stand: what was given ends by itself. */
export const delegationState = (row: { readonly state: string; readonly endsAt: Date | null }, now: Date) =>
  row.state === 'active' && row.endsAt && row.endsAt <= now ? ('expired' as const) : (row.state as 'asked' | 'active' | 'declined' | 'ended');

/** Where an invitation stands for a reader: past its time it is expired, without anything having run. */
export const invitationState = (row: { readonly state: string; readonly expiresAt: Date }, now: Date) =>
  row.state === 'open' && row.expiresAt <= now ? ('expired' as const) : (row.state as 'open' | 'accepted' | 'declined' | 'withdrawn');

/** What the reader may do with a customer. */
export function canDo(rights: Rights, customer: CustomerFacts, delegated: readonly string[]) {
  const stands = customer.state === 'active';
  const sells = customer.relationship !== 'indirect_reseller' && customer.relationship !== 'advisor';
  return {
    edit: stands && may(rights, 'customers.billing', 'edit'),
    qualify: stands && may(rights, 'customers.details', 'edit') && customer.qualificationState !== 'in_review',
    attest: stands && sells && customer.agreement === 'none' && may(rights, 'customers.agreements.attest', 'edit'),
    assign: stands && may(rights, 'customers.details', 'edit'),
    seeSubscriptions: may(rights, 'subscriptions', 'view'),
    order: stands && sells && may(rights, 'subscriptions', 'edit'),
    seeAgreements: may(rights, 'customers.agreements', 'view'),
    delegate: stands && may(rights, 'customers.delegated_admin', 'edit'),
    seeSelfPurchase: stands && sells && may(rights, 'customers.self_purchase', 'view'),
    changeSelfPurchase: stands && sells && may(rights, 'customers.self_purchase', 'edit'),
    remove: stands && may(rights, 'customers.relationship.remove', 'edit'),
    seeUsers: stands && may(rights, 'customers.details', 'view'),
    manageUsers: stands && may(rights, 'customers.act_on_behalf', 'edit') && opensUsers(delegated, 'manage'),
    importUsers: stands && may(rights, 'customers.users.import', 'edit') && opensUsers(delegated, 'manage'),
  };
}
