import type { AgainstConfirming, ElevationState } from '../contract/elevations.ts';

/** The rules by which two colleagues bring back an administrator; pure. See docs/decisions/0025-elevations.md. */

export const elevationRules = {
  /** A request that no second colleague confirms. */
  lapseDays: 7,
  /** How long whoever is told can stop it. */
  waitHours: 24,
  /** The same where an admin was there within `adminSeenDays`: they may be on leave, not gone. */
  waitHoursForAdmin: 7 * 24,
  adminSeenDays: 90,
  memberDays: 30,
  factorDays: 14,
  /** By proof of a domain, where the company ever had another admin. */
  waitHoursForDomain: 72,
  /** How long a role lasts that the desk has given, unless whoever has it keeps it. */
  deskDays: 30,
} as const;

const hour = 3_600_000;
export const hoursLater = (at: Date, hours: number): Date => new Date(at.getTime() + hours * hour);
export const daysLater = (at: Date, days: number): Date => hoursLater(at, 24 * days);

/** What a member is judged by as a colleague of an admin to be. */
export interface Colleague {
  readonly personId: string;
  readonly isActive: boolean;
  readonly isGuest: boolean;
  readonly isFrozen: boolean;
  readonly joinedAt: Date;
  readonly broughtBy: string | null;
  /** Brought by somebody who could have made anyone an admin anyway. */
  readonly broughtByAdmin: boolean;
  /** Since when they have a second factor. */
  readonly factorSince: Date | null;
}
export type Colleagues = ReadonlyMap<string, Colleague>;

/** Everyone in the line of those who brought somebody: their inviter, the inviter's inviter, and so on. */
function* line(personId: string, all: Colleagues): Generator<string> {
  const seen = new Set<string>();
  for (let at = all.get(personId)?.broughtBy; at && !seen.has(at); at = all.get(at)?.broughtBy) {
    seen.add(at);
    yield at;
  }
}
const isBroughtBy = (personId: string, by: string, all: Colleagues): boolean => {
  for (const each of line(personId, all)) if (each === by) return true;
  return false;
};

/**
 * Whom someone stands with: themselves if they were there from the start or an admin brought them, otherwise whoever brought them.
 * All that a single colleague with the right to add users ever brings is one voice, and it is that colleague's.
 */
export function standsWith(personId: string, all: Colleagues): string {
  const seen = new Set<string>();
  let at = personId;
  for (;;) {
    const one = all.get(at);
    if (!one?.broughtBy || one.broughtByAdmin || seen.has(at)) return at;
    seen.add(at);
    at = one.broughtBy;
  }
}

/** Why this colleague cannot confirm that one as an admin; undefined when they can. */
export function againstConfirmer(personId: string, named: string, all: Colleagues, now: Date): AgainstConfirming | undefined {
  const one = all.get(personId);
  if (!one?.isActive) return 'not_member';
  if (one.isGuest) return 'guest';
  if (one.isFrozen) return 'frozen';
  if (one.joinedAt > daysLater(now, -elevationRules.memberDays)) return 'too_new';
  if (!one.factorSince) return 'no_factor';
  if (one.factorSince > daysLater(now, -elevationRules.factorDays)) return 'factor_too_new';
  if (isBroughtBy(personId, named, all)) return 'brought_by_named';
  return undefined;
}

/** Whether two people are two voices: neither brought the other, and nobody without an admin's power brought both. */
export const areIndependent = (a: string, b: string, all: Colleagues): boolean =>
  a !== b && !isBroughtBy(a, b, all) && !isBroughtBy(b, a, all) && standsWith(a, all) !== standsWith(b, all);

/** Two among these who together bring the named one back; undefined as long as there are none. */
export function pairAmong(confirmers: readonly string[], named: string, all: Colleagues, now: Date): readonly [string, string] | undefined {
  const good = confirmers.filter((one) => !againstConfirmer(one, named, all, now));
  for (const [at, a] of good.entries()) for (const b of good.slice(at + 1)) if (areIndependent(a, b, all)) return [a, b];
  return undefined;
}

/** Of many colleagues these are looked at to tell whether there are two; one of each voice comes first. */
const looked = 300;

/** Whether the company has two who could bring this one back. */
export function hasPair(named: string, all: Colleagues, now: Date): boolean {
  const good = [...all.keys()].filter((one) => !againstConfirmer(one, named, all, now));
  const voices = new Map<string, string>();
  for (const one of good) if (!voices.has(standsWith(one, all))) voices.set(standsWith(one, all), one);
  const some = [...new Set([...voices.values(), ...good])].slice(0, looked);
  return voices.size > 1 && pairAmong(some, named, all, now) !== undefined;
}

/** How long whoever is told has for stopping it. */
export function waitHoursFor(lastUseByAdmin: Date | null, now: Date): number {
  const isSeen = lastUseByAdmin !== null && lastUseByAdmin > daysLater(now, -elevationRules.adminSeenDays);
  return isSeen ? elevationRules.waitHoursForAdmin : elevationRules.waitHours;
}

export interface Timed {
  readonly state: string;
  readonly expiresAt: Date;
  readonly waitsUntil: Date | null;
  readonly windowUntil: Date | null;
}
/** What the clock has brought it to, whether or not the job has been by: only the grant itself is the job's. */
export function stateAt({ state, expiresAt, windowUntil }: Timed, now: Date): ElevationState {
  if (state === 'gathering' && expiresAt <= now) return 'lapsed';
  if (state === 'granted' && windowUntil && windowUntil <= now) return 'ended';
  return state as ElevationState;
}
export const isOpen = (state: ElevationState): boolean => state === 'gathering' || state === 'waiting' || state === 'granted';
