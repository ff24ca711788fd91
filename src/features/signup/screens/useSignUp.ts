import { useCallback, useEffect, useState } from 'react';
import { ApiProblem, api } from '../../../web/api.ts';
import { signup } from '../contract.ts';
import type { SignUp } from '../contract.ts';
import { readKept, takeLinkToken, writeKept } from './kept.ts';

export const server = api(signup);

export interface Sent {
  readonly signUpId: string;
  readonly email: string;
  /** When the newest code was sent, by this browser's clock. */
  readonly sentAt: number;
}
/** Where the visitor stands. */
export type View =
  | { readonly kind: 'loading' }
  | { readonly kind: 'start' }
  | { readonly kind: 'code'; readonly sent: Sent }
  | { readonly kind: 'open'; readonly token: string; readonly signUp: SignUp }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface SignUpWay {
  readonly view: View;
  /** A code is on its way. */
  sent(sent: Sent): void;
  /** The mailbox is proved, or a step was saved. */
  open(token: string, signUp: SignUp): void;
  /** Begins from the start; forgets what this tab held. */
  restart(): void;
  reload(): void;
}

/** Finds out where this tab stands: a mailed link, a sign-up of before, a code to be entered, or nothing yet. */
export function useSignUp(): SignUpWay {
  const [view, setView] = useState<View>({ kind: 'loading' });
  const reload = useCallback(() => {
    const kept = readKept();
    if (kept.token) void openKept(kept.token).then(setView);
    else setView(kept.sent ? { kind: 'code', sent: kept.sent } : { kind: 'start' });
  }, []);
  useEffect(() => {
    const linked = takeLinkToken();
    if (linked) writeKept({ token: linked });
    reload();
  }, [reload]);
  return {
    view,
    reload,
    sent: (sent) => {
      writeKept({ sent });
      setView({ kind: 'code', sent });
    },
    open: (token, signUp) => {
      writeKept({ token });
      setView({ kind: 'open', token, signUp });
    },
    restart: () => {
      writeKept({});
      setView({ kind: 'start' });
    },
  };
}

async function openKept(token: string): Promise<View> {
  try {
    return { kind: 'open', token, signUp: await server.get({ token }) };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'signup.gone') return { kind: 'failed', error };
    writeKept({});
    return { kind: 'gone' };
  }
}
