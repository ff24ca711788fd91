import { z } from 'zod';
import { accountRoles } from '../../core/roles.ts';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { Email, Locale, PersonName } from '../../core/person.ts';
import { defineProblem } from '../../core/problem.ts';
import { ChangedMeanwhile, TooManyRequests } from '../../core/problems.ts';
import { CodeExpired, CodeWrong } from '../identity/contract.ts';
import { AccountRoleKey, GuestRole, HeldRole, LastAdmin, MemberNotInState, NotToYourself, NotYetAfterElevation, RoleNotYours } from './contract/giving.ts';
import { seeAsEndpoints } from './contract/seeAs.ts';
import { joinRequestEndpoints, protectedMinutes } from './contract/joinRequests.ts';
import { myAccountEndpoints } from './contract/myAccounts.ts';
import { roleRequestEndpoints } from './contract/roleRequests.ts';
import { grantEndpoints } from './contract/grants.ts';
import { passwordEndpoints } from './contract/passwords.ts';
import { leavingEndpoints } from './contract/leaving.ts';
import { importEndpoints } from './contract/imports.ts';
import { roleEndpoints, WantedRole } from './contract/roles.ts';

export * from './contract/giving.ts';
export { InvitationHandedOver, LeaverOwns, MemberTakenOut, type Owned } from './contract/leaving.ts';
export { PasswordReset } from './contract/passwords.ts';
export { ImportUndone, PeopleImported } from './contract/imports.ts';
export { GrantChange, GrantChanged, GrantFixed } from './contract/grants.ts';
export { type AbilityShown, mostAtOnce, RecordCounts, RoleEnded, type RolesPreview } from './contract/roles.ts';
export {
  NobodyGives,
  RoleAlreadyHeld,
  RoleAlreadyAsked,
  RoleRequest,
  RoleRequestClosed,
  RoleRequested,
  RoleRequestExpired,
  RoleRequestGranted,
  RoleRequestRefused,
  RoleRequestWithdrawn,
  MoreThanAsked,
  roleRequestDays,
  roleRequestsADay,
  roleRequestStates,
  type RoleRequestState,
  type Wish,
} from './contract/roleRequests.ts';

export {
  AlreadyAsked,
  JoinRequest,
  JoinRequestAtDesk,
  JoinRequestClosed,
  JoinRequestDecided,
  JoinRequested,
  joinRequestStates,
} from './contract/joinRequests.ts';

export const memberStates = ['active', 'inactive', 'removed'] as const;
export type MemberState = (typeof memberStates)[number];

/** Days that a removed person can be brought back, and that an invitation's link is good for. */
export const restorableDays = 30;
export const invitationDays = 7;
/** Business days that a company's admins have for a request to join, before the operator's desk takes it over. */
export const joinRequestDays = 5;

export const Member = z.object({
  personId: z.uuid(),
  givenName: z.string(),
  familyName: z.string(),
  email: z.string(),
  isGuest: z.boolean(),
  state: z.enum(memberStates),
  roles: z.array(HeldRole),
  joinedAt: z.date(),
  lastUsedAt: z.date().nullable(),
  removedAt: z.date().nullable(),
  version: z.number().int(),
  can: z.object({
    setRoles: z.boolean(),
    deactivate: z.boolean(),
    activate: z.boolean(),
    remove: z.boolean(),
    restore: z.boolean(),
    seeAs: z.boolean(),
    resetPassword: z.boolean(),
  }),
});
export type Member = z.output<typeof Member>;
/** One person in full: also the roles that the asker may give or take, and whether this is the last admin that counts. */
const MemberInFull = Member.extend({ givable: z.array(AccountRoleKey), isSelf: z.boolean(), isLastAdmin: z.boolean(), restorableUntil: z.date().nullable() });

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

export const NoLongerRestorable = defineProblem('members.no_longer_restorable', 410, z.object({}));
export const InvitationNotUsable = defineProblem('invitations.not_usable', 410, z.object({ state: z.string() }));
export const InvitationForSomeoneElse = defineProblem('invitations.for_someone_else', 403, z.object({ maskedEmail: z.string() }));
export const InvitationNotProved = defineProblem('invitations.not_proved', 403, z.object({}));
/** The invited person already has a sign-in here: they sign in instead of choosing a password. */
export const SignInToAccept = defineProblem('invitations.sign_in_to_accept', 409, z.object({}));
export { SeeingEnded, SeenAs, SeenAsPerson, SeenAsRole } from './contract/seeAs.ts';
const named = z.object({ name: z.string() });
export const MemberAdded = announcement('members.added', named.extend({ roles: z.array(z.string()) }));
export const MemberDeactivated = announcement('members.deactivated', named);
export const MemberActivated = announcement('members.activated', named);
export const MemberRemoved = announcement('members.removed', named);
export const MemberRestored = announcement('members.restored', named);
export const MemberPurged = announcement('members.purged', named);
export const MemberLeft = announcement('members.left', named);
export const RoleGiven = announcement('roles.given', named.extend({ role: z.string(), endsAt: z.string().nullable() }));
export const RoleTaken = announcement('roles.taken', named.extend({ role: z.string() }));
export const InvitationSent = announcement('invitations.sent', z.object({ email: z.string(), roles: z.array(z.string()) }));
export const InvitationSentAgain = announcement('invitations.sent_again', z.object({ email: z.string() }));
export const InvitationWithdrawn = announcement('invitations.withdrawn', z.object({ email: z.string() }));
export const InvitationAccepted = announcement('invitations.accepted', named.extend({ email: z.string() }));

