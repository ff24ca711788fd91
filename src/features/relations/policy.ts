import { may, type Rights } from '../../core/access.ts';
import type { RelationState, Side } from './contract.ts';

/** Where a relation stands for a reader: an invitation past its time is expired, without anything having run. */
export const stateOf = (row: { readonly state: string; readonly expiresAt: Date }, now: Date): RelationState =>
  row.state === 'invited' && row.expiresAt <= now ? 'expired' : (row.state as RelationState);

export const events = ['accept', 'decline', 'withdraw', 'end'] as const;
export type Event = (typeof events)[number];
/** Who may do what in which state; what is not here is refused. */
const moves: Record<Event, { readonly from: RelationState; readonly to: RelationState; readonly sides: readonly Side[] }> = {
  accept: { from: 'invited', to: 'active', sides: ['reseller'] },
  decline: { from: 'invited', to: 'declined', sides: ['reseller'] },
  withdraw: { from: 'invited', to: 'withdrawn', sides: ['distributor'] },
  end: { from: 'active', to: 'ended', sides: ['distributor', 'reseller'] },
};

/** The state that an event leads to for this side, or nothing when it is refused. */
export const moved = (state: RelationState, event: Event, side: Side): RelationState | undefined => {
  const move = moves[event];
  return move.from === state && move.sides.includes(side) ? move.to : undefined;
};

/** What the reader may do with a relation. */
export const canDo = (rights: Rights, state: RelationState, side: Side): Record<Event, boolean> => {
  const edits = may(rights, 'relations', 'edit');
  return Object.fromEntries(events.map((event) => [event, edits && moved(state, event, side) !== undefined])) as Record<Event, boolean>;
};

/** Only a company in the program of distributors has resellers to invite. */
export const isDistributor = (rights: Rights): boolean => rights.sections.has('distributor');
