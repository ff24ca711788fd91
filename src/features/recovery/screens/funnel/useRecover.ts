import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, api } from '../../../../web/api.ts';
import { usePlace } from '../../../../web/place.ts';
import { funnelEndpoints, troubles } from '../../contract/funnel.ts';
import type { Recovery, Trouble } from '../../contract/funnel.ts';
import { readKept, writeKept } from './kept.ts';

export const server = api(funnelEndpoints);

/** What one reads about before, or instead of, beginning: each is an address of its own, to go back from. */
export const abouts = ['personal', 'refused', 'nobody', 'verify', 'user'] as const;
export type About = (typeof abouts)[number];

/** Where the visitor stands. */
export type View =
  | { readonly kind: 'start' }
  | { readonly kind: 'about'; readonly about: About }
  | { readonly kind: 'account'; readonly trouble: Trouble }
  | { readonly kind: 'who'; readonly trouble: Trouble }
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly token: string; readonly recovery: Recovery }
  | { readonly kind: 'set' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface RecoverWay {
  readonly view: View;
  /** A request was written: its token. */
  begun(token: string): void;
  /** A proof was taken, a code sent. */
  keep(recovery: Recovery): void;
  /** Access is given back; not signed in where the second factor is asked for at the door. */
  finished(answer: { readonly signedIn: boolean; readonly needsNewFactor: boolean }): void;
  gone(): void;
  restart(): void;
  reload(): void;
}

type Loaded = Extract<View, { kind: 'loading' | 'open' | 'set' | 'gone' | 'failed' }>;
const POLL_MS = 700;

/** Walks from what happened to being in again. What comes before the request stands in the address; after it, a token in this tab. */
export function useRecover(): RecoverWay {
  const { search, go } = usePlace();
  const [token, setToken] = useState(() => readKept().token);
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' });
  // What was asked before a proof was taken must not undo it when it comes late.
  const turn = useRef(0);
  const load = useCallback(async () => {
    if (!token) return;
    const asked = turn.current;
    const answer = await opened(token);
    if (asked === turn.current) setLoaded(answer);
  }, [token]);
  const show = (next: Loaded) => {
    turn.current++;
    setLoaded(next);
  };
  useEffect(() => void load(), [load]);
  // Who it may be is found out by a job: a moment, and the same moment for every address.
  const isEarly = loaded.kind === 'open' && !loaded.recovery.ready;
  useEffect(() => {
    if (!isEarly) return;
    const timer = setInterval(() => void load(), POLL_MS);
    return () => clearInterval(timer);
  }, [isEarly, load]);

  const forget = () => {
    writeKept({});
    setToken(undefined);
  };
  return {
    view: viewOf(search, token, loaded),
    reload: () => void load(),
    begun(next) {
      writeKept({ token: next });
      show({ kind: 'loading' });
      setToken(next);
      go('/recover', { replace: true });
    },
    keep: (recovery) => token && show({ kind: 'open', token, recovery }),
    finished({ signedIn, needsNewFactor }) {
      writeKept({});
      if (signedIn) go(needsNewFactor ? '/me/security' : '/', { replace: true });
      else show({ kind: 'set' });
    },
    gone: () => show({ kind: 'gone' }),
    restart() {
      forget();
      go('/recover', { replace: true });
    },
  };
}

function viewOf(search: URLSearchParams, token: string | undefined, loaded: Loaded): View {
  const about = abouts.find((each) => each === search.get('about'));
  if (about) return { kind: 'about', about };
  const step = search.get('step');
  const trouble = troubles.find((each) => each === search.get('trouble')) ?? 'password';
  if (step === 'account' || step === 'who') return { kind: step, trouble };
  return token ? loaded : { kind: 'start' };
}

async function opened(token: string): Promise<Loaded> {
  try {
    return { kind: 'open', token, recovery: await server.getRecovery({ token }) };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 410) return { kind: 'failed', error };
    writeKept({});
    return { kind: 'gone' };
  }
}
