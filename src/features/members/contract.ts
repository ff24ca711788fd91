import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { defineProblem } from '../../core/problem.ts';
import { ChangedMeanwhile } from '../../core/problems.ts';
import { AccountRoleKey, GuestRole, HeldRole, LastAdmin, MemberNotInState, NotToYourself, NotYetAfterElevation, RoleNotYours } from './contract/giving.ts';
import { seeAsEndpoints } from './contract/seeAs.ts';
import { joinRequestEndpoints, protectedMinutes } from './contract/joinRequests.ts';
import { myAccountEndpoints } from './contract/myAccounts.ts';
import { roleRequestEndpoints } from './contract/roleRequests.ts';
import { grantEndpoints } from './contract/grants.ts';
import { passwordEndpoints } from './contract/passwords.ts';
import { invitationEndpoints } from './contract/invitations.ts';
import { leavingEndpoints } from './contract/leaving.ts';
import { importEndpoints } from './contract/imports.ts';
import { roleEndpoints, WantedRole } from './contract/roles.ts';
import { secondFactorEndpoints } from './contract/secondFactors.ts';

export * from './contract/giving.ts';
export * from './contract/invitations.ts';
export { InvitationHandedOver, LeaverOwns, MemberTakenOut, type Owned } from './contract/leaving.ts';
export { PasswordReset } from './contract/passwords.ts';
export { SecondFactorExcepted, SecondFactorExceptionEnded, SecondFactorPolicyChanged } from './contract/secondFactors.ts';
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

/** Days that a removed person can be brought back. */
export const restorableDays = 30;
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

export const NoLongerRestorable = defineProblem('members.no_longer_restorable', 410, z.object({}));
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
const byPerson = z.object({ personId: Id });
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
  ...secondFactorEndpoints,
};
