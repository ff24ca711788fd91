import type { DirectoryRow } from './queries/identities.ts';

/** How old a sign-in at the provider may be to be taken for one made now. */
const FRESH_MINUTES = 10;

/**
 * Whether a sign-in through a directory counts as a second factor shown now: the company says that its provider checks one, the provider
 * does not say otherwise, and it has seen the person just now rather than hours ago.
 */
export function countsAsSecondFactor(
  directory: Pick<DirectoryRow, 'checksSecondFactor'>,
  said: { readonly secondFactor: boolean | null; readonly signedInAt: Date | null },
  now: Date,
): boolean {
  if (!directory.checksSecondFactor || said.secondFactor === false) return false;
  return said.signedInAt === null || now.getTime() - said.signedInAt.getTime() <= FRESH_MINUTES * 60_000;
}

/** A page of this center to go to after a sign-in, and nothing else. */
export const safeNext = (next: string | undefined): string | null => (next && /^\/(?![/\\])[^\\]*$/.test(next) ? next : null);
