import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { Address } from '../../core/country.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { ofPapers, Paper, paperBody } from '../../core/papers.ts';
import { Contact } from '../../core/person.ts';
import { defineProblem } from '../../core/problem.ts';
import { ChangedMeanwhile, Helper } from '../../core/problems.ts';
import { checkedFields, Duplicate, rejectionReasons, vettingStatuses } from '../accounts/contract.ts';

/** What is checked of a company, in this order; each has its sentences `verification.step.<step>`. */
export const steps = ['entry', 'email_ownership', 'email_domain', 'employment', 'business', 'decision'] as const;
export type StepKey = (typeof steps)[number];
/** `running`: somebody works on it; `asked`: the company was asked; `open`: not reached or not decided. */
export const stepStates = ['done', 'running', 'asked', 'failed', 'open'] as const;
export type StepState = (typeof stepStates)[number];
/** Whose turn it is. The contact is the primary contact, who confirms by a mailed link. */
export const turns = ['company', 'contact', 'operator'] as const;
export type Turn = (typeof turns)[number];

export const Step = z.object({
  step: z.enum(steps),
  state: z.enum(stepStates),
  /** Null: nobody has to do anything about it now. */
  who: z.enum(turns).nullable(),
  due: z.date().nullable(),
});
export type Step = z.output<typeof Step>;

/** What comes next; its sentence is `verification.next.<key>`. */
export const nextKeys = ['done', 'wait', 'confirm', 'answer', 'correct_data', 'correct_contact', 'send_papers'] as const;
export const Next = z.object({
  key: z.enum(nextKeys),
  who: z.enum(turns).nullable(),
  /** An address below the center, with `:account` for the company's id. */
  link: z.string().nullable(),
  due: z.date().nullable(),
  /** Whether the reader may do it; otherwise the roles that may, and people who hold one. */
  can: z.boolean(),
  roles: z.array(z.string()),
  people: z.array(Helper),
});
export type Next = z.output<typeof Next>;

/** What a verifier compares field by field, by the check that it belongs to. */
export const comparedFields = {
  employment: ['domainOwner', 'contactName'],
  business: ['name', 'street', 'city', 'postalCode', 'registrationNumber', 'vatNumber'],
} as const;
export const allComparedFields = [...comparedFields.business, ...comparedFields.employment] as const;
export type ComparedField = (typeof allComparedFields)[number];
/** `folded`: the same but for case, accents, spaces and punctuation. */
export const outcomes = ['same', 'folded', 'differs'] as const;
export type Outcome = (typeof outcomes)[number];
export const findingSources = ['register', 'paper', 'website', 'call'] as const;
/** The three checks, each with what was compared with what. */
export const checkKeys = ['email_ownership', 'employment', 'business'] as const;
export const Compared = z.object({
  field: z.enum(['email', ...allComparedFields]),
  /** What the company says now; empty: nothing. */
  claimed: z.string(),
  /** What was found, and where; null: not compared yet. */
  found: z.string().nullable(),
  outcome: z.enum(outcomes).nullable(),
  source: z.enum(['link', ...findingSources]).nullable(),
  at: z.date().nullable(),
  /** The company says something else than when it was compared. */
  isStale: z.boolean(),
});
export type Compared = z.output<typeof Compared>;
export const Check = z.object({ check: z.enum(checkKeys), fields: z.array(Compared) });
export type Check = z.output<typeof Check>;

export const paperKinds = ['register', 'tax', 'domain', 'employment', 'other'] as const;
export type PaperKind = (typeof paperKinds)[number];
/** Why a paper does not prove what it should; `verification.paper_refused.<reason>`, and what would is `verification.paper_satisfy.<reason>`. */
export const paperReasons = ['unreadable', 'out_of_date', 'other_company', 'not_official', 'incomplete', 'proves_nothing', 'other'] as const;
export type PaperReason = (typeof paperReasons)[number];
export const SentPaper = z.object({
  fileId: z.uuid(),
  name: z.string(),
  kind: z.enum(paperKinds),
  addedAt: z.date(),
  addedBy: z.string().nullable(),
  verdict: z.enum(['accepted', 'refused']).nullable(),
  reason: z.enum(paperReasons).nullable(),
  note: z.string().nullable(),
});
export type SentPaper = z.output<typeof SentPaper>;
/** Papers that one company may send in all. */
export const papersACompany = 50;
const Proof = { checks: z.array(Check), papers: z.array(SentPaper) };

const Asked = {
  question: z.string().nullable(),
  askedAt: z.date().nullable(),
  /** The company's last words to the verifier: to a question, or against a rejection. */
  answer: z.string().nullable(),
  answeredAt: z.date().nullable(),
};
const Standing = {
  status: z.enum(vettingStatuses),
  since: z.date(),
  /** Until when the operator has promised to answer, or the company is to answer. */
  dueAt: z.date().nullable(),
  reason: z.enum(rejectionReasons).nullable(),
  note: z.string().nullable(),
  /** What was changed since the last authorization, and so what is checked; null: everything. */
  fields: z.array(z.enum(checkedFields)).nullable(),
  ...Asked,
};

