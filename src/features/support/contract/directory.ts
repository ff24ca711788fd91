import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Locale } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';

/** Ways of reaching somebody; each is a message, `support.kind.<kind>`. */
export const contactKinds = ['phone', 'email', 'callback', 'chat', 'web', 'postal'] as const;
export type ContactKind = (typeof contactKinds)[number];
/** What one turns to them for; `*`: everything. Each is a message, `support.purpose.<purpose>`. */
export const purposes = ['*', 'access', 'account', 'billing', 'technical'] as const;
export type Purpose = (typeof purposes)[number];
/** The product of an entry that helps people to sign in, whatever their programs. */
export const signingIn = 'signin';
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** On these days from `open` to `close` by the clock there; a `close` that is not after `open` is the next day's. */
export const Hours = z
  .object({
    days: z.array(z.enum(weekdays)).min(1).max(7),
    open: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    close: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
  })
  .refine(({ open, close }) => open !== close, { error: 'open_is_close', path: ['close'] });
export type Hours = z.output<typeof Hours>;

const said = (limit: number) => z.partialRecord(Locale, z.string().trim().min(1).max(limit));
/** What the operator says of a way of reaching somebody. */
export const ContactFields = z.object({
  /** Two letters, or `*` for every country. */
  country: z.string().regex(/^(\*|[A-Z]{2})$/),
  /** `signin`, a program, or `*` for every product. */
  product: z.string().regex(/^(\*|[a-z][a-z0-9_]{1,39})$/),
  purpose: z.enum(purposes),
  kind: z.enum(contactKinds),
  /** A phone number, a mail address, an https address, or lines of an address. */
  value: z.string().trim().min(1).max(500),
  label: said(80),
  costNote: said(120),
  tollFree: z.boolean(),
  /** BCP 47, as spoken there. */
  languages: z.array(z.string().trim().min(2).max(20)).min(1).max(20),
  timeZone: z.string().min(1).max(60),
  /** Empty: at all times. */
  hours: z.array(Hours).max(14),
  /** The day on which somebody last made sure that it is right. */
  checkedOn: z.iso.date().nullable(),
});
export type ContactFields = z.output<typeof ContactFields>;

export const SupportContact = ContactFields.extend({ contactId: z.uuid(), /** As one reads it aloud. */ shown: z.string(), version: z.number().int() });
export type SupportContact = z.output<typeof SupportContact>;

/** What can be wrong with a cell of a file; the sentence `contacts.fault.<code>` says it with its cure. */
export const cellFaults = [
  'required',
  'too_long',
  'unknown_country',
  'unknown_product',
  'unknown_purpose',
  'unknown_kind',
  'not_a_phone',
  'not_an_address',
  'https_only',
  'not_yes_or_no',
  'unknown_language',
  'unknown_zone',
  'unknown_day',
  'not_a_time',
  'open_is_close',
  'spans_differ',
  'not_a_day',
  'twice',
  'cells_over',
  'unreadable',
  'unknown_heading',
  'heading_twice',
  'no_heading',
] as const;
export const CellFault = z.object({
  row: z.number(),
  /** As the file's first line names it; null: the row as a whole. */
  column: z.string().nullable(),
  code: z.enum(cellFaults),
  value: z.string(),
});
export type CellFault = z.output<typeof CellFault>;
export const ContactChange = z.object({ change: z.enum(['added', 'changed', 'removed']), country: z.string(), name: z.string() });
export type ContactChange = z.output<typeof ContactChange>;

/** Entries that one directory may have. */
export const mostContacts = 2_000;
/** The file as a whole cannot be read: it is no text, a workbook, too large … Its sentence is `imports.file.<fault>`. */
export const ContactFileWrong = defineProblem('support_contacts.file_wrong', 422, z.object({ fault: z.string(), at: z.string() }));
export const ContactsFaulty = defineProblem('support_contacts.faulty', 422, z.object({ count: z.number() }));
export const TooManyContacts = defineProblem('support_contacts.too_many', 422, z.object({ most: z.number() }));

const named = z.object({ name: z.string(), country: z.string() });
export const ContactAdded = announcement('support_contacts.added', named);
export const ContactChanged = announcement('support_contacts.changed', named);
export const ContactRemoved = announcement('support_contacts.removed', named);
export const ContactsOrdered = announcement('support_contacts.ordered', z.object({}));
export const ContactsImported = announcement('support_contacts.imported', z.object({ added: z.number(), changed: z.number(), removed: z.number() }));

