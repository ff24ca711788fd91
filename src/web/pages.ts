import type { ComponentType } from 'react';
import type { Permission } from '../core/grants.ts';
import type { MessageKey } from '../core/locale.ts';
import type { Section as PortalSection } from '../core/roles.ts';
import type { Icon } from './ui/icon.ts';

/** A page that needs no session. Its code and its sentences come when its address is opened, before it shows. */
export interface PublicPage {
  /** Parts of the address that begin with `:` are given by `usePlace().params`. */
  readonly path: `/${string}`;
  /** The sentences it says: first words of their ids. */
  readonly parts: readonly string[];
  readonly page: () => Promise<ComponentType>;
}

/** Where an entry stands in the left navigation; each side of the house shows its own. `programs`: in the part of the page's `program`. */
export const sections = ['work', 'programs', 'company', 'me', 'desk', 'house'] as const;
export type Section = (typeof sections)[number];

export interface NavEntry {
  readonly section: Section;
  readonly label: MessageKey;
  readonly icon: Icon;
}

/** The menus of the gear in a company; each is there while the company is in a program of its group. */
export const settingsGroups = ['partner', 'developer'] as const;
export type SettingsGroup = (typeof settingsGroups)[number];

/** A page of the signed-in app: `/a/:account/…`, `/me/…` or `/operator/…`. */
export interface SignedInPage extends PublicPage {
  /** What one must hold to be shown the way here; the server decides by itself. */
  readonly permission?: Permission;
  /** Holding it for one's own things is enough. */
  readonly forOwn?: boolean;
  /**
   * The parts of the portal that it belongs to: it is there while a program of the company brings one of them, and stands in that
   * program's part of the navigation (`nav: { section: 'programs', … }`).
   */
  readonly program?: readonly PortalSection[];
  /** It is there for those whose session names it (`ownPages`). */
  readonly forSome?: boolean;
  /** Its entry in the left navigation. */
  readonly nav?: NavEntry;
  /** In the gear: settings of the center, or of the company; those of partners, of developers, or (without `groups`) of both. */
  readonly settings?: { readonly label: MessageKey; readonly icon: Icon; readonly groups?: readonly SettingsGroup[] };
  /** An act that the search offers, in the words of its button. */
  readonly action?: { readonly label: MessageKey; readonly icon: Icon };
}

/** Which side of the house an address belongs to. */
export type Side = 'account' | 'me' | 'operator';
export const sideOf = (path: string): Side | null =>
  /^\/a\/[^/]/.test(path) ? 'account' : /^\/me(\/|$)/.test(path) ? 'me' : /^\/operator(\/|$)/.test(path) ? 'operator' : null;

export type Params = Readonly<Record<string, string>>;

/** The values of a pattern's `:names` in an address, or nothing when the address is another's. */
export function matchPath(pattern: string, address: string): Params | undefined {
  const wanted = pattern.split('/').filter(Boolean);
  const given = address.split('/').filter(Boolean);
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, word] of wanted.entries()) {
    const value = given[at] ?? '';
    if (word.startsWith(':')) params[word.slice(1)] = decoded(value);
    else if (word !== value) return undefined;
  }
  return params;
}

/** The page of an address. */
export function findPage<P extends PublicPage>(pages: readonly P[], address: string): { readonly page: P; readonly params: Params } | undefined {
  for (const page of pages) {
    const params = matchPath(page.path, address);
    if (params) return { page, params };
  }
  return undefined;
}

/** A pattern with its `:names` filled in. */
export const fillPath = (pattern: string, params: Params): string => pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % is a letter like any other
  }
}
