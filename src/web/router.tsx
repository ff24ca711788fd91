import { useMemo } from 'react';
import { createBrowserRouter, isRouteErrorResponse, Navigate, ScrollRestoration, useLocation, useMatches, useNavigate, useNavigation, useRouteError, useSearchParams } from 'react-router';
import type { RouteObject } from 'react-router';
import { needParts } from './catalog.ts';
import type { SignedInPage } from './pages.ts';
import { PlaceContext } from './place.ts';
import type { Place } from './place.ts';
import { NotHere, PageProblem } from './refusals.tsx';
import { useSession } from './session.tsx';
import type { SessionActs } from './session.tsx';
import { AppSkeleton } from './shell/AppSkeleton.tsx';
import { homeOf } from './shell/lastPlace.ts';
import { NowherePage } from './shell/NowherePage.tsx';
import { Shell } from './shell/Shell.tsx';
import { Navigation } from './ui/Link.tsx';

interface RouterParts {
  readonly pages: readonly SignedInPage[];
  readonly acts: SessionActs;
}

/** Paths → pages within the shell. A page shows when its code and its sentences are both here. */
export function makeRouter({ pages, acts }: RouterParts) {
  return createBrowserRouter([
    {
      element: <Frame pages={pages} acts={acts} />,
      hydrateFallbackElement: <AppSkeleton />,
      children: [
        { path: '/', element: <Lead acts={acts} /> },
        { path: '/me', element: <Navigate to="/me/profile" replace /> },
        ...pages.map(routeOf),
        { path: '*', element: <NotHere /> },
      ],
    },
  ]);
}

function routeOf(page: SignedInPage): RouteObject {
  return {
    path: page.path,
    loader: () => needParts(page.parts).then(() => null),
    lazy: async () => ({ Component: await page.page() }),
    // What a page shows it reads itself; its sentences need fetching only once.
    shouldRevalidate: () => false,
    errorElement: <RouteFailure />,
  };
}

/** What every page within the router may rely on: where it is, how to go elsewhere. */
function Frame({ pages, acts }: RouterParts) {
  const place = useRouterPlace();
  const navigation = useNavigation();
  return (
    <PlaceContext value={place}>
      <Navigation value={place.go}>
        <Shell pages={pages} acts={acts} busy={navigation.state !== 'idle'} />
        <ScrollRestoration />
      </Navigation>
    </PlaceContext>
  );
}

function useRouterPlace(): Place {
  const { pathname } = useLocation();
  const [search, setSearchParams] = useSearchParams();
  const navigate = useNavigate();
  const params = useMatches().at(-1)?.params;
  return useMemo<Place>(
    () => ({
      path: pathname,
      params: params as Place['params'],
      search,
      go: (href, options) => {
        // Public pages and files lie outside the router.
        if (!/^\/($|\?|a\/|me(\/|\?|$)|operator(\/|\?|$))/.test(href)) return location.assign(href);
        void navigate(href, { replace: options?.replace ?? false });
      },
      setSearch: (changes) =>
        setSearchParams(
          (before) => {
            const next = new URLSearchParams(before);
            for (const [word, value] of Object.entries(changes)) {
              if (value === null) next.delete(word);
              else next.set(word, value);
            }
            return next;
          },
          { replace: true, preventScrollReset: true },
        ),
    }),
    [pathname, params, search, setSearchParams, navigate],
  );
}

/** `/` leads to where one works. */
function Lead({ acts }: { readonly acts: SessionActs }) {
  const home = homeOf(useSession());
  return home ? <Navigate to={home} replace /> : <NowherePage acts={acts} />;
}

function RouteFailure() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <NotHere /> : <PageProblem error={error} onRetry={() => location.reload()} />;
}
