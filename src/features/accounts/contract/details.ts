import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { locales } from '../../../core/locale.ts';
import { Contact } from '../../../core/person.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { question } from '../../../core/question.ts';

/** What kinds of business a company may name; each is `accounts.business.<list>.<key>`. */
export const partnerships = ['sell', 'build', 'consult', 'manage', 'train', 'host'] as const;
export const sizes = ['1', '2_9', '10_49', '50_249', '250_999', '1000'] as const;
export const customerCounts = ['0', '1_9', '10_49', '50_249', '250'] as const;
/** Of the last business year, in thousands of the company’s currency. */
export const revenues = ['under_100', '100_499', '500_1999', '2000_9999', '10000'] as const;
const country = z.string().regex(/^[A-Z]{2}$/);

/** Nothing said is null, or an empty list. */
export const Business = z.object({
  partnerships: z.array(z.enum(partnerships)).default([]),
  size: z.enum(sizes).nullable().default(null),
  customers: z.enum(customerCounts).nullable().default(null),
  revenue: z.enum(revenues).nullable().default(null),
  countriesServed: z.array(country).max(250).default([]),
  countriesWanted: z.array(country).max(250).default([]),
});
export type Business = z.output<typeof Business>;

/** Nine digits, however they were grouped. */
export const Duns = z
  .string()
  .trim()
  .transform((typed) => typed.replace(/[\s-]/g, '') || null)
  .refine((typed) => typed === null || /^\d{9}$/.test(typed), 'duns')
  .nullable();

export const CompanyDetails = z.object({
  legalContact: Contact.nullable(),
  /** As one dials it in the company’s country. */
  legalPhoneShown: z.string().nullable(),
  languages: z.array(z.enum(locales)),
  duns: z.string().nullable(),
  business: Business,
  version: z.number().int(),
  editors: z.array(z.string()),
  can: z.object({ edit: z.boolean() }),
});
export type CompanyDetails = z.output<typeof CompanyDetails>;

export const DetailsChanged = announcement('accounts.details_changed', z.object({}));

/** The family of programs that a tab of the legal info is for. */
export const families = ['partner', 'reseller', 'developer'] as const;
export type Family = (typeof families)[number];
/** A program that the company is in, by its family. `locksName`: while the company is verified, nobody in it changes the legal name. */
export interface FamilyProgram {
  readonly family: Family;
  readonly program: string;
  readonly name: string;
  readonly state: string;
  readonly link: string;
  readonly locksName: boolean;
}
export const FamilyPrograms = question<Record<string, never>, FamilyProgram[]>('accounts.family_programs');

/** An identifier that a later feature brings; its words are `identifiers.kind.<kind>` and `identifiers.for.<kind>`. */
export interface BroughtIdentifier {
  readonly kind: string;
  readonly value: string;
  /** What it belongs to, where there are several. */
  readonly of: string | null;
  /** Where it is kept, below the account. */
  readonly link: string | null;
}
export const MoreIdentifiers = question<Record<string, never>, BroughtIdentifier[]>('accounts.identifiers');

export const Identifier = z.object({
  kind: z.string(),
  value: z.string(),
  of: z.string().nullable(),
  link: z.string().nullable(),
});
export type Identifier = z.output<typeof Identifier>;

export const detailEndpoints = {
  getCompanyDetails: endpoint({
    within: 'account',
    method: 'GET',
    path: '/company/details',
    permission: 'legal_profile',
    versioned: true,
    summary: 'What the company says of itself beyond its legal data: legal contact, languages, DUNS number, kind of business',
    input: z.object({}),
    output: CompanyDetails,
  }),
  updateCompanyDetails: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/company/details',
    permission: 'legal_profile',
    versioned: true,
    summary: 'Change what the company says of itself; nothing of it is checked again. What is left out stays',
    input: z.object({
      legalContact: Contact.nullable().optional(),
      languages: z.array(z.enum(locales)).max(locales.length).optional(),
      duns: Duns.optional(),
      business: Business.optional(),
      version: z.number().int(),
    }),
    output: CompanyDetails,
    problems: [ChangedMeanwhile],
  }),
  listFamilies: endpoint({
    within: 'account',
    method: 'GET',
    path: '/company/families',
    permission: 'legal_profile',
    summary: 'The programs of the company by their family, and whether one keeps the legal name as it is',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          family: z.enum(families),
          programs: z.array(z.object({ program: z.string(), name: z.string(), state: z.string(), link: z.string(), locksName: z.boolean() })),
        }),
      ),
    }),
  }),
  listIdentifiers: endpoint({
    within: 'account',
    method: 'GET',
    path: '/identifiers',
    permission: 'legal_profile',
    summary: 'Every identifier of the company, by its kind',
    input: z.object({}),
    output: z.object({ items: z.array(Identifier), locationCount: z.number() }),
  }),
};
