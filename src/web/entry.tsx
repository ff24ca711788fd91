import { StrictMode, useEffect, useMemo } from 'react';
import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { changeSearch, goTo, useAddress, useArrival, useProblemWords, useScrollMemory } from './arrival.ts';
import type { Arrived, Wanted } from './arrival.ts';
import { boot } from './catalog.ts';
import { HouseProvider } from './house.tsx';
import { findPage } from './pages.ts';
import type { PublicPage } from './pages.ts';
import { PlaceContext } from './place.ts';
import type { Place } from './place.ts';
import { SecondLanguage } from './second/SecondLanguage.tsx';
import { Boundary } from './shell/Boundary.tsx';
import { PublicFrame } from './shell/PublicFrame.tsx';
import { useFocusOnArrival } from './shell/useFocusOnArrival.ts';
import { tellLocale } from './shell/chosenLocale.ts';
import { Navigation } from './ui/Link.tsx';

interface WebParts {
  readonly publicPages: readonly PublicPage[];
  /** The signed-in app: queries, router, shell. Fetched for the first address that is not a public page's. */
  readonly app: () => Promise<ComponentType>;
  /** The sentences of the shell and of what stands in it. */
  readonly appParts: readonly string[];
}

/** Sentences that every page says at once; those of refusals come after it (`useProblemWords`). */
const everywhere = ['ui', 'frame', 'fields'];

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

/** Once the app is shown, only loading anew leads back to what it knows of the session. */
let appStarted = false;

function Entry({ publicPages, app, appParts }: WebParts) {
  const { path: asked, search } = useAddress();
  const path = redirected(asked);
  useEffect(() => {
    if (path !== asked) goTo(path, { replace: true });
  }, [path, asked]);
  const wanted = useMemo<Wanted>(() => {
    const { page, params } = findPage(publicPages, path) ?? { page: { path: 'app', page: app, parts: appParts }, params: {} };
    return { key: page.path, params, page: page.page, parts: [...everywhere, ...page.parts] };
  }, [publicPages, path, app, appParts]);
  const { arrived, failure } = useArrival(wanted, path, search);
  const isApp = arrived?.key === 'app';
  useEffect(() => {
    if (isApp) appStarted = true;
  }, [isApp]);
  if (failure) throw failure;
  if (!arrived) return null;
  if (isApp) return <arrived.Page />;
  return <PublicPlace arrived={arrived} publicPages={publicPages} />;
}

/** Nothing but the set-up page stands in a center that is not set up, and never again afterwards. */
function redirected(path: string): string {
  if (!boot.center.setUp) return '/setup';
  return path === '/setup' ? '/' : path;
}

function PublicPlace({ arrived: { key, path, params, search, entry, Page }, publicPages }: { readonly arrived: Arrived } & Pick<WebParts, 'publicPages'>) {
  const place = useMemo<Place>(() => {
    const go: Place['go'] = (to, options) => {
      const [there = '/'] = to.split(/[?#]/);
      const isForeign = !to.startsWith('/') || to.startsWith('/api/');
      if (isForeign || (appStarted && !findPage(publicPages, there))) return location.assign(to);
      goTo(to, options);
      if (there === path) focusTitle();
    };
    return { path, params, search: new URLSearchParams(search), go, setSearch: changeSearch };
  }, [path, params, search, publicPages]);
  useProblemWords();
  useScrollMemory(entry);
  useFocusOnArrival(path);
  return (
    <PlaceContext value={place}>
      <Navigation value={place.go}>
        <PublicFrame>
          <Boundary key={key}>
            <Page />
          </Boundary>
        </PublicFrame>
        <SecondLanguage />
      </Navigation>
    </PlaceContext>
  );
}

/** A further step of the same page: its title takes the focus, so that a screen reader says where one is; unless a field took it already. */
function focusTitle(): void {
  const focus = () => {
    if (!document.activeElement?.matches('input, textarea, select')) document.getElementById('page-title')?.focus({ preventScroll: true });
  };
  requestAnimationFrame(() => requestAnimationFrame(focus));
}