/** One thing that happened to the verification; its sentence is `verification.history.<what>`. */
export const happenings = [
  'created',
  'changed',
  'contact_changed',
  'contact_confirmed',
  'asked',
  'answered',
  'paper_sent',
  'paper_accepted',
  'paper_refused',
  'compared',
  'authorized',
  'rejected',
] as const;
export const Happening = z.object({
  what: z.enum(happenings),
  at: z.date(),
  by: z.string().nullable(),
  reason: z.enum(rejectionReasons).nullable(),
  /** The note, the question or the answer. */
  text: z.string().nullable(),
  fields: z.array(z.string()),
});
export type Happening = z.output<typeof Happening>;

export const VerificationShown = z.object({
  company: z.string(),
  ...Standing,
  contact: z.object({ name: z.string(), email: z.string(), confirmedAt: z.date().nullable() }),
  steps: z.array(Step),
  next: Next,
  ...Proof,
  history: z.array(Happening),
  /** Whom to turn to besides. */
  desk: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
  can: z.object({ answer: z.boolean(), send: z.boolean(), resend: z.boolean() }),
});
export type VerificationShown = z.output<typeof VerificationShown>;

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
export const NothingToAnswer = defineProblem('verification.nothing_to_answer', 409, z.object({ status: z.string() }));

export const TooManyPapers = defineProblem('verification.too_many_papers', 409, z.object({ limit: z.number() }));
/** Whoever proposed a rejection is not the second who confirms it. */
export const OwnProposal = defineProblem('verification.own_proposal', 409, z.object({}));
/** Another rejection of this company waits for its second verifier, or none does by now. */
export const ProposalMoved = defineProblem('verification.proposal_moved', 409, z.object({}));

export const VerificationAuthorized = announcement('verification.authorized', z.object({ note: z.string().nullable() }));
export const VerificationRejected = announcement('verification.rejected', z.object({ reason: z.enum(rejectionReasons), note: z.string().nullable() }));
export const VerificationAsked = announcement('verification.asked', z.object({ question: z.string() }));
export const VerificationAnswered = announcement('verification.answered', z.object({ answer: z.string() }));

const ofPaper = z.object({ file: z.string(), paperKind: z.enum(paperKinds) });
export const PaperSentIn = announcement('verification.paper_sent', ofPaper);
export const PaperAccepted = announcement('verification.paper_accepted', ofPaper);
export const PaperRefused = announcement('verification.paper_refused', ofPaper.extend({ paperReason: z.enum(paperReasons), note: z.string().nullable() }));
export const VerificationCompared = announcement(
  'verification.compared',
  z.object({ comparedFields: z.array(z.string()), differing: z.array(z.string()), comparedWith: z.enum(findingSources) }),
);
/** Told to the operator's people alone. */
export const RejectionProposed = announcement('verification.rejection_proposed', z.object({ company: z.string(), reason: z.enum(rejectionReasons) }));
export const RejectionDismissed = announcement('verification.rejection_dismissed', z.object({ company: z.string() }));

const text = z.string().trim().min(1).max(4000);
const byAccount = z.object({ accountId: Id });
const version = z.number().int();
/** `waiting`: for the operator, the most urgent first; with those whose answer has not come in time. */
export const queues = ['waiting', 'asked', 'rejected'] as const;

export const verification = {
  getVerification: endpoint({
    within: 'account',
    method: 'GET',
    path: '/verification',
    permission: 'verification',
    summary: 'Where the verification of the company stands, step by step, and what comes next',
    input: z.object({}),
    output: VerificationShown,
  }),
  answerVerifier: endpoint({
    within: 'account',
    method: 'POST',
    path: '/verification/answer',
    permission: 'verification',
    summary: 'Write to the verifier: an answer to a question, or against a rejection, after which the company is checked again',
    input: z.object({ answer: text }),
    output: VerificationShown,
    problems: [NothingToAnswer],
  }),
  sendPaper: endpoint({
    within: 'account',
    method: 'POST',
    path: '/verification/papers',
    permission: 'verification',
    maxBody: paperBody,
    summary: 'Hand in a paper as proof: PDF, PNG or JPEG of at most 5 MB; it stays, and a question or rejection is looked at again',
    input: z.object({ kind: z.enum(paperKinds), paper: Paper }),
    output: VerificationShown,
    problems: [...ofPapers, TooManyPapers, NothingToAnswer],
  }),
  getSentPaper: endpoint({
    within: 'account',
    method: 'GET',
    path: '/verification/papers/:fileId',
    permission: 'verification',
    answers: 'file',
    summary: 'A paper that the company sent, for saving',
    input: z.object({ fileId: Id }),
    output: z.unknown(),
  }),
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
