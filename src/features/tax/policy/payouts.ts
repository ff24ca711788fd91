import { type PayoutStanding, type PayoutState, reminderDays } from '../contract.ts';
import { daysLeft } from './exemptions.ts';

export const payoutEvents = ['approve', 'question', 'renew', 'close'] as const;
export type PayoutEvent = (typeof payoutEvents)[number];
const moves: Readonly<Record<PayoutState, Partial<Record<PayoutEvent, PayoutState>>>> = {
  pending_validation: { approve: 'approved', question: 'action_required', close: 'closed' },
  approved: { approve: 'approved', question: 'action_required', renew: 'pending_validation', close: 'closed' },
  action_required: { approve: 'approved', close: 'closed' },
  closed: {},
};
/** Where an event leads; undefined: it cannot happen there. Another account can be added from everywhere. */
export const movedPayout = (state: PayoutState, event: PayoutEvent): PayoutState | undefined => moves[state][event];

interface Kept {
  readonly state: string;
  readonly heldUntil: Date;
  readonly validUntil: string | null;
}
/** How an account stands now: the hold and the end of its validation are read off the clock. */
export function payoutStanding({ state, heldUntil, validUntil }: Kept, now: Date): PayoutStanding {
  if (state !== 'approved') return state as PayoutState;
  if (heldUntil > now) return 'held';
  if (validUntil === null) return 'approved';
  const left = daysLeft(validUntil, now);
  return left < 0 ? 'expired' : left <= reminderDays[0] ? 'expiring' : 'approved';
}

interface Waiting {
  readonly state: string;
  readonly endsAt: Date;
  readonly askedBy: string;
}
/** Whether a change still waits. */
export const isWaiting = ({ state, endsAt }: Omit<Waiting, 'askedBy'>, now: Date): boolean => state === 'waiting' && endsAt > now;
/** Only someone else than who asked confirms. */
export const mayConfirm = (change: Waiting, personId: string, now: Date): boolean => isWaiting(change, now) && change.askedBy !== personId;
