import { z } from 'zod';
import { checkedFields, rejectionReasons, vettingStatuses } from '../../accounts/contract.ts';
import { Check } from './checks.ts';
import { SentPaper } from './papers.ts';

/** Fields of what is shown of a verification, to the company as to the verifier. */
const Asked = {
  question: z.string().nullable(),
  askedAt: z.date().nullable(),
  /** The company's last words to the verifier: to a question, or against a rejection. */
  answer: z.string().nullable(),
  answeredAt: z.date().nullable(),
};
export const Standing = {
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

/** What was compared, and what was sent. */
export const Proof = { checks: z.array(Check), papers: z.array(SentPaper) };

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
