import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { defineProblem } from '../../core/problem.ts';
import { ChangedMeanwhile, TooManyRequests } from '../../core/problems.ts';
import { type EventName, eventNames, everyEvent, wireNames } from './contract/events.ts';

export { type EventName, eventNames, everyEvent, testEvent, type WireName, wireNames, wireOffered } from './contract/events.ts';

export const endpointStates = ['active', 'paused', 'disabled'] as const;
/** Why it was disabled: the receiver said that it is gone for good (410), or nothing got through for three days. */
export const disabledReasons = ['gone', 'failing'] as const;
/** `failed` and `parked`: not tried any more, of an endpoint and of the registration of the wire API. */
export const deliveryStates = ['waiting', 'delivered', 'failed', 'parked'] as const;
/** Why there was no answer; see server/outgoing.ts. */
export const failures = ['address', 'inner_network', 'unreachable', 'too_slow', 'too_large', 'too_many_redirects'] as const;
export const endpointsAtMost = 20;
export const testsPerMinute = 2;
/** Hours for which a replaced secret signs beside the new one. */
export const bothSecretsHours = 24;
export const keptDays = 30;
export const testKeptDays = 7;

const Endpoint = z.object({
  endpointId: z.uuid(),
  /** `registration`: made by a program through the wire API. */
  kind: z.enum(['endpoint', 'registration']),
  name: z.string(),
  url: z.string(),
  /** Names of events, or `*`. */
  events: z.array(z.string()),
  state: z.enum(endpointStates),
  reason: z.enum(disabledReasons).nullable(),
  /** Since when nothing has got through. */
  failingSince: z.date().nullable(),
  /** Until when the secret before the last one still signs. */
  formerUntil: z.date().nullable(),
  createdAt: z.date(),
  createdBy: z.string(),
  version: z.number().int(),
  can: z.object({ edit: z.boolean(), end: z.boolean() }),
});
export type Endpoint = z.output<typeof Endpoint>;
const Delivery = z.object({
  endpointId: z.uuid(),
  endpoint: z.string(),
  /** Stays the same however often it is sent: `webhook-id`. */
  eventId: z.uuid(),
  event: z.string(),
  isTest: z.boolean(),
  state: z.enum(deliveryStates),
  createdAt: z.date(),
  attempts: z.number().int(),
  nextAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  /** What the last attempt brought: the answer's status, or why there was none. */
  status: z.number().int().nullable(),
  failure: z.enum(failures).nullable(),
});
export type Delivery = z.output<typeof Delivery>;
const Attempt = z.object({
  attempt: z.number().int(),
  at: z.date(),
  durationMs: z.number().int(),
  status: z.number().int().nullable(),
  failure: z.enum(failures).nullable(),
  /** The first characters of the answer. */
  answer: z.string().nullable(),
});
export type Attempt = z.output<typeof Attempt>;
const Registration = z.object({
  subscriberId: z.uuid(),
  url: z.string(),
  events: z.array(z.enum(wireNames)),
  /** The documented signature in `x-ms-signature` instead of in `Authorization`. */
  inOwnHeader: z.boolean(),
  state: z.enum(endpointStates),
});
export type Registration = z.output<typeof Registration>;

export const TooManyEndpoints = defineProblem('webhooks.too_many', 409, z.object({ most: z.number() }));
/** Paused or disabled: nothing is sent to it. */
export const EndpointNotActive = defineProblem('webhooks.not_active', 409, z.object({}));
/** It waits to be sent, or there is nothing to send again. */
export const NothingToRedeliver = defineProblem('webhooks.nothing_to_redeliver', 409, z.object({}));
/** Between rehearsal and doing it something was delivered, or failed. */
export const OtherCount = defineProblem('webhooks.other_count', 409, z.object({ count: z.number() }));

