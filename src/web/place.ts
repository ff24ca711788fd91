import { createContext, useContext } from 'react';
import type { Params } from './pages.ts';

/** Where the reader is. The same on public pages and in the app, so that a screen knows no router. */
export interface Place {
  readonly path: string;
  /** The values of the `:names` in the page's path. */
  readonly params: Params;
  readonly search: URLSearchParams;
  /** Goes to an address of the center; `replace` leaves no step to go back to. */
  go(href: string, options?: { readonly replace?: boolean }): void;
  /** Changes the query of this address in place: filters, tabs, sorting. Null takes a word away. */
  setSearch(changes: Readonly<Record<string, string | null>>): void;
}

export const PlaceContext = createContext<Place | null>(null);

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('usePlace needs a page around it');
  return place;
}

/** The address below the account of this page: `at('/people')` is `/a/<account>/people`. */
export function useAccountPath(): (path: string) => string {
  const { path } = usePlace();
  const account = /^\/a\/[^/]+/.exec(path)?.[0] ?? '';
  return (below) => account + (below === '/' ? '' : below);
}

/** Where to go after signing in: an address of ours, never another site's. */
export function safeNext(next: string | null | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return '/';
  return next.startsWith('/sign-in') ? '/' : next;
}

/** The sign-in page, which leads back to where one was. `ended` makes it say that the session is over. */
export function signInPath(from: string, { ended = false }: { readonly ended?: boolean } = {}): string {
  const words = [...(from === '/' ? [] : [`next=${encodeURIComponent(from)}`]), ...(ended ? ['ended=1'] : [])];
  return words.length > 0 ? `/sign-in?${words.join('&')}` : '/sign-in';
}
