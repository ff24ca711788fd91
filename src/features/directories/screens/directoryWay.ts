import { api } from '../../../web/api.ts';
import type { DirectoryWay } from '../../identity/screens/directoryWay.ts';
import { directories } from '../contract.ts';

const server = api(directories);

/** What the browser keeps while somebody is at the provider; of this window alone, so that no other page can finish it. */
const kept = { attempt: 'entente-sign-on', link: 'entente-sign-on-link', started: 'entente-sign-on-started' } as const;
export type Kept = keyof typeof kept;
export const keep = (what: Kept, value: string): void => sessionStorage.setItem(kept[what], value);
export const look = (what: Kept): string | null => sessionStorage.getItem(kept[what]);
export function take(what: Kept): string | null {
  const value = look(what);
  sessionStorage.removeItem(kept[what]);
  return value;
}

/** Goes to the provider, and keeps what finishes the sign-in when it sends the browser back. */
export function leaveFor({ attempt, url }: { readonly attempt: string; readonly url: string }): void {
  keep('attempt', attempt);
  location.assign(url);
}

/** Within this time a provider that was asked and yet sends somebody here as if nobody had asked would be asked again without end. */
const AGAIN_MS = 120_000;
/** Begins a sign-in that somebody chose on their provider's own page. False: it was begun a moment ago, and came back without an answer. */
export async function startFrom(directoryId: string): Promise<boolean> {
  if (Date.now() - Number(take('started') ?? 0) < AGAIN_MS) return false;
  const begun = await server.startSignOn({ directoryId });
  keep('started', String(Date.now()));
  leaveFor(begun);
  return true;
}

export const directoryWay: DirectoryWay = {
  // Signing in by other ways must not wait for, nor fail with, this one.
  offersFor: (email) =>
    server.offerSignOn({ email }).then(
      ({ offers }) => offers,
      () => [],
    ),
  begin: async ({ directoryId }, email, next) => leaveFor(await server.startSignOn({ directoryId, email, ...(next ? { next } : {}) })),
};
