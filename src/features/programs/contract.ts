import { z } from 'zod';
import { endpoint } from '../../core/endpoint.ts';
import { Helper } from '../../core/problems.ts';
import { catalogEndpoints, ProgramId } from './contract/catalog.ts';
import { CompanyProgram, LeftForGood, MyProgram, NeededBy, NotInState, ProgramNotOpen, RequirementsMissing } from './contract/enrollments.ts';
import { publisherEndpoints } from './contract/publishers.ts';
import { resellerAccountEndpoints } from './contract/resellerAccounts.ts';
import { resourceEndpoints } from './contract/resources.ts';
import { reviewEndpoints } from './contract/review.ts';

export * from './contract/catalog.ts';
export * from './contract/enrollments.ts';
export * from './contract/publishers.ts';
export * from './contract/resellerAccounts.ts';
export * from './contract/resources.ts';
export * from './contract/review.ts';

const byProgram = z.object({ program: ProgramId });

/** What leaving would end, said before it is confirmed. */
export const Leaving = z.object({
  program: z.string(),
  name: z.string(),
  /** Whether one can come back only by an invitation of the operator. */
  isFinal: z.boolean(),
  /** Parts of the portal that no other program of the company brings. */
  sections: z.array(z.string()),
  /** Roles that are then without effect, and how many people hold each. */
  roles: z.array(z.object({ role: z.string(), people: z.number() })),
  people: z.number(),
  /** Programs of the company that ask for this one; they are left first. */
  neededBy: z.array(z.object({ program: z.string(), name: z.string() })),
});

export const programs = {
  myPrograms: endpoint({
    within: 'account',
    method: 'GET',
    path: '/my-programs',
    whileSeeing: true,
    permission: 'signed-in',
    summary: 'The programs that the company is in, for the navigation',
    input: z.object({}),
    output: z.object({ items: z.array(MyProgram) }),
  }),
  listPrograms: endpoint({
    within: 'account',
    method: 'GET',
    path: '/programs',
    permission: 'programs',
    summary: 'Every program that the company is in or can join, and how what each asks is met',
    input: z.object({}),
    output: z.object({ items: z.array(CompanyProgram) }),
  }),
  getProgram: endpoint({
    within: 'account',
    method: 'GET',
    path: '/programs/:program',
    permission: 'programs',
    summary: 'One program: where the company stands, its people and contacts',
    input: byProgram,
    output: CompanyProgram.extend({
      /** People of the company with its roles; empty for who may not see people. */
      people: z.array(Helper.extend({ roles: z.array(z.string()) })),
      roles: z.array(z.string()),
      contact: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
      leavingIsFinal: z.boolean(),
    }),
  }),
  applyToProgram: endpoint({
    within: 'account',
    method: 'POST',
    path: '/programs/:program/apply',
    permission: 'programs',
    needs: 'view',
    summary: 'Apply for a program; takes the permission that its part of the portal asks for',
    input: byProgram.extend({ /** Keys of the statements that one confirms. */ statements: z.array(z.string().max(40)).max(30).default([]) }),
    output: CompanyProgram,
    problems: [RequirementsMissing, NotInState, ProgramNotOpen, LeftForGood],
  }),
  answerQuestion: endpoint({
    within: 'account',
    method: 'POST',
    path: '/programs/:program/answer',
    permission: 'programs',
    needs: 'view',
    summary: 'Answer the operator’s question about an application',
    input: byProgram.extend({ answer: z.string().trim().min(1).max(2000) }),
    output: CompanyProgram,
    problems: [NotInState],
  }),
  withdrawApplication: endpoint({
    within: 'account',
    method: 'POST',
    path: '/programs/:program/withdraw',
    permission: 'programs',
    needs: 'view',
    summary: 'Take an application back',
    input: byProgram,
    output: CompanyProgram,
    problems: [NotInState],
  }),
  previewLeaving: endpoint({
    within: 'account',
    method: 'GET',
    path: '/programs/:program/leaving',
    permission: 'programs',
    summary: 'What leaving a program would end',
    input: byProgram,
    output: Leaving,
    problems: [NotInState],
  }),
  leaveProgram: endpoint({
    within: 'account',
    method: 'POST',
    path: '/programs/:program/leave',
    permission: 'programs',
    needs: 'view',
    stepUp: 10,
    summary: 'Leave a program; what it brings ends at once',
    input: byProgram,
    output: CompanyProgram,
    problems: [NotInState, NeededBy],
  }),
  ...catalogEndpoints,
  ...reviewEndpoints,
  ...resourceEndpoints,
  ...resellerAccountEndpoints,
  ...publisherEndpoints,
};
