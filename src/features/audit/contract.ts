import { z } from 'zod';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { defineProblem } from '../../core/problem.ts';
import { announcement } from '../../core/announcement.ts';
import { profileEndpoints } from './contract/profile.ts';
import { verifyEndpoints } from './contract/verify.ts';

/** Kinds of change: the first word of an announcement's name leads to one. A new noun belongs into one of them. */
export const areas = {
  people: ['members', 'invitations', 'join_requests', 'imports', 'see_as', 'reset_requests'],
  roles: ['roles', 'role_requests', 'grants', 'operators', 'rights'],
  company: [
    'accounts',
    'locations',
    'business_profiles',
    'leads',
    'terms',
    'agreements',
    'verification',
    'relations',
    'merges',
    'closings',
    'tax',
    'figures',
    'support',
    'help_consents',
    'views',
  ],
  customers: ['customers', 'customer_invitations', 'delegations', 'customer_users', 'licenses', 'self_purchases', 'validation_codes'],
  orders: ['orders', 'carts', 'subscriptions', 'bulk_changes', 'budgets', 'transfers'],
  catalog: ['catalog', 'arrangements', 'retail', 'price_lists', 'price_groups', 'promotions'],
  programs: [
    'programs',
    'enrollments',
    'reseller_accounts',
    'publishers',
    'resources',
    'learning',
    'applications',
    'consents',
    'programs_let_in',
    'keys',
    'webhooks',
  ],
  sign_in: ['identity', 'recovery', 'access_requests', 'elevations', 'domains', 'directories', 'provisioning'],
  center: ['center', 'news', 'mails', 'jobs', 'activity', 'support_contacts', 'articles', 'sentences', 'suggestions'],
} as const;
export type Area = keyof typeof areas;
export const areaNames = Object.keys(areas) as Area[];
export const areaOf = (name: string): Area | null => areaNames.find((area) => (areas[area] as readonly string[]).includes(name.split('.')[0] ?? '')) ?? null;

/** The operator reads a company's log only after saying why, as for everything else of a company; the company is told. */
export const LookFirst = defineProblem('activity.look_first', 409, z.object({ accountId: z.string() }));
/** Personal values of the log were erased; the entries stay. */
export const ValuesErased = announcement('activity.values_erased', z.object({ entries: z.number(), values: z.number() }));

const Someone = z.object({ personId: z.uuid().nullable(), name: z.string().nullable() });
export const ActivityLine = z.object({
  entryId: z.uuid(),
  at: z.date(),
  /** What happened; its sentence is `announcements.<name>`, with the values of `details`. */
  name: z.string(),
  details: z.record(z.string(), z.unknown()),
  /** `email`: under which the company knows whoever did it now, if it does. */
  by: Someone.extend({ kind: z.enum(['nobody', 'person', 'operator', 'app', 'system']), email: z.string().nullable().optional() }),
  /** The person whom it concerns, when it is one. */
  concerned: Someone.nullable(),
  /** Its place in the chain; null while it is not sealed. */
  place: z.number().nullable(),
});
export type ActivityLine = z.output<typeof ActivityLine>;

export const ActivityEntry = ActivityLine.extend({
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  origin: z.object({
    address: z.string().nullable(),
    browser: z.string().nullable(),
    system: z.string().nullable(),
    requestId: z.string().nullable(),
    /** Through which application. */
    application: z.string().nullable(),
  }),
  seal: z.object({ sealedAt: z.date(), line: z.string(), link: z.string(), /** How many of its personal values were erased. */ erased: z.number() }).nullable(),
});
export type ActivityEntry = z.output<typeof ActivityEntry>;

/** Instants; `to` is not included. */
export const ActivityFilter = z.object({
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
  /** Whoever did it, and whom it concerns. */
  by: Id.optional(),
  about: Id.optional(),
  /** One or several areas, separated by commas. */
  area: z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(areaNames)))
    .optional(),
  /** One kind of change: an announcement's name. */
  kind: z.string().max(80).optional(),
  /** Words, each part of a name, an e-mail address, an IP address or what was written. */
  search: z.string().max(200).optional(),
});
export type ActivityFilter = z.output<typeof ActivityFilter>;

/** How far the log is sealed, and what proves it. */
export const SealState = z.object({
  /** The last entry in the chain. */
  sealed: z.object({ place: z.number(), link: z.string(), at: z.date() }).nullable(),
  /** Entries that are not in the chain yet, and since when the oldest waits. */
  waiting: z.number(),
  waitingSince: z.date().nullable(),
  /** The newest signed head. */
  head: z
    .object({ day: z.string(), place: z.number(), link: z.string(), signedAt: z.date(), keyId: z.string(), statement: z.string(), signature: z.string() })
    .nullable(),
  key: z.object({ keyId: z.string(), publicKey: z.string(), fingerprint: z.string() }),
});
export type SealState = z.output<typeof SealState>;

const Doers = z.object({ items: z.array(z.object({ personId: z.uuid(), name: z.string() })) });
export const exportFormats = ['csv', 'jsonl'] as const;
const Export = ActivityFilter.extend({ format: z.enum(exportFormats).default('csv') });
const EntryId = z.object({ entryId: Id });
/** Of which log the operator asks: a company's, or the center's own. */
const of = { accountId: Id.optional() };
const own = { within: 'account', permission: 'activity_log', method: 'GET' } as const;
const operators = { within: 'operator', permission: 'op.activity', method: 'GET', problems: [LookFirst] } as const;

export const audit = {
  ...profileEndpoints,
  ...verifyEndpoints,
  listActivity: endpoint({
    ...own,
    path: '/activity',
    summary: 'What happened in the company, the newest first',
    input: PageInput.extend(ActivityFilter.shape),
    output: Page(ActivityLine),
  }),
  listDoers: endpoint({ ...own, path: '/activity/doers', summary: 'Who did something, for the filter', input: z.object({}), output: Doers }),
  getSeal: endpoint({
    ...own,
    path: '/activity/seal',
    summary: 'How far the activity log is sealed, and with which key',
    input: z.object({}),
    output: SealState,
  }),
  exportActivity: endpoint({
    ...own,
    path: '/activity/export',
    exports: true,
    answers: 'stream',
    summary: 'The activity log as CSV or, with its proof, as JSON lines',
    input: Export,
    output: z.unknown(),
  }),
  getEntry: endpoint({
    ...own,
    path: '/activity/entries/:entryId',
    summary: 'One entry with what was before and after',
    input: EntryId,
    output: ActivityEntry,
  }),

  listCenterActivity: endpoint({
    ...operators,
    path: '/activity',
    summary: 'What happened in the center, or in a company',
    input: PageInput.extend(ActivityFilter.shape).extend(of),
    output: Page(ActivityLine),
  }),
  listCenterDoers: endpoint({ ...operators, path: '/activity/doers', summary: 'Who did something there, for the filter', input: z.object(of), output: Doers }),
  getCenterSeal: endpoint({
    ...operators,
    path: '/activity/seal',
    summary: 'How far that log is sealed, and with which key',
    input: z.object(of),
    output: SealState,
  }),
  exportCenterActivity: endpoint({
    ...operators,
    path: '/activity/export',
    answers: 'stream',
    summary: 'That log as CSV or, with its proof, as JSON lines',
    input: Export.extend(of),
    output: z.unknown(),
  }),
  getCenterEntry: endpoint({
    ...operators,
    path: '/activity/entries/:entryId',
    summary: 'One entry of that log',
    input: EntryId.extend(of),
    output: ActivityEntry,
  }),
};
