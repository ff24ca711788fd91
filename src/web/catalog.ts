import { locales } from '../core/locale.ts';
import type { CompiledMessages, Locale } from '../core/locale.ts';

/** What the server writes into the page, so that the first paint already knows language, center and catalogs. */
export interface Boot {
  readonly locale: Locale;
  /** The languages this center offers. */
  readonly locales: readonly Locale[];
  /** locale → part → hash of `/locales/<locale>/<part>.<hash>.json` */
  readonly catalogs: Readonly<Partial<Record<Locale, Readonly<Record<string, string>>>>>;
  readonly center: Center;
  readonly version: string;
}

export interface Center {
  readonly name: string;
  /** Any CSS hex color; `ui/accent.ts` makes it readable. */
  readonly accent: string;
  readonly logoUrl: string | null;
  readonly setUp: boolean;
  /** The demo world: nothing in it is real. */
  readonly isDemo: boolean;
  /** How to reach the operator's people; null where they gave nothing. */
  readonly deskEmail: string | null;
  readonly deskPhone: string | null;
  /** Settings of partners and of developers stand in one menu instead of two. */
  readonly mergedSettings: boolean;
}

const bare: Boot = {
  locale: 'en',
  locales,
  catalogs: {},
  center: { name: 'Entente', accent: '#3551d0', logoUrl: null, setUp: true, isDemo: false, deskEmail: null, deskPhone: null, mergedSettings: false },
  version: '',
};

/** Reads the page's boot block; without one (a test, a broken proxy, a journey that only writes addresses) English and the defaults. */
export function readBoot(page: Document | undefined = globalThis.document): Boot {
  const text = page?.getElementById('boot')?.textContent?.trim();
  return text ? { ...bare, ...(JSON.parse(text) as Partial<Boot>) } : bare;
}

type FetchJson = (url: string) => Promise<CompiledMessages>;

const fetchJson: FetchJson = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return (await answer.json()) as CompiledMessages;
};

/** The sentences of the open page, by language and part; each file is fetched once. */
export interface Catalog {
  /** The part's sentences are here when the promise is; a failed fetch is tried again by the next call. */
  loadParts(locale: Locale, parts: readonly string[]): Promise<void>;
  /** Loads parts in the language shown now and remembers them for a later switch. */
  needParts(parts: readonly string[]): Promise<void>;
  /** Loads every part in use in another language; from then on that language is the one shown. */
  switchTo(locale: Locale): Promise<void>;
  /** One living object a language; parts loaded later appear in it. */
  messages(locale: Locale): CompiledMessages;
}

export function makeCatalog(boot: Pick<Boot, 'locale' | 'catalogs'>, get: FetchJson = fetchJson): Catalog {
  const merged = new Map<Locale, CompiledMessages>();
  const fetched = new Map<string, Promise<void>>();
  const inUse = new Set<string>();
  let shown = boot.locale;

  const messages = (locale: Locale): CompiledMessages => {
    const known = merged.get(locale) ?? {};
    merged.set(locale, known);
    return known;
  };
  const loadPart = (locale: Locale, part: string): Promise<void> => {
    const hash = boot.catalogs[locale]?.[part];
    if (hash === undefined) return Promise.resolve(); // a part without sentences of its own
    const url = `/locales/${locale}/${part}.${hash}.json`;
    const loading =
      fetched.get(url) ??
      get(url).then(
        (sentences) => void Object.assign(messages(locale), sentences),
        (reason: unknown) => {
          fetched.delete(url);
          throw reason;
        },
      );
    fetched.set(url, loading);
    return loading;
  };
  const loadParts = async (locale: Locale, parts: readonly string[]): Promise<void> => {
    await Promise.all(parts.map((part) => loadPart(locale, part)));
  };
  return {
    loadParts,
    messages,
    needParts: (parts) => {
      for (const part of parts) inUse.add(part);
      return loadParts(shown, parts);
    },
    switchTo: async (locale) => {
      await loadParts(locale, [...inUse]);
      shown = locale;
      // A part that was asked for meanwhile came in the old language.
      await loadParts(locale, [...inUse]);
    },
  };
}

/** The boot block and the catalog of this page. */
export const boot: Boot = readBoot();
export const catalog: Catalog = makeCatalog(boot);
export const { loadParts, needParts } = catalog;

/**
 * A route's loader: the page shows when its sentences are here, never with ids instead.
 * `{ path: 'locations', loader: usesParts(['accounts', 'country']), lazy: … }`
 */
export function usesParts(parts: readonly string[]): () => Promise<null> {
  return async () => {
    await needParts(parts);
    return null;
  };
}
