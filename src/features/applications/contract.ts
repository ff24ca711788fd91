import { z } from 'zod';
import { credentialStates } from '../../core/credential.ts';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import type { Permission } from '../../core/grants.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { defineProblem } from '../../core/problem.ts';
import { ChangedMeanwhile } from '../../core/problems.ts';

/** What an application may ask for, and the most of it: nothing that gives rights, secrets, or ways to sign in. */
const asked = {
  customers: 'edit',
  'customers.create': 'edit',
  'customers.details': 'edit',
  'customers.billing': 'edit',
  'customers.relationship': 'edit',
  'customers.relationship.remove': 'edit',
  'customers.delegated_admin': 'edit',
  'customers.act_on_behalf': 'edit',
  'customers.agreements': 'view',
  'customers.agreements.attest': 'edit',
  'customers.self_purchase': 'edit',
  subscriptions: 'edit',
  transfers: 'edit',
  catalog: 'view',
  pricing: 'view',
  'pricing.retail': 'edit',
  invoices: 'edit',
  service_health: 'view',
  relations: 'view',
  'support.requests': 'edit',
  agreements: 'view',
  'agreements.status': 'view',
  activity_log: 'view',
  legal_profile: 'edit',
  support_profile: 'edit',
  billing_profile: 'edit',
  'billing_profile.address': 'edit',
  'billing_profile.vat': 'edit',
  locations: 'edit',
  programs: 'view',
  users: 'view',
  roles: 'view',
  security_report: 'view',
  app_users: 'edit',
  webhooks: 'edit',
} as const satisfies Partial<Record<Permission, 'view' | 'edit'>>;
export const askable = Object.keys(asked) as (keyof typeof asked)[];
export const canAskToEdit = (permission: keyof typeof asked): boolean => asked[permission] === 'edit';

export const Ask = z
  .object({ permission: z.enum(askable), level: z.enum(['view', 'edit']) })
  .refine(({ permission, level }) => level === 'view' || canAskToEdit(permission), { error: 'invalid_value', path: ['level'] });
export type Ask = z.output<typeof Ask>;
const Asks = z.array(Ask).min(1).max(askable.length);

export const keyKinds = ['secret', 'certificate'] as const;
/** Live ones of each kind: a second one, so that the first can be replaced without a pause. */
export const keysAtOnce = 2;
export const secretMonths = [3, 6, 12, 24] as const;

