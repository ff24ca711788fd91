import type { LackReason } from '../contract/secondFactors.ts';

interface Facts {
  readonly passkeys: number;
  readonly hasApp: boolean;
  readonly isFrozen: boolean;
  readonly isGuest: boolean;
  readonly exceptedUntil: Date | null;
}

/** Why someone has no second factor, the most telling reason first; null when they have one. */
export function lackOf({ passkeys, hasApp, isFrozen, isGuest, exceptedUntil }: Facts): LackReason | null {
  if (passkeys > 0 || hasApp) return null;
  if (isFrozen) return 'frozen';
  if (exceptedUntil) return 'excepted';
  return isGuest ? 'guest' : 'never_set_up';
}
