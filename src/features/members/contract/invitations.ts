import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Email, Locale, PersonName } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { TooManyRequests } from '../../../core/problems.ts';
import { accountRoles } from '../../../core/roles.ts';
import { CodeExpired, CodeWrong } from '../../identity/contract.ts';
import { AccountRoleKey, GuestRole, NotYetAfterElevation, RoleNotYours } from './giving.ts';
import { protectedMinutes } from './joinRequests.ts';

/** Days that an invitation's link is good for. */
export const invitationDays = 7;

export const invitationStates = ['open', 'expired', 'accepted', 'withdrawn'] as const;
export const Invitation = z.object({
  invitationId: z.uuid(),
  email: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  roles: z.array(AccountRoleKey),
  /** Of another company: fewer roles, and given by global admins only. */
  isGuest: z.boolean(),
  state: z.enum(invitationStates),
  invitedBy: z.string(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
  expiresAt: z.date(),
  can: z.object({ resend: z.boolean(), withdraw: z.boolean() }),
});
export const Invitee = PersonName.extend({
  email: Email,
  roles: z.array(AccountRoleKey).min(1).max(accountRoles.length),
  locale: Locale,
  isGuest: z.boolean().default(false),
});
export type Invitee = z.output<typeof Invitee>;

/** What an invitation says to whoever holds its link; whether the invited address is known here is not among it. */
export const OpenInvitation = z.object({
  state: z.enum(invitationStates),
  company: z.string(),
  invitedBy: z.string(),
  maskedEmail: z.string(),
  roles: z.array(AccountRoleKey),
  locale: Locale,
  expiresAt: z.date(),
  /** Whether the browser is signed in as the invited address, as someone else, or not at all. */
  session: z.enum(['none', 'invited', 'other']),
  signedInAs: z.string().nullable(),
});

export const InvitationNotUsable = defineProblem('invitations.not_usable', 410, z.object({ state: z.string() }));
export const InvitationForSomeoneElse = defineProblem('invitations.for_someone_else', 403, z.object({ maskedEmail: z.string() }));
export const InvitationNotProved = defineProblem('invitations.not_proved', 403, z.object({}));
/** The invited person already has a sign-in here: they sign in instead of choosing a password. */
export const SignInToAccept = defineProblem('invitations.sign_in_to_accept', 409, z.object({}));

export const InvitationSent = announcement('invitations.sent', z.object({ email: z.string(), roles: z.array(z.string()) }));
export const InvitationSentAgain = announcement('invitations.sent_again', z.object({ email: z.string() }));
export const InvitationWithdrawn = announcement('invitations.withdrawn', z.object({ email: z.string() }));
export const InvitationAccepted = announcement('invitations.accepted', z.object({ name: z.string(), email: z.string() }));

const byInvitation = z.object({ invitationId: Id });
const token = z.string().min(20).max(100);

export const invitationEndpoints = {
  listGivableRoles: endpoint({
    within: 'account',
    method: 'GET',
    path: '/givable-roles',
    permission: 'users',
    summary: 'The roles that one may give to others',
    input: z.object({}),
    output: z.object({
      roles: z.array(AccountRoleKey),
      /** Those that a guest can be given; empty when one may not invite guests. */ forGuests: z.array(AccountRoleKey),
    }),
  }),
  invite: endpoint({
    within: 'account',
    method: 'POST',
    path: '/invitations',
    permission: 'users',
    stepUp: protectedMinutes,
    summary: 'Invite up to 50 people by mail; all or none',
    input: z.object({ people: z.array(Invitee).min(1).max(50) }),
    output: z.object({ items: z.array(Invitation) }),
    problems: [RoleNotYours, GuestRole],
  }),
  listInvitations: endpoint({
    within: 'account',
    method: 'GET',
    path: '/invitations',
    permission: 'users',
    summary: 'Invitations, the newest first',
    input: PageInput.extend({ state: z.enum(invitationStates).optional() }),
    output: Page(Invitation),
  }),
  resendInvitation: endpoint({
    within: 'account',
    method: 'POST',
    path: '/invitations/:invitationId/resend',
    permission: 'users',
    stepUp: protectedMinutes,
    summary: 'Send a new link; the one before stops working',
    input: byInvitation,
    output: Invitation,
    problems: [InvitationNotUsable, RoleNotYours, NotYetAfterElevation],
  }),
  withdrawInvitation: endpoint({
    within: 'account',
    method: 'POST',
    path: '/invitations/:invitationId/withdraw',
    permission: 'users',
    stepUp: protectedMinutes,
    summary: 'Withdraw an invitation; its link stops working',
    input: byInvitation,
    output: Invitation,
    problems: [InvitationNotUsable, NotYetAfterElevation],
  }),
  openInvitation: endpoint({
    within: 'public',
    method: 'POST',
    path: '/invitations/open',
    permission: 'public',
    perMinute: 30,
    summary: 'What an invitation’s link is about; changes nothing',
    input: z.object({ token }),
    output: OpenInvitation,
    problems: [InvitationNotUsable],
  }),
  proveInvitation: endpoint({
    within: 'public',
    method: 'POST',
    path: '/invitations/prove',
    permission: 'public',
    perMinute: 10,
    summary: 'Send a code to the invited address',
    input: z.object({ token }),
    output: z.object({ attempt: z.uuid(), maskedEmail: z.string(), resendAfterSeconds: z.number() }),
    problems: [InvitationNotUsable, TooManyRequests],
  }),
  checkInvitationCode: endpoint({
    within: 'public',
    method: 'POST',
    path: '/invitations/check',
    permission: 'public',
    perMinute: 20,
    summary: 'Show that the invited address is one’s own, by the mailed code',
    input: z.object({ token, attempt: Id, code: z.string().trim().max(12) }),
    output: z.object({
      proof: z.string(),
      email: z.string(),
      givenName: z.string(),
      familyName: z.string(),
      /** Known here: sign in with the address. */ isKnown: z.boolean(),
    }),
    problems: [InvitationNotUsable, CodeWrong, CodeExpired],
  }),
  acceptInvitation: endpoint({
    within: 'public',
    method: 'POST',
    path: '/invitations/accept',
    permission: 'public',
    perMinute: 20,
    summary: 'Join the company: signed in as the invited address, or as a new person',
    input: z.object({ token, newPerson: PersonName.extend({ proof: z.string().max(200), password: z.string().max(500), locale: Locale }).optional() }),
    output: z.object({ accountId: z.uuid() }),
    problems: [InvitationNotUsable, InvitationForSomeoneElse, InvitationNotProved, SignInToAccept],
  }),
};
