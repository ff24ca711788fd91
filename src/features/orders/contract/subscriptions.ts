import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Money } from '../../../core/money.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { billingCycles, OfferId, terms } from '../../catalog/contract/products.ts';
import { NotYourOwn } from './carts.ts';
import { LicensesAtStake } from './licenses.ts';
import { ChargeLine, CustomerNamed, Day, Goods, Nickname, permission, Quantity, Rhythm, version } from './shapes.ts';
import { endingWays, lifecycles, partnersReasons, subscriptionStates, suspensionReasons } from './states.ts';

export const changeKinds = ['seats', 'nickname', 'cycle', 'renewal', 'suspend', 'reactivate', 'cancel', 'convert', 'upgrade', 'schedule', 'support'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What is to change when the term is renewed; what is null stays. */
export const Schedule = z.object({
  quantity: Quantity.nullable().default(null),
  term: z.enum(terms).nullable().default(null),
  billingCycle: z.enum(billingCycles).nullable().default(null),
  /** What it becomes: one of its upgrades. */
  offerId: OfferId.nullable().default(null),
  ends: z.boolean().default(false),
});
export type Schedule = z.output<typeof Schedule>;

/** Everything that one can do to a subscription; rehearsed and done by the same function. */
export const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('seats'), quantity: Quantity }),
  z.object({ kind: z.literal('nickname'), nickname: Nickname.nullable() }),
  z.object({ kind: z.literal('cycle'), billingCycle: z.enum(billingCycles) }),
  z.object({ kind: z.literal('renewal'), autoRenews: z.boolean() }),
  z.object({ kind: z.literal('suspend'), reason: z.enum(partnersReasons) }),
  z.object({ kind: z.literal('reactivate') }),
  z.object({ kind: z.literal('cancel'), when: z.enum(['now', 'renewal']) }),
  /** Seats of the trial unless said; the price of today. */
  z.object({ kind: z.literal('convert'), offerId: OfferId, ...Rhythm.shape, quantity: Quantity }),
  /** Licenses of users move along unless it is said that somebody does it by hand. */
  z.object({ kind: z.literal('upgrade'), offerId: OfferId, moveLicenses: z.boolean().optional() }),
  /** Null takes the plan away. */
  z.object({ kind: z.literal('schedule'), schedule: Schedule.nullable() }),
  /** Who answers the customer: the company itself, or a reseller that it works with. */
  z.object({ kind: z.literal('support'), partnerId: z.string().max(20).nullable() }),
]);
export type Change = z.output<typeof Change>;

export const SubscriptionSummary = Goods.extend({
  subscriptionId: z.uuid(),
  customer: CustomerNamed,
  nickname: z.string().nullable(),
  state: z.enum(subscriptionStates),
  quantity: z.number().int(),
  ...Rhythm.shape,
  unitPrice: Money,
  autoRenews: z.boolean(),
  renewsOn: Day.nullable(),
  dataDeletedOn: Day.nullable(),
  parentSubscriptionId: z.uuid().nullable(),
});
export type SubscriptionSummary = z.output<typeof SubscriptionSummary>;

