import { z } from 'zod';
import { weekdays } from '../../../core/calendar.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Helper, RequestInvalid, TooManyRequests } from '../../../core/problems.ts';
import { followedEndpoints } from './followedRequests.ts';
import { deskEndpoints } from './deskRequests.ts';
import {
  FileNotAllowed,
  FileTooBig,
  NewRequest,
  ReopenTooLate,
  RequestClosed,
  RequestFacts,
  RequestLine,
  RequestNotClosed,
  TooManyFiles,
  Upload,
  uploadBody,
  words,
} from './requestShapes.ts';

export * from './deskRequests.ts';
export * from './followedRequests.ts';
export * from './requestShapes.ts';
export * from './topics.ts';

const permission = 'support.requests';
const byRequest = z.object({ requestId: Id });

export const MyRequestLine = RequestLine.extend({ isMine: z.boolean(), forTeam: z.boolean() });
export type MyRequestLine = z.output<typeof MyRequestLine>;
export const MyRequest = RequestFacts.extend({
  isMine: z.boolean(),
  forTeam: z.boolean(),
  /** Who of the operator's people has looked at it, the latest first. */
  looks: z.array(z.object({ name: z.string(), at: z.date() })),
  /** Until when a closed one can be taken up again. */
  reopenUntil: z.date().nullable(),
  can: z.object({ write: z.boolean(), close: z.boolean(), reopen: z.boolean(), share: z.boolean(), handOver: z.boolean() }),
});
export type MyRequest = z.output<typeof MyRequest>;

/** Which requests a list shows: those that go on, or those that are over. */
export const listed = ['going', 'closed'] as const;

export const requestsEndpoints = {
  listRequests: endpoint({
    within: 'account',
    method: 'GET',
    path: '/requests',
    permission,
    needs: 'own',
    summary: 'My service requests, and those of colleagues that I may see, the latest changed first',
    input: PageInput.extend({ show: z.enum(listed).default('going') }),
    output: Page(MyRequestLine).extend({ can: z.object({ open: z.boolean(), seeAll: z.boolean() }) }),
  }),
  promiseAnswers: endpoint({
    within: 'account',
    method: 'GET',
    path: '/requests/promises',
    permission,
    needs: 'own',
    summary: 'By when the desk would answer a service request that is opened now, in this language, by how severe it is',
    input: z.object({ locale: NewRequest.shape.locale }),
    output: z.object({
      critical: z.date(),
      moderate: z.date(),
      minimal: z.date(),
      zone: z.string(),
      opens: z.string(),
      closes: z.string(),
      days: z.array(z.enum(weekdays)),
    }),
  }),
  openRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/requests',
    permission,
    needs: 'own',
    summary: 'Open a service request',
    input: NewRequest,
    output: z.object({ requestId: z.uuid(), number: z.string(), promisedAt: z.date() }),
    problems: [TooManyRequests],
  }),
  getRequest: endpoint({
    within: 'account',
    method: 'GET',
    path: '/requests/:requestId',
    permission,
    needs: 'own',
    summary: 'A service request: what was written, its files, what can be done',
    input: byRequest,
    output: MyRequest,
  }),
  writeToRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/requests/:requestId/messages',
    permission,
    needs: 'own',
    summary: 'Write to the support desk about a service request',
    input: byRequest.extend({ text: words }),
    output: MyRequest,
    problems: [RequestClosed, TooManyRequests],
  }),
  addRequestFile: endpoint({
    within: 'account',
    method: 'POST',
    path: '/requests/:requestId/files',
    permission,
    needs: 'own',
    maxBody: uploadBody,
    summary: 'Attach a file to a service request: PDF, PNG, JPEG or plain text of at most 5 MB',
    input: byRequest.extend(Upload.shape),
    output: z.object({ fileId: z.uuid() }),
    problems: [FileNotAllowed, FileTooBig, TooManyFiles, RequestClosed],
  }),
  getRequestFile: endpoint({
    within: 'account',
    method: 'GET',
    path: '/requests/:requestId/files/:fileId',
    permission,
    needs: 'own',
    answers: 'file',
    summary: 'A file of a service request, for saving',
    input: byRequest.extend({ fileId: Id }),
    output: z.unknown(),
  }),
  closeRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/requests/:requestId/closing',
    permission,
    needs: 'own',
    summary: 'Close a service request that needs no answer any more',
    input: byRequest.extend({ solved: z.boolean().default(true) }),
    output: MyRequest,
    problems: [RequestClosed],
  }),
  reopenRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/requests/:requestId/reopening',
    permission,
    needs: 'own',
    summary: 'Take a closed service request up again, saying why; within 30 days',
    input: byRequest.extend({ text: words }),
    output: MyRequest,
    problems: [RequestNotClosed, ReopenTooLate],
  }),
  listRequestHeirs: endpoint({
    within: 'account',
    method: 'GET',
    path: '/requests/:requestId/heirs',
    permission,
    needs: 'own',
    summary: 'Colleagues to whom a service request can be handed over',
    input: byRequest.extend({ search: z.string().trim().max(100).optional() }),
    output: z.object({ items: z.array(Helper) }),
  }),
  handOverRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/requests/:requestId/owner',
    permission,
    needs: 'own',
    summary: 'Hand a service request over to a colleague',
    input: byRequest.extend({ personId: Id }),
    output: z.object({ name: z.string() }),
    problems: [RequestInvalid],
  }),
  shareRequest: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/requests/:requestId/team',
    permission,
    needs: 'own',
    summary: 'Show a service request to colleagues, or keep it from them',
    input: byRequest.extend({ forTeam: z.boolean() }),
    output: MyRequest,
  }),
  ...followedEndpoints,
  ...deskEndpoints,
};
