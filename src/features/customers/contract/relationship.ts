import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { Address } from '../../../core/country.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Email, Locale, PersonName } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile, TooManyRequests } from '../../../core/problems.ts';
import { CodeExpired, CodeWrong } from '../../identity/contract.ts';
import { protectedMinutes } from '../../members/contract/joinRequests.ts';
import { delegableRoles } from './roles.ts';
import { AddressUnconfirmed, country, CustomerId, CustomerRemoved, DelegationShown, relationshipKinds, version } from './shapes.ts';

/** Days that an invitation's link is good for. */
export const invitationDays = 30;
/** The longest that delegated rights hold before they are given anew. */
export const longestDays = 730;
export const invitationStates = ['open', 'expired', 'accepted', 'declined', 'withdrawn'] as const;

/** Rights in the customer's directory: which, and for how many days. */
export const Rights = z.object({ roles: z.array(z.enum(delegableRoles)).min(1).max(delegableRoles.length), days: z.number().int().min(1).max(longestDays) });

export const CustomerInvitation = z.object({
  invitationId: z.uuid(),
  company: z.string(),
  email: z.string(),
  locale: Locale,
  relationship: z.enum(relationshipKinds),
  rights: z.object({ roles: z.array(z.string()), days: z.number().int() }).nullable(),
  message: z.string().nullable(),
  state: z.enum(invitationStates),
  invitedBy: z.string(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
  openedAt: z.date().nullable(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
  reason: z.string().nullable(),
  customerId: z.string().nullable(),
  can: z.object({ resend: z.boolean(), withdraw: z.boolean() }),
});
export type CustomerInvitation = z.output<typeof CustomerInvitation>;

export const InvitationGone = defineProblem('customer_invitations.gone', 410, z.object({ state: z.string() }));
export const InvitationUnproved = defineProblem('customer_invitations.unproved', 403, z.object({}));
/** Known here: signs in instead of choosing a password. */
export const SignInFirst = defineProblem('customer_invitations.sign_in_first', 409, z.object({}));
/** Somebody else administers the directory of this domain. */
export const NotItsAdmin = defineProblem('customer_invitations.not_its_admin', 403, z.object({ domain: z.string() }));
export const OtherMarket = defineProblem('customer_invitations.other_market', 409, z.object({ country: z.string() }));
export const AlreadyCustomer = defineProblem('customer_invitations.already_customer', 409, z.object({}));
export const DelegationNotInState = defineProblem('delegations.not_in_state', 409, z.object({ state: z.string() }));
export const StillUsed = defineProblem('customers.still_used', 409, z.object({ count: z.number() }));

const invited = z.object({ company: z.string(), email: z.string() });
export const CustomerInvited = announcement('customer_invitations.sent', invited);
export const CustomerInvitedAgain = announcement('customer_invitations.sent_again', invited);
export const CustomerInvitationWithdrawn = announcement('customer_invitations.withdrawn', invited);
export const CustomerInvitationAccepted = announcement('customer_invitations.accepted', invited.extend({ customerId: z.string(), customer: z.string() }));
export const CustomerInvitationDeclined = announcement('customer_invitations.declined', invited);
const about = z.object({ customerId: z.string(), customer: z.string() });
const withRights = about.extend({ roles: z.array(z.string()), days: z.number() });
export const DelegationAsked = announcement('delegations.asked', withRights);
export const DelegationGiven = announcement('delegations.given', withRights);
export const DelegationDeclined = announcement('delegations.declined', about);
export const DelegationEnded = announcement('delegations.ended', about.extend({ by: z.enum(['customer', 'partner', 'removal']) }));
export const CustomerRelationshipRemoved = announcement('customers.relationship_removed', about);
export const AgreementAccepted = announcement('customers.agreement_accepted', about.extend({ signer: z.string() }));

const byCustomer = z.object({ customerId: CustomerId });
const byInvitation = z.object({ invitationId: Id });
const token = z.string().min(20).max(100);
const Words = z.string().trim().max(500);

const invitationEndpoints = {
  listCustomerInvitations: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customer-invitations',
    permission: 'customers.relationship',
    summary: 'Requests to customers for a relationship, the newest first',
    input: PageInput.extend({ state: z.enum(invitationStates).optional() }),
    output: Page(CustomerInvitation).extend({ can: z.object({ invite: z.boolean() }) }),
  }),
  inviteCustomer: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customer-invitations',
    permission: 'customers.relationship',
    stepUp: protectedMinutes,
    byToken: true,
    perMinute: 30,
    summary: 'Ask a customer for a relationship, by mail, with or without rights in its directory',
    input: z.object({
      company: z.string().trim().min(1).max(200),
      email: Email,
      locale: Locale,
      message: Words.default(''),
      isAdvisor: z.boolean().default(false),
      rights: Rights.nullable().default(null),
    }),
    output: CustomerInvitation,
  }),
  makeInvitationLink: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customer-invitations/:invitationId/link',
    permission: 'customers.relationship',
    stepUp: protectedMinutes,
    byToken: true,
    summary: 'A link to hand over by other ways; the one before stops working',
    input: byInvitation,
    output: z.object({ link: z.string(), expiresAt: z.date() }),
    problems: [InvitationGone],
  }),
  resendCustomerInvitation: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customer-invitations/:invitationId/resend',
    permission: 'customers.relationship',
    stepUp: protectedMinutes,
    byToken: true,
    summary: 'Mail a new link; the one before stops working',
    input: byInvitation,
    output: CustomerInvitation,
    problems: [InvitationGone],
  }),
  withdrawCustomerInvitation: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customer-invitations/:invitationId/withdraw',
    permission: 'customers.relationship',
    takesAway: true,
    summary: 'Withdraw a request; its link stops working',
    input: byInvitation,
    output: CustomerInvitation,
    problems: [InvitationGone],
  }),
};

