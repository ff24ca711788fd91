import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { ProgramId } from './catalog.ts';
import { enrollmentStates, NotInState, refusalReasons, RequirementShown, RequirementsMissing, standingReasons } from './enrollments.ts';

const note = z
  .string()
  .trim()
  .max(1000)
  .transform((text) => text || null)
  .nullable()
  .default(null);
const byAccount = z.object({ accountId: Id });
const one = byAccount.extend({ program: ProgramId });
const version = z.number().int();

export const EnrollmentLine = z.object({
  accountId: z.uuid(),
  partnerId: z.string(),
  company: z.string(),
  country: z.string(),
  program: z.string(),
  name: z.string(),
  state: z.enum(enrollmentStates),
  appliedAt: z.date(),
  changedAt: z.date(),
  dueAt: z.date().nullable(),
});

/** What the operator knows of a company's business. */
export const Figures = z.object({
  /** In the last twelve months, from reselling. */
  revenue: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  months: z.number().int().nullable(),
  asOf: z.string().nullable(),
  version,
});

export const EnrollmentInFull = EnrollmentLine.extend({
  appliedBy: z.string().nullable(),
  requirements: z.array(RequirementShown),
  agreement: RequirementShown.nullable(),
  /** What the company confirmed when it applied. */
  statements: z.array(z.string()),
  question: z.string().nullable(),
  answer: z.string().nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  figures: Figures,
  /** What happened to it, the newest first. */
  history: z.array(z.object({ name: z.string(), at: z.date(), by: z.string().nullable(), reason: z.string().nullable(), note: z.string().nullable() })),
  version,
  can: z.object({ decide: z.boolean(), restrict: z.boolean(), suspend: z.boolean(), reinstate: z.boolean(), figures: z.boolean() }),
});
export type EnrollmentInFull = z.output<typeof EnrollmentInFull>;

const withReason = <R extends z.ZodType<string | null | undefined>>(reason: R) => one.extend({ reason, note, version });

export const reviewEndpoints = {
  listEnrollments: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/enrollments',
    permission: 'op.enrollments',
    summary: 'Applications that wait for the operator, the most urgent first; or those in another state, the newest first',
    input: PageInput.extend({ state: z.enum(enrollmentStates).default('applied'), program: ProgramId.optional(), accountId: Id.optional() }),
    output: Page(EnrollmentLine),
  }),
  listEnrollmentsOf: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/accounts/:accountId/enrollments',
    permission: 'op.enrollments',
    summary: 'The programs of one company, the programs it can be invited to, and its figures',
    input: byAccount,
    output: z.object({
      company: z.string(),
      items: z.array(EnrollmentLine),
      invitable: z.array(z.object({ program: z.string(), name: z.string(), invitedAt: z.date().nullable(), sponsor: z.string().nullable() })),
      figures: Figures,
      can: z.object({ invite: z.boolean(), figures: z.boolean() }),
    }),
  }),
  getEnrollment: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/accounts/:accountId/enrollments/:program',
    permission: 'op.enrollments',
    versioned: true,
    summary: 'One application with its checklist',
    input: one,
    output: EnrollmentInFull,
  }),
  approveEnrollment: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/accounts/:accountId/enrollments/:program/approve',
    permission: 'op.enrollments',
    stepUp: 10,
    versioned: true,
    summary: 'Take the company into the program; where there is an agreement, once it is accepted',
    input: one.extend({ note, version }),
    output: EnrollmentInFull,
    problems: [NotInState, RequirementsMissing, ChangedMeanwhile],
  }),
  refuseEnrollment: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/accounts/:accountId/enrollments/:program/refuse',
    permission: 'op.enrollments',
    versioned: true,
    summary: 'Refuse an application, with a reason',
    input: withReason(z.enum(refusalReasons)).refine((input) => input.reason !== 'other' || input.note !== null, { path: ['note'], message: 'required' }),
    output: EnrollmentInFull,
    problems: [NotInState, ChangedMeanwhile],
  }),
  askBack: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/accounts/:accountId/enrollments/:program/ask',
    permission: 'op.enrollments',
    versioned: true,
    summary: 'Ask the company a question before deciding',
    input: one.extend({ question: z.string().trim().min(1).max(1000), version }),
    output: EnrollmentInFull,
    problems: [NotInState, ChangedMeanwhile],
  }),
  changeStanding: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/accounts/:accountId/enrollments/:program/standing',
    permission: 'op.enrollments',
    versioned: true,
    stepUp: 10,
    summary: 'Restrict or suspend a company in a program, or give it back; in force at once',
    input: one
      .extend({
        change: z.enum(['restrict', 'suspend', 'reinstate']),
        reason: z.enum(standingReasons).nullable().default(null),
        note,
        /** Until when the company has time to mend it. */
        dueAt: z.coerce.date().max(new Date('9999-12-31')).nullable().default(null),
        version,
      })
      .refine((input) => input.change === 'reinstate' || input.reason !== null, { path: ['reason'], message: 'required' })
      .refine((input) => input.reason !== 'other' || input.note !== null, { path: ['note'], message: 'required' }),
    output: EnrollmentInFull,
    problems: [NotInState, ChangedMeanwhile],
  }),
  inviteCompany: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/accounts/:accountId/enrollments/:program/invite',
    permission: 'op.enrollments',
    summary: 'Invite a company to a program that asks for an invitation, with the name of its sponsor',
    input: one.extend({ sponsor: z.string().trim().min(1).max(120) }),
    output: z.object({}),
    problems: [NotInState],
  }),
  setFigures: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/accounts/:accountId/figures',
    permission: 'op.enrollments',
    versioned: true,
    summary: 'Note a company’s revenue and months as reseller',
    input: byAccount.extend({
      revenue: z
        .object({
          amount: z
            .string()
            .trim()
            .regex(/^\d{1,14}(\.\d{1,6})?$/),
          currency: z.string().regex(/^[A-Z]{3}$/),
        })
        .nullable(),
      months: z.number().int().min(0).max(1200).nullable(),
      asOf: z.iso.date().nullable(),
      version,
    }),
    output: Figures,
    problems: [ChangedMeanwhile],
  }),
};
