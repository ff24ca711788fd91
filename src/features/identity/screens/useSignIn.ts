import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { safeNext, usePlace } from '../../../web/place.ts';
import { identity } from '../contract.ts';
import type { SignInAnswer } from '../contract.ts';
import type { DirectoryOffer } from './directoryWay.ts';

export const server = api(identity);

export type SecondStep = NonNullable<SignInAnswer['second']>;
export interface SentCode {
  readonly attempt: string;
  readonly minutes: number;
  readonly resendAt: number;
  /** A further code was asked for: the page says that it comes. */
  readonly again?: boolean;
}
interface Ways {
  readonly email: string;
  readonly passkey: Record<string, unknown>;
  readonly offers: readonly DirectoryOffer[];
}
/** Where the visitor stands. */
export type SignInView =
  | { readonly kind: 'email' }
  | (Ways & { readonly kind: 'ways' })
  | (Ways & { readonly kind: 'code'; readonly sent: SentCode })
  | { readonly kind: 'second'; readonly second: SecondStep };

export interface SignInWay {
  readonly view: SignInView;
  show(view: SignInView): void;
  /** In, or on to the second step. */
  take(answer: SignInAnswer): void;
}

/** Walks from the address to the session, then back to where one came from. */
export function useSignIn(): SignInWay {
  const { search, go } = usePlace();
  const [view, show] = useState<SignInView>({ kind: 'email' });
  return {
    view,
    show,
    take: ({ second, newPassword }) => {
      // A temporary password opens nothing but the page that sets another.
      if (newPassword) go(`/set-password#${newPassword.token}`, { replace: true });
      else if (second) show({ kind: 'second', second });
      else go(safeNext(search.get('next')), { replace: true });
    },
  };
}

/** Asks for a code; how long it is good, and from when another may be asked for. */
export async function requestCode(email: string): Promise<SentCode> {
  const { attempt, minutes, resendAfterSeconds } = await server.requestMailCode({ email });
  return { attempt, minutes, resendAt: Date.now() + resendAfterSeconds * 1000 };
}
