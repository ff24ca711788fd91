import type { AccountRole } from '../../../core/roles.ts';
import type { Locale } from '../../../core/locale.ts';
import { question } from '../../../core/question.ts';

/**
 * What each feature says of a merge of two companies, and what it does in it. Asked by the merges feature in a transaction that
 * sees all accounts: replies name both accounts in every statement.
 */
export interface Merging {
  /** Becomes a location of the other. */
  readonly from: string;
  /** Keeps its account. */
  readonly into: string;
  /** In which names of programs are said. */
  readonly locale: Locale;
}

/** How much each side has of something; its word is `merges.figure.<key>`. */
export interface MergeFigure {
  readonly key: string;
  readonly survivor: number;
  readonly joining: number;
}

/** `comes`: as it is. `changes`: comes, otherwise than it was. `ends`: is over with the merge. `lost`: cannot be brought back. `check`: to be looked at. */
export const effectKinds = ['comes', 'changes', 'ends', 'lost', 'check'] as const;
export type EffectKind = (typeof effectKinds)[number];
/** One effect; its sentence is `merges.effect.<key>` with `count`. */
export interface MergeEffect {
  readonly key: string;
  readonly kind: EffectKind;
  readonly count: number;
  /** Whom or what it concerns by name, the first `namedAtMost`. */
  readonly names?: readonly string[];
}
export const namedAtMost = 50;

export interface MergePart {
  readonly figures?: readonly MergeFigure[];
  /** Those that concern nothing are left out. */
  readonly effects?: readonly MergeEffect[];
  /** What stands in the way; its sentence is `merges.stop.<key>`. */
  readonly stops?: readonly string[];
  /** Roles that people bring along: who says yes must be able to give them. */
  readonly roles?: readonly AccountRole[];
}
export const MergeEffects = question<Merging, MergePart>('accounts.merge_effects');
/** Brings over what is the feature's own; everything happens in one transaction. */
export const MergeInto = question<Merging, void>('accounts.merge_into');

/** Only what there is. */
export const present = (effects: readonly MergeEffect[]): MergeEffect[] => effects.filter(({ count }) => count > 0);
