import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import { secondFactorAsks } from '../../../core/secondFactor.ts';
import { NotToYourself, RoleNotYours } from './giving.ts';
import { protectedMinutes } from './joinRequests.ts';

/** Why someone has no second factor. */
export const lackReasons = ['never_set_up', 'guest', 'excepted', 'frozen'] as const;
export type LackReason = (typeof lackReasons)[number];

/** Days that an exception may last; who needs longer is looked at again. */
export const exceptionDays = 90;
/** Days ahead that a policy may be announced. */
export const announcedDays = 365;

const Asks = z.enum(secondFactorAsks);
export const FactorLine = z.object({
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  isGuest: z.boolean(),
  isAdmin: z.boolean(),
  passkeys: z.number(),
  hasApp: z.boolean(),
  since: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  /** When they were last in the portal for this company. */
  lastSeenAt: z.date().nullable(),
  /** Null: has one. */
  lacks: z.enum(lackReasons).nullable(),
  exceptedUntil: z.date().nullable(),
});
export type FactorLine = z.output<typeof FactorLine>;

const Share = z.object({ having: z.number(), of: z.number() });
const Report = z.object({ everyone: Share, admins: Share, passkeys: z.number(), apps: z.number(), excepted: z.number() });

const Policy = z.object({
  asks: Asks,
  /** From when on; until then `before` holds. */
  from: z.date().nullable(),
  before: Asks,
  /** What holds today. */
  today: Asks,
  version: z.number(),
  can: z.object({ edit: z.boolean() }),
});
export type SecondFactorPolicy = z.output<typeof Policy>;

const Exception = z.object({
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  reason: z.string(),
  endsAt: z.date(),
  givenBy: z.string().nullable(),
  givenAt: z.date(),
  can: z.object({ end: z.boolean() }),
});

export const SecondFactorPolicyChanged = announcement('accounts.second_factor_policy_changed', z.object({ asks: Asks, from: z.iso.datetime().nullable() }));
export const SecondFactorExcepted = announcement(
  'members.second_factor_excepted',
  z.object({ name: z.string(), reason: z.string(), endsAt: z.iso.datetime() }),
);
export const SecondFactorExceptionEnded = announcement('members.second_factor_exception_ended', z.object({ name: z.string() }));

const narrowed = { search: z.string().max(200).optional(), only: z.enum(['having', 'lacking']).optional() };

export const secondFactorEndpoints = {
  getSecurityReport: endpoint({
    within: 'account',
    method: 'GET',
    path: '/security-report',
    permission: 'security_report',
    summary: 'How many of the company’s people have a second factor',
    input: z.object({}),
    output: Report,
  }),
  listSecondFactors: endpoint({
    within: 'account',
    method: 'GET',
    path: '/security-report/people',
    permission: 'security_report',
    stepUp: protectedMinutes,
    byToken: true,
    summary: 'Who has which second factor, since when, last used; or why not',
    input: PageInput.extend(narrowed),
    output: Page(FactorLine),
  }),
  exportSecondFactors: endpoint({
    within: 'account',
    method: 'GET',
    path: '/security-report/export',
    permission: 'security_report',
    exports: true,
    stepUp: protectedMinutes,
    answers: 'stream',
    summary: 'The security report as CSV in the reader’s language',
    input: z.object(narrowed),
    output: z.unknown(),
  }),
  getSecondFactorPolicy: endpoint({
    within: 'account',
    method: 'GET',
    path: '/second-factor-policy',
    permission: 'sign_in_policy',
    versioned: true,
    summary: 'Of whom the company asks a second factor',
    input: z.object({}),
    output: Policy,
  }),
  previewSecondFactorPolicy: endpoint({
    within: 'account',
    method: 'GET',
    path: '/second-factor-policy/preview',
    permission: 'sign_in_policy',
    needs: 'edit',
    summary: 'Who would be sent to set up a second factor',
    input: z.object({ asks: Asks }),
    output: z.object({
      /** Whom it would ask. */
      meant: z.number(),
      /** Of these, who has none and is not excepted. */
      lacking: z.number(),
      people: z.array(z.object({ personId: z.uuid(), name: z.string(), email: z.string() })),
    }),
  }),
  setSecondFactorPolicy: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/second-factor-policy',
    permission: 'sign_in_policy',
    versioned: true,
    stepUp: 10,
    summary: 'Choose of whom the company asks a second factor, and from when on; in force with the next request',
    input: z.object({ asks: Asks, /** Null: at once. */ from: z.coerce.date().nullable(), version: z.number().int() }),
    output: Policy,
    problems: [ChangedMeanwhile],
  }),
  listSecondFactorExceptions: endpoint({
    within: 'account',
    method: 'GET',
    path: '/second-factor-exceptions',
    permission: 'second_factor_exception',
    summary: 'Whom the company lets in without a second factor, why, and until when',
    input: z.object({}),
    output: z.object({ items: z.array(Exception) }),
  }),
  exceptFromSecondFactor: endpoint({
    within: 'account',
    method: 'POST',
    path: '/second-factor-exceptions',
    permission: 'second_factor_exception',
    stepUp: 10,
    summary: 'Let one person in without a second factor for a while',
    input: z.object({ email: z.email().max(254), reason: z.string().trim().min(10).max(500), endsAt: z.coerce.date() }),
    output: z.object({ personId: z.uuid() }),
    problems: [NotToYourself, RoleNotYours],
  }),
  endSecondFactorException: endpoint({
    within: 'account',
    method: 'DELETE',
    path: '/second-factor-exceptions/:personId',
    permission: 'second_factor_exception',
    stepUp: 10,
    summary: 'End an exception; in force with the next request',
    input: z.object({ personId: Id }),
    output: z.object({}),
    problems: [NotFound],
  }),
};
