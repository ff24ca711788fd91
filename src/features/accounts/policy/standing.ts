import type { Standing } from '../contract/standing.ts';

export const standingEvents = ['suspend', 'lift'] as const;
export type StandingEvent = (typeof standingEvents)[number];

const moves: Record<StandingEvent, { readonly from: Standing; readonly to: Standing }> = {
  suspend: { from: 'active', to: 'suspended' },
  lift: { from: 'suspended', to: 'active' },
};

/** The state that the operator's act leads to, or nothing when it is refused. */
export const stood = (state: Standing, event: StandingEvent): Standing | undefined => (moves[event].from === state ? moves[event].to : undefined);