const byPerson = z.object({ personId: Id });
const byInvitation = z.object({ invitationId: Id });
const token = z.string().min(20).max(100);
const narrowed = { search: z.string().trim().max(100).optional(), role: AccountRoleKey.optional(), state: z.enum(memberStates).optional() };

const people = {
  listMembers: endpoint({
    within: 'account',
    method: 'GET',
    path: '/members',
    permission: 'users',
    stepUp: protectedMinutes,
    summary: 'People of the company, by name',
    input: PageInput.extend({
      ...narrowed,
      /** A place in the reader's order, see `lettersOf`; `after` goes on from there. */ from: z.string().max(8).optional(),
    }),
    output: Page(Member).extend({ can: z.object({ invite: z.boolean() }) }),
  }),
  exportMembers: endpoint({
    within: 'account',
    method: 'GET',
    path: '/members/export',
    permission: 'users',
    exports: true,
    stepUp: protectedMinutes,
    answers: 'stream',
    summary: 'People as CSV in the reader’s language, without a ceiling',
    input: z.object(narrowed),
    output: z.unknown(),
  }),
  countMembers: endpoint({
    within: 'account',
    method: 'GET',
    path: '/members/count',
    permission: 'users',
    summary: 'How many people a search finds, exact up to 10,000',
    input: z.object(narrowed),
    output: z.object({ count: z.number(), isExact: z.boolean() }),
  }),
  getMember: endpoint({
    within: 'account',
    method: 'GET',
    path: '/members/:personId',
    permission: 'users',
    versioned: true,
    stepUp: protectedMinutes,
    summary: 'One person of the company',
    input: byPerson,
    output: MemberInFull,
  }),
  listAdmins: endpoint({
    within: 'account',
    method: 'GET',
    path: '/admins',
    permission: 'users.admins',
    summary: 'Who can help: the company’s admins and what each may do',
    input: z.object({}),
    output: z.object({ items: z.array(z.object({ personId: z.uuid(), name: z.string(), email: z.string(), roles: z.array(AccountRoleKey) })) }),
  }),
  deactivateMember: endpoint({
    within: 'account',
    method: 'POST',
    path: '/members/:personId/deactivate',
    permission: 'users',
    stepUp: protectedMinutes,
    summary: 'Keep someone out until they are activated again',
    input: byPerson,
    output: MemberInFull,
    problems: [LastAdmin, RoleNotYours, NotYetAfterElevation, NotToYourself, MemberNotInState],
  }),
  activateMember: endpoint({
    within: 'account',
    method: 'POST',
    path: '/members/:personId/activate',
    permission: 'users',
    stepUp: protectedMinutes,
    summary: 'Let someone in again',
    input: byPerson,
    output: MemberInFull,
    problems: [RoleNotYours, MemberNotInState],
  }),
  removeMember: endpoint({
    within: 'account',
    method: 'DELETE',
    path: '/members/:personId',
    permission: 'users.remove',
    stepUp: protectedMinutes,
    summary: 'Remove someone; can be undone for 30 days',
    input: byPerson,
    output: MemberInFull,
    problems: [LastAdmin, RoleNotYours, NotYetAfterElevation, NotToYourself, MemberNotInState],
  }),
  restoreMember: endpoint({
    within: 'account',
    method: 'POST',
    path: '/members/:personId/restore',
    permission: 'users.remove',
    stepUp: protectedMinutes,
    summary: 'Bring a removed person back, with the roles they had',
    input: byPerson,
    output: MemberInFull,
    problems: [RoleNotYours, MemberNotInState, NoLongerRestorable],
  }),
  setRoles: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/members/:personId/roles',
    permission: 'roles',
    versioned: true,
    stepUp: 10,
    summary: 'Give and take roles; in force at once',
    input: byPerson.extend({
      roles: z.array(WantedRole).max(50),
      version: z.number().int(),
    }),
    output: MemberInFull,
    problems: [LastAdmin, RoleNotYours, NotYetAfterElevation, GuestRole, NotToYourself, MemberNotInState, ChangedMeanwhile],
  }),
  leaveAccount: endpoint({
    within: 'account',
    method: 'POST',
    path: '/leave',
    permission: 'signed-in',
    stepUp: protectedMinutes,
    summary: 'Leave the company',
    input: z.object({}),
    output: z.object({}),
    problems: [LastAdmin],
  }),
};

const invitationEndpoints = {
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

export const members = {
  ...people,
  ...myAccountEndpoints,
  ...invitationEndpoints,
  ...joinRequestEndpoints,
  ...roleRequestEndpoints,
  ...seeAsEndpoints,
  ...roleEndpoints,
  ...grantEndpoints,
  ...importEndpoints,
  ...leavingEndpoints,
  ...passwordEndpoints,
};
