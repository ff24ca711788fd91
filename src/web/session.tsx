import { createContext, useContext } from 'react';
import type { Permission } from '../core/grants.ts';
import type { Role } from '../core/roles.ts';
import type { Locale } from '../core/locale.ts';
import type { Theme } from './theme.ts';

/** One of the reader's accounts, as the picker shows it. */
export interface SessionAccount {
  readonly accountId: string;
  readonly partnerId: string;
  readonly name: string;
  readonly country: string;
  readonly roles: readonly Role[];
  readonly permissions: readonly Permission[];
}

/** Who is signed in and what they may open. The server decides again on every call. */
export interface Session {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly theme: Theme;
  readonly accounts: readonly SessionAccount[];
  /** Null for people who do not work for the operator. */
  readonly operator: { readonly roles: readonly Role[]; readonly permissions: readonly Permission[] } | null;
}

/** What the shell may ask of the features; given by the door, because the shell knows no feature. */
export interface SessionActs {
  read(): Promise<Session>;
  signOut(): Promise<unknown>;
  keepLocale(locale: Locale): Promise<unknown>;
  keepTheme(theme: Theme): Promise<unknown>;
  /** People of the account whose name or mail has the words. */
  findPeople(accountId: string, text: string): Promise<readonly FoundPerson[]>;
}

export interface FoundPerson {
  readonly name: string;
  readonly detail: string;
  readonly href: string;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs the signed-in app around it');
  return session;
}