/** Of the address only its host: the rest may hold what opens a door. */
const named = z.object({ name: z.string(), host: z.string() });
export const WebhookAdded = announcement('webhooks.added', named);
export const WebhookChanged = announcement('webhooks.changed', named);
export const WebhookPaused = announcement('webhooks.paused', named);
export const WebhookResumed = announcement('webhooks.resumed', named);
export const WebhookRemoved = announcement('webhooks.removed', named);
export const WebhookSecretReplaced = announcement('webhooks.secret_replaced', named);
export const WebhookDisabled = announcement('webhooks.disabled', named.extend({ why: z.enum(disabledReasons) }));
export const WebhookRedelivered = announcement('webhooks.redelivered', named.extend({ count: z.number() }));

const url = z.string().trim().min(1).max(2000);
const described = {
  name: z.string().trim().min(1).max(100),
  url,
  events: z
    .union([z.tuple([z.literal(everyEvent)]), z.array(z.enum(eventNames as readonly [EventName, ...EventName[]])).min(1)])
    .transform((events): string[] => [...new Set<string>(events)]),
};
/** In any spelling of its letters, as clients write it. */
const WireEvent = z
  .string()
  .max(100)
  .transform((text) => wireNames.find((name) => name.toLowerCase() === text.trim().toLowerCase()) ?? text)
  .pipe(z.enum(wireNames));

const one = z.object({ endpointId: Id });
const versioned = one.extend({ version: z.number().int() });
const act = { within: 'account', method: 'POST', permission: 'webhooks' } as const;
const read = { within: 'account', method: 'GET', permission: 'webhooks' } as const;
const since = { since: z.coerce.date() };

