import type { ClosingState } from './contract.ts';

export const closingEvents = ['agree', 'decline', 'take_back', 'lapse', 'close', 'stop'] as const;
export type ClosingEvent = (typeof closingEvents)[number];

const moves: Readonly<Record<ClosingState, Partial<Record<ClosingEvent, ClosingState>>>> = {
  asked: { agree: 'waiting', decline: 'declined', take_back: 'withdrawn', lapse: 'lapsed' },
  waiting: { take_back: 'withdrawn', close: 'closed', stop: 'stopped' },
  closed: {},
  withdrawn: {},
  declined: {},
  lapsed: {},
  stopped: {},
};
/** Where an event leads from a state; undefined: it cannot happen there. */
export const moved = (state: ClosingState, event: ClosingEvent): ClosingState | undefined => moves[state][event];
export const openStates: readonly ClosingState[] = ['asked', 'waiting'];

/** Where it begins: with a second admin there is somebody to ask. */
export const begun = (hasSecondAdmin: boolean): ClosingState => (hasSecondAdmin ? 'asked' : 'waiting');

const day = 86_400_000;
export const daysOn = (from: Date, days: number): Date => new Date(from.getTime() + days * day);

/** For which of the days before the end people are to be reminded now; null: for none. Whoever was away for one is told of the nearest only. */
export function reminderDue(now: Date, closesAt: Date, remindedDays: number | null, at: readonly number[]): number | null {
  const left = Math.ceil((closesAt.getTime() - now.getTime()) / day);
  const nearest = at.filter((days) => left <= days).toSorted((a, b) => a - b)[0];
  return left > 0 && nearest !== undefined && (remindedDays === null || nearest < remindedDays) ? nearest : null;
}
