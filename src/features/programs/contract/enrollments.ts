import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { Locale } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { Helper } from '../../../core/problems.ts';
import { question } from '../../../core/question.ts';
import { ProgramId, reviews, SectionKey, settingsGroups } from './catalog.ts';

/**
 * Where a company stands with a program; without a row it never applied.
 * `applied` waits for the operator, `asked_back` for the company, `qualified` for the agreement. `active` and `restricted`
 * bring what the program brings, the others nothing. `refused` and `left` are ends from which one can apply again.
 */
export const enrollmentStates = ['applied', 'asked_back', 'qualified', 'active', 'restricted', 'suspended', 'refused', 'left'] as const;
export type EnrollmentState = (typeof enrollmentStates)[number];
/** The states in which a company is in the program, or on its way. */
export const standingStates = ['applied', 'asked_back', 'qualified', 'active', 'restricted', 'suspended'] as const satisfies readonly EnrollmentState[];

/** Why the operator refuses, restricts or suspends, and why an enrollment ended; each has its sentence `programs.reason.<reason>`. */
export const refusalReasons = ['requirements_not_met', 'statement_not_shown', 'profile_incomplete', 'not_in_market', 'not_answered', 'other'] as const;
export const standingReasons = ['conditions_not_kept', 'unpaid', 'misuse', 'harms_partners', 'profile_rejected', 'other'] as const;
export const endReasons = ['withdrawn', 'company_left', 'replaced'] as const;
export const reasons = [...new Set([...refusalReasons, ...standingReasons, ...endReasons])] as const;
export type Reason = (typeof refusalReasons)[number] | (typeof standingReasons)[number] | (typeof endReasons)[number];

/**
 * A question to later features: is this requirement met by the company of the running transaction?
 * Whoever the kind does not belong to answers undefined. Relations answer for `relation` (parameters `{ with }`), verification for
 * `verified`, agreements for `agreement` (parameters `{ agreement }`), billing some day for `revenue` and `months`.
 */
export interface RequirementAsked {
  readonly kind: string;
  /** The program that asks for it. */
  readonly program: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}
export interface RequirementAnswer {
  readonly met: boolean;
  /** The key of the sentence that says how it stands; placeholders are filled from `facts`. */
  readonly detail: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Where it is mended: an address below the center, with `:account` for the company's id. Null: nowhere in the center. */
  readonly link: string | null;
  /** The permission that mending takes; null when it is for the operator or for another company. */
  readonly permission: string | null;
  /** Whom one waits for when it is not for the company to mend. */
  readonly waitsFor?: 'operator' | 'partner';
  /** Until when. */
  readonly due?: Date | null;
  /** Who must do it in person, when nobody else can; for a reader among them the link is `ownLink`. */
  readonly people?: readonly Helper[];
  readonly ownLink?: string;
}
export const RequirementStatus = question<RequirementAsked, RequirementAnswer | undefined>('programs.requirement_status');

/** One requirement as it stands now. */
export const RequirementShown = z.object({
  kind: z.string(),
  /** What is asked: a sentence's key and its values; `text` instead where the words are the operator's. */
  title: z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])), text: z.string().nullable() }),
  met: z.boolean(),
  /** How it stands. */
  detail: z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }),
  link: z.string().nullable(),
  /** Whose turn it is while it is not met. */
  who: z.enum(['you', 'colleague', 'operator', 'partner']),
  /** Who in the company may mend it, when the reader may not. */
  people: z.array(Helper),
  roles: z.array(z.string()),
  due: z.date().nullable(),
  /** Of a statement: what the company confirms when it applies. */
  statement: z.string().nullable(),
});
export type RequirementShown = z.output<typeof RequirementShown>;

