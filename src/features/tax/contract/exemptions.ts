import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { ofPapers, Paper, paperBody } from '../../../core/papers.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile, Helper } from '../../../core/problems.ts';

/** What is kept of an exemption. `asked`: the operator has a question, and the company has the next word. */
export const exemptionStates = ['submitted', 'asked', 'accepted', 'refused', 'withdrawn', 'expired'] as const;
export type ExemptionState = (typeof exemptionStates)[number];
/** What is shown: `coming` and `expiring` are accepted ones seen on a day. */
export const exemptionStandings = [...exemptionStates, 'coming', 'expiring'] as const;
export type ExemptionStanding = (typeof exemptionStandings)[number];
/** Why a certificate is turned down; `tax.refused.<reason>`, and what would do is `tax.satisfy.<reason>`. */
export const refusalReasons = ['unreadable', 'name_differs', 'number_differs', 'other_place', 'out_of_date', 'not_signed', 'other'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Days before the last one on which the company is reminded. */
export const reminderDays = [60, 30, 7] as const;
/** Business days in which the operator has promised to look at a certificate. */
export const reviewDays = 10;
export const papersAnExemption = 10;
export const KeptPaper = z.object({ fileId: z.uuid(), name: z.string(), bytes: z.number(), addedAt: z.date() });

const Facts = {
  exemptionId: z.uuid(),
  country: z.string(),
  /** Empty: the whole country. */
  states: z.array(z.string()),
  certificate: z.string(),
  validFrom: z.iso.date(),
  /** The last day. */
  validUntil: z.iso.date().nullable(),
  standing: z.enum(exemptionStandings),
  changedAt: z.date(),
  /** Until when the operator has promised to answer; null: it is not the operator's turn. */
  dueAt: z.date().nullable(),
  submittedAt: z.date(),
  submittedBy: z.string(),
};
const Words = {
  reason: z.enum(refusalReasons).nullable(),
  note: z.string().nullable(),
  question: z.string().nullable(),
  answer: z.string().nullable(),
  decidedAt: z.date().nullable(),
};
export const Exemption = z.object({
  ...Facts,
  ...Words,
  papers: z.array(KeptPaper),
  /** The one in force that this takes over from, and the one that takes over from this. */
  renews: z.uuid().nullable(),
  renewedBy: z.uuid().nullable(),
  version: z.number().int(),
  can: z.object({ mend: z.boolean(), renew: z.boolean(), withdraw: z.boolean() }),
});
export type Exemption = z.output<typeof Exemption>;

export const ExemptionLine = z.object({ ...Facts, accountId: z.uuid(), partnerId: z.string(), name: z.string() });
export type ExemptionLine = z.output<typeof ExemptionLine>;
export const ExemptionCase = z.object({
  ...Facts,
  ...Words,
  accountId: z.uuid(),
  partnerId: z.string(),
  name: z.string(),
  vatNumber: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  papers: z.array(KeptPaper),
  version: z.number().int(),
  can: z.object({ accept: z.boolean(), refuse: z.boolean(), ask: z.boolean() }),
});
export type ExemptionCase = z.output<typeof ExemptionCase>;

export const TooManyPapers = defineProblem('tax.too_many_papers', 409, z.object({ limit: z.number() }));
/** Where it stands, that cannot be done. */
export const ExemptionMoved = defineProblem('tax.exemption_moved', 409, z.object({ standing: z.string() }));

const about = z.object({ certificate: z.string(), places: z.string() });
export const ExemptionFiled = announcement('tax.exemption_filed', about);
export const ExemptionMended = announcement('tax.exemption_mended', about.extend({ answer: z.string() }));
export const ExemptionWithdrawn = announcement('tax.exemption_withdrawn', about);
export const ExemptionAsked = announcement('tax.exemption_asked', about.extend({ question: z.string() }));
export const ExemptionAccepted = announcement('tax.exemption_accepted', about.extend({ note: z.string().nullable() }));
export const ExemptionRefused = announcement('tax.exemption_refused', about.extend({ refusal: z.enum(refusalReasons), note: z.string().nullable() }));
export const ExemptionExpiring = announcement('tax.exemption_expiring', about.extend({ days: z.number(), validUntil: z.string() }));
export const ExemptionExpired = announcement('tax.exemption_expired', about);

const version = z.number().int();
const state = z.string().trim().min(1).max(100);
/** What a certificate says. */
const Said = z.object({
  country: z.string().regex(/^[A-Z]{2}$/),
  states: z.array(state).max(100).default([]),
  certificate: z.string().trim().min(1).max(60),
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable(),
});
const byId = z.object({ exemptionId: Id });
const byCase = byId.extend({ accountId: Id });
const permission = 'tax_exemption';
/** `waiting`: for the operator, the longest first. */
export const exemptionQueues = ['waiting', 'asked', 'decided'] as const;

export const exemptionEndpoints = {
  listExemptions: endpoint({
    within: 'account',
    method: 'GET',
    path: '/tax-exemptions',
    permission,
    summary: 'The company’s tax exemptions with their papers, where each stands and what can be done',
    input: z.object({}),
    output: z.object({
      country: z.string(),
      items: z.array(Exemption),
      editors: z.array(z.string()),
      helpers: z.array(Helper),
      can: z.object({ file: z.boolean() }),
    }),
  }),
  fileExemption: endpoint({
    within: 'account',
    method: 'POST',
    path: '/tax-exemptions',
    permission,
    maxBody: paperBody,
    summary: 'Send in a certificate of tax exemption: PDF, PNG or JPEG of at most 5 MB. One that renews another leaves that one in force until it runs out',
    input: Said.extend({ paper: Paper, renews: Id.nullable().default(null) }),
    output: Exemption,
    problems: ofPapers,
  }),
  mendExemption: endpoint({
    within: 'account',
    method: 'POST',
    path: '/tax-exemptions/:exemptionId/answer',
    permission,
    maxBody: paperBody,
    versioned: true,
    summary: 'Answer the operator’s question or a refusal, with another paper or other data; it is looked at again',
    input: byId.extend({
      ...Said.partial().shape,
      /** Absent: as it was. */ states: z.array(state).max(100).optional(),
      answer: z.string().trim().min(1).max(2000),
      paper: Paper.nullable().default(null),
      version,
    }),
    output: Exemption,
    problems: [...ofPapers, TooManyPapers, ExemptionMoved, ChangedMeanwhile],
  }),
  withdrawExemption: endpoint({
    within: 'account',
    method: 'POST',
    path: '/tax-exemptions/:exemptionId/withdrawal',
    permission,
    versioned: true,
    summary: 'Take a certificate back; tax is charged again from then on',
    input: byId.extend({ version }),
    output: Exemption,
    problems: [ExemptionMoved, ChangedMeanwhile],
  }),
  getPaper: endpoint({
    within: 'account',
    method: 'GET',
    path: '/tax-exemptions/:exemptionId/papers/:fileId',
    permission,
    answers: 'file',
    summary: 'A paper of a tax exemption, for saving',
    input: byId.extend({ fileId: Id }),
    output: z.unknown(),
  }),
  listExemptionCases: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/tax-exemptions',
    permission: 'op.tax',
    summary: 'Certificates that wait for the operator, the longest first; those that were asked about, and those decided',
    input: PageInput.extend({ queue: z.enum(exemptionQueues).default('waiting'), search: z.string().trim().max(100).optional() }),
    output: Page(ExemptionLine),
  }),
  getExemptionCase: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/tax-exemptions/:accountId/:exemptionId',
    permission: 'op.tax',
    versioned: true,
    summary: 'A certificate with what the company says of itself',
    input: byCase,
    output: ExemptionCase,
  }),
  getCasePaper: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/tax-exemptions/:accountId/:exemptionId/papers/:fileId',
    permission: 'op.tax',
    answers: 'file',
    summary: 'A paper of a tax exemption, for saving; it is never shown',
    input: byCase.extend({ fileId: Id }),
    output: z.unknown(),
  }),
  decideExemption: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/tax-exemptions/:accountId/:exemptionId/decision',
    permission: 'op.tax',
    stepUp: 10,
    versioned: true,
    summary: 'Accept a certificate, or refuse it for a reason that the company can act on',
    input: byCase
      .extend({
        decision: z.enum(['accept', 'refuse']),
        reason: z.enum(refusalReasons).nullable().default(null),
        note: z
          .string()
          .trim()
          .max(1000)
          .transform((typed) => typed || null)
          .nullable()
          .default(null),
        version,
      })
      .refine((input) => input.decision === 'accept' || input.reason !== null, { path: ['reason'], message: 'required' })
      .refine((input) => input.reason !== 'other' || input.note !== null, { path: ['note'], message: 'required' }),
    output: ExemptionCase,
    problems: [ExemptionMoved, ChangedMeanwhile],
  }),
  askAboutExemption: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/tax-exemptions/:accountId/:exemptionId/question',
    permission: 'op.tax',
    versioned: true,
    summary: 'Ask the company something about a certificate before deciding',
    input: byCase.extend({ question: z.string().trim().min(1).max(1000), version }),
    output: ExemptionCase,
    problems: [ExemptionMoved, ChangedMeanwhile],
  }),
};