export const HistoryLine = z.object({
  changeId: z.uuid(),
  kind: z.string(),
  at: z.date(),
  by: z.string().nullable(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  amount: Money,
  lines: z.array(ChargeLine),
});
export const Named = z.object({ offerId: OfferId, name: z.string() });
const Next = z.object({ who: z.string(), step: z.string(), by: Day.nullable() });

export const Subscription = SubscriptionSummary.extend({
  lifecycle: z.enum(lifecycles),
  retailPrice: Money,
  order: z.object({ orderId: z.uuid(), number: z.string() }).nullable(),
  orderedAt: z.date(),
  startedOn: Day,
  termFrom: Day,
  minQuantity: z.number().int(),
  maxQuantity: z.number().int().nullable(),
  suspendedAt: z.date().nullable(),
  suspensionReason: z.enum(suspensionReasons).nullable(),
  endedAt: z.date().nullable(),
  next: Next,
  parent: z.object({ subscriptionId: z.uuid(), name: z.string() }).nullable(),
  addOns: z.array(SubscriptionSummary),
  /** What can be bought to it, what it can become, and how it can be billed. */
  moreAddOns: z.array(Named),
  upgrades: z.array(Named),
  conversions: z.array(Named.extend({ choices: z.array(Rhythm) })),
  choices: z.array(Rhythm),
  schedule: Schedule.extend({ by: z.string(), at: z.date(), offerName: z.string().nullable() }).nullable(),
  support: z.object({ partnerId: z.string(), name: z.string() }).nullable(),
  /** A change above the company’s limit, until a second person has decided. */
  waiting: z.object({ change: Change, by: z.string(), at: z.date(), total: Money, can: z.object({ decide: z.boolean(), withdraw: z.boolean() }) }).nullable(),
  supporters: z.array(z.object({ partnerId: z.string(), name: z.string() })),
  /** What a cycle costs and what the customer is asked for it. */
  recurring: Money.nullable(),
  recurringRetail: Money.nullable(),
  /** When the figures were true. */
  asOf: z.date(),
  version,
  can: z.record(z.enum(changeKinds), z.boolean()),
});
export type Subscription = z.output<typeof Subscription>;

/** What a change would do, if it were done now. */
export const Outlook = z.object({
  /** Charged at once; below 0 given back. */
  amount: Money,
  /** It charges more than the company’s limit: a second person decides. */
  needsApproval: z.boolean(),
  lines: z.array(ChargeLine),
  fee: Money.nullable(),
  way: z.enum(endingWays).nullable(),
  /** Until when the refund stays what it is. */
  until: z.date().nullable(),
  recurringBefore: Money.nullable(),
  recurringAfter: Money.nullable(),
  effectiveOn: Day,
  renewsOn: Day.nullable(),
  dataDeletedOn: Day.nullable(),
  /** Add-ons that go the same way. */
  addOns: z.array(z.object({ subscriptionId: z.uuid(), name: z.string() })),
  /** Whose licenses lose their seat, or move. */
  licenses: z.array(LicensesAtStake),
});
export type Outlook = z.output<typeof Outlook>;

/** Why something cannot be done to a subscription; `subscriptions.refused.<reason>`. */
export const refusals = [
  'suspended',
  'over',
  'pending',
  'same',
  'too_few',
  'too_many',
  'no_renewal',
  'not_suspended',
  'operator_only',
  'window_over',
  'parent_not_active',
  'cycle_not_sold',
  'end_at_renewal',
  'refund_over',
  'cap',
  'no_term',
  'not_a_trial',
  'trial_fixed',
  'no_such_conversion',
  'no_such_upgrade',
  'add_ons_present',
  'no_price',
  'nothing_planned',
  'supporter_unknown',
  'not_sold',
] as const;
export type RefusalReason = (typeof refusals)[number];
export const ChangeRefused = defineProblem('subscriptions.refused', 409, z.object({ reason: z.enum(refusals), count: z.number() }));
/** It would cost something else than what was shown. */
export const AmountChanged = defineProblem('subscriptions.amount_changed', 409, z.object({ shown: z.string(), amount: Money }));

/** Nothing waits for a decision here: somebody was quicker. */
export const NothingAsked = defineProblem('subscriptions.nothing_asked', 409, z.object({}));

const named = z.object({ customerId: z.uuid(), customer: z.string(), product: z.string() });
export const SeatsChanged = announcement('subscriptions.seats_changed', named.extend({ from: z.number(), to: z.number() }));
const asked = named.extend({ change: z.enum(changeKinds), total: z.string() });
export const ChangeAsked = announcement('subscriptions.change_asked', asked);
export const ChangeApproved = announcement('subscriptions.change_approved', asked);
export const ChangeSentBack = announcement('subscriptions.change_sent_back', asked.extend({ reason: z.string() }));
export const ChangeWithdrawn = announcement('subscriptions.change_withdrawn', asked);
export const SubscriptionRenamed = announcement('subscriptions.renamed', named);
export const CycleChanged = announcement('subscriptions.cycle_changed', named);
export const RenewalSwitched = announcement('subscriptions.renewal_switched', named.extend({ autoRenews: z.boolean() }));
export const SubscriptionSuspended = announcement('subscriptions.suspended', named.extend({ reason: z.enum(suspensionReasons), deletedOn: Day.nullable() }));
export const SubscriptionReactivated = announcement('subscriptions.reactivated', named);
export const SubscriptionCanceled = announcement('subscriptions.canceled', named.extend({ refund: z.string() }));
export const TrialConverted = announcement('subscriptions.trial_converted', named.extend({ seats: z.number() }));
export const SubscriptionUpgraded = announcement('subscriptions.upgraded', named);
export const ChangeScheduled = announcement('subscriptions.change_scheduled', named.extend({ on: Day.nullable() }));
export const ScheduleDropped = announcement('subscriptions.schedule_dropped', named);
export const SupportContactChanged = announcement('subscriptions.support_changed', named);
export const SubscriptionRenewed = announcement('subscriptions.renewed', named.extend({ until: Day }));
export const SubscriptionExpired = announcement('subscriptions.expired', named);
export const SubscriptionEnding = announcement(
  'subscriptions.ending',
  named.extend({ days: z.number(), what: z.enum(['renewal', 'expiry', 'trial', 'deletion']), on: Day }),
);
export const SubscriptionDeleted = announcement('subscriptions.data_deleted', named);

/** What ends within thirty days and is not renewed: terms, or trials. */
export const endingKinds = ['term', 'trial'] as const;
export const endingDays = 30;
const bySubscription = z.object({ subscriptionId: Id });
const narrowed = {
  search: z.string().trim().max(100).optional(),
  customerId: Id.optional(),
  state: z.enum(subscriptionStates).optional(),
  ending: z.enum(endingKinds).optional(),
};
const problems = [ChangeRefused, AmountChanged, ChangedMeanwhile] as const;

export const subscriptionEndpoints = {
  listSubscriptions: endpoint({
    within: 'account',
    method: 'GET',
    path: '/subscriptions',
    permission,
    summary: 'Subscriptions, the newest first',
    input: PageInput.extend(narrowed),
    output: Page(SubscriptionSummary).extend({ asOf: z.date(), can: z.object({ change: z.boolean(), transfer: z.boolean() }) }),
  }),
  getSubscription: endpoint({
    within: 'account',
    method: 'GET',
    path: '/subscriptions/:subscriptionId',
    permission,
    versioned: true,
    summary: 'One subscription: what it is, what it costs, what comes next and what can be done to it',
    input: bySubscription,
    output: Subscription,
  }),
  listSubscriptionHistory: endpoint({
    within: 'account',
    method: 'GET',
    path: '/subscriptions/:subscriptionId/history',
    permission,
    summary: 'Everything that changed in a subscription, with what was charged or given back for it, the newest first',
    input: PageInput.extend(bySubscription.shape),
    output: Page(HistoryLine),
  }),
  rehearseChange: endpoint({
    within: 'account',
    method: 'POST',
    path: '/subscriptions/:subscriptionId/rehearsal',
    permission,
    summary: 'What a change would cost, give back and take along; nothing is changed',
    input: bySubscription.extend({ change: Change }),
    output: Outlook,
    problems: [ChangeRefused],
  }),
  changeSubscription: endpoint({
    within: 'account',
    method: 'POST',
    path: '/subscriptions/:subscriptionId/changes',
    permission,
    versioned: true,
    summary:
      'Change a subscription; with the amount that was shown, so that nothing else is ever charged. What charges more than the company’s limit waits for a second person',
    input: bySubscription.extend({ change: Change, version, shown: Money.nullable().default(null) }),
    output: Subscription,
    problems,
  }),
  decideChange: endpoint({
    within: 'account',
    method: 'POST',
    path: '/subscriptions/:subscriptionId/decision',
    permission,
    versioned: true,
    summary: 'Approve a change that waits for a second person, at the amount that was shown, send it back, or take back what one has asked for oneself',
    input: bySubscription.extend({
      decision: z.enum(['approve', 'send_back', 'withdraw']),
      why: z.string().trim().max(500).default(''),
      version,
      shown: Money.nullable().default(null),
    }),
    output: Subscription,
    problems: [...problems, NothingAsked, NotYourOwn],
  }),
};
