import { MutationCache, QueryCache, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ComponentType } from 'react';
import { ApiProblem } from './api.ts';
import { noteCalls } from './calls.ts';
import { useHouse } from './house.tsx';
import type { SignedInPage } from './pages.ts';
import { signInPath } from './place.ts';
import { makeRouter } from './router.tsx';
import { SessionContext } from './session.tsx';
import type { SessionActs } from './session.tsx';
import { SecondLanguage } from './second/SecondLanguage.tsx';
import { AppSkeleton } from './shell/AppSkeleton.tsx';
import { Boundary } from './shell/Boundary.tsx';
import { chosenHere, onChosenLocale } from './shell/chosenLocale.ts';
import type { ShellSlots } from './shell/slots.ts';
import { SlotsContext } from './shell/slots.ts';
import { WhyNotPopover } from './whyNot.tsx';
import { isLeaving } from './shell/leave.ts';

export interface AppParts {
  readonly pages: readonly SignedInPage[];
  readonly acts: SessionActs;
  readonly slots: ShellSlots;
}

const sessionKey = ['session'];

/** The signed-in app as one component. Who is signed in is asked for at once, while the rest is still being fetched. */
export function makeApp({ pages, acts, slots }: AppParts): ComponentType {
  noteCalls();
  const queries = makeQueries();
  const reading = { queryKey: sessionKey, queryFn: acts.read, staleTime: 60_000 };
  void queries.prefetchQuery(reading);
  const Router = makeRouter({ pages, acts });

  const filled: ShellSlots = { ...slots, WhyNot: WhyNotPopover };

  function SignedIn() {
    const { data: session, error } = useQuery(reading);
    usePersonsChoices(acts, session);
    if (!session) {
      if (error && (error as { code?: string }).code !== 'access.sign_in') throw error;
      return <AppSkeleton />;
    }
    return (
      <SessionContext value={session}>
        <Router />
        <SignedOutNotice />
        {slots.StepUp && <slots.StepUp />}
        <SecondLanguage />
      </SessionContext>
    );
  }
  return function App() {
    return (
      <QueryClientProvider client={queries}>
        <SlotsContext value={filled}>
          <Boundary>
            <SignedIn />
          </Boundary>
        </SlotsContext>
      </QueryClientProvider>
    );
  };
}

const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'access.sign_in';

/** Tells the open page that an act was refused because the session has ended; what was typed must stay. */
const signedOut = new EventTarget();

function makeQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error, query) {
        if (!isSignedOut(error) || isLeaving()) return;
        // What asks by the clock may find a form half typed: the page stays. Whoever asks themselves goes straight to the sign-in page
        // and back here; who was signed in on this page is told why.
        const byTheClock = query.observers.some(({ options }) => options.refetchInterval);
        if (byTheClock) signedOut.dispatchEvent(new Event('now'));
        else location.replace(signInPath(location.pathname + location.search, { ended: queries.getQueryData(sessionKey) !== undefined }));
      },
    }),
    mutationCache: new MutationCache({ onError: (error) => isSignedOut(error) && signedOut.dispatchEvent(new Event('now')) }),
    defaultOptions: {
      queries: {
        networkMode: 'always', // being offline is an answer to show, not a reason to wait in silence
        staleTime: 5_000,
        retry: (count, error) => error instanceof ApiProblem && (error.status >= 500 || error.code === 'offline') && count < 2,
        retryDelay: (count) => 400 * 2 ** count,
      },
      mutations: { networkMode: 'always' },
    },
  });
  return queries;
}

function SignedOutNotice() {
  const [shown, show] = useState<ComponentType<{ readonly onClose: () => void }> | null>(null);
  useEffect(() => {
    const say = () => void import('./shell/SignedOutDialog.tsx').then((m) => show(() => m.SignedOutDialog));
    signedOut.addEventListener('now', say);
    return () => signedOut.removeEventListener('now', say);
  }, []);
  const Dialog = shown;
  return Dialog ? <Dialog onClose={() => show(null)} /> : null;
}

/** The person's language and theme follow them to this browser; a choice made here goes the other way. */
function usePersonsChoices(acts: SessionActs, session: Awaited<ReturnType<SessionActs['read']>> | undefined): void {
  const { locale, locales, setLocale, theme, setTheme } = useHouse();
  const person = session?.personId;
  useEffect(() => {
    if (!session) return;
    if (session.locale !== locale && chosenHere() === null && locales.includes(session.locale)) void setLocale(session.locale);
    if (session.theme !== theme) setTheme(session.theme);
    // Once a person, not after every later choice.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [person]);
  useEffect(() => (person ? onChosenLocale((chosen) => void acts.keepLocale(chosen).catch(() => {})) : undefined), [acts, person]);
}