const publicEndpoints = {
  openCustomerInvitation: endpoint({
    within: 'public',
    method: 'POST',
    path: '/customer-invitations/open',
    permission: 'public',
    perMinute: 30,
    summary: 'Who asks a customer for a relationship, and for what',
    input: z.object({ token }),
    output: z.object({
      state: z.enum(invitationStates),
      partner: z.object({ name: z.string(), partnerId: z.string(), country }),
      invitedBy: z.string(),
      company: z.string(),
      relationship: z.enum(relationshipKinds),
      rights: z.object({ roles: z.array(z.string()), days: z.number().int() }).nullable(),
      message: z.string().nullable(),
      locale: Locale,
      expiresAt: z.date(),
      /** Whoever is signed in: directories that they administer, and the domain for which they may found one. */
      me: z
        .object({
          email: z.string(),
          tenants: z.array(z.object({ tenantId: z.uuid(), name: z.string(), domain: z.string(), country })),
          founds: z.string().nullable(),
        })
        .nullable(),
    }),
    problems: [InvitationGone],
  }),
  proveCustomerMailbox: endpoint({
    within: 'public',
    method: 'POST',
    path: '/customer-invitations/prove',
    permission: 'public',
    perMinute: 10,
    summary: 'Send a code to the mailbox of the customer’s administrator',
    input: z.object({ token, email: Email }),
    output: z.object({ attempt: z.uuid(), resendAfterSeconds: z.number() }),
    problems: [InvitationGone, TooManyRequests],
  }),
  checkCustomerCode: endpoint({
    within: 'public',
    method: 'POST',
    path: '/customer-invitations/check',
    permission: 'public',
    perMinute: 20,
    summary: 'Show that the mailbox is one’s own, by the mailed code',
    input: z.object({ token, attempt: Id, code: z.string().trim().max(12) }),
    output: z.object({ proof: z.string(), email: z.string(), domain: z.string(), /** Known here: sign in with the address. */ isKnown: z.boolean() }),
    problems: [InvitationGone, InvitationUnproved, CodeWrong, CodeExpired, NotItsAdmin],
  }),
  acceptCustomerInvitation: endpoint({
    within: 'public',
    method: 'POST',
    path: '/customer-invitations/accept',
    permission: 'public',
    perMinute: 20,
    summary: 'Accept a partner, as the administrator of a directory or as the founder of one; accepts the customer agreement',
    input: z.object({
      token,
      /** The customer agreement. */ agreed: z.literal(true),
      /** The rights that are asked for are given, too. */ withRights: z.boolean(),
      tenantId: Id.optional(),
      company: z.object({ name: z.string().trim().min(1).max(200), address: Address, addressConfirmed: z.boolean().default(false) }).optional(),
      newPerson: PersonName.extend({ proof: z.string().max(200), password: z.string().max(500), locale: Locale }).optional(),
    }),
    output: z.object({ tenantId: z.uuid() }),
    problems: [InvitationGone, InvitationUnproved, SignInFirst, NotItsAdmin, OtherMarket, AlreadyCustomer, AddressUnconfirmed],
  }),
  declineCustomerInvitation: endpoint({
    within: 'public',
    method: 'POST',
    path: '/customer-invitations/decline',
    permission: 'public',
    perMinute: 20,
    summary: 'Decline a partner’s request',
    input: z.object({ token, reason: Words.default('') }),
    output: z.object({}),
    problems: [InvitationGone],
  }),
};

const relationshipOfCustomer = {
  listDelegations: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customers/:customerId/delegations',
    permission: 'customers',
    needs: 'view',
    summary: 'Rights in the customer’s directory: asked for, in force, over',
    input: byCustomer,
    output: z.object({ items: z.array(DelegationShown) }),
  }),
  askDelegation: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customers/:customerId/delegations',
    permission: 'customers.delegated_admin',
    stepUp: protectedMinutes,
    byToken: true,
    summary: 'Ask the customer’s administrator for rights in its directory, for some days',
    input: byCustomer.extend({ ...Rights.shape, why: Words.default('') }),
    output: z.object({ items: z.array(DelegationShown) }),
    problems: [CustomerRemoved],
  }),
  endDelegation: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customers/:customerId/delegations/:delegationId/end',
    permission: 'customers.delegated_admin',
    takesAway: true,
    summary: 'Give back rights in the customer’s directory, or withdraw the request for them',
    input: byCustomer.extend({ delegationId: Id, version }),
    output: z.object({ items: z.array(DelegationShown) }),
    problems: [DelegationNotInState, ChangedMeanwhile],
  }),
  getRemoval: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customers/:customerId/removal',
    permission: 'customers.relationship.remove',
    needs: 'edit',
    summary: 'What stands in the way of ending the relationship with a customer, and what ends with it',
    input: byCustomer,
    output: z.object({
      uses: z.array(z.object({ key: z.string(), count: z.number(), blocks: z.boolean(), link: z.string().nullable() })),
      delegations: z.number(),
      version,
    }),
  }),
  removeCustomer: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customers/:customerId/remove',
    permission: 'customers.relationship.remove',
    stepUp: protectedMinutes,
    byToken: true,
    summary: 'End the relationship with a customer; its administrators are told, rights in its directory end',
    input: byCustomer.extend({ reason: Words.min(1), version }),
    output: z.object({}),
    problems: [StillUsed, CustomerRemoved, ChangedMeanwhile],
  }),
};

export const relationshipEndpoints = { ...invitationEndpoints, ...publicEndpoints, ...relationshipOfCustomer };
