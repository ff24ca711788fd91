import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Email } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';

/** `pending_validation`: the operator looks at it, within two days. `action_required`: something is wrong, and the company replaces it. */
export const payoutStates = ['pending_validation', 'approved', 'action_required', 'closed'] as const;
export type PayoutState = (typeof payoutStates)[number];
/** What is shown: `held` is approved, and not paid to yet; `expired` asks for a new validation. */
export const payoutStandings = [...payoutStates, 'held', 'expiring', 'expired'] as const;
export type PayoutStanding = (typeof payoutStandings)[number];
export const changeKinds = ['add', 'replace', 'close'] as const;
export type ChangeKind = (typeof changeKinds)[number];
export const changeStates = ['waiting', 'confirmed', 'refused', 'withdrawn', 'expired'] as const;
export type ChangeState = (typeof changeStates)[number];
export const payoutFaults = ['holder_differs', 'number_wrong', 'bank_refuses', 'not_in_use'] as const;

/** Hours in which nothing is paid to an account that two people have changed; days that a change waits for the second one. */
export const holdHours = 72;
export const waitDays = 7;
/** Days for which a validation holds. */
export const validDays = 730;

export const PayoutAccount = z.object({
  payoutId: z.uuid(),
  name: z.string(),
  holder: z.string(),
  country: z.string(),
  currency: z.string(),
  bank: z.string(),
  /** Never whole. */
  masked: z.string(),
  contactEmail: z.string(),
  standing: z.enum(payoutStandings),
  reason: z.enum(payoutFaults).nullable(),
  heldUntil: z.date(),
  validUntil: z.iso.date().nullable(),
  changedAt: z.date(),
  version: z.number().int(),
});
export type PayoutAccount = z.output<typeof PayoutAccount>;
export const PayoutChange = z.object({
  changeId: z.uuid(),
  kind: z.enum(changeKinds),
  payoutId: z.uuid().nullable(),
  /** Of the account as it would be. */
  name: z.string().nullable(),
  holder: z.string().nullable(),
  bank: z.string().nullable(),
  country: z.string().nullable(),
  currency: z.string().nullable(),
  contactEmail: z.string().nullable(),
  masked: z.string().nullable(),
  askedAt: z.date(),
  askedBy: z.string(),
  endsAt: z.date(),
  can: z.object({ confirm: z.boolean(), refuse: z.boolean(), withdraw: z.boolean() }),
});
export type PayoutChange = z.output<typeof PayoutChange>;
export const Payouts = z.object({
  country: z.string(),
  accounts: z.array(PayoutAccount),
  changes: z.array(PayoutChange),
  editors: z.array(z.string()),
  can: z.object({ ask: z.boolean() }),
});
export type Payouts = z.output<typeof Payouts>;
export const PayoutLine = PayoutAccount.extend({ accountId: z.uuid(), partnerId: z.string(), company: z.string() });
export type PayoutLine = z.output<typeof PayoutLine>;

/** Whoever asked for it cannot confirm it. */
export const SecondPersonNeeded = defineProblem('tax.second_person_needed', 403, z.object({}));
export const ChangeMoved = defineProblem('tax.change_moved', 409, z.object({ state: z.string() }));
/** A change of this account waits already. */
export const ChangeWaits = defineProblem('tax.change_waits', 409, z.object({}));

const about = z.object({ account: z.string(), change: z.enum(changeKinds) });
export const PayoutChangeAsked = announcement('tax.payout_change_asked', about);
export const PayoutChangeConfirmed = announcement('tax.payout_change_confirmed', about);
export const PayoutChangeRefused = announcement('tax.payout_change_refused', about);
export const PayoutChangeWithdrawn = announcement('tax.payout_change_withdrawn', about);
export const PayoutApproved = announcement('tax.payout_approved', z.object({ account: z.string() }));
export const PayoutExpiring = announcement('tax.payout_expiring', z.object({ account: z.string(), days: z.number() }));
export const PayoutExpired = announcement('tax.payout_expired', z.object({ account: z.string() }));
/** The data are right as they are: the operator looks at them once more. */
export const PayoutRenewalAsked = announcement('tax.payout_renewal_asked', z.object({ account: z.string() }));
export const PayoutQuestioned = announcement('tax.payout_questioned', z.object({ account: z.string(), fault: z.enum(payoutFaults) }));

const text = (most: number) => z.string().trim().min(1).max(most);
export const WantedAccount = z.object({
  name: text(80),
  holder: text(140),
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** BIC, routing number or the bank's name. */
  bank: text(80),
  number: text(60),
  contactEmail: Email,
});
export type WantedAccount = z.output<typeof WantedAccount>;
const byChange = z.object({ changeId: Id });
const permission = 'payout_accounts';
const decide = { within: 'account', method: 'POST', permission, input: byChange, output: Payouts } as const;

export const payoutEndpoints = {
  listPayouts: endpoint({
    within: 'account',
    method: 'GET',
    path: '/payout-accounts',
    permission,
    summary: 'Where payouts go, with masked numbers, and the changes that wait for a second person',
    input: z.object({}),
    output: Payouts,
  }),
  askPayoutChange: endpoint({
    within: 'account',
    method: 'POST',
    path: '/payout-accounts/changes',
    permission,
    stepUp: 10,
    summary: 'Ask for another account, for one in place of another, or to close one; a second person confirms it',
    input: z
      .object({ kind: z.enum(changeKinds), payoutId: Id.nullable().default(null), account: WantedAccount.nullable().default(null) })
      .refine((input) => (input.kind === 'add') === (input.payoutId === null), { path: ['payoutId'], message: 'required' })
      .refine((input) => (input.kind === 'close') === (input.account === null), { path: ['account'], message: 'required' }),
    output: Payouts,
    problems: [ChangeWaits],
  }),
  confirmPayoutChange: endpoint({
    ...decide,
    path: '/payout-accounts/changes/:changeId/confirmation',
    stepUp: 10,
    summary: 'Confirm a change that someone else asked for; nothing is paid to the account for three days',
    problems: [SecondPersonNeeded, ChangeMoved],
  }),
  refusePayoutChange: endpoint({
    ...decide,
    takesAway: true,
    path: '/payout-accounts/changes/:changeId/refusal',
    summary: 'Refuse a change that someone else asked for, or take back one’s own',
    problems: [ChangeMoved],
  }),
  renewPayout: endpoint({
    within: 'account',
    method: 'POST',
    path: '/payout-accounts/:payoutId/renewal',
    permission,
    stepUp: 10,
    summary: 'Ask for a new validation of an account whose last one runs out; nothing about it changes, so no second person is asked',
    input: z.object({ payoutId: Id }),
    output: Payouts,
    problems: [ChangeMoved],
  }),
  listPayoutCases: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/payout-accounts',
    permission: 'op.tax',
    summary: 'Payout accounts that wait for their validation, the longest first',
    input: PageInput,
    output: Page(PayoutLine),
  }),
  validatePayout: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/payout-accounts/:accountId/:payoutId/validation',
    permission: 'op.tax',
    stepUp: 10,
    summary: 'Approve a payout account, or say what is wrong with it',
    input: z.object({ accountId: Id, payoutId: Id, fault: z.enum(payoutFaults).nullable(), version: z.number().int() }),
    output: z.object({ standing: z.enum(payoutStandings) }),
    problems: [ChangeMoved, ChangedMeanwhile],
  }),
};
