import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { defineProblem } from '../../../core/problem.ts';
import { accountRoles } from '../../../core/roles.ts';
import { NotToYourself, RoleNotYours } from '../../members/contract.ts';
import { protectedMinutes } from '../../members/contract/joinRequests.ts';
import { RelationNotInState, sides } from '../../relations/contract.ts';

// ── A person asks whoever may reset them ───────────────────────────────────────────────────────────────────────────

/** Days that the company has to answer. */
export const resetRequestDays = 7;

const named = z.object({ name: z.string() });
/** `roles`: those of the person, so that only who can give them all is told. */
export const ResetRequested = announcement('reset_requests.made', named.extend({ roles: z.array(z.enum(accountRoles)) }));
export const ResetRequestDone = announcement('reset_requests.done', named);
export const ResetRequestRefused = announcement('reset_requests.refused', named);
export const ResetRequestExpired = announcement('reset_requests.expired', named);

export const ResetRequestClosed = defineProblem('reset_requests.closed', 409, z.object({ state: z.string() }));

export const ResetRequest = z.object({ requestId: z.uuid(), personId: z.uuid(), name: z.string(), email: z.string(), askedAt: z.date(), expiresAt: z.date() });
export type ResetRequest = z.output<typeof ResetRequest>;

const requests = {
  listResetRequests: endpoint({
    within: 'account',
    method: 'GET',
    path: '/reset-requests',
    permission: 'users.password',
    needs: 'edit',
    summary: 'People who ask for a new password and whom the reader may help, the oldest first',
    input: z.object({}),
    output: z.object({ items: z.array(ResetRequest) }),
  }),
  findResetRequest: endpoint({
    within: 'account',
    method: 'GET',
    path: '/members/:personId/reset-request',
    permission: 'users.password',
    needs: 'edit',
    summary: 'Whether someone waits for a new password',
    input: z.object({ personId: Id }),
    output: z.object({ request: ResetRequest.nullable() }),
  }),
  refuseResetRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/reset-requests/:requestId/refuse',
    permission: 'users.password',
    stepUp: protectedMinutes,
    summary: 'Refuse to help someone to a new password; they are told why',
    input: z.object({ requestId: Id, reason: z.string().trim().min(1).max(500) }),
    output: z.object({}),
    problems: [ResetRequestClosed, RoleNotYours],
  }),
};

// ── A reseller lets its distributor help ───────────────────────────────────────────────────────────────────────────

/** Hours that a reseller may agree to be helped. */
export const helpHours = { least: 1, most: 7 * 24 } as const;

const told = z.object({ partner: z.string() });
export const HelpAgreed = announcement('help_consents.given', told.extend({ hours: z.number() }));
export const HelpEnded = announcement('help_consents.ended', told);
/** `by`: the distributor's agent · `name`: the reseller's admin who is helped. */
export const HelpUsed = announcement('help_consents.used', told.extend({ by: z.string(), name: z.string() }));

export const HelpAgreedAlready = defineProblem('help_consents.given_already', 409, z.object({}));
/** No window is open in which the distributor may help. */
export const HelpNotAgreed = defineProblem('help_consents.not_given', 409, z.object({}));
/** At the distributor, only its admin agents act for resellers. */
export const HelpByAgents = defineProblem('help_consents.by_agents', 403, z.object({}));

const Window = z.object({ givenBy: z.string(), givenAt: z.date(), endsAt: z.date(), endedAt: z.date().nullable() });
export const Help = z.object({
  side: z.enum(sides),
  partner: z.string(),
  /** The window that is open. */
  open: Window.nullable(),
  past: z.array(Window),
  /** For the distributor's admin agents, while the window is open: the reseller's global admins, by name alone. */
  admins: z.array(z.object({ personId: z.uuid(), name: z.string() })),
  can: z.object({ agree: z.boolean(), end: z.boolean(), help: z.boolean() }),
});
export type Help = z.output<typeof Help>;

const one = z.object({ relationId: Id });
const change = { within: 'account', method: 'POST', permission: 'relations', stepUp: 10, output: Help } as const;

const consents = {
  getHelp: endpoint({
    within: 'account',
    method: 'GET',
    path: '/relations/:relationId/help',
    permission: 'relations',
    summary: 'Whether the distributor may help the reseller’s admins now, and when it might before',
    input: one,
    output: Help,
  }),
  agreeToHelp: endpoint({
    ...change,
    path: '/relations/:relationId/help',
    summary: 'Let the distributor start password resets for the company’s global admins, for a while',
    input: one.extend({ hours: z.number().int().min(helpHours.least).max(helpHours.most) }),
    problems: [RelationNotInState, HelpAgreedAlready, RoleNotYours],
  }),
  endHelp: endpoint({
    ...change,
    path: '/relations/:relationId/help/end',
    summary: 'End the distributor’s help at once; links that it started stop working',
    input: one,
    problems: [HelpNotAgreed, RoleNotYours],
  }),
  helpAdmin: endpoint({
    ...change,
    path: '/relations/:relationId/help/reset',
    perMinute: 10,
    summary: 'Start a password reset for one of the reseller’s global admins; the link goes to the admin alone',
    input: one.extend({ personId: Id }),
    problems: [RelationNotInState, HelpNotAgreed, HelpByAgents, NotToYourself],
  }),
};

export const helpEndpoints = { ...requests, ...consents };
