import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id, LocationId } from '../../../core/id.ts';
import { Money } from '../../../core/money.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { protectedMinutes } from '../../members/contract/joinRequests.ts';
import { OfferId, units } from '../../catalog/contract/products.ts';
import { CustomerNamed, Day, Rhythm, version } from './shapes.ts';
import { lineFaults, transferFaults, transferKinds, transferStates } from './states.ts';
import { AmountChanged } from './subscriptions.ts';

export const transferPermission = 'transfers';
export const transferSides = ['source', 'target'] as const;
export type TransferSide = (typeof transferSides)[number];

/** What a transfer does, each a sentence: `transfers.effect.<key>`. */
export const effectKeys = [
  'moves',
  'add_ons_follow',
  'quantity_fixed',
  'refund',
  'their_prices',
  'plans_dropped',
  'rights_stay',
  'customer_stays',
  'customer_becomes_indirect',
  'begins',
  'our_prices',
  'charge',
  'metered',
  'customer_added',
  'agreement_missing',
  'no_rights',
  'excluded',
] as const;
export type EffectKey = (typeof effectKeys)[number];
export const TransferEffect = z.object({ key: z.enum(effectKeys), count: z.number().int(), amount: Money.nullable() });
export type TransferEffect = z.output<typeof TransferEffect>;

export const TransferLine = z.object({
  lineNo: z.number().int(),
  parentLineNo: z.number().int().nullable(),
  /** The reader's own: what ends, or what has begun. */
  subscriptionId: z.uuid().nullable(),
  offerId: OfferId,
  name: z.string(),
  nickname: z.string().nullable(),
  unit: z.enum(units),
  quantity: z.number().int(),
  /** What the source has of it by now, where that is something else. */
  quantityNow: z.number().int().nullable(),
  ...Rhythm.shape,
  renewsOn: Day.nullable(),
  /** What the reader's company pays for one; null: no list has a price, or it is not said yet. */
  unitPrice: Money.nullable(),
  /** Given back, below 0, or charged; of what has not moved yet: if it moved now. */
  amount: Money.nullable(),
  state: z.enum(['waiting', 'moved', 'left']),
  fault: z.enum(lineFaults).nullable(),
});
export type TransferLine = z.output<typeof TransferLine>;

/** What would move, for whom it costs what, and everything else that it brings about. */
export const TransferOutlook = z.object({
  lines: z.array(TransferLine),
  effects: z.array(TransferEffect),
  /** Of all lines; below 0: given back. */
  amount: Money,
  fault: z.enum(transferFaults).nullable(),
});
export type TransferOutlook = z.output<typeof TransferOutlook>;

export const Movable = z.object({
  subscriptionId: z.uuid(),
  name: z.string(),
  nickname: z.string().nullable(),
  unit: z.enum(units),
  quantity: z.number().int(),
  ...Rhythm.shape,
  renewsOn: Day.nullable(),
  addOns: z.array(z.string()),
  fault: z.enum(lineFaults).nullable(),
});
export type Movable = z.output<typeof Movable>;

