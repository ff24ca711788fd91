import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { ofPapers, Paper, paperBody } from '../../../core/papers.ts';
import { defineProblem } from '../../../core/problem.ts';
import { paperKinds, TooManyPapers } from './papers.ts';
import { Happening, Proof, Standing } from './standing.ts';
import { Next, Step } from './steps.ts';

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

export const NothingToAnswer = defineProblem('verification.nothing_to_answer', 409, z.object({ status: z.string() }));
export const VerificationAnswered = announcement('verification.answered', z.object({ answer: z.string() }));

export const companyEndpoints = {
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
    input: z.object({ answer: z.string().trim().min(1).max(4000) }),
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
};
