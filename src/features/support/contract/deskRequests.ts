import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { locales } from '../../../core/locale.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { ChangedMeanwhile, RequestInvalid } from '../../../core/problems.ts';
import { outcomes, ReopenTooLate, RequestClosed, RequestFacts, requestKinds, RequestLine, RequestNotClosed, words } from './requestShapes.ts';

/** `waiting`: the desk's turn, the most urgent promise first; `asked`: whoever asked owes an answer; `closed`: over. */
export const deskQueues = ['waiting', 'asked', 'closed'] as const;
export const assignments = ['mine', 'nobody'] as const;

const Company = z.object({ accountId: z.uuid(), partnerId: z.string(), name: z.string(), country: z.string() });
const Agent = z.object({ personId: z.uuid(), name: z.string() });
export const DeskLine = RequestLine.extend({
  kind: z.enum(requestKinds),
  locale: z.enum(locales),
  company: Company.nullable(),
  assigned: Agent.nullable(),
  /** Where it is worked on. */
  href: z.string(),
});
export type DeskLine = z.output<typeof DeskLine>;

/** What an agent needs of a case, and no more. */
export const DeskRequest = RequestFacts.extend({
  kind: z.enum(requestKinds),
  email: z.string(),
  phone: z.string().nullable(),
  company: Company.nullable(),
  /** What the asker holds in the company. */
  roles: z.array(z.string()),
  assigned: Agent.nullable(),
  /** Other requests of the same person, the latest first. */
  recent: z.array(z.object({ requestId: z.uuid(), number: z.string(), subject: z.string(), state: z.string(), createdAt: z.date() })),
  can: z.object({ work: z.boolean(), write: z.boolean(), close: z.boolean(), reopen: z.boolean() }),
});
export type DeskRequest = z.output<typeof DeskRequest>;

const permission = 'op.support';
const byRequest = z.object({ requestId: Id });

export const deskEndpoints = {
  listDeskRequests: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/requests',
    permission,
    summary: 'Service requests at the desk, by whose turn it is',
    input: PageInput.extend({
      queue: z.enum(deskQueues).default('waiting'),
      search: z.string().trim().max(100).optional(),
      kind: z.enum(requestKinds).optional(),
      locale: z.enum(locales).optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional(),
      assigned: z.enum(assignments).optional(),
    }),
    output: Page(DeskLine),
  }),
  getDeskRequest: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/requests/:requestId',
    permission,
    summary: 'A service request as the desk works on it; that it was looked at is written into the company’s log',
    input: byRequest,
    output: DeskRequest,
  }),
  getDeskFile: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/requests/:requestId/files/:fileId',
    permission,
    needs: 'edit',
    answers: 'file',
    summary: 'A file of a service request, for saving',
    input: byRequest.extend({ fileId: Id }),
    output: z.unknown(),
  }),
  listAgents: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/support-agents',
    permission,
    summary: 'Who of the operator’s people may work on service requests',
    input: z.object({}),
    output: z.object({ items: z.array(Agent) }),
  }),
  assignRequest: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/requests/:requestId/assignment',
    permission,
    summary: 'Take a service request, hand it over to another agent, or give it back to all',
    input: byRequest.extend({ /** Who had it when it was read. */ from: Id.nullable(), to: Id.nullable() }),
    output: DeskRequest,
    problems: [ChangedMeanwhile, RequestInvalid],
  }),
  answerRequest: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/requests/:requestId/messages',
    permission,
    summary: 'Answer whoever asked, ask back, or leave a note that only the operator’s people see',
    input: byRequest.extend({ text: words, as: z.enum(['answer', 'question', 'note']) }),
    output: DeskRequest,
    problems: [RequestClosed],
  }),
  closeDeskRequest: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/requests/:requestId/closing',
    permission,
    summary: 'Close a service request, with what came of it and a last word',
    input: byRequest.extend({ outcome: z.enum(outcomes), text: words.nullable().default(null) }),
    output: DeskRequest,
    problems: [RequestClosed],
  }),
  reopenDeskRequest: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/requests/:requestId/reopening',
    permission,
    summary: 'Take a closed service request up again',
    input: byRequest.extend({ text: words }),
    output: DeskRequest,
    problems: [RequestNotClosed, ReopenTooLate],
  }),
};
