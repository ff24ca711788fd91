import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';

/** Minutes for which a second factor opens what concerns people. */
export const protectedMinutes = 12 * 60;
export const joinRequestStates = ['open', 'accepted', 'refused', 'at_desk', 'withdrawn'] as const;
export const JoinRequest = z.object({
  requestId: z.uuid(),
  email: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  message: z.string().nullable(),
  state: z.enum(joinRequestStates),
  createdAt: z.date(),
  dueAt: z.date(),
  reason: z.string().nullable(),
  can: z.object({ decide: z.boolean() }),
});
const DeskRequest = JoinRequest.extend({ accountId: z.uuid(), partnerId: z.string(), company: z.string(), deskAt: z.date() });
const decision = {
  decision: z.enum(['accept', 'refuse']),
  reason: z
    .string()
    .trim()
    .max(500)
    .transform((text) => text || null)
    .nullable()
    .default(null),
};

export const AlreadyAsked = defineProblem('join_requests.already_asked', 409, z.object({ state: z.string(), dueAt: z.date() }));
export const JoinRequestClosed = defineProblem('join_requests.closed', 409, z.object({ state: z.string() }));

export const JoinRequested = announcement('join_requests.made', z.object({ name: z.string(), email: z.string() }));
export const JoinRequestDecided = announcement(
  'join_requests.decided',
  z.object({ name: z.string(), email: z.string(), decision: z.enum(['accept', 'refuse']) }),
);
export const JoinRequestAtDesk = announcement('join_requests.at_desk', z.object({ name: z.string(), email: z.string() }));

const byRequest = z.object({ requestId: Id });

/** Requests of people who ask to be let in. */
export const joinRequestEndpoints = {
  listJoinRequests: endpoint({
    within: 'account',
    method: 'GET',
    path: '/join-requests',
    permission: 'users',
    summary: 'Who asks to join the company, the newest first',
    input: PageInput,
    output: Page(JoinRequest),
  }),
  decideJoinRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/join-requests/:requestId/decide',
    permission: 'users',
    stepUp: protectedMinutes,
    summary: 'Let someone in as a default user, or say no with a reason',
    input: byRequest.extend(decision).refine((input) => input.decision === 'accept' || input.reason, { path: ['reason'], message: 'required' }),
    output: JoinRequest,
    problems: [JoinRequestClosed],
  }),
  listDeskRequests: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/join-requests',
    permission: 'op.accounts',
    summary: 'Requests to join that a company has not answered in time',
    input: PageInput,
    output: Page(DeskRequest),
  }),
  decideDeskRequest: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/join-requests/:accountId/:requestId/decide',
    permission: 'op.accounts',
    stepUp: 10,
    summary: 'Answer a request to join in the company’s stead',
    input: byRequest
      .extend({ accountId: Id, ...decision })
      .refine((input) => input.decision === 'accept' || input.reason, { path: ['reason'], message: 'required' }),
    output: DeskRequest,
    problems: [JoinRequestClosed],
  }),
};
