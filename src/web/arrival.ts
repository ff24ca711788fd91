import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { ComponentType } from 'react';
import { navigate, usePathname, useSearch } from 'wouter/use-browser-location';
import { needParts } from './catalog.ts';
import type { Params } from './pages.ts';

/** A page that the address asks for. */
export interface Wanted {
  readonly key: string;
  readonly params: Params;
  /** Its code. */
  readonly page: () => Promise<ComponentType>;
  /** Its sentences. */
  readonly parts: readonly string[];
}
/** A page that is there, with the address that it was fetched for. */
export interface Arrived {
  readonly key: string;
  readonly path: string;
  /** The query, without `?`. */
  readonly search: string;
  readonly params: Params;
  /** The entry of the browser's history. */
  readonly entry: string;
  readonly Page: ComponentType;
}

/** What the browser's address bar says. */
export const useAddress = (): { readonly path: string; readonly search: string } => ({ path: usePathname(), search: useSearch() });

/** The page of an address once its code and its sentences are here; until then the one before stays, with its own address. */
export function useArrival(wanted: Wanted, path: string, search: string) {
  const [loaded, setLoaded] = useState<ReadonlyMap<string, ComponentType>>(new Map());
  const [failed, fail] = useState<{ readonly key: string; readonly error: Error } | null>(null);
  const { key, params } = wanted;
  const Page = loaded.get(key);
  useEffect(() => {
    if (Page) return undefined;
    let isCurrent = true;
    Promise.all([wanted.page(), needParts(wanted.parts)]).then(
      ([page]) => isCurrent && setLoaded((before) => new Map(before).set(key, page)),
      (reason: unknown) => isCurrent && fail({ key, error: reason instanceof Error ? reason : new Error(String(reason)) }),
    );
    return () => {
      isCurrent = false;
    };
    // The page's parameters may change without a new page being fetched.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, Page]);
  const entry = entryNow();
  const here = useMemo<Arrived | null>(() => (Page ? { key, path, search, params, entry, Page } : null), [key, path, search, params, entry, Page]);
  const [last, keep] = useState(here);
  if (here && here !== last) keep(here);
  return { arrived: here ?? last, isOnTheWay: !Page, failure: failed?.key === key ? failed.error : null };
}

/** What refusals say is fetched once a page stands: before that nobody can be refused, and it would weigh on the first page. */
export function useProblemWords(): void {
  useEffect(() => {
    // Whoever is refused later asks again (api.ts).
    needParts(['problems']).catch(() => {});
  }, []);
}

// ── history ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** How far down each entry of the history was read, for as long as the page is not loaded anew. */
const depths = new Map<string, number>();
const entryNow = (): string => (history.state as { entry?: string } | null)?.entry ?? 'first';

/** Goes to an address of this site; `replace` leaves no step to go back to. */
export const goTo = (href: string, { replace = false } = {}): void => navigate(href, { replace, state: { entry: crypto.randomUUID() } });

/** Changes words of the query in place; null takes one away. */
export function changeSearch(changes: Readonly<Record<string, string | null>>): void {
  const next = new URLSearchParams(location.search);
  for (const [word, value] of Object.entries(changes)) {
    if (value === null) next.delete(word);
    else next.set(word, value);
  }
  navigate(next.size > 0 ? `${location.pathname}?${next}` : location.pathname, { replace: true, state: history.state as unknown });
}

/** A new page begins at its top; whoever goes back is where they were. */
export function useScrollMemory(entry: string): void {
  useLayoutEffect(() => {
    scrollTo(0, depths.get(entry) ?? 0);
    const note = () => depths.set(entry, scrollY);
    addEventListener('scroll', note, { passive: true });
    return () => removeEventListener('scroll', note);
  }, [entry]);
  useEffect(() => {
    // Loaded anew, the browser itself knows best.
    const leave = () => {
      history.scrollRestoration = 'auto';
    };
    history.scrollRestoration = 'manual';
    addEventListener('pagehide', leave);
    return () => {
      leave();
      removeEventListener('pagehide', leave);
    };
  }, []);
}
