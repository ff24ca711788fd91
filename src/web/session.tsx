import { createContext, useContext } from 'react';
import type { Permission } from '../core/grants.ts';
import type { Role, Section } from '../core/roles.ts';
import type { Locale } from '../core/locale.ts';
import type { Theme } from './theme.ts';

/** A program that a company is in or on its way to; its part of the navigation has a name in each language. */
export interface SessionProgram {
  readonly program: string;
  readonly texts: Readonly<Record<Locale, { readonly name: string; readonly nav: string }>>;
  readonly group: 'partner' | 'developer';
  readonly sections: readonly Section[];
  readonly state: string;
  /** What the reader would need to have something to do in it; null when they have. */
  readonly lacks: Permission | null;
}

/** One of the reader's accounts, as the picker and the navigation show it. */
export interface SessionAccount {
  readonly accountId: string;
  readonly partnerId: string;
  readonly name: string;
  readonly country: string;
  /** `suspended`: the operator has closed some of it. */
  readonly state?: string;
  /** When the company closes its account. */
  readonly closesAt?: Date | null;
  readonly roles: readonly Role[];
  readonly permissions: readonly Permission[];
  /** Held for one's own things only. */
  readonly ownPermissions?: readonly Permission[];
  /** In the catalog's order. */
  readonly programs: readonly SessionProgram[];
  /** What waits there for the reader; each exact up to 100. */
  readonly waiting: { readonly requests: number; readonly notices: number };
}

/** Who is signed in and what they may open. The server decides again on every call. */
export interface Session {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly theme: Theme;
  readonly accounts: readonly SessionAccount[];
  /** As whom the portal is seen, for a while; null: as oneself. */
  readonly seeing: { readonly accountId: string; readonly name: string | null; readonly role: Role | null; readonly endsAt: Date } | null;
  /** Pages that are there for this person only, by their addresses. */
  readonly ownPages?: readonly string[];
  /** Where someone works who belongs to no company and not to the operator: a customer's own page. */
  readonly home?: string;
  /** Null for people who do not work for the operator. */
  readonly operator: { readonly roles: readonly Role[]; readonly permissions: readonly Permission[] } | null;
}

/** What the shell may ask of the features; given by the door, because the shell knows no feature. */
export interface SessionActs {
  read(): Promise<Session>;
  signOut(): Promise<unknown>;
  /** Sees the portal as oneself again. */
  endSeeing(): Promise<unknown>;
  keepLocale(locale: Locale): Promise<unknown>;
  keepTheme(theme: Theme): Promise<unknown>;
  /** People of the account whose name or mail has the words. */
  findPeople(accountId: string, text: string): Promise<readonly FoundPerson[]>;
  /** Articles of the help center that say it. */
  findArticles?(locale: Locale, text: string): Promise<readonly FoundArticle[]>;
}

export interface FoundPerson {
  readonly name: string;
  readonly detail: string;
  readonly href: string;
}

export interface FoundArticle {
  readonly article: string;
  readonly title: string;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs the signed-in app around it');
  return session;
}
