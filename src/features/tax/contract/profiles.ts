import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';

/** What the tax office calls the paper: for companies and people of the United States, for people elsewhere, for companies elsewhere. */
export const taxForms = ['w9', 'w8ben', 'w8ben_e'] as const;
export type TaxForm = (typeof taxForms)[number];
/** `pending_validation`: the operator looks at it, within two days. `action_required`: the company fills in another. `replaced`: of the past. */
export const taxProfileStates = ['pending_validation', 'approved', 'action_required', 'replaced'] as const;
export type TaxProfileState = (typeof taxProfileStates)[number];
export const taxProfileStandings = [...taxProfileStates, 'expiring', 'expired'] as const;
export type TaxProfileStanding = (typeof taxProfileStandings)[number];
export const taxProfileFaults = ['name_differs', 'number_unknown', 'treaty_not_applicable', 'wrong_form'] as const;
/** Per cent that is withheld abroad where no treaty says less. */
export const withheldAbroad = 30;
/** Hours within which the operator promises an answer. */
export const profileHours = 48;

const TaxProfile = z.object({
  profileId: z.uuid(),
  form: z.enum(taxForms),
  legalName: z.string(),
  country: z.string(),
  /** Never whole. */
  masked: z.string(),
  claimsTreaty: z.boolean(),
  standing: z.enum(taxProfileStandings),
  reason: z.enum(taxProfileFaults).nullable(),
  note: z.string().nullable(),
  /** Per cent; null until it is approved. */
  withheld: z.number().nullable(),
  validUntil: z.iso.date().nullable(),
  filledAt: z.date(),
  filledBy: z.string(),
  /** When the operator promises an answer by. */
  dueAt: z.date().nullable(),
  version: z.number().int(),
});
export type TaxProfile = z.output<typeof TaxProfile>;
const TaxProfiles = z.object({
  company: z.object({ name: z.string(), country: z.string() }),
  /** The newest first. */
  profiles: z.array(TaxProfile),
  editors: z.array(z.string()),
  can: z.object({ fill: z.boolean() }),
});
export type TaxProfiles = z.output<typeof TaxProfiles>;
const TaxProfileCase = TaxProfile.extend({
  accountId: z.uuid(),
  partnerId: z.string(),
  company: z.string(),
  /** Whole, for who checks it. */ number: z.string(),
});
export type TaxProfileCase = z.output<typeof TaxProfileCase>;

export const TaxProfileMoved = defineProblem('tax.profile_moved', 409, z.object({ state: z.string() }));

const about = z.object({ form: z.enum(taxForms) });
export const TaxProfileFilled = announcement('tax.profile_filled', about);
export const TaxProfileApproved = announcement('tax.profile_approved', about.extend({ withheld: z.number() }));
export const TaxProfileQuestioned = announcement('tax.profile_questioned', about.extend({ fault: z.enum(taxProfileFaults), note: z.string().nullable() }));
export const TaxProfileExpiring = announcement('tax.profile_expiring', about.extend({ days: z.number() }));
export const TaxProfileExpired = announcement('tax.profile_expired', about);

export const FilledTaxProfile = z.object({
  kind: z.enum(['company', 'person']),
  legalName: z.string().trim().min(1).max(140),
  country: z.string().regex(/^[A-Z]{2}$/),
  number: z.string().trim().min(1).max(40),
  claimsTreaty: z.boolean().default(false),
  /** That all of it is true, said in one’s own name. */
  isCertified: z.literal(true),
});
export type FilledTaxProfile = z.output<typeof FilledTaxProfile>;

const permission = 'tax_profiles';
export const taxProfileEndpoints = {
  listTaxProfiles: endpoint({
    within: 'account',
    method: 'GET',
    path: '/tax-profiles',
    permission,
    summary: 'The tax profile that payouts are reported under, and those before it',
    input: z.object({}),
    output: TaxProfiles,
  }),
  fillTaxProfile: endpoint({
    within: 'account',
    method: 'POST',
    path: '/tax-profiles',
    permission,
    stepUp: 10,
    summary: 'Fill in a tax profile; the one in force stays until the operator has approved the new one',
    input: FilledTaxProfile,
    output: TaxProfiles,
  }),
  listTaxProfileCases: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/tax-profiles',
    permission: 'op.tax',
    summary: 'Tax profiles that wait for their validation, the longest first',
    input: PageInput,
    output: Page(TaxProfileCase),
  }),
  validateTaxProfile: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/tax-profiles/:accountId/:profileId/validation',
    permission: 'op.tax',
    stepUp: 10,
    summary: 'Approve a tax profile with the rate that is withheld, or say what is wrong with it',
    input: z.object({
      accountId: Id,
      profileId: Id,
      version: z.number().int(),
      fault: z.enum(taxProfileFaults).nullable(),
      note: z
        .string()
        .trim()
        .max(500)
        .transform((text) => text || null)
        .nullable()
        .default(null),
      /** Per cent, under a treaty; what the form says by itself is not asked for. */
      withheld: z.number().int().min(0).max(withheldAbroad).nullable().default(null),
    }),
    output: z.object({ standing: z.enum(taxProfileStandings) }),
    problems: [TaxProfileMoved, ChangedMeanwhile],
  }),
};
