import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { Address } from '../../core/country.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
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
export const happenings = ['created', 'changed', 'contact_changed', 'contact_confirmed', 'asked', 'answered', 'authorized', 'rejected'] as const;
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
  history: z.array(Happening),
  /** Where papers go until they can be uploaded here. */
  desk: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
  can: z.object({ answer: z.boolean(), resend: z.boolean() }),
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
  history: z.array(Happening),
  createdAt: z.date(),
  version: z.number().int(),
  can: z.object({ authorize: z.boolean(), reject: z.boolean(), ask: z.boolean() }),
});
export type Case = z.output<typeof Case>;

export const NothingToDecide = defineProblem('verification.nothing_to_decide', 409, z.object({ status: z.string() }));
export const NothingToAnswer = defineProblem('verification.nothing_to_answer', 409, z.object({ status: z.string() }));

export const VerificationAuthorized = announcement('verification.authorized', z.object({ note: z.string().nullable() }));
export const VerificationRejected = announcement('verification.rejected', z.object({ reason: z.enum(rejectionReasons), note: z.string().nullable() }));
export const VerificationAsked = announcement('verification.asked', z.object({ question: z.string() }));
export const VerificationAnswered = announcement('verification.answered', z.object({ answer: z.string() }));

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
    summary: 'Answer the verifier’s question, or a rejection; the company is checked again',
    input: z.object({ answer: text }),
    output: VerificationShown,
    problems: [NothingToAnswer],
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
    summary: 'Authorize a company, or reject it with a reason that it can act on',
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
    problems: [NothingToDecide, ChangedMeanwhile],
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
};
