import { addDays, type Day, daysUntil } from '../../../core/periods.ts';
import type { Lifecycle, SubscriptionState, SuspensionReason } from '../contract/states.ts';

export const subscriptionEvents = [
  'provisioned',
  'not_provisioned',
  'suspend',
  'reactivate',
  'cancel',
  'renew',
  'term_over',
  'convert',
  'move',
  'delete_data',
] as const;
export type SubscriptionEvent = (typeof subscriptionEvents)[number];

/** What is not here is refused. */
const moves: Readonly<Record<SubscriptionState, Partial<Record<SubscriptionEvent, SubscriptionState>>>> = {
  pending: { provisioned: 'active', not_provisioned: 'canceled' },
  active: { suspend: 'suspended', cancel: 'canceled', renew: 'active', term_over: 'expired', convert: 'converted', move: 'moved' },
  suspended: { reactivate: 'active', cancel: 'canceled', delete_data: 'deleted' },
  canceled: { delete_data: 'deleted' },
  expired: { delete_data: 'deleted' },
  // What it was goes on in what came of it.
  converted: {},
  moved: {},
  deleted: {},
};

/** The state that an event leads to, or nothing when it is refused. */
export const movedSubscription = (state: SubscriptionState, event: SubscriptionEvent): SubscriptionState | undefined => moves[state][event];

/** Where a subscription can still be used or brought back: it counts against limits, and its customer cannot be removed. */
export const isStanding = (state: SubscriptionState): boolean => state === 'pending' || state === 'active' || state === 'suspended';

/** Who has the next step, what it is, and by when it happens by itself. Nobody's is `none`: it is over. */
export interface NextStep {
  readonly who: 'center' | 'partner' | 'operator' | 'nobody';
  readonly step: 'provision' | 'renew' | 'let_expire' | 'convert_or_expire' | 'reactivate_or_lose' | 'lift' | 'delete_data' | 'none';
  readonly by: Day | null;
}

export interface StepFacts {
  readonly state: SubscriptionState;
  readonly lifecycle: Lifecycle;
  readonly autoRenews: boolean;
  readonly suspensionReason: SuspensionReason | null;
  /** The first day after the term. */
  readonly renewsOn: Day | null;
  readonly dataDeletedOn: Day | null;
}

/** What comes next: no state but the last is without one, and what comes by itself has a day. */
export function nextStep({ state, lifecycle, autoRenews, suspensionReason, renewsOn, dataDeletedOn }: StepFacts): NextStep {
  switch (state) {
    case 'pending':
      return { who: 'center', step: 'provision', by: null };
    case 'active':
      if (lifecycle === 'trial') return { who: 'partner', step: 'convert_or_expire', by: renewsOn };
      return { who: 'center', step: autoRenews ? 'renew' : 'let_expire', by: renewsOn };
    case 'suspended':
      if (suspensionReason === 'misuse') return { who: 'operator', step: 'lift', by: dataDeletedOn };
      return { who: 'partner', step: 'reactivate_or_lose', by: dataDeletedOn };
    case 'converted':
    case 'moved':
    case 'deleted':
      return { who: 'nobody', step: 'none', by: null };
    default:
      return { who: 'center', step: 'delete_data', by: dataDeletedOn };
  }
}

/** Days for which a suspended subscription can be brought back, by market and by what it is. Policies are data, with their reasons. */
export const windows = {
  /** Counted on to the first billing date, so that who was never billed has as long as the others. */
  usual: { days: 90, most: 120 },
  /** Markets with rules of their own. */
  byMarket: { CN: { days: 60, most: 60 } } as Readonly<Record<string, { readonly days: number; readonly most: number }>>,
  /** A product that is no longer sold: there is nothing to buy it back by. */
  retired: { days: 120, most: 120 },
} as const;

export interface SuspensionFacts {
  readonly market: string;
  readonly isRetired: boolean;
  readonly startedOn: Day;
  readonly firstBillingOn: Day;
}

/** The day on which the data of what is suspended on `on` are deleted, unless it is reactivated before. */
export function deletedOn(on: Day, { market, isRetired, startedOn, firstBillingOn }: SuspensionFacts): Day {
  const window = isRetired ? windows.retired : (windows.byMarket[market] ?? windows.usual);
  const beforeBilling = on < firstBillingOn ? Math.max(0, daysUntil(startedOn, firstBillingOn)) : 0;
  return addDays(on, Math.min(window.most, window.days + beforeBilling));
}

/** Days for which the data of what has ended are kept: a new purchase of the same brings them back. */
export const keptDays = 90;
export const keptOn = (endedOn: Day): Day => addDays(endedOn, keptDays);

/** Days before data are deleted, a trial ends or a term renews on which people are told. */
export const warningDays = [30, 14, 3, 1] as const;

/** The nearest warning that is due and was not given yet, in days before the day; a center that slept gives the nearest only. */
export function warningDue(today: Day, by: Day, given: number | null): number | undefined {
  const left = daysUntil(today, by);
  if (left < 0) return undefined;
  const due = warningDays.filter((days) => left <= days).at(-1);
  return due !== undefined && (given === null || due < given) ? due : undefined;
}

/** How trials are given. */
export const trials = { days: 30, seats: 25, publisherDays: 30 } as const;
/** Kinds of customers that get no trials. */
const withoutTrials: ReadonlySet<string> = new Set(['education', 'government']);
/** A trial is tried once, by whom does not have the thing, and is not for schools and authorities. */
export const mayTry = ({
  segment,
  owns,
  tried,
}: {
  readonly segment: string;
  readonly owns: boolean;
  readonly tried: boolean;
}): 'ok' | 'segment' | 'owns' | 'tried' => (withoutTrials.has(segment) ? 'segment' : owns ? 'owns' : tried ? 'tried' : 'ok');

/** Whether a change other than a renewal may be made now; a word that the screens say. */
export function blocksChange({
  state,
  hasPendingChange,
}: {
  readonly state: SubscriptionState;
  readonly hasPendingChange: boolean;
}): 'suspended' | 'over' | 'pending' | null {
  if (state === 'suspended') return 'suspended';
  if (state === 'pending') return 'pending';
  if (state !== 'active') return 'over';
  return hasPendingChange ? 'pending' : null;
}
