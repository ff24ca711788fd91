import { may, mayTakeAway, type Rights } from '../../core/access.ts';
import type { MergeState, Side } from './contract.ts';

/** Where a merge stands for a reader: past its time it has expired, without anything having run. */
export const stateOf = (row: { readonly state: string; readonly expiresAt: Date }, now: Date): MergeState =>
  (row.state === 'invited' || row.state === 'accepted') && row.expiresAt <= now ? 'expired' : (row.state as MergeState);

export const events = ['accept', 'reject', 'withdraw', 'confirm'] as const;
export type Event = (typeof events)[number];

/** Who may do what in which state; what is not here is refused. */
const moves: Record<Event, { readonly from: readonly MergeState[]; readonly to: MergeState; readonly side: Side }> = {
  accept: { from: ['invited'], to: 'accepted', side: 'joining' },
  reject: { from: ['invited', 'accepted'], to: 'rejected', side: 'joining' },
  withdraw: { from: ['invited', 'accepted'], to: 'withdrawn', side: 'survivor' },
  confirm: { from: ['accepted'], to: 'confirmed', side: 'survivor' },
};
/** What the center itself makes of a confirmed merge: all of it, or nothing with the reason why. */
export const outcomes = { confirmed: ['merged', 'stopped'] } as const;
/** Where nothing more happens; of all but `merged` the same two companies can begin anew. */
export const finalStates: ReadonlySet<MergeState> = new Set(['merged', 'rejected', 'withdrawn', 'expired', 'stopped']);

/** The state that an event leads to for this side, or nothing when it is refused. */
export const moved = (state: MergeState, event: Event, side: Side): MergeState | undefined => {
  const move = moves[event];
  return move.from.includes(state) && move.side === side ? move.to : undefined;
};

/** What the reader may do with a merge. */
export const canDo = (rights: Rights, state: MergeState, side: Side): Record<Event, boolean> => {
  const [begins, ends] = [may(rights, 'merges', 'edit'), mayTakeAway(rights, 'merges')];
  const isOpen = (event: Event) => (event === 'reject' || event === 'withdraw' ? ends : begins);
  return Object.fromEntries(events.map((event) => [event, isOpen(event) && moved(state, event, side) !== undefined])) as Record<Event, boolean>;
};

/** Whether this side may see what the other has: who invites shows it with the invitation, who is invited by accepting. */
export const seesPlan = (state: MergeState, side: Side): boolean =>
  state === 'accepted' || state === 'confirmed' || (state === 'invited' && side === 'joining');
