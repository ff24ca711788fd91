import { z } from 'zod';
import type { Permission } from '../../../core/grants.ts';
import { announcement } from '../../../core/announcement.ts';
import { Address } from '../../../core/country.ts';
import { Contact } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { Helper } from '../../../core/problems.ts';
import { question } from '../../../core/question.ts';

export const companyName = z.string().trim().min(1).max(200);
export const companyNumber = z
  .string()
  .trim()
  .max(60)
  .transform((typed) => typed || null)
  .nullable();
export const Website = z
  .string()
  .trim()
  .max(200)
  .transform((typed) => (typed === '' || /^https?:\/\//i.test(typed) ? typed : `https://${typed}`))
  .refine((typed) => typed === '' || (URL.canParse(typed) && new URL(typed).hostname.includes('.')), 'invalid_format')
  .transform((typed) => typed || null)
  .nullable();
export const Phone = z
  .string()
  .trim()
  .max(60)
  .transform((typed) => typed || null)
  .nullable();
export const version = z.number().int();

/** `pending` waits for the operator, `asked` for the company's answer to the operator's question. */
export const vettingStatuses = ['pending', 'asked', 'authorized', 'rejected'] as const;
export type VettingStatus = (typeof vettingStatuses)[number];
/** Why a verifier turns a company's legal data down; each has its sentence `accounts.rejected.<reason>` and what would satisfy it. */
export const rejectionReasons = [
  'name_differs',
  'address_differs',
  'not_in_register',
  'number_differs',
  'contact_not_confirmed',
  'contact_not_employed',
  'already_registered',
  'papers_needed',
  'other',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];
export const accountStates = ['active', 'suspended', 'closed'] as const;

/** Where the check of the company's legal data stands. `dueAt`: when the operator has promised an answer, or the company is to answer. */
export const Vetting = z.object({
  status: z.enum(vettingStatuses),
  reason: z.enum(rejectionReasons).nullable(),
  note: z.string().nullable(),
  changedAt: z.date().nullable(),
  dueAt: z.date().nullable(),
});

export const Company = z.object({
  accountId: z.uuid(),
  partnerId: z.string(),
  name: z.string(),
  country: z.string(),
  address: Address,
  registrationNumber: z.string().nullable(),
  vatNumber: z.string().nullable(),
  website: z.string().nullable(),
  primaryContact: Contact,
  /** As one dials it in the company's country. */ phoneShown: z.string().nullable(),
  primaryContactConfirmedAt: z.date().nullable(),
  vetting: Vetting,
  state: z.enum(accountStates),
  createdAt: z.date(),
  version,
});
export type Company = z.output<typeof Company>;
/** The roles that may change it, in this installation; for the sentence that says so. */
const editors = z.array(z.string());
export const CompanyWithCan = Company.extend({
  editors,
  can: z.object({ editLegal: z.boolean(), editContact: z.boolean(), seeLooks: z.boolean(), seeVerification: z.boolean() }),
});

/** The legal data that the operator checks; a change of any of them is checked again. */
export const checkedFields = ['name', 'address', 'registrationNumber', 'vatNumber'] as const;
export type CheckedField = (typeof checkedFields)[number];
type Checked = { readonly name: string; readonly address: Address; readonly registrationNumber: string | null; readonly vatNumber: string | null };
/** Which checked fields differ; the page says so before saving, the server acts on it. */
export function fieldsToCheckAgain(before: Checked, after: Checked): CheckedField[] {
  const written = (value: string | Address | null) =>
    typeof value === 'string'
      ? value.trim()
      : JSON.stringify(
          value &&
            Object.entries(value)
              .filter(([, part]) => part)
              .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        );
  return checkedFields.filter((field) => written(before[field] || null) !== written(after[field] || null));
}

export const SupportDetails = z.object({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  phoneShown: z.string().nullable(),
  website: z.string().nullable(),
  version,
  editors,
  can: z.object({ edit: z.boolean() }),
});
export const taxExemptions = ['not_for_us', 'will_file'] as const;
export const TaxExemption = z.object({ choice: z.enum(taxExemptions).nullable(), version, editors, can: z.object({ edit: z.boolean() }) });

/** Ways of signing in that a company may insist on. A recovery code stands in for the second factor that it replaces. */
export const proofKinds = ['passkey', 'totp', 'mail_code', 'password'] as const;
export const SignInPolicy = z.object({
  /** Empty: every way is accepted. */
  accepted: z.array(z.string()),
  /** How the asker's own session was proved; a choice without any of these would shut the asker out. */
  own: z.array(z.string()),
  version,
  editors,
  can: z.object({ edit: z.boolean() }),
});

/** One thing that waits on Home. The page asks for `accounts.task.<key>`, `.why`, and goes to `link`, a path below the account. */
export const HomeTask = z.object({
  key: z.string(),
  link: z.string(),
  /** For its sentences. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  can: z.boolean(),
  permission: z.string(),
  roles: z.array(z.string()),
  helpers: z.array(Helper),
  /** The program that it belongs to; null: the company's own. */
  program: z.string().nullable(),
});
export type HomeTask = z.output<typeof HomeTask>;
export const HomeFigure = z.object({
  key: z.string(),
  value: z.number(),
  link: z.string().nullable(),
  /** The program that it belongs to; absent: the company's own. */
  program: z.string().optional(),
});
export type HomeFigure = z.output<typeof HomeFigure>;
/** A program that the company is in or on its way to; tasks and figures that name it stand with it. */
export const HomeProgram = z.object({
  program: z.string(),
  /** In the reader's language. */
  name: z.string(),
  state: z.enum(['applied', 'asked_back', 'qualified', 'active', 'restricted', 'suspended']),
  link: z.string(),
  /** How many people hold a role that is for it; null when it has no roles of its own. */
  people: z.number().nullable(),
  can: z.object({ /** Some of those roles are for the reader to give. */ giveRoles: z.boolean() }),
});
export type HomeProgram = z.output<typeof HomeProgram>;
export const Home = z.object({
  name: z.string(),
  partnerId: z.string(),
  country: z.string(),
  vetting: Vetting,
  roles: z.array(z.string()),
  tasks: z.array(HomeTask),
  figures: z.array(HomeFigure),
  programs: z.array(HomeProgram),
});

/** What else is to do, from later features: who may do it is filled in by `getHome`. */
export interface OpenTask {
  readonly key: string;
  readonly link: string;
  readonly permission: 'signed-in' | Permission;
  /** Comes before what is left of the company's own profile: something stands still for it. */
  readonly isFirst?: boolean;
  /** What its sentences name. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** The program that it belongs to. */
  readonly program?: string;
}
export const HomeTasks = question<Record<string, never>, OpenTask[]>('accounts.home_tasks');
export const HomeFigures = question<Record<string, never>, HomeFigure[]>('accounts.home_figures');
/** The programs of the company, in the catalog's order. */
export const HomePrograms = question<Record<string, never>, HomeProgram[]>('accounts.home_programs');
/** Who of the company's people holds a role among these; at most five. */
export const WhoHolds = question<{ readonly roles: readonly string[] }, (Helper & { readonly roles: readonly string[] })[]>('accounts.who_holds');

/** What later features add to the operator's read-only look into an account. */
export const LookedPerson = z.object({
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  state: z.string(),
  roles: z.array(z.string()),
  lastUsedAt: z.date().nullable(),
});
export interface LookPart {
  readonly people: z.output<typeof LookedPerson>[];
  readonly peopleCount: number;
  readonly invitationCount: number;
}
export const LookInto = question<{ readonly accountId: string }, LookPart>('accounts.look_into');

export const lookReasons = ['verification', 'support', 'audit', 'other'] as const;
export const Look = z.object({ at: z.date(), by: z.string(), why: z.enum(lookReasons), note: z.string().nullable() });
export const AccountLine = z.object({
  accountId: z.uuid(),
  partnerId: z.string(),
  name: z.string(),
  country: z.string(),
  vetting: z.enum(vettingStatuses),
  state: z.enum(accountStates),
  createdAt: z.date(),
});
export const Duplicate = z.object({ accountId: z.uuid(), partnerId: z.string(), name: z.string(), state: z.enum(accountStates) });

/** What a company number, a VAT number or an address is refused with comes as `request.invalid`, field by field. */
export const ShutsYouOut = defineProblem('sign_in_policy.shuts_you_out', 409, z.object({ own: z.array(z.string()) }));
/** A program of the company keeps the legal name as it is while the company is verified; the operator changes it on request. */
export const LegalNameLocked = defineProblem('accounts.legal_name_locked', 409, z.object({ programName: z.string() }));
export const ContactLinkNotUsable = defineProblem('accounts.contact_link_not_usable', 410, z.object({}));

export const AccountCreated = announcement('accounts.created', z.object({ name: z.string(), partnerId: z.string(), country: z.string() }));
export const LegalProfileChanged = announcement('accounts.legal_profile_changed', z.object({ fields: z.array(z.string()), checkedAgain: z.boolean() }));
export const PrimaryContactChanged = announcement('accounts.primary_contact_changed', z.object({ name: z.string() }));
export const PrimaryContactConfirmed = announcement('accounts.primary_contact_confirmed', z.object({ name: z.string() }));
export const SupportDetailsChanged = announcement('accounts.support_details_changed', z.object({}));
export const TaxExemptionChosen = announcement('accounts.tax_exemption_chosen', z.object({ choice: z.enum(taxExemptions) }));
export const SignInPolicyChanged = announcement('accounts.sign_in_policy_changed', z.object({ accepted: z.array(z.string()) }));
export const LookedAt = announcement('accounts.looked_at', z.object({ why: z.enum(lookReasons), note: z.string().nullable() }));
