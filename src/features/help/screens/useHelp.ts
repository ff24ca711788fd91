import { api } from '../../../web/api.ts';
import { useHouse } from '../../../web/house.tsx';
import type { Locale } from '../../../core/locale.ts';
import { useLoaded } from '../../signup/screens/useLoaded.ts';
import type { ArticleLine, FoundArticle, HelpArticle } from '../contract.ts';
import { help } from '../contract.ts';

export const helpApi = api(help);

/** Answers that were read already on this page, by their question: articles change with an update only. */
const known = new Map<string, Promise<unknown>>();
function once<T>(key: string, load: () => Promise<T>): Promise<T> {
  const before = known.get(key) as Promise<T> | undefined;
  if (before) return before;
  const loading = load();
  known.set(key, loading);
  loading.catch(() => known.delete(key));
  return loading;
}
/** For tests: as if nothing had been read. */
export const forgetHelp = (): void => known.clear();

/** Every article, by subject. */
export function useArticleList() {
  const { locale } = useHouse();
  return useLoaded<readonly ArticleLine[]>(locale, () => once(`list ${locale}`, async () => (await helpApi.listArticles({ locale })).items));
}

/** An article, with another language beside it once that is wanted. */
export function useArticle(article: string, beside: Locale | null) {
  const { locale } = useHouse();
  return useLoaded<HelpArticle>(`${article} ${locale} ${beside ?? ''}`, () =>
    once(`${article} ${locale} ${beside ?? ''}`, () => helpApi.readArticle({ article, locale, ...(beside ? { beside } : {}) })),
  );
}

/** What is found for a text; nothing is asked for an empty one. */
export function useFound(text: string) {
  const { locale } = useHouse();
  const asked = text.trim();
  return useLoaded<{ readonly text: string; readonly items: readonly FoundArticle[] }>(`${locale} ${asked}`, async () => ({
    text: asked,
    items: asked ? (await helpApi.searchHelp({ locale, text: asked.slice(0, 120) })).items : [],
  }));
}