export const TransferSummary = z.object({
  transferId: z.uuid(),
  kind: z.enum(transferKinds),
  side: z.enum(transferSides),
  state: z.enum(transferStates),
  other: z.object({ partnerId: z.string(), name: z.string().nullable() }),
  customer: CustomerNamed,
  askedAt: z.date(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
  lines: z.number().int(),
});
export type TransferSummary = z.output<typeof TransferSummary>;

export const Transfer = TransferSummary.omit({ lines: true }).extend({
  /** Whether the company has the customer in its list. */
  hasCustomer: z.boolean(),
  /** Who acts next: this company, the other one, the center. */
  next: z.object({ who: z.enum(['us', 'them', 'center', 'nobody']), step: z.enum(['answer', 'move', 'none']), by: z.date().nullable() }),
  message: z.string().nullable(),
  reason: z.string().nullable(),
  askedBy: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.date().nullable(),
  /** What keeps it from being moved, and until when it is tried. */
  fault: z.enum(transferFaults).nullable(),
  retryUntil: z.date().nullable(),
  outlook: TransferOutlook,
  /** What the source of a pull can choose from. */
  choices: z.array(Movable),
  asOf: z.date(),
  version,
  can: z.object({ accept: z.boolean(), release: z.boolean(), reject: z.boolean(), withdraw: z.boolean() }),
});
export type Transfer = z.output<typeof Transfer>;

export const TransferNotInState = defineProblem('transfers.not_in_state', 409, z.object({ state: z.enum(transferStates) }));
/** Nothing chosen, or something that cannot move. */
export const NotMovable = defineProblem('transfers.not_movable', 409, z.object({ fault: z.enum([...lineFaults, 'none_chosen', 'other_currency']) }));
/** Something stands in the way on one's own side. */
export const TransferHindered = defineProblem('transfers.hindered', 409, z.object({ fault: z.enum(transferFaults) }));
/** The relation is not one to a provider that stands. */
export const NotYourProvider = defineProblem('transfers.not_your_provider', 409, z.object({}));
export const PullNotReady = defineProblem(
  'transfers.pull_not_ready',
  409,
  z.object({ why: z.enum(['customer', 'agreement', 'plan', 'restricted', 'exists']) }),
);
/** No company here has this PartnerId or LocationId, or it is one's own. */
export const TransferPartnerUnknown = defineProblem('transfers.partner_unknown', 404, z.object({ partnerId: z.string() }));

const told = z.object({
  customerId: z.uuid(),
  customer: z.string(),
  partner: z.string(),
  kind: z.enum(transferKinds),
  /** From whom to whom, as the company reads it whose log it is. */
  direction: z.enum(transferSides),
  count: z.number().int(),
});
export const TransferAsked = announcement('transfers.asked', told);
export const TransferAccepted = announcement('transfers.accepted', told);
export const TransferRejected = announcement('transfers.rejected', told);
export const TransferWithdrawn = announcement('transfers.withdrawn', told);
export const TransferCompleted = announcement('transfers.completed', told);
export const TransferExpired = announcement('transfers.expired', told);
/** It was tried for three days in vain and waits for an answer again. */
export const TransferGivenBack = announcement('transfers.given_back', told.extend({ fault: z.enum(transferFaults) }));

const Words = z.string().trim().max(500);
const one = z.object({ transferId: Id });
const Chosen = z.array(Id).min(1).max(100);
const shown = Money.nullable().default(null);
const reading = { within: 'account', permission: transferPermission } as const;
/** Started, released and taken back by admin agents. */
const giving = { within: 'account', method: 'POST', permission: transferPermission, needs: 'edit' } as const;
/** Answered by whoever sells. */
const answering = { within: 'account', method: 'POST', permission: 'subscriptions', needs: 'edit', output: Transfer } as const;
const handing = { customerId: Id, relationId: Id, subscriptionIds: Chosen };

export const transferEndpoints = {
  listTransfers: endpoint({
    ...reading,
    method: 'GET',
    path: '/transfers',
    summary: 'Transfers of subscriptions from and to other partners, the newest first',
    input: PageInput.extend({ side: z.enum(transferSides).optional(), state: z.enum(transferStates).optional(), customerId: Id.optional() }),
    output: Page(TransferSummary).extend({ asOf: z.date(), can: z.object({ start: z.boolean() }) }),
  }),
  getTransfer: endpoint({
    ...reading,
    method: 'GET',
    path: '/transfers/:transferId',
    versioned: true,
    summary: 'One transfer: what moves, what it costs this company, what else it brings about, and who acts next',
    input: one,
    output: Transfer,
  }),
  listMovable: endpoint({
    within: 'account',
    method: 'GET',
    permission: transferPermission,
    needs: 'edit',
    path: '/customers/:customerId/movable-subscriptions',
    summary: 'What of a customer can be handed over to a provider, and to which ones',
    input: z.object({ customerId: Id }),
    output: z.object({
      customer: CustomerNamed,
      providers: z.array(z.object({ relationId: z.uuid(), partnerId: z.string(), name: z.string() })),
      items: z.array(Movable),
    }),
  }),
  rehearseTransfer: endpoint({
    ...giving,
    path: '/transfers/rehearsal',
    summary: 'What handing over would give back, end and leave; nothing is changed',
    input: z.object(handing),
    output: TransferOutlook,
    problems: [NotMovable, NotYourProvider],
  }),
  startTransfer: endpoint({
    ...giving,
    path: '/transfers',
    stepUp: protectedMinutes,
    byToken: true,
    summary: 'Hand subscriptions of a customer over to the company’s provider; it has 30 days to answer',
    input: z.object({ ...handing, message: Words.optional() }),
    output: Transfer,
    problems: [NotMovable, NotYourProvider],
  }),
  askForTransfer: endpoint({
    ...giving,
    path: '/transfers/requests',
    stepUp: protectedMinutes,
    byToken: true,
    perMinute: 20,
    summary: 'Ask a customer’s present partner for its metered subscriptions; it has 30 days to answer',
    input: z.object({ customerId: Id, partnerId: LocationId, message: Words.optional() }),
    output: Transfer,
    problems: [TransferPartnerUnknown, PullNotReady],
  }),
  acceptTransfer: endpoint({
    ...answering,
    path: '/transfers/:transferId/accept',
    stepUp: protectedMinutes,
    byToken: true,
    versioned: true,
    summary: 'Accept what a reseller hands over, at the prices that were shown',
    input: one.extend({ version, shown }),
    problems: [TransferNotInState, TransferHindered, AmountChanged, ChangedMeanwhile],
  }),
  rehearseRelease: endpoint({
    ...giving,
    path: '/transfers/:transferId/rehearsal',
    summary: 'What releasing some subscriptions would give back, end and leave; nothing is changed',
    input: one.extend({ subscriptionIds: Chosen }),
    output: TransferOutlook,
    problems: [TransferNotInState, NotMovable],
  }),
  releaseSubscriptions: endpoint({
    ...giving,
    path: '/transfers/:transferId/release',
    stepUp: protectedMinutes,
    byToken: true,
    versioned: true,
    summary: 'Accept a future partner’s request with the subscriptions that are to move',
    input: one.extend({ version, subscriptionIds: Chosen }),
    output: Transfer,
    problems: [TransferNotInState, NotMovable, ChangedMeanwhile],
  }),
  rejectTransfer: endpoint({
    ...answering,
    path: '/transfers/:transferId/reject',
    versioned: true,
    summary: 'Say no to a transfer; everything stays as it is',
    input: one.extend({ version, reason: Words.optional() }),
    problems: [TransferNotInState, ChangedMeanwhile],
  }),
  withdrawTransfer: endpoint({
    ...giving,
    path: '/transfers/:transferId/withdraw',
    versioned: true,
    summary: 'Take back a transfer that is not answered yet',
    input: one.extend({ version }),
    output: Transfer,
    problems: [TransferNotInState, ChangedMeanwhile],
  }),
};
