import type { CertificateStanding, LearningState } from './contract.ts';

/** How often certificates may begin to count for a company: so many times in so many days, and so many days apart. */
export const starts = { most: 3, inDays: 365, daysApart: 30 } as const;
/** Days before its end in which a certificate is said to expire soon. */
export const soonDays = 90;

const day = 86_400_000;
const after = (at: Date, days: number): Date => new Date(at.getTime() + days * day);

/** When the next start is possible, or null when it is now. `past` in any order. */
export function nextStart(past: readonly Date[], now: Date): Date | null {
  const newest = past.toSorted((a, b) => b.getTime() - a.getTime());
  const [last, oldest] = [newest[0], newest[starts.most - 1]];
  const bounds = [...(last ? [after(last, starts.daysApart)] : []), ...(oldest ? [after(oldest, starts.inDays)] : [])];
  const next = bounds.reduce<Date | null>((latest, bound) => (latest && latest > bound ? latest : bound), null);
  return next && next > now ? next : null;
}

/** How many starts the year still has, whenever they may be. */
export const startsLeft = (past: readonly Date[], now: Date): number => Math.max(0, starts.most - past.filter((at) => after(at, starts.inDays) > now).length);

export const learningEvents = ['associate', 'choose', 'remove', 'leave'] as const;
export type LearningEvent = (typeof learningEvents)[number];
/** What is not here is refused; leaving a company that nothing counts for changes nothing. */
const moves: Record<LearningState, Partial<Record<LearningEvent, LearningState>>> = {
  unlinked: { associate: 'linked' },
  linked: { choose: 'linked', remove: 'unlinked', leave: 'idle' },
  idle: { choose: 'linked', remove: 'unlinked' },
};

/** The state that an event leads to, or nothing when it is refused. */
export const moved = (state: LearningState, event: LearningEvent): LearningState | undefined => moves[state][event];

/** `idle`: a profile is associated and counts for no company. */
export const stateOf = (profile: { readonly countsFor: string | null } | undefined): LearningState =>
  !profile ? 'unlinked' : profile.countsFor ? 'linked' : 'idle';

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
/** The last day on which a certificate counts as expiring soon. */
export const soonDay = (now: Date): string => dayOf(after(now, soonDays));

/** Where a certificate stands; both its first and its last day are good. */
export function standingOf({ from, until }: { readonly from: string; readonly until: string | null }, now: Date): CertificateStanding {
  const today = dayOf(now);
  if (from > today) return 'coming';
  if (until === null || until > soonDay(now)) return 'valid';
  return until >= today ? 'expiring' : 'expired';
}
