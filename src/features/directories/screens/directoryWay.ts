import { api } from '../../../web/api.ts';
import type { DirectoryWay } from '../../identity/screens/directoryWay.ts';
import { directories } from '../contract.ts';

const server = api(directories);

/** What the browser keeps while somebody is at the provider; of this window alone, so that no other page can finish it. */
const kept = { attempt: 'entente-sign-on', link: 'entente-sign-on-link' } as const;
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

export const directoryWay: DirectoryWay = {
  // Signing in by other ways must not wait for, nor fail with, this one.
  offersFor: (email) =>
    server.offerSignOn({ email }).then(
      ({ offers }) => offers,
      () => [],
    ),
  begin: async ({ directoryId }, email, next) => leaveFor(await server.startSignOn({ directoryId, email, ...(next ? { next } : {}) })),
};
