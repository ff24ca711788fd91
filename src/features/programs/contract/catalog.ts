import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Email, Locale } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { accountRoles, sections } from '../../../core/roles.ts';

export const ProgramId = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/);
export const settingsGroups = ['partner', 'developer'] as const;
export type SettingsGroup = (typeof settingsGroups)[number];
export const SectionKey = z.enum(sections);
const words = (limit: number) => z.string().trim().min(1).max(limit);

/** What a program is called, what its part of the navigation is called, what it brings and what it asks, in one language. */
export const ProgramText = z.strictObject({ name: words(80), nav: words(40), brings: words(600), asks: words(600) });
export type ProgramText = z.output<typeof ProgramText>;

const country = z.string().regex(/^[A-Z]{2}$/);
/**
 * What a program asks before one can apply. Later features answer for some kinds (`RequirementStatus`); the rest is computed here.
 * `statement`: what the company says of itself and the operator looks at; its words are the operator's.
 */
export const Requirement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('verified') }),
  /** Empty: in the company's own country. */
  z.strictObject({ kind: z.literal('location'), countries: z.array(country).max(250) }),
  z.strictObject({ kind: z.literal('support_details'), fields: z.array(z.enum(['email', 'phone', 'website'])).min(1) }),
  z.strictObject({ kind: z.literal('second_factor'), roles: z.array(z.enum(accountRoles)).min(1) }),
  /** Active in any of these. */
  z.strictObject({ kind: z.literal('program'), programs: z.array(ProgramId).min(1) }),
  z.strictObject({ kind: z.literal('relation'), with: z.enum(['distributor', 'reseller']) }),
  z.strictObject({ kind: z.literal('invitation') }),
  /** In the last twelve months. */
  z.strictObject({ kind: z.literal('revenue'), amount: z.string().regex(/^\d{1,14}(\.\d{1,6})?$/), currency: z.string().regex(/^[A-Z]{3}$/) }),
  z.strictObject({ kind: z.literal('months'), months: z.number().int().min(1).max(240) }),
  z.strictObject({ kind: z.literal('statement'), key: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/), texts: z.record(Locale, words(300)) }),
]);
export type Requirement = z.output<typeof Requirement>;
export type RequirementKind = Requirement['kind'] | 'agreement';

/** Who looks at an application: nobody, the operator's verification of the company, or one of the operator's people. */
export const reviews = ['none', 'verification', 'operator'] as const;

/** A program as the catalog has it, and as its file has it. */
export const Definition = z.strictObject({
  group: z.enum(settingsGroups),
  sections: z.array(SectionKey).max(sections.length),
  texts: z.record(Locale, ProgramText),
  requirements: z.array(Requirement).max(30),
  /** The agreement that is accepted after the review, before the program is active. */
  agreement: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,39}$/)
    .nullable(),
  review: z.enum(reviews),
  /** Business days in which the operator promises to answer. */
  reviewDays: z.number().int().min(1).max(60),
  /** Programs that end when this one becomes active. */
  replaces: z.array(ProgramId).max(20),
  /** Whether a company that left can come back only when the operator invites it. */
  leavingIsFinal: z.boolean(),
  contact: z.strictObject({ email: Email.nullable(), phone: z.string().trim().max(40).nullable() }),
});
export type Definition = z.output<typeof Definition>;

export const CatalogProgram = Definition.extend({
  program: ProgramId,
  isOpen: z.boolean(),
  /** Roles that are of use only with what it brings. */
  roles: z.array(z.string()),
  /** Companies that are in it, at whatever state but left and refused. */
  companies: z.number(),
  changedAt: z.date(),
  version: z.number().int(),
  can: z.object({ edit: z.boolean() }),
});
export type CatalogProgram = z.output<typeof CatalogProgram>;

/** What is wrong at a place of a catalog file; its sentence is `programs.fault.<code>`, with what would be right in `values`. */
export const faultCodes = [
  'not_json',
  'missing',
  'unknown_key',
  'wrong_type',
  'not_one_of',
  'too_long',
  'too_short',
  'too_big',
  'too_small',
  'wrong_form',
  'twice',
  'unknown_program',
  'asks_for_itself',
] as const;
export const Fault = z.object({ path: z.string(), code: z.enum(faultCodes), values: z.record(z.string(), z.union([z.string(), z.number()])) });
export type Fault = z.output<typeof Fault>;
/** What an import would do to one program. One that companies are in is closed instead of removed. */
export const ProgramChange = z.object({
  program: z.string(),
  name: z.string(),
  change: z.enum(['added', 'changed', 'removed', 'closed', 'same']),
  /** Which of its parts differ. */
  parts: z.array(z.string()),
  companies: z.number(),
});
export type ProgramChange = z.output<typeof ProgramChange>;

export const ProgramFaulty = defineProblem('programs.faulty', 422, z.object({ faults: z.array(Fault) }));

const named = z.object({ program: z.string(), name: z.string() });
export const ProgramChanged = announcement('programs.changed', named);
export const ProgramOpened = announcement('programs.opened', named);
export const ProgramClosed = announcement('programs.closed', named);
export const ProgramsOrdered = announcement('programs.ordered', z.object({}));
export const ProgramsImported = announcement(
  'programs.imported',
  z.object({ added: z.number(), changed: z.number(), removed: z.number(), closed: z.number() }),
);

const byProgram = z.object({ program: ProgramId });
const file = z.object({ text: z.string().max(2_000_000) });

export const catalogEndpoints = {
  listCatalog: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/programs',
    permission: 'op.programs',
    summary: 'Every program of the center, in order',
    input: z.object({}),
    output: z.object({ items: z.array(CatalogProgram), can: z.object({ edit: z.boolean() }) }),
  }),
  getCatalogProgram: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/programs/:program',
    permission: 'op.programs',
    versioned: true,
    summary: 'One program in all its languages',
    input: byProgram,
    output: CatalogProgram,
  }),
  editProgram: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/programs/:program',
    permission: 'op.programs',
    stepUp: 10,
    versioned: true,
    summary: 'Rename and describe a program, say what it asks and what it brings; in force at once',
    input: byProgram.extend({ definition: Definition, version: z.number().int() }),
    output: CatalogProgram,
    problems: [ChangedMeanwhile, ProgramFaulty],
  }),
  setProgramOpen: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/programs/:program/open',
    permission: 'op.programs',
    stepUp: 10,
    summary: 'Open a program to newcomers, or close it; who is in it stays in it',
    input: byProgram.extend({ isOpen: z.boolean() }),
    output: CatalogProgram,
  }),
  orderPrograms: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/program-order',
    permission: 'op.programs',
    summary: 'Put the programs in another order',
    input: z.object({ programs: z.array(ProgramId).min(1).max(500) }),
    output: z.object({}),
  }),
  exportCatalog: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/program-catalog',
    permission: 'op.programs',
    answers: 'file',
    summary: 'The whole catalog as a file that can be changed and imported',
    input: z.object({}),
    output: z.unknown(),
  }),
  previewImport: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/program-catalog/preview',
    permission: 'op.programs',
    summary: 'What importing a catalog file would change, or what is wrong with it; changes nothing',
    input: file,
    output: z.object({ faults: z.array(Fault), changes: z.array(ProgramChange) }),
  }),
  importCatalog: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/program-catalog',
    permission: 'op.programs',
    stepUp: 10,
    summary: 'Replace the catalog by that of a file; all of it or nothing',
    input: file,
    output: z.object({ changes: z.array(ProgramChange) }),
    problems: [ProgramFaulty],
  }),
};
