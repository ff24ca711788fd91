import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { CsvFile, ImportFileWrong } from '../../../core/csvFile.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Money } from '../../../core/money.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { billingCycles } from '../../catalog/contract/products.ts';
import { NotYourOwn } from './carts.ts';
import { permission, version } from './shapes.ts';
import { subscriptionStates } from './states.ts';
import { endingKinds, NothingAsked } from './subscriptions.ts';

/** Changes that one bulk change holds, and lines that its file may have. */
export const bulkRows = 5_000;
export const bulkFileLines = 20_000;
/** Days for which a bulk change can be taken back. */
export const bulkUndoDays = 7;

export const bulkStates = ['rehearsed', 'running', 'done', 'undoing', 'undone'] as const;
export type BulkState = (typeof bulkStates)[number];
export const bulkRowStates = ['ready', 'refused', 'done', 'skipped', 'undoing', 'undone', 'kept'] as const;
export type BulkRowState = (typeof bulkRowStates)[number];

/** To so many, or by so many more (below 0: fewer). */
const Seats = { how: z.enum(['to', 'by']), count: z.number().int().min(-1_000_000).max(1_000_000) };
const right = ({ how, count }: { readonly how: 'to' | 'by'; readonly count: number }): boolean => (how === 'to' ? count > 0 : count !== 0);
/** What many subscriptions are to become. */
export const BulkWhat = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('seats'), ...Seats }).refine(right, { path: ['count'], message: 'too_small' }),
  z.object({ kind: z.literal('seats_at_renewal'), ...Seats }).refine(right, { path: ['count'], message: 'too_small' }),
  z.object({ kind: z.literal('cycle_at_renewal'), billingCycle: z.enum(billingCycles) }),
  z.object({ kind: z.literal('renewal'), autoRenews: z.boolean() }),
  z.object({ kind: z.literal('end_at_renewal') }),
  z.object({ kind: z.literal('no_plan') }),
]);
export type BulkWhat = z.output<typeof BulkWhat>;
export const bulkKinds = ['seats', 'renewal', 'seats_at_renewal', 'cycle_at_renewal', 'end_at_renewal', 'no_plan'] as const;
/** As it is kept; each line of a file says its own. */
export const BulkKept = z.union([BulkWhat, z.object({ kind: z.literal('file') })]);
export type BulkKept = z.output<typeof BulkKept>;

/** What a file may say of a subscription; an exported list has these columns, among others that are not read. */
export const bulkColumns = ['subscription', 'seats', 'auto_renews', 'seats_at_renewal'] as const;
export type BulkColumn = (typeof bulkColumns)[number];
/** What is wrong with a cell; `bulk_changes.fault.<code>`. */
export const bulkFaults = ['required', 'unknown_subscription', 'not_a_number', 'not_yes_or_no', 'twice'] as const;
export type BulkFault = (typeof bulkFaults)[number];
/** Why a row was left as it is besides a rule's refusal; `bulk_changes.reason.<reason>`. */
export const bulkReasons = ['changed_meanwhile', 'amount_changed', 'not_there', 'planned_otherwise'] as const;

const Total = z.object({ currency: z.string(), charged: Money, credited: Money });
const Progress = z.object({
  ready: z.number(),
  refused: z.number(),
  done: z.number(),
  skipped: z.number(),
  undoing: z.number(),
  undone: z.number(),
  kept: z.number(),
});
export const BulkSummary = z.object({
  bulkId: z.uuid(),
  what: BulkKept,
  fileName: z.string().nullable(),
  state: z.enum(bulkStates),
  /** Rows by how far they are. */
  rows: Progress,
  createdBy: z.string(),
  createdAt: z.date(),
  endedAt: z.date().nullable(),
});
export type BulkSummary = z.output<typeof BulkSummary>;