export const webhooks = {
  listEventTypes: endpoint({
    ...read,
    path: '/webhooks/events',
    summary: 'Every event that an endpoint can ask for',
    input: z.object({}),
    output: z.object({ items: z.array(z.object({ name: z.string(), area: z.string() })) }),
  }),
  listEndpoints: endpoint({
    ...read,
    path: '/webhooks',
    summary: 'Addresses that are told of what happens in the company, the newest first',
    input: PageInput,
    output: Page(Endpoint).extend({ can: z.object({ add: z.boolean() }) }),
  }),
  getEndpoint: endpoint({ ...read, path: '/webhooks/:endpointId', summary: 'One of them; its secret is never shown again', input: one, output: Endpoint }),
  addEndpoint: endpoint({
    ...act,
    stepUp: 10,
    path: '/webhooks',
    summary: 'Have an address told of events; its secret is in this answer and nowhere else',
    input: z.object(described),
    output: z.object({ endpointId: z.uuid(), value: z.string() }),
    problems: [TooManyEndpoints],
  }),
  changeEndpoint: endpoint({
    ...act,
    stepUp: 10,
    path: '/webhooks/:endpointId',
    summary: 'Change the name, the address or the events of an endpoint',
    input: versioned.extend(described),
    output: z.object({ version: z.number().int() }),
    problems: [ChangedMeanwhile],
  }),
  pauseEndpoint: endpoint({
    ...act,
    takesAway: true,
    path: '/webhooks/:endpointId/pause',
    summary: 'Send nothing to an endpoint for now; what happens meanwhile is not kept for it',
    input: versioned,
    output: z.object({ version: z.number().int() }),
    problems: [ChangedMeanwhile, EndpointNotActive],
  }),
  resumeEndpoint: endpoint({
    ...act,
    path: '/webhooks/:endpointId/resume',
    summary: 'Send to a paused or disabled endpoint again, from now on',
    input: versioned,
    output: z.object({ version: z.number().int() }),
    problems: [ChangedMeanwhile],
  }),
  removeEndpoint: endpoint({
    ...act,
    takesAway: true,
    path: '/webhooks/:endpointId/remove',
    summary: 'Remove an endpoint with everything that was sent to it',
    input: versioned,
    output: z.object({}),
    problems: [ChangedMeanwhile],
  }),
  replaceSecret: endpoint({
    ...act,
    stepUp: 10,
    path: '/webhooks/:endpointId/secret',
    summary: 'Make a new secret; for a day both sign, so that receivers can change over without a pause',
    input: one,
    output: z.object({ value: z.string(), formerUntil: z.date() }),
  }),
  sendTest: endpoint({
    ...act,
    path: '/webhooks/:endpointId/test',
    summary: 'Send a test event, twice a minute at most',
    input: one,
    output: z.object({ eventId: z.uuid() }),
    problems: [EndpointNotActive, TooManyRequests],
  }),

  listDeliveries: endpoint({
    ...read,
    path: '/webhooks/deliveries',
    summary: 'What was sent and what waits to be, the newest first, for 30 days',
    input: PageInput.extend({ endpointId: Id.optional(), state: z.enum(deliveryStates).optional(), event: z.string().max(100).optional() }),
    output: Page(Delivery),
  }),
  getDelivery: endpoint({
    ...read,
    path: '/webhooks/:endpointId/deliveries/:eventId',
    summary: 'One delivery: what is sent, and every attempt',
    input: one.extend({ eventId: Id }),
    output: Delivery.extend({ body: z.string(), tried: z.array(Attempt), can: z.object({ redeliver: z.boolean() }) }),
  }),
  redeliver: endpoint({
    ...act,
    path: '/webhooks/:endpointId/deliveries/:eventId/redeliver',
    summary: 'Send an event once more, under its own id',
    input: one.extend({ eventId: Id }),
    output: z.object({}),
    problems: [EndpointNotActive, NothingToRedeliver],
  }),
  countFailed: endpoint({
    ...read,
    path: '/webhooks/:endpointId/failed',
    summary: 'How many events did not get through since an instant: what sending them again would do',
    input: one.extend(since),
    output: z.object({ count: z.number() }),
  }),
  redeliverFailed: endpoint({
    ...act,
    path: '/webhooks/:endpointId/redeliver',
    summary: 'Send again everything that did not get through since an instant; as many as were counted',
    input: one.extend({ ...since, count: z.number().int().min(0) }),
    output: z.object({ count: z.number() }),
    problems: [EndpointNotActive, OtherCount],
  }),

  listWireEvents: endpoint({
    ...read,
    path: '/webhooks/registration/events',
    summary: 'Documented events that the registration of the wire API can ask for',
    input: z.object({}),
    output: z.object({ items: z.array(z.enum(wireNames)) }),
  }),
  getRegistration: endpoint({
    ...read,
    path: '/webhooks/registration',
    summary: 'The registration that a program has made through the wire API',
    input: z.object({}),
    output: Registration,
  }),
  setRegistration: endpoint({
    ...act,
    method: 'PUT',
    path: '/webhooks/registration',
    summary: 'Make or replace the one registration of the wire API',
    input: z.object({ url, events: z.array(WireEvent).min(1).max(50), inOwnHeader: z.boolean().default(false), onlyIfThere: z.boolean().default(false) }),
    output: Registration,
  }),
  sendValidationEvent: endpoint({
    ...act,
    path: '/webhooks/registration/validation',
    summary: 'Send the documented test event to the registration, twice a minute at most',
    input: z.object({}),
    output: z.object({ correlationId: z.uuid() }),
    problems: [EndpointNotActive, TooManyRequests],
  }),
  getValidationEvent: endpoint({
    ...read,
    path: '/webhooks/registration/validation/:correlationId',
    summary: 'What became of a test event of the registration; kept for 7 days',
    input: z.object({ correlationId: Id }),
    output: z.object({
      correlationId: z.uuid(),
      accountId: z.uuid(),
      state: z.enum(deliveryStates),
      url: z.string(),
      attempts: z.array(Attempt.pick({ at: true, status: true, failure: true, answer: true })),
    }),
  }),
  getCertificate: endpoint({
    within: 'public',
    method: 'GET',
    permission: 'public',
    path: '/webhooks/certificates/:file',
    perMinute: 300,
    cacheSeconds: 3600,
    answers: 'file',
    summary: 'The certificate that events of the wire API are signed with, or the root that it leads to (X.509, DER)',
    input: z.object({ file: z.enum(['signing.cer', 'root.cer']) }),
    output: z.unknown(),
  }),
};
