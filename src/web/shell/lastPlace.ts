import type { Session } from '../session.tsx';

const KEY = 'entente.last';

/** Remembers which account (or the console) this browser was in, for the next opening of the center. */
export function rememberPlace(place: string): void {
  try {
    localStorage.setItem(KEY, place);
  } catch {
    // Then the first account is opened.
  }
}

function lastPlace(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Where `/` leads: the account used last, else the first, else the console, else nowhere. */
export function homeOf(session: Session): string | null {
  const last = lastPlace();
  if (last === 'operator' && session.operator) return '/operator';
  const account = session.accounts.find(({ accountId }) => accountId === last) ?? session.accounts[0];
  if (account) return `/a/${account.accountId}`;
  return session.operator ? '/operator' : (session.home ?? null);
}

/** The account whose navigation stands beside pages that belong to none. */
export const lastAccount = (session: Session): string | undefined =>
  (session.accounts.find(({ accountId }) => accountId === lastPlace()) ?? session.accounts[0])?.accountId;
