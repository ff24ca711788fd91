import { z } from 'zod';
import { Helper } from '../../../core/problems.ts';

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