/** A contact as visitors see it, with its hours as instants: each reads them by their own clock. */
export const ReachableContact = z.object({
  contactId: z.uuid(),
  country: z.string(),
  product: z.string(),
  productName: z.string().nullable(),
  purpose: z.enum(purposes),
  kind: z.enum(contactKinds),
  value: z.string(),
  shown: z.string(),
  label: z.string().nullable(),
  costNote: z.string().nullable(),
  tollFree: z.boolean(),
  languages: z.array(z.string()),
  checkedOn: z.string().nullable(),
  isOpen: z.boolean(),
  /** When it closes, or opens again; null: never, as far as one can see. */
  changesAt: z.date().nullable(),
  /** When it is open in the next seven days; empty with `isOpen`: at all times. */
  week: z.array(z.object({ from: z.date(), to: z.date() })),
});
export type ReachableContact = z.output<typeof ReachableContact>;

const operators = { within: 'operator', permission: 'op.contacts' } as const;
const byContact = z.object({ contactId: Id });
const file = z.object({ /** The file's bytes as base64. */ content: z.string().max(4_500_000) });
const fileProblems = [ContactFileWrong, TooManyContacts];

export const directoryEndpoints = {
  getDirectory: endpoint({
    within: 'public',
    method: 'GET',
    path: '/support-directory',
    permission: 'public',
    perMinute: 120,
    cacheSeconds: 30,
    summary: 'Whom to turn to in a country, with hours; nobody needs to be signed in',
    /** Without a country: what is there for every country. */
    input: z.object({ country: z.string().max(2).default('*'), locale: Locale }),
    output: z.object({
      country: z.string(),
      items: z.array(ReachableContact),
      /** Countries that can be chosen. */
      countries: z.array(z.string()),
      /** The desk of the center, for whom nothing else is there. */
      fallback: z.object({ email: z.string().nullable(), phone: z.string().nullable() }),
    }),
  }),
  listSupportContacts: endpoint({
    ...operators,
    method: 'GET',
    path: '/support-contacts',
    summary: 'The support directory in all its languages, and what is missing in it',
    input: z.object({}),
    output: z.object({
      items: z.array(SupportContact),
      /** Countries where someone who cannot sign in finds nobody, not even the desk. */
      unreachable: z.array(z.string()),
      /** Countries of partners that have no contact of their own and no one for all countries: the desk alone. */
      deskOnly: z.array(z.string()),
      products: z.array(z.object({ product: z.string(), name: z.string() })),
      countries: z.array(z.string()),
      can: z.object({ edit: z.boolean() }),
    }),
  }),
  addSupportContact: endpoint({
    ...operators,
    method: 'POST',
    path: '/support-contacts',
    stepUp: 10,
    summary: 'Add a contact to the support directory',
    input: ContactFields,
    output: SupportContact,
    problems: [TooManyContacts],
  }),
  editSupportContact: endpoint({
    ...operators,
    method: 'PUT',
    path: '/support-contacts/:contactId',
    stepUp: 10,
    versioned: true,
    summary: 'Change a contact of the support directory',
    input: ContactFields.extend({ contactId: Id, version: z.number().int() }),
    output: SupportContact,
    problems: [ChangedMeanwhile],
  }),
  removeSupportContact: endpoint({
    ...operators,
    method: 'DELETE',
    path: '/support-contacts/:contactId',
    stepUp: 10,
    summary: 'Remove a contact from the support directory',
    input: byContact,
    output: z.object({}),
  }),
  orderSupportContacts: endpoint({
    ...operators,
    method: 'PUT',
    path: '/support-contact-order',
    summary: 'Put the named contacts in this order, in the places that they have together',
    input: z.object({ contactIds: z.array(Id).min(1).max(mostContacts) }),
    output: z.object({}),
  }),
  exportSupportContacts: endpoint({
    ...operators,
    method: 'GET',
    path: '/support-contact-file',
    answers: 'file',
    summary: 'The whole directory as CSV, to be changed and imported',
    input: z.object({}),
    output: z.unknown(),
  }),
  previewSupportContacts: endpoint({
    ...operators,
    method: 'POST',
    path: '/support-contact-file/preview',
    summary: 'What importing a file would change, or what is wrong with it, cell by cell; changes nothing',
    input: file,
    output: z.object({ faults: z.array(CellFault), changes: z.array(ContactChange), unchanged: z.number() }),
    problems: fileProblems,
  }),
  importSupportContacts: endpoint({
    ...operators,
    method: 'POST',
    path: '/support-contact-file',
    stepUp: 10,
    summary: 'Replace the directory by that of a file; all of it or nothing',
    input: file,
    output: z.object({ changes: z.array(ContactChange) }),
    problems: [...fileProblems, ContactsFaulty],
  }),
};