const Key = z.object({
  keyId: z.uuid(),
  kind: z.enum(keyKinds),
  name: z.string(),
  /** The last characters of a secret, the fingerprint of a certificate. */
  hint: z.string(),
  createdAt: z.date(),
  createdBy: z.string(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
  state: z.enum(credentialStates),
});
export type Key = z.output<typeof Key>;
const Application = z.object({
  /** The client id. */
  applicationId: z.uuid(),
  name: z.string(),
  description: z.string(),
  redirects: z.array(z.string()),
  asks: Asks,
  state: z.enum(['active', 'retired']),
  createdAt: z.date(),
  createdBy: z.string(),
  version: z.number().int(),
  /** When the last of its live keys ends; null: it has none. */
  expiresAt: z.date().nullable(),
  partners: z.number(),
  /** `end`: its keys, or all of it; a suspended company still may. */
  can: z.object({ edit: z.boolean(), end: z.boolean() }),
});
export type Application = z.output<typeof Application>;
const Consent = z.object({
  consentId: z.uuid(),
  applicationId: z.uuid(),
  application: z.string(),
  other: z.object({ partnerId: z.string(), name: z.string() }),
  grants: Asks,
  givenAt: z.date(),
  givenBy: z.string().nullable(),
  endedAt: z.date().nullable(),
  endedBy: z.enum(['partner', 'integrator']).nullable(),
  version: z.number().int(),
  can: z.object({ revoke: z.boolean() }),
});
export type Consent = z.output<typeof Consent>;

export const ApplicationRetired = defineProblem('applications.retired', 409, z.object({}));
export const TooManyKeys = defineProblem('applications.too_many_keys', 409, z.object({ most: z.number() }));
/** No active application has this client id, or what it asks for has changed since it was read. */
export const ApplicationUnknown = defineProblem('applications.unknown', 404, z.object({}));
export const AsksChanged = defineProblem('applications.asks_changed', 409, z.object({}));
export const OwnApplication = defineProblem('applications.own', 409, z.object({}));
export const AlreadyConsented = defineProblem('applications.already_consented', 409, z.object({}));
export const ConsentOver = defineProblem('applications.consent_over', 409, z.object({}));

const named = z.object({ application: z.string() });
export const ApplicationRegistered = announcement('applications.registered', named);
export const ApplicationChanged = announcement('applications.changed', named);
export const ApplicationWithdrawn = announcement('applications.withdrawn', named);
export const KeyAdded = announcement('applications.key_added', named.extend({ name: z.string() }));
export const KeyEnded = announcement('applications.key_ended', named.extend({ name: z.string() }));
export const KeyExpiring = announcement('applications.key_expiring', named.extend({ name: z.string(), days: z.number() }));
const between = named.extend({ counterpart: z.string(), side: z.enum(['partner', 'integrator']) });
export const ConsentGiven = announcement('consents.given', between);
export const ConsentEnded = announcement('consents.ended', between);

const words = { name: z.string().trim().min(1).max(100), description: z.string().trim().min(1).max(500) };
const described = { ...words, redirects: z.array(z.string().trim().min(1).max(500)).max(10), asks: Asks };
const one = z.object({ applicationId: Id });
const act = { within: 'account', method: 'POST', permission: 'app_users', stepUp: 10 } as const;
const read = { within: 'account', method: 'GET', permission: 'app_users' } as const;

export const applications = {
  listApplications: endpoint({
    ...read,
    path: '/applications',
    summary: 'Applications that the company has registered, the newest first',
    input: PageInput,
    output: Page(Application).extend({ can: z.object({ register: z.boolean() }) }),
  }),
  getApplication: endpoint({
    ...read,
    path: '/applications/:applicationId',
    summary: 'One application with its secrets (never themselves) and certificates',
    input: one,
    output: Application.extend({ keys: z.array(Key) }),
  }),
  registerApplication: endpoint({
    ...act,
    path: '/applications',
    summary: 'Register an application, for the company itself or (as an integrator) for partners, with the addresses it may lead back to and what it asks for',
    input: z.object(described),
    output: z.object({ applicationId: z.uuid() }),
  }),
  changeApplication: endpoint({
    ...act,
    path: '/applications/:applicationId',
    summary: 'Change an application; consents stay as they were given',
    input: one.extend({ ...described, version: z.number().int() }),
    output: z.object({ version: z.number().int() }),
    problems: [ApplicationRetired, ChangedMeanwhile],
  }),
  retireApplication: endpoint({
    ...act,
    takesAway: true,
    path: '/applications/:applicationId/retire',
    summary: 'Retire an application for good: its keys and every consent end at once',
    input: one.extend({ version: z.number().int() }),
    output: z.object({ consents: z.number() }),
    problems: [ApplicationRetired, ChangedMeanwhile],
  }),
  addSecret: endpoint({
    ...act,
    path: '/applications/:applicationId/secrets',
    summary: 'Make a client secret; it is in this answer and nowhere else',
    input: one.extend({ name: words.name, months: z.coerce.number().pipe(z.literal(secretMonths)) }),
    output: z.object({ keyId: z.uuid(), value: z.string(), expiresAt: z.date() }),
    problems: [ApplicationRetired, TooManyKeys],
  }),
  addCertificate: endpoint({
    ...act,
    path: '/applications/:applicationId/certificates',
    summary: 'Add the public part of a certificate (X.509, PEM)',
    input: one.extend({ name: words.name, certificate: z.string().trim().min(1).max(20_000) }),
    output: z.object({ keyId: z.uuid(), hint: z.string(), expiresAt: z.date() }),
    problems: [ApplicationRetired, TooManyKeys],
  }),
  endKey: endpoint({
    ...act,
    takesAway: true,
    path: '/applications/:applicationId/keys/:keyId/end',
    summary: 'End a secret or a certificate at once',
    input: one.extend({ keyId: Id }),
    output: z.object({}),
  }),
  listConsentsTo: endpoint({
    ...read,
    path: '/applications/:applicationId/consents',
    summary: 'Partners that have consented to the application, the newest first',
    input: one.extend(PageInput.shape),
    output: Page(Consent),
  }),
  findApplication: endpoint({
    ...read,
    path: '/consents/applications/:applicationId',
    perMinute: 30,
    summary: 'An application by its client id, before consenting: whose it is and what it asks for',
    input: one,
    output: z.object({
      applicationId: z.uuid(),
      name: z.string(),
      description: z.string(),
      company: z.object({ partnerId: z.string(), name: z.string() }),
      asks: Asks,
      /** What it has been granted already. */
      granted: Asks.nullable(),
    }),
    problems: [ApplicationUnknown],
  }),
  listConsents: endpoint({
    ...read,
    path: '/consents',
    summary: 'What the company has consented to, the newest first',
    input: PageInput,
    output: Page(Consent).extend({ can: z.object({ give: z.boolean() }) }),
  }),
  giveConsent: endpoint({
    ...act,
    path: '/consents',
    summary: 'Consent to an application with exactly the permissions that one was shown',
    input: one.extend({ grants: Asks }),
    output: z.object({ consentId: z.uuid() }),
    problems: [ApplicationUnknown, AsksChanged, OwnApplication, AlreadyConsented],
  }),
  revokeConsent: endpoint({
    ...act,
    takesAway: true,
    path: '/consents/:consentId/revoke',
    summary: 'Revoke a consent, in force at once',
    input: z.object({ consentId: Id }),
    output: z.object({}),
    problems: [ConsentOver],
  }),
};