export const BulkChange = BulkSummary.extend({
  /** Lines of the file that say what is so already. */
  unchanged: z.number(),
  /** Of the rows that are ready or done: what is charged at once, and what is given back. */
  totals: z.array(Total),
  /** Rows that cannot be taken back once they are done. */
  final: z.number(),
  rehearsedAt: z.date(),
  /** Above the company’s limit: who asked a second person, and when; null: nobody has to, or has yet. */
  needsApproval: z.boolean(),
  askedBy: z.string().nullable(),
  askedAt: z.date().nullable(),
  /** Who sent it back, and why, until it is asked for again. */
  sentBack: z.object({ by: z.string(), why: z.string() }).nullable(),
  confirmedBy: z.string().nullable(),
  confirmedAt: z.date().nullable(),
  undoneBy: z.string().nullable(),
  undoableUntil: z.date().nullable(),
  asOf: z.date(),
  version,
  can: z.object({ confirm: z.boolean(), rehearse: z.boolean(), undo: z.boolean(), sendBack: z.boolean(), withdraw: z.boolean() }),
});
export type BulkChange = z.output<typeof BulkChange>;

export const BulkRow = z.object({
  rowNo: z.number(),
  lineNo: z.number().nullable(),
  subscriptionId: z.uuid().nullable(),
  customer: z.string(),
  name: z.string(),
  state: z.enum(bulkRowStates),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  amount: Money.nullable(),
  undoAmount: Money.nullable(),
  /** Of a line whose file is wrong: the column, and what of it. */
  column: z.enum(bulkColumns).nullable(),
  reason: z.string().nullable(),
  count: z.number(),
  /** Why it cannot be taken back once it is done. */
  undoReason: z.string().nullable(),
});
export type BulkRow = z.output<typeof BulkRow>;

/** What taking it back would do now. */
export const BulkUndo = z.object({
  rows: z.number(),
  totals: z.array(Total),
  kept: z.array(z.object({ reason: z.string(), rows: z.number() })),
  version,
});

export const BulkTooMany = defineProblem('bulk_changes.too_many', 409, z.object({ most: z.number() }));
export const BulkNothing = defineProblem('bulk_changes.nothing', 409, z.object({}));
export const BulkNotInState = defineProblem('bulk_changes.not_in_state', 409, z.object({ state: z.enum(bulkStates) }));
/** Amounts of another day would be charged: it is rehearsed once more. */
export const BulkStale = defineProblem('bulk_changes.stale', 409, z.object({}));
export const BulkUndoOver = defineProblem('bulk_changes.undo_over', 409, z.object({}));

export const BulkConfirmed = announcement('bulk_changes.confirmed', z.object({ count: z.number(), total: z.string() }));
export const BulkDone = announcement('bulk_changes.done', z.object({ count: z.number(), left: z.number() }));
export const BulkAsked = announcement('bulk_changes.approval_asked', z.object({ count: z.number(), total: z.string() }));
export const BulkSentBack = announcement('bulk_changes.sent_back', z.object({ count: z.number(), total: z.string(), reason: z.string() }));
export const BulkWithdrawn = announcement('bulk_changes.withdrawn', z.object({ count: z.number(), total: z.string() }));
export const BulkUndoAsked = announcement('bulk_changes.undo_asked', z.object({ count: z.number(), total: z.string() }));
export const BulkUndone = announcement('bulk_changes.undone', z.object({ count: z.number(), left: z.number() }));

/** What narrows the list of subscriptions. */
export const Narrowed = z.object({
  search: z.string().trim().max(100).optional(),
  customerId: Id.optional(),
  state: z.enum(subscriptionStates).optional(),
  ending: z.enum(endingKinds).optional(),
});
const byBulk = z.object({ bulkId: Id });
const look = { within: 'account', permission } as const;
const act = { within: 'account', method: 'POST', permission, output: BulkChange } as const;

