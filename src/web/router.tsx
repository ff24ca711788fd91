import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { changeSearch, goTo, useAddress, useArrival, useProblemWords, useScrollMemory } from './arrival.ts';
import type { Arrived, Wanted } from './arrival.ts';
import { findPage } from './pages.ts';
import type { SignedInPage } from './pages.ts';
import { PlaceContext, usePlace } from './place.ts';
import type { Place } from './place.ts';
import { NotHere, PageProblem } from './refusals.tsx';
import { useSession } from './session.tsx';
import type { SessionActs } from './session.tsx';
import { AppSkeleton } from './shell/AppSkeleton.tsx';
import { Boundary } from './shell/Boundary.tsx';
import { homeOf, lastAccount } from './shell/lastPlace.ts';
import { NowherePage } from './shell/NowherePage.tsx';
import { Shell } from './shell/Shell.tsx';
import { Navigation } from './ui/Link.tsx';

interface RouterParts {
  readonly pages: readonly SignedInPage[];
  readonly acts: SessionActs;
}

/** Paths → pages within the shell. A page shows when its code and its sentences are both here. */
export function makeRouter({ pages, acts }: RouterParts): ComponentType {
  const wantedAt = wantedFrom(pages, acts);
  return function Router() {
    const { path, search } = useAddress();
    const wanted = useMemo(() => wantedAt(path), [path]);
    const { arrived, isOnTheWay, failure } = useArrival(wanted, path, search);
    return arrived || failure ? (
      <Frame
        pages={pages}
        acts={acts}
        arrived={arrived ?? { ...wanted, path, search, entry: '', Page: NotHere }}
        busy={isOnTheWay && !failure}
        failure={failure}
      />
    ) : (
      <AppSkeleton />
    );
  };
}

const nowhere = (key: string, Page: ComponentType): Wanted => ({ key, params: {}, parts: [], page: () => Promise.resolve(Page) });

function wantedFrom(pages: readonly SignedInPage[], acts: SessionActs): (path: string) => Wanted {
  const lead = nowhere('/', () => <Lead acts={acts} />);
  const mine = nowhere('/me', () => <Elsewhere href="/me/profile" />);
  const none = nowhere('*', NotHere);
  return (path) => {
    if (path === '/') return lead;
    if (path === '/me') return mine;
    const found = findPage(pages, path);
    return found ? { key: found.page.path, params: found.params, page: found.page.page, parts: found.page.parts } : none;
  };
}

interface FrameProps extends RouterParts {
  readonly arrived: Arrived;
  /** The next page is on its way. */
  readonly busy: boolean;
  /** Why the page that was asked for could not be fetched. */
  readonly failure: Error | null;
}

/** What every page within the router may rely on: where it is, how to go elsewhere. */
function Frame({ pages, acts, arrived, busy, failure }: FrameProps) {
  const { path, search, params, entry, Page } = arrived;
  const place = useMemo<Place>(() => ({ path, params, search: new URLSearchParams(search), go, setSearch: changeSearch }), [path, params, search]);
  useProblemWords();
  useScrollMemory(entry);
  return (
    <PlaceContext value={place}>
      <Navigation value={go}>
        <Shell pages={pages} acts={acts} busy={busy}>
          {/* A file that is gone after an update comes only with a new page. */}
          {failure ? <PageProblem error={failure} onRetry={() => location.reload()} /> : <Guarded path={path} page={<Page />} />}
        </Shell>
      </Navigation>
    </PlaceContext>
  );
}

/** Public pages and files lie outside the router. */
const go: Place['go'] = (href, options) => {
  if (/^\/($|\?|a\/|me(\/|\?|$)|operator(\/|\?|$))/.test(href)) goTo(href, options);
  else location.assign(href);
};

/** `/` leads to where one works. */
function Lead({ acts }: { readonly acts: SessionActs }) {
  const session = useSession();
  // `?open=/a/:account/…`: whoever sent one here does not know in which company one works.
  const open = usePlace().search.get('open');
  const account = lastAccount(session);
  const home = open?.startsWith('/a/:account/') && account ? open.replace(':account', account) : homeOf(session);
  return home ? <Elsewhere href={home} /> : <NowherePage acts={acts} />;
}

function Elsewhere({ href }: { readonly href: string }) {
  useEffect(() => goTo(href, { replace: true }), [href]);
  return null;
}

/** In place of a page whose first answer was a refusal, or that failed while it was drawn: why, and once more. The shell stays. */
function Guarded({ path, page }: { readonly path: string; readonly page: ReactNode }) {
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
    <Boundary key={path} fallback={fallback}>
      {page}
    </Boundary>
  );
}
