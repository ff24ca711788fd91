import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Email, Locale, PersonName } from '../../../core/person.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { Phone, version } from '../../accounts/contract.ts';
import { HumanCheckWrong, HumanProof } from '../../identity/contract/humanChecks.ts';
import { FileNotAllowed, FileTooBig, TooManyFiles, Upload, uploadBody } from '../../support/contract.ts';
import {
  AccessBlocked,
  AccessCandidate,
  AccessCase,
  AccessClaims,
  AccessNotNow,
  AccessNotOnFile,
  accessOutcomes,
  AccessTicketOver,
  accessTroubles,
  adminAnswers,
  AskedAdmin,
  callBackResults,
  checklistItems,
  itemDecisions,
  refusalReasons,
} from './accessShapes.ts';
import { ElevationOpen } from './elevations.ts';

export * from './accessShapes.ts';

const byRequest = z.object({ requestId: Id });
const onCase = byRequest.extend({ version });
const text = z.string().trim().min(1).max(4000);
const note = z
  .string()
  .trim()
  .max(1000)
  .transform((written) => written || null)
  .nullable()
  .default(null);
const desk = { within: 'operator', permission: 'op.access' } as const;
const moves = [AccessNotNow, ChangedMeanwhile];

export const accessEndpoints = {
  requestAccess: endpoint({
    within: 'public',
    method: 'POST',
    path: '/access-requests',
    permission: 'public',
    perMinute: 6,
    summary: 'Ask the operator’s desk for access to a company without being able to sign in; the answer is the same whatever is true',
    input: PersonName.extend({
      human: HumanProof,
      email: Email,
      phone: Phone.default(null),
      locale: Locale,
      trouble: z.enum(accessTroubles),
      claims: AccessClaims,
      text,
    }),
    output: z.object({ number: z.string(), /** Adds evidence for an hour. */ ticket: z.string() }),
    problems: [HumanCheckWrong],
  }),
  addAccessEvidence: endpoint({
    within: 'public',
    method: 'POST',
    path: '/access-requests/evidence',
    permission: 'public',
    perMinute: 30,
    maxBody: uploadBody,
    summary: 'Add a file to the request that was just made',
    input: Upload.extend({ ticket: z.string().min(20).max(100) }),
    output: z.object({ fileId: z.uuid() }),
    problems: [AccessTicketOver, FileNotAllowed, FileTooBig, TooManyFiles],
  }),
  listAccessRequests: endpoint({
    within: 'account',
    method: 'GET',
    path: '/access-requests',
    permission: 'users',
    summary: 'People who have asked the operator for access to this company, the newest first',
    input: PageInput,
    output: Page(AskedAdmin),
  }),
  answerAccessRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/access-requests/:requestId/answer',
    permission: 'users',
    summary: 'Say whether the company knows the person; whoever is known is helped here, and not by the operator',
    input: byRequest.extend({ answer: z.enum(adminAnswers) }),
    output: AskedAdmin,
    problems: [AccessNotNow],
  }),
  getAccessCase: endpoint({
    ...desk,
    method: 'GET',
    path: '/requests/:requestId/access',
    versioned: true,
    summary: 'A request for access with all that is known of it; the look is logged',
    input: byRequest,
    output: AccessCase,
  }),
  findCompanies: endpoint({
    ...desk,
    method: 'GET',
    path: '/requests/:requestId/access/companies',
    summary: 'Companies that the request may be about: by PartnerId, name, mail domain and registration number',
    input: byRequest.extend({ search: z.string().trim().max(200).optional() }),
    output: z.object({ items: z.array(AccessCandidate) }),
  }),
  matchCompany: endpoint({
    ...desk,
    method: 'PUT',
    path: '/requests/:requestId/access/company',
    summary: 'Say which company and which person on file the request is about; admins who can answer are asked first',
    input: onCase.extend({ accountId: Id, personId: Id.nullable() }),
    output: AccessCase,
    problems: [...moves, AccessNotOnFile],
  }),
  checkItem: endpoint({
    ...desk,
    method: 'PUT',
    path: '/requests/:requestId/access/items/:item',
    summary: 'Note what was found of one item of the checklist',
    input: onCase.extend({ item: z.enum(checklistItems), decision: z.enum(itemDecisions), note }),
    output: AccessCase,
    problems: moves,
  }),
  noteCallBack: endpoint({
    ...desk,
    method: 'POST',
    path: '/requests/:requestId/access/call-back',
    summary: 'Note what a call back to data on file for thirty days has brought',
    input: onCase.extend({
      /** One of `onFile` that has stood; null: there is none. */ key: z.string().max(100).nullable(),
      result: z.enum(callBackResults),
      note,
    }),
    output: AccessCase,
    problems: [...moves, AccessNotOnFile],
  }),
  addAccessNote: endpoint({
    ...desk,
    method: 'POST',
    path: '/requests/:requestId/access/notes',
    summary: 'Leave a note for the other agents',
    input: byRequest.extend({ text }),
    output: AccessCase,
  }),
  askAsker: endpoint({
    ...desk,
    method: 'POST',
    path: '/requests/:requestId/access/questions',
    summary: 'Ask the one who asks; they have 14 days',
    input: onCase.extend({ text }),
    output: AccessCase,
    problems: moves,
  }),
  refuseAccess: endpoint({
    ...desk,
    method: 'POST',
    path: '/requests/:requestId/access/refusal',
    summary: 'Refuse, for a reason from the list',
    input: onCase.extend({ reason: z.enum(refusalReasons), note }),
    output: AccessCase,
    problems: moves,
  }),
  redirectAccess: endpoint({
    ...desk,
    method: 'POST',
    path: '/requests/:requestId/access/redirection',
    summary: 'Send the one who asks to the company’s own admins',
    input: onCase.extend({ note }),
    output: AccessCase,
    problems: [...moves, AccessNotOnFile],
  }),
  prepareAccess: endpoint({
    ...desk,
    method: 'POST',
    path: '/requests/:requestId/access/preparation',
    stepUp: 10,
    summary: 'Propose to give access; another agent decides',
    input: onCase.extend({ outcome: z.enum(accessOutcomes), grounds: z.string().trim().min(1).max(2000) }),
    output: AccessCase,
    problems: [...moves, AccessBlocked],
  }),
  sendBackAccess: endpoint({
    ...desk,
    method: 'POST',
    path: '/requests/:requestId/access/return',
    summary: 'Do not approve: back to the first agent, with a note',
    input: onCase.extend({ text }),
    output: AccessCase,
    problems: [...moves, AccessBlocked],
  }),
  approveAccess: endpoint({
    ...desk,
    method: 'POST',
    path: '/requests/:requestId/access/approval',
    stepUp: 10,
    summary: 'Approve as the second agent: the waiting time begins, and all admins and the contact are told',
    input: onCase,
    output: AccessCase,
    problems: [...moves, AccessBlocked, ElevationOpen],
  }),
  getAccessFile: endpoint({
    ...desk,
    method: 'GET',
    path: '/requests/:requestId/access/files/:fileId',
    needs: 'edit',
    answers: 'file',
    summary: 'A file of the evidence, for download only; whoever opens one can no longer approve',
    input: byRequest.extend({ fileId: Id }),
    output: z.unknown(),
  }),
};
