import { dayOf } from '../../../core/periods.ts';
import type { Offer } from '../../catalog/contract/products.ts';
import type { BulkWhat } from '../contract/bulk.ts';
import type { Change, Schedule } from '../contract/subscriptions.ts';
import { type Plan, planChange, type Refusal, type SubscriptionFacts, totalOfPlan } from './changes.ts';
import type { Money } from '../../../core/money.ts';

/** A subscription as a bulk change meets it: after what earlier rows of the same did to it. */
export interface BulkFacts {
  readonly facts: SubscriptionFacts;
  readonly schedule: Schedule | null;
  readonly offer: Offer | undefined;
}
export interface RowRefused {
  readonly refused: string;
  readonly count: number;
}
export interface RowPlanned {
  readonly change: Change;
  readonly amount: Money;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  /** Why it cannot be taken back afterwards; null: it can. */
  readonly undoReason: string | null;
  /** As the next row of the same subscription meets it. */
  readonly next: BulkFacts;
}

const nothing: Schedule = { quantity: null, term: null, billingCycle: null, offerId: null, ends: false };

/** What of one subscription is to become what; a plan that stands keeps what the new one does not speak of. */
export function changeOf(what: BulkWhat, { facts, schedule }: BulkFacts): Change | RowRefused {
  const seats = 'count' in what ? (what.how === 'to' ? what.count : facts.quantity + what.count) : 0;
  const planned = { ...nothing, ...schedule, ends: false };
  if ('count' in what && seats < 1) return { refused: 'too_few', count: 1 };
  if ('count' in what && seats > 1_000_000) return { refused: 'too_many', count: 1_000_000 };
  switch (what.kind) {
    case 'seats':
      return { kind: 'seats', quantity: seats };
    case 'renewal':
      return { kind: 'renewal', autoRenews: what.autoRenews };
    case 'seats_at_renewal':
      return { kind: 'schedule', schedule: { ...planned, quantity: seats } };
    case 'cycle_at_renewal':
      return { kind: 'schedule', schedule: { ...planned, billingCycle: what.billingCycle } };
    case 'end_at_renewal':
      return { kind: 'schedule', schedule: { ...nothing, ends: true } };
    case 'no_plan':
      return { kind: 'schedule', schedule: null };
  }
}

const planOf = ({ facts, schedule, offer }: BulkFacts, change: Change, now: Date): Plan | Refusal =>
  planChange(facts, change, { offer, parentState: null, addOns: [], hasSchedule: schedule !== null, supporters: [], otherPrice: null }, now);

/** The same subscription once a plan is carried out. */
function after({ facts, schedule, offer }: BulkFacts, plan: Plan): BulkFacts {
  const { support: _support, ...set } = plan.after;
  return { offer, facts: { ...facts, ...set }, schedule: plan.schedule === undefined ? schedule : plan.schedule };
}

/** The change that puts back what another one changes. */
export function oppositeOf(change: Change, before: Pick<BulkFacts, 'facts' | 'schedule'>): Change {
  if (change.kind === 'seats') return { kind: 'seats', quantity: before.facts.quantity };
  if (change.kind === 'renewal') return { kind: 'renewal', autoRenews: before.facts.autoRenews };
  return { kind: 'schedule', schedule: before.schedule };
}

/** What a row would do, or why it is left as it is. Pure, and asked by rehearsal and undoing alike. */
export function planRow(it: BulkFacts, change: Change, now: Date): RowPlanned | RowRefused {
  // Another edition is planned, whose price would have to be looked up: that is changed where it was planned.
  if (change.kind === 'schedule' && it.schedule?.offerId) return { refused: 'planned_otherwise', count: 0 };
  if (change.kind === 'schedule' && isSame(change.schedule, it.schedule) && change.schedule !== null) return { refused: 'same', count: 0 };
  const plan = planOf(it, change, now);
  if ('refused' in plan) return { refused: plan.refused, count: plan.count };
  const next = after(it, plan);
  const back = planOf(next, oppositeOf(change, it), now);
  return {
    change,
    amount: totalOfPlan(plan),
    before: seen(change, it),
    after: seen(change, next),
    undoReason: 'refused' in back ? back.refused : null,
    next,
  };
}

const isSame = (a: Schedule | null, b: Schedule | null): boolean =>
  a === b || (a !== null && b !== null && (['quantity', 'term', 'billingCycle', 'offerId', 'ends'] as const).every((key) => a[key] === b[key]));

/** What of a subscription a change is about. */
function seen({ kind }: Change, { facts, schedule }: BulkFacts): Record<string, unknown> {
  if (kind === 'seats') return { quantity: facts.quantity };
  if (kind === 'renewal') return { autoRenews: facts.autoRenews };
  return { schedule };
}

/** Amounts are those of a day: on another one it is rehearsed once more. */
export const isStale = (rehearsedAt: Date, now: Date): boolean => dayOf(rehearsedAt) !== dayOf(now);
