import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { Address } from '../../../core/country.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Contact } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { checkedFields, Duplicate, rejectionReasons, vettingStatuses } from '../../accounts/contract.ts';
import { allComparedFields, findingSources } from './checks.ts';
import { paperReasons } from './papers.ts';
import { Happening, Proof, Standing } from './standing.ts';
import { Step } from './steps.ts';

export const CaseLine = z.object({
  accountId: z.uuid(),
  partnerId: z.string(),
  name: z.string(),
  country: z.string(),
  status: z.enum(vettingStatuses),
  since: z.date(),
  dueAt: z.date().nullable(),
  fields: z.array(z.enum(checkedFields)).nullable(),
  /** Other companies that gave the same registration number. */
  duplicates: z.number(),
});
export type CaseLine = z.output<typeof CaseLine>;

/** How a number fares against the form and check digit of its country. `none`: not given; `no_rule`: the country has no rule for it. */
export const numberChecks = ['right', 'wrong', 'none', 'no_rule'] as const;
export const Case = z.object({
  accountId: z.uuid(),
  partnerId: z.string(),
  name: z.string(),
  country: z.string(),
  address: Address,
  registrationNumber: z.string().nullable(),
  registrationCheck: z.enum(numberChecks),
  vatNumber: z.string().nullable(),
  vatCheck: z.enum(numberChecks),
  website: z.string().nullable(),
  contact: Contact,
  phoneShown: z.string().nullable(),
  contactConfirmedAt: z.date().nullable(),
  /** Whether the contact's mail domain is one that the company has proved, or one at which anyone can have an address. */
  contactDomain: z.enum(['proved', 'anyone', 'unknown']),
  domains: z.array(z.object({ domain: z.string(), provedAt: z.date().nullable() })),
  duplicates: z.array(Duplicate),
  ...Standing,
  /** The fields to be checked again as they were when last authorized. */
  before: z.object({ name: z.string(), address: Address, registrationNumber: z.string().nullable(), vatNumber: z.string().nullable() }).partial().nullable(),
  steps: z.array(Step),
  ...Proof,
  /** A rejection that waits for a second verifier; the company does not see it. */
  proposal: z
    .object({ reason: z.enum(rejectionReasons), note: z.string().nullable(), by: z.string().nullable(), at: z.date(), isMine: z.boolean() })
    .nullable(),
  /** Whether a rejection needs a second verifier: not where nobody else could be one. */
  fourEyes: z.boolean(),
  history: z.array(Happening),
  createdAt: z.date(),
  version: z.number().int(),
  can: z.object({ authorize: z.boolean(), reject: z.boolean(), ask: z.boolean(), compare: z.boolean(), confirm: z.boolean(), dismiss: z.boolean() }),
});
export type Case = z.output<typeof Case>;

export const NothingToDecide = defineProblem('verification.nothing_to_decide', 409, z.object({ status: z.string() }));

/** Whoever proposed a rejection is not the second who confirms it. */
export const OwnProposal = defineProblem('verification.own_proposal', 409, z.object({}));
/** Another rejection of this company waits for its second verifier, or none does by now. */
export const ProposalMoved = defineProblem('verification.proposal_moved', 409, z.object({}));

export const VerificationAuthorized = announcement('verification.authorized', z.object({ note: z.string().nullable() }));
export const VerificationRejected = announcement('verification.rejected', z.object({ reason: z.enum(rejectionReasons), note: z.string().nullable() }));
export const VerificationAsked = announcement('verification.asked', z.object({ question: z.string() }));

/** Told to the operator's people alone. */
export const RejectionProposed = announcement('verification.rejection_proposed', z.object({ company: z.string(), reason: z.enum(rejectionReasons) }));
export const RejectionDismissed = announcement('verification.rejection_dismissed', z.object({ company: z.string() }));

const byAccount = z.object({ accountId: Id });
const version = z.number().int();
/** `waiting`: for the operator, the most urgent first; with those whose answer has not come in time. */
export const queues = ['waiting', 'asked', 'rejected'] as const;

export const caseEndpoints = {
  listCases: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/verification',
    permission: 'op.verification',
    summary: 'Companies to verify, the most urgent first; those that were asked, and those that were rejected',
    input: PageInput.extend({ queue: z.enum(queues).default('waiting'), search: z.string().trim().max(100).optional() }),
    output: Page(CaseLine),
  }),
  getCase: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/verification/:accountId',
    permission: 'op.verification',
    versioned: true,
    summary: 'What a company says of itself, what was compared, and what happened so far',
    input: byAccount,
    output: Case,
  }),
  decide: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/verification/:accountId/decision',
    permission: 'op.verification',
    stepUp: 10,
    versioned: true,
    summary: 'Authorize a company, or reject it with a reason that it can act on; where there is a second verifier, a rejection waits for them',
    input: byAccount
      .extend({
        decision: z.enum(['authorize', 'reject']),
        reason: z.enum(rejectionReasons).nullable().default(null),
        note: z
          .string()
          .trim()
          .max(1000)
          .transform((typed) => typed || null)
          .nullable()
          .default(null),
        version,
      })
      .refine((input) => input.decision === 'authorize' || input.reason !== null, { path: ['reason'], message: 'required' })
      .refine((input) => input.reason !== 'other' || input.note !== null, { path: ['note'], message: 'required' }),
    output: Case,
    problems: [NothingToDecide, ChangedMeanwhile, ProposalMoved],
  }),
  askCompany: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/verification/:accountId/question',
    permission: 'op.verification',
    versioned: true,
    summary: 'Ask the company something before deciding',
    input: byAccount.extend({ question: z.string().trim().min(1).max(1000), version }),
    output: Case,
    problems: [NothingToDecide, ChangedMeanwhile],
  }),
  compareCase: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/verification/:accountId/findings',
    permission: 'op.verification',
    versioned: true,
    summary: 'Write down what a register or a paper says, field by field; it is compared with what the company says, and the company sees both',
    input: byAccount.extend({
      source: z.enum(findingSources),
      /** What was not looked at is left out. */
      found: z.partialRecord(z.enum(allComparedFields), z.string().trim().max(300)),
      version,
    }),
    output: Case,
    problems: [NothingToDecide, ChangedMeanwhile],
  }),
  judgePaper: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/verification/:accountId/papers/:fileId/verdict',
    permission: 'op.verification',
    summary: 'Say of a paper that it proves what it should, or why it does not',
    input: byAccount
      .extend({
        fileId: Id,
        verdict: z.enum(['accepted', 'refused']),
        reason: z.enum(paperReasons).nullable().default(null),
        note: z
          .string()
          .trim()
          .max(1000)
          .transform((typed) => typed || null)
          .nullable()
          .default(null),
      })
      .refine((input) => input.verdict === 'accepted' || input.reason !== null, { path: ['reason'], message: 'required' })
      .refine((input) => input.reason !== 'other' || input.note !== null, { path: ['note'], message: 'required' }),
    output: Case,
  }),
  getCasePaper: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/verification/:accountId/papers/:fileId',
    permission: 'op.verification',
    answers: 'file',
    summary: 'A paper of a case, for saving; it is never shown',
    input: byAccount.extend({ fileId: Id }),
    output: z.unknown(),
  }),
  settleProposal: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/verification/:accountId/proposal',
    permission: 'op.verification',
    stepUp: 10,
    versioned: true,
    summary: 'As the second verifier, reject the company for the reason that the first proposed; or let the proposal drop',
    input: byAccount.extend({ agree: z.boolean(), version }),
    output: Case,
    problems: [NothingToDecide, ChangedMeanwhile, OwnProposal, ProposalMoved],
  }),
};
