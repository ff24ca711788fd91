import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import {
  createBrowserRouter,
  isRouteErrorResponse,
  Navigate,
  ScrollRestoration,
  useLocation,
  useMatches,
  useNavigate,
  useNavigation,
  useRouteError,
  useSearchParams,
} from 'react-router';
import type { RouteObject } from 'react-router';
import { needParts } from './catalog.ts';
import type { SignedInPage } from './pages.ts';
import { PlaceContext } from './place.ts';
import type { Place } from './place.ts';
import { NotHere, PageProblem } from './refusals.tsx';
import { useSession } from './session.tsx';
import type { SessionActs } from './session.tsx';
import { AppSkeleton } from './shell/AppSkeleton.tsx';
import { Boundary } from './shell/Boundary.tsx';
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
      errorElement: <RouteFailure />,
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
    lazy: async () => {
      const Page = await page.page();
      return { element: <Guarded page={<Page />} /> };
    },
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

/** In place of a page whose first answer was a refusal, or that failed while it was drawn: why, and once more. The shell stays. */
function Guarded({ page }: { readonly page: ReactNode }) {
  const { pathname } = useLocation();
  const queries = useQueryErrorResetBoundary();
  const fallback = (error: unknown, again: () => void) => (
    <PageProblem
      error={error}
      onRetry={() => {
        queries.reset();
        again();
      }}
    />
  );
  return (
    <Boundary key={pathname} fallback={fallback}>
      {page}
    </Boundary>
  );
}

/** In place of a page that could not be fetched. A file that is gone after an update comes only with a new page. */
function RouteFailure() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <NotHere /> : <PageProblem error={error} onRetry={() => location.reload()} />;
}
