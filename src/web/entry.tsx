import { StrictMode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { boot, needParts } from './catalog.ts';
import { HouseProvider } from './house.tsx';
import { findPage } from './pages.ts';
import type { PublicPage } from './pages.ts';
import { PlaceContext } from './place.ts';
import type { Place } from './place.ts';
import { Boundary } from './shell/Boundary.tsx';
import { PublicFrame } from './shell/PublicFrame.tsx';
import { tellLocale } from './shell/chosenLocale.ts';
import { Navigation } from './ui/Link.tsx';

interface WebParts {
  readonly publicPages: readonly PublicPage[];
  /** The signed-in app: queries, data router, shell. Fetched for the first address that is not a public page's. */
  readonly app: () => Promise<ComponentType>;
  /** The sentences of the shell and of what stands in it. */
  readonly appParts: readonly string[];
}

/** Sentences that every page says. */
const everywhere = ['ui', 'frame', 'problems', 'fields'];

/** Shows the page of the address in `#root`. */
export function startWeb(parts: WebParts): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <HouseProvider onLocale={tellLocale}>
        <Entry {...parts} />
      </HouseProvider>
    </StrictMode>,
  );
}

/** Once the app's router has the history, only loading anew may change it from outside. */
let appStarted = false;

interface Shown {
  readonly key: string;
  readonly Page: ComponentType;
  readonly isApp: boolean;
}

function Entry({ publicPages, app, appParts }: WebParts) {
  const [href, setHref] = useState(hrefNow);
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, fail] = useState<Error | null>(null);
  useHistory(setHref);
  const path = redirected(pathOf(href));
  const found = useMemo(() => findPage(publicPages, path), [publicPages, path]);
  const key = found?.page.path ?? 'app';

  useEffect(() => {
    if (path === pathOf(href)) return;
    history.replaceState(null, '', path);
    setHref(path);
  }, [path, href]);

  useEffect(() => {
    let current = true;
    const load = found ? found.page.page : app;
    Promise.all([load(), needParts([...everywhere, ...(found?.page.parts ?? appParts)])]).then(
      ([Page]) => current && setShown({ key, Page, isApp: !found }),
      (reason: unknown) => current && fail(reason instanceof Error ? reason : new Error(String(reason))),
    );
    return () => {
      current = false;
    };
    // The page's parameters may change without a new page being loaded.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, app, appParts]);

  useFocusOnArrival(shown?.key);
  const place = usePublicPlace({ href, params: found?.params ?? {}, setHref, publicPages });
  if (failure) throw failure;
  if (!shown) return null;
  if (shown.isApp) {
    appStarted = true;
    return <shown.Page />;
  }
  return (
    <PlaceContext value={place}>
      <Navigation value={place.go}>
        <PublicFrame>
          <Boundary key={shown.key}>
            <shown.Page />
          </Boundary>
        </PublicFrame>
      </Navigation>
    </PlaceContext>
  );
}

const hrefNow = (): string => location.pathname + location.search;
const pathOf = (href: string): string => href.split(/[?#]/)[0] || '/';

/** Nothing but the set-up page stands in a center that is not set up, and never again afterwards. */
function redirected(path: string): string {
  if (!boot.center.setUp) return '/setup';
  return path === '/setup' ? '/' : path;
}

function useHistory(setHref: (href: string) => void): void {
  useEffect(() => {
    const look = () => setHref(hrefNow());
    addEventListener('popstate', look);
    return () => removeEventListener('popstate', look);
  }, [setHref]);
}

interface PublicPlaceParts {
  readonly href: string;
  readonly params: Place['params'];
  readonly setHref: (href: string) => void;
  readonly publicPages: readonly PublicPage[];
}

function usePublicPlace({ href, params, setHref, publicPages }: PublicPlaceParts): Place {
  const go = useCallback<Place['go']>(
    (to, options) => {
      const foreign = !to.startsWith('/') || to.startsWith('/api/');
      if (foreign || (appStarted && !findPage(publicPages, pathOf(to)))) return location.assign(to);
      history[options?.replace ? 'replaceState' : 'pushState'](null, '', to);
      // Without what stands behind the #, which is not the address of a page.
      setHref(hrefNow());
      scrollTo(0, 0);
      focusTitle();
    },
    [setHref, publicPages],
  );
  return useMemo<Place>(() => {
    const search = new URLSearchParams(href.split('?')[1] ?? '');
    return {
      path: pathOf(href),
      params,
      search,
      go,
      setSearch: (changes) => {
        for (const [word, value] of Object.entries(changes)) {
          if (value === null) search.delete(word);
          else search.set(word, value);
        }
        const next = search.size > 0 ? `${pathOf(href)}?${search}` : pathOf(href);
        history.replaceState(null, '', next);
        setHref(next);
      },
    };
  }, [href, params, go, setHref]);
}

/** A page that had to be fetched first takes the focus when it is there; the first one leaves it where the browser begins. */
function useFocusOnArrival(key: string | undefined): void {
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (key !== undefined && before.current !== undefined && before.current !== key) focusTitle();
    before.current = key;
  }, [key]);
}

/** The new page's title takes the focus, so that a screen reader says where one is. */
function focusTitle(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('page-title')?.focus({ preventScroll: true })));
}
