import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { permissionKeys, permissions } from '../../../core/grants.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { Helper, TooManyRequests } from '../../../core/problems.ts';
import { Elsewhere, Explained } from '../../../core/refusal.ts';
import { AccountRoleKey, GuestRole, MemberNotInState, NotToYourself, NotYetAfterElevation, RoleNotYours, Scope } from './giving.ts';
import { protectedMinutes } from './joinRequests.ts';

/** Days that the admins have for a request, and days for which a role can be asked at most unless it is for good or until a day. */
export const roleRequestDays = 14;
export const longestWishDays = 366;
/** Requests that a person may make in a day: each is read by people. */
export const roleRequestsADay = 10;

export const roleRequestStates = ['open', 'granted', 'refused', 'withdrawn', 'expired'] as const;
export type RoleRequestState = (typeof roleRequestStates)[number];

/** For so many days from the day it is granted, or until an instant; neither: for good. */
const duration = {
  days: z.number().int().min(1).max(longestWishDays).nullable().default(null),
  until: z.coerce.date().max(new Date('9999-12-31')).nullable().default(null),
};
export interface Wish {
  readonly days: number | null;
  readonly until: Date | null;
}
const oneEnd = (wish: Wish): boolean => wish.days === null || wish.until === null;
const twoEnds = { path: ['until'], message: 'invalid_value' };

const levels = z.enum(['view', 'own', 'edit']);
const ofAccount = z.enum(permissionKeys.filter((key) => permissions[key].side === 'account'));
const ofOperator = z.enum(permissionKeys.filter((key) => permissions[key].side === 'operator'));

export const RoleRequest = z.object({
  requestId: z.uuid(),
  person: z.object({ personId: z.uuid(), name: z.string(), email: z.string() }),
  role: AccountRoleKey,
  /** Where it is wanted; null leaves it to the one who decides. */
  scope: Scope.nullable(),
  /** What the asker was refused. */
  permission: z.string().nullable(),
  needs: z.string().nullable(),
  reason: z.string(),
  days: z.number().nullable(),
  until: z.date().nullable(),
  state: z.enum(roleRequestStates),
  createdAt: z.date(),
  expiresAt: z.date(),
  closedAt: z.date().nullable(),
  /** Who answered, and what they say about it. */
  decidedBy: z.string().nullable(),
  answer: z.string().nullable(),
  granted: z.object({ role: AccountRoleKey, scope: Scope, endsAt: z.date().nullable() }).nullable(),
  can: z.object({ decide: z.boolean(), withdraw: z.boolean() }),
});
export type RoleRequest = z.output<typeof RoleRequest>;
/** With the roles that the reader may grant in answer, the one asked for first. */
const RoleRequestInFull = RoleRequest.extend({ grantable: z.array(AccountRoleKey), isMine: z.boolean() });

const Askable = z.object({
  role: AccountRoleKey,
  /** Permissions that it would add to what one holds. */
  adds: z.number(),
  scopes: z.array(z.enum(['company', 'locations', 'location_programs'])),
  /** Who in the company can give it, a few of them; empty: nobody. */
  givers: z.array(Helper),
});

export const RoleAlreadyAsked = defineProblem('role_requests.already_asked', 409, z.object({ role: z.string(), requestId: z.uuid() }));
export const RoleAlreadyHeld = defineProblem('role_requests.already_held', 409, z.object({ role: z.string() }));
export const NobodyGives = defineProblem('role_requests.nobody_gives', 409, z.object({ role: z.string() }));
export const RoleRequestClosed = defineProblem('role_requests.closed', 409, z.object({ state: z.string() }));
/** Who wants to give more than was asked for does so on the person's page, where its effect is shown before. */
export const MoreThanAsked = defineProblem('role_requests.more_than_asked', 409, z.object({}));

const named = z.object({ name: z.string(), role: z.string() });
export const RoleRequested = announcement('role_requests.made', named);
export const RoleRequestGranted = announcement('role_requests.granted', named.extend({ asked: z.string(), endsAt: z.string().nullable() }));
export const RoleRequestRefused = announcement('role_requests.refused', named);
export const RoleRequestWithdrawn = announcement('role_requests.withdrawn', named);
export const RoleRequestExpired = announcement('role_requests.expired', named);

const byRequest = z.object({ requestId: Id });
const words = z.string().trim().max(500);