export const bulkEndpoints = {
  listBulkChanges: endpoint({
    ...look,
    method: 'GET',
    path: '/bulk-changes',
    summary: 'Changes of many subscriptions at once, the newest first',
    input: PageInput,
    output: Page(BulkSummary).extend({ asOf: z.date(), can: z.object({ make: z.boolean() }) }),
  }),
  rehearseBulkChange: endpoint({
    ...act,
    path: '/bulk-changes',
    summary: 'Say what a change of many subscriptions would do to each; nothing is changed. Name them, or what narrows the list to them',
    input: z.object({ what: BulkWhat, subscriptionIds: z.array(Id).max(bulkRows).nullable().default(null), matching: Narrowed.nullable().default(null) }),
    problems: [BulkTooMany, BulkNothing],
  }),
  uploadBulkFile: endpoint({
    ...act,
    path: '/bulk-change-files',
    summary: 'Hand in a file that says what subscriptions are to become; says row by row what it would do and what is wrong, and changes nothing',
    input: CsvFile,
    problems: [ImportFileWrong, BulkTooMany, BulkNothing],
  }),
  getBulkChange: endpoint({
    ...look,
    method: 'GET',
    path: '/bulk-changes/:bulkId',
    versioned: true,
    summary: 'One change of many subscriptions: what it does, how far it is, and what can be done with it',
    input: byBulk,
    output: BulkChange,
  }),
  listBulkRows: endpoint({
    ...look,
    method: 'GET',
    path: '/bulk-changes/:bulkId/rows',
    summary: 'The rows of a change of many subscriptions',
    input: PageInput.extend({ ...byBulk.shape, state: z.enum(bulkRowStates).optional() }),
    output: Page(BulkRow).extend({ asOf: z.date() }),
  }),
  exportBulkRows: endpoint({
    ...look,
    method: 'GET',
    path: '/bulk-changes/:bulkId/export',
    answers: 'stream',
    exports: true,
    summary: 'The rows of a change of many subscriptions as a CSV file in the reader’s language',
    input: byBulk,
    output: z.unknown(),
  }),
  rehearseBulkAgain: endpoint({
    ...act,
    path: '/bulk-changes/:bulkId/rehearsal',
    versioned: true,
    summary: 'Rehearse it once more, as things are now',
    input: byBulk.extend({ version }),
    problems: [BulkNotInState, ChangedMeanwhile],
  }),
  confirmBulkChange: endpoint({
    ...act,
    path: '/bulk-changes/:bulkId/confirm',
    versioned: true,
    summary:
      'Have the rows that are ready changed, each at the amount that was rehearsed or not at all. What charges more than the company’s limit is asked for first, and confirmed by a second person',
    input: byBulk.extend({ version }),
    problems: [BulkNotInState, BulkStale, BulkNothing, NotYourOwn, ChangedMeanwhile],
  }),
  declineBulkChange: endpoint({
    ...act,
    path: '/bulk-changes/:bulkId/decline',
    versioned: true,
    summary: 'Send what waits for a second person back with a reason, or, as whoever asked, take the request back; nothing is changed',
    input: byBulk.extend({ decision: z.enum(['send_back', 'withdraw']), why: z.string().trim().max(500).default(''), version }),
    problems: [BulkNotInState, NothingAsked, NotYourOwn, ChangedMeanwhile],
  }),
  rehearseBulkUndo: endpoint({
    ...look,
    method: 'GET',
    path: '/bulk-changes/:bulkId/undo',
    versioned: true,
    summary: 'Say what taking it back would do now',
    input: byBulk,
    output: BulkUndo,
    problems: [BulkNotInState, BulkUndoOver],
  }),
  undoBulkChange: endpoint({
    ...act,
    path: '/bulk-changes/:bulkId/undo',
    versioned: true,
    summary: 'Take back what it did where the rules allow; what somebody has changed since stays',
    input: byBulk.extend({ version }),
    problems: [BulkNotInState, BulkUndoOver, BulkNothing, ChangedMeanwhile],
  }),
};
