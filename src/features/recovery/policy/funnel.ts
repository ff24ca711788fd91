import { countMethods, method, proofRules, type WayKind } from '../../identity/policy.ts';
import type { Trouble } from '../contract/funnel.ts';

/** A way on file, as far as the rule looks at it. */
export interface WayOnFile {
  readonly key: string;
  readonly kind: WayKind;
  readonly since: Date;
}
/** What was shown: which way, by its key. A further code or passkey of the same kind adds nothing. */
export interface Proof {
  readonly key: string;
  readonly kind: WayKind;
  /** Of a saved code: since when it was one. It is used up by being shown, so the way may be gone from the file. */
  readonly since?: Date;
}
export interface Circumstances {
  readonly trouble: Trouble;
  readonly hasSecondFactor: boolean;
  /** "This was not me" was said: when the disputed change was made. Null: the person is not frozen. */
  readonly disputedChangeAt: Date | null;
}
export interface Standing {
  /** What is on file and older than a disputed change. */
  readonly good: readonly WayOnFile[];
  /** Proofs that are on file still and older than a disputed change. */
  readonly counting: readonly Proof[];
  /** How many ways of different kind it takes, and how many are missing. */
  readonly needed: number;
  readonly missing: number;
  /** Ways that would bring one nearer: on file, old enough, of a kind that was not shown yet. */
  readonly open: readonly WayOnFile[];
  /** Whether somebody who holds all that this trouble leaves gets there without anyone's help. */
  readonly reachable: boolean;
}

/** What a trouble takes from whoever has it. A lost phone takes the app and, often, the number and the key with it. */
export const takenBy: Readonly<Record<Trouble, (way: Pick<WayOnFile, 'key' | 'kind'>) => boolean>> = {
  password: () => false,
  nobody: () => false,
  factor: ({ kind }) => kind === 'totp' || kind === 'passkey',
  mailbox: ({ key }) => key === 'sign_in',
};

const isOldEnough = ({ since }: { readonly since: Date }, disputedChangeAt: Date | null): boolean => disputedChangeAt === null || since < disputedChangeAt;

/**
 * NIST SP 800-63B-4, 4.2.2, as one table:
 * – no second factor: the mailbox of the sign-in name alone, which signs in alone anyway; else two ways of different kind;
 * – a second factor, a frozen identity, or another mailbox to be put in the place of the old one: always two ways of different kind;
 * – of a frozen identity only what is older than the disputed change.
 */
export function whatCounts(proofs: readonly Proof[], ways: readonly WayOnFile[], at: Circumstances): Standing {
  const good = ways.filter((way) => isOldEnough(way, at.disputedChangeAt));
  const isGood = ({ key, since }: Proof) => (since ? isOldEnough({ since }, at.disputedChangeAt) : good.some((way) => way.key === key));
  const counting = proofs.filter((proof, i) => isGood(proof) && proofs.findIndex(({ key }) => key === proof.key) === i);
  const needed = waysNeeded(counting, at);
  const shown = new Set(counting.map(({ kind }) => method(kind)));
  const left = good.filter((way) => !takenBy[at.trouble](way));
  return {
    good,
    counting,
    needed,
    missing: Math.max(0, needed - shown.size),
    open: good.filter(({ kind }) => !shown.has(method(kind))),
    reachable: countMethods(left) >= waysNeeded(left, at),
  };
}

function waysNeeded(shown: readonly Pick<WayOnFile, 'key'>[], { trouble, hasSecondFactor, disputedChangeAt }: Circumstances): number {
  if (disputedChangeAt !== null) return proofRules.ways.toThaw;
  if (hasSecondFactor || trouble === 'mailbox') return proofRules.ways.besideSecondFactor;
  return shown.some(({ key }) => key === 'sign_in') ? proofRules.ways.alone : proofRules.ways.besideSecondFactor;
}

/** The proofs of a session that begins with what was shown; see `Way` of signing in. */
const sessionProof: Readonly<Record<WayKind, string>> = {
  email: 'mail_code',
  phone: 'text_code',
  totp: 'totp',
  passkey: 'passkey',
  recovery_code: 'recovery_code',
};
export const sessionProofs = (proofs: readonly Proof[], { withPassword }: { readonly withPassword: boolean }): string[] => [
  ...new Set([...(withPassword ? ['password'] : []), ...proofs.map(({ kind }) => sessionProof[kind])]),
];
/** Whether one of them is a second factor shown now; a code to a mailbox or a phone is none. */
export const showsSecondFactor = (proofs: readonly Proof[]): boolean =>
  proofs.some(({ kind }) => kind === 'totp' || kind === 'passkey' || kind === 'recovery_code');
