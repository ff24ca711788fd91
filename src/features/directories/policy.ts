import type { DirectoryRow } from './queries/identities.ts';

/** How old a sign-in at the provider may be to be taken for one made now. */
const FRESH_MINUTES = 10;

/**
 * Whether a sign-in through a directory counts as a second factor shown now: the company says that its provider checks one, the provider
 * does not say otherwise, and says that it has seen the person just now rather than hours ago.
 */
export function countsAsSecondFactor(
  directory: Pick<DirectoryRow, 'checksSecondFactor'>,
  said: { readonly secondFactor: boolean | null; readonly signedInAt: Date | null },
  now: Date,
): boolean {
  if (!directory.checksSecondFactor || said.secondFactor === false) return false;
  const age = said.signedInAt && now.getTime() - said.signedInAt.getTime();
  return age !== null && age >= -FRESH_MINUTES * 6_000 && age <= FRESH_MINUTES * 60_000;
}

/** What the provider is told about how long ago it may have seen the person; null where that decides nothing. */
export const freshSeconds = ({ checksSecondFactor }: Pick<DirectoryRow, 'checksSecondFactor'>): number | null =>
  checksSecondFactor ? FRESH_MINUTES * 60 : null;

/** What a browser came back with: whose address it was sent to, and the query. */
export function cameBack(answer: string): { readonly to: string; readonly query: string } {
  const at = answer.indexOf('?');
  return { to: answer.slice(0, Math.max(0, at)), query: answer.slice(at + 1) };
}

/** A page of this center to go to after a sign-in, and nothing else. */
export const safeNext = (next: string | undefined): string | null => (next && /^\/(?![/\\])[^\\]*$/.test(next) ? next : null);