/** What comes next: there is always something to do, or a name and a date to wait for. Its sentence is `programs.next.<key>`. */
export const nextKeys = [
  'apply',
  'meet',
  'ask_to_apply',
  'closed',
  'wait_review',
  'wait_verification',
  'mend_verification',
  'answer',
  'accept',
  'link_location',
  'wait_agreement',
  'give_roles',
  'use',
  'meet_again',
  'settle',
  'mend_profile',
  'contact',
  'apply_again',
  'wait_invitation',
] as const;
export const Next = z.object({
  key: z.enum(nextKeys),
  /** Whose turn it is: the reader's, a colleague's (named in `people`), or the operator's (named in `name`). */
  who: z.enum(['you', 'colleague', 'operator']),
  people: z.array(Helper),
  roles: z.array(z.string()),
  name: z.string().nullable(),
  /** How to reach the operator about it. */
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** An address in the center. */
  link: z.string().nullable(),
  due: z.date().nullable(),
});
export type Next = z.output<typeof Next>;

/** A program as a company sees it, with where the company stands. */
export const CompanyProgram = z.object({
  program: ProgramId,
  name: z.string(),
  nav: z.string(),
  brings: z.string(),
  asks: z.string(),
  group: z.enum(settingsGroups),
  sections: z.array(SectionKey),
  isOpen: z.boolean(),
  review: z.enum(reviews),
  reviewDays: z.number(),
  state: z.enum(enrollmentStates).nullable(),
  since: z.date().nullable(),
  appliedAt: z.date().nullable(),
  reason: z.string().nullable(),
  /** What the operator wrote: the reason in its own words. */
  note: z.string().nullable(),
  question: z.string().nullable(),
  requirements: z.array(RequirementShown),
  agreement: RequirementShown.nullable(),
  missing: z.number(),
  next: Next,
  /** Who may enroll the company. */
  enrollers: z.object({ permission: z.string(), roles: z.array(z.string()), people: z.array(Helper) }),
  can: z.object({ apply: z.boolean(), withdraw: z.boolean(), answer: z.boolean(), leave: z.boolean() }),
  version: z.number().int().nullable(),
});
export type CompanyProgram = z.output<typeof CompanyProgram>;

/** A program that the company is in, for the navigation, the gear and Home. Programs with the same `nav` are one section. */
export const MyProgram = z.object({
  program: ProgramId,
  name: z.string(),
  nav: z.string(),
  sections: z.array(SectionKey),
  group: z.enum(settingsGroups),
  state: z.enum(enrollmentStates),
  link: z.string(),
});
export type MyProgram = z.output<typeof MyProgram>;

/** The company has not what the program asks; `missing` names the kinds. */
export const RequirementsMissing = defineProblem('enrollments.requirements_missing', 409, z.object({ missing: z.array(z.string()), count: z.number() }));
export const NotInState = defineProblem('enrollments.not_in_state', 409, z.object({ state: z.string() }));
export const ProgramNotOpen = defineProblem('enrollments.program_closed', 409, z.object({}));
export const LeftForGood = defineProblem('enrollments.left_for_good', 409, z.object({}));
/** Other programs of the company ask for this one. */
export const NeededBy = defineProblem('enrollments.needed_by', 409, z.object({ programs: z.string() }));

/** `titles`: the program's name by language; `title` in one. */
const about = z.object({ program: z.string(), title: z.string(), titles: z.record(Locale, z.string()) });
const because = about.extend({ reason: z.string(), note: z.string().nullable() });
export const EnrollmentApplied = announcement('enrollments.applied', about.extend({ /** Who looks at it. */ review: z.enum(reviews) }));
export const EnrollmentWithdrawn = announcement('enrollments.withdrawn', about);
export const EnrollmentAskedBack = announcement('enrollments.asked_back', about.extend({ question: z.string() }));
export const EnrollmentAnswered = announcement('enrollments.answered', about);
export const EnrollmentQualified = announcement('enrollments.qualified', about);
export const EnrollmentActivated = announcement('enrollments.activated', about);
export const EnrollmentRefused = announcement('enrollments.refused', because);
export const EnrollmentRestricted = announcement('enrollments.restricted', because);
export const EnrollmentSuspended = announcement('enrollments.suspended', because);
export const EnrollmentReinstated = announcement('enrollments.reinstated', about);
export const EnrollmentLeft = announcement('enrollments.left', about.extend({ reason: z.string() }));
export const EnrollmentInvited = announcement('enrollments.invited', about.extend({ sponsor: z.string() }));
/** What the operator knows of the company's business, until billing does. */
export const FiguresChanged = announcement('figures.changed', z.object({}));