const explaining = {
  explain: endpoint({
    within: 'account',
    method: 'GET',
    path: '/why',
    whileSeeing: true,
    permission: 'signed-in',
    summary: 'Why I may not: what is missing, which roles hold it, who can give them; null when I may',
    input: z.object({ permission: ofAccount, needs: levels.default('view') }),
    output: z.object({ refusal: Explained.nullable() }),
  }),
  explainToOperator: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/why',
    permission: 'op.accounts',
    summary: 'Why I may not, on the operator’s side; null when I may',
    input: z.object({ permission: ofOperator, needs: levels.default('view') }),
    output: z.object({ refusal: Explained.nullable() }),
  }),
  whereMay: endpoint({
    within: 'person',
    method: 'GET',
    path: '/where-may',
    permission: 'signed-in',
    bySignOn: true,
    summary: 'In which of my companies I may do something',
    input: z.object({ permission: ofAccount, needs: levels.default('view') }),
    output: z.object({ items: z.array(Elsewhere) }),
  }),
};

const asking = {
  listAskableRoles: endpoint({
    within: 'account',
    method: 'GET',
    path: '/askable-roles',
    permission: 'signed-in',
    summary: 'Roles that I can ask for, those that add least first; with a permission, only those that hold it',
    input: z.object({ permission: ofAccount.optional(), needs: levels.default('view') }),
    output: z.object({ items: z.array(Askable) }),
  }),
  askForRole: endpoint({
    within: 'account',
    method: 'POST',
    path: '/role-requests',
    permission: 'signed-in',
    summary: 'Ask the admins for a role, for a time or for good',
    input: z
      .object({
        role: AccountRoleKey,
        scope: Scope.nullable().default(null),
        reason: words.min(1),
        ...duration,
        permission: ofAccount.nullable().default(null),
        needs: levels.default('view'),
      })
      .refine(oneEnd, twoEnds),
    output: RoleRequestInFull,
    problems: [RoleAlreadyAsked, RoleAlreadyHeld, NobodyGives, GuestRole, TooManyRequests],
  }),
  listMyRoleRequests: endpoint({
    within: 'account',
    method: 'GET',
    path: '/my-role-requests',
    permission: 'signed-in',
    summary: 'My requests for roles, the newest first',
    input: PageInput,
    output: Page(RoleRequest),
  }),
  getRoleRequest: endpoint({
    within: 'account',
    method: 'GET',
    path: '/role-requests/:requestId',
    permission: 'signed-in',
    summary: 'A request for a role: one’s own, or one that one can decide',
    input: byRequest,
    output: RoleRequestInFull,
  }),
  withdrawRoleRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/role-requests/:requestId/withdraw',
    permission: 'signed-in',
    summary: 'Take back my own request for a role',
    input: byRequest,
    output: RoleRequestInFull,
    problems: [RoleRequestClosed],
  }),
};

const answering = {
  listRoleRequests: endpoint({
    within: 'account',
    method: 'GET',
    path: '/role-requests',
    permission: 'roles',
    needs: 'edit',
    summary: 'Requests for roles that I can give, the newest first',
    input: PageInput.extend({ state: z.enum(['open', 'closed']).default('open') }),
    output: Page(RoleRequest),
  }),
  grantRoleRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/role-requests/:requestId/grant',
    permission: 'roles',
    stepUp: 10,
    summary: 'Give what was asked for, or less: another role that holds it, fewer places, a shorter time',
    input: byRequest
      .extend({
        role: AccountRoleKey,
        scope: Scope.nullable().default(null),
        ...duration,
        answer: words.nullable().default(null),
      })
      .refine(oneEnd, twoEnds),
    output: RoleRequestInFull,
    problems: [RoleRequestClosed, MoreThanAsked, RoleNotYours, GuestRole, NotToYourself, NotYetAfterElevation, MemberNotInState],
  }),
  refuseRoleRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/role-requests/:requestId/refuse',
    permission: 'roles',
    stepUp: protectedMinutes,
    summary: 'Say no, with a reason that the asker reads',
    input: byRequest.extend({ answer: words.min(1) }),
    output: RoleRequestInFull,
    problems: [RoleRequestClosed],
  }),
};

export const roleRequestEndpoints = { ...explaining, ...asking, ...answering };
