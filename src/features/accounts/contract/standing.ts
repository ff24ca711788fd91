import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { type Permission, permissionKeys } from '../../../core/grants.ts';
import { Id } from '../../../core/id.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { question } from '../../../core/question.ts';

/** Why the operator suspends a company; each has words for why, and for the way back. */
export const suspensionReasons = ['unpaid_invoice', 'misuse', 'partner_harm', 'profile_rejected', 'other'] as const;
export type SuspensionReason = (typeof suspensionReasons)[number];
export const standings = ['active', 'suspended', 'closed'] as const;
export type Standing = (typeof standings)[number];

const Words = z.string().trim().min(1).max(1000);
export const Suspension = z.object({
  suspensionId: z.uuid(),
  reason: z.enum(suspensionReasons),
  /** The operator's own words to the company. */
  words: z.string(),
  suspendedAt: z.date(),
  liftedAt: z.date().nullable(),
  liftedWords: z.string().nullable(),
});
export type Suspension = z.output<typeof Suspension>;
/** As the operator's people see it: with who did it. */
export const KeptSuspension = Suspension.extend({ suspendedBy: z.string(), liftedBy: z.string().nullable(), version: z.number().int() });
export type KeptSuspension = z.output<typeof KeptSuspension>;

export const StandingNotInState = defineProblem('accounts.standing_not_in_state', 409, z.object({ state: z.enum(standings) }));

export const AccountSuspended = announcement('accounts.suspended', z.object({ cause: z.enum(suspensionReasons), words: z.string() }));
export const AccountReinstated = announcement('accounts.reinstated', z.object({ words: z.string() }));

/** The company closes its account on this day, unless it is taken back. */
export interface ClosingShown {
  readonly closesAt: Date;
  /** Where it is taken back, below the center, and the permission that this takes. */
  readonly link: string;
  readonly permission: Permission;
}
export const OpenClosing = question<Record<string, never>, ClosingShown[]>('accounts.open_closing');

const byAccount = z.object({ accountId: Id });
const Kept = z.object({
  name: z.string(),
  partnerId: z.string(),
  state: z.enum(standings),
  items: z.array(KeptSuspension),
  can: z.object({ suspend: z.boolean(), lift: z.boolean() }),
});

export const standingEndpoints = {
  getStanding: endpoint({
    within: 'account',
    method: 'GET',
    path: '/company/standing',
    permission: 'signed-in',
    whileSeeing: true,
    summary: 'Whether the company is suspended: why, since when, what is closed meanwhile, and how it was before',
    input: z.object({}),
    output: z.object({
      state: z.enum(standings),
      suspension: Suspension.nullable(),
      /** When the account closes; `link` for who may take that back. */
      closing: z.object({ closesAt: z.date(), link: z.string().nullable() }).nullable(),
      past: z.array(Suspension),
      /** What can be seen but not changed while a company is suspended. */
      closed: z.array(z.enum(permissionKeys)),
    }),
  }),
  listSuspensions: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/accounts/:accountId/suspensions',
    permission: 'op.accounts',
    summary: 'Suspensions of a company, the newest first',
    input: byAccount,
    output: Kept,
  }),
  suspendAccount: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/accounts/:accountId/suspensions',
    permission: 'op.accounts',
    stepUp: 10,
    summary: 'Suspend a company: nothing new is authorized or sold, what there is goes on; in force at once',
    input: byAccount.extend({ reason: z.enum(suspensionReasons), words: Words }),
    output: Kept,
    problems: [StandingNotInState],
  }),
  liftSuspension: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/accounts/:accountId/suspensions/:suspensionId/lift',
    permission: 'op.accounts',
    stepUp: 10,
    summary: 'Lift a suspension; in force at once',
    input: byAccount.extend({ suspensionId: Id, version: z.number().int(), words: Words }),
    output: Kept,
    problems: [StandingNotInState, ChangedMeanwhile],
  }),
};
