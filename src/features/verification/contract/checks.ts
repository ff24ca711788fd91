import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';

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

export const VerificationCompared = announcement(
  'verification.compared',
  z.object({ comparedFields: z.array(z.string()), differing: z.array(z.string()), comparedWith: z.enum(findingSources) }),
);
