import { createContext, useContext } from 'react';
import { useAccountId } from '../../../web/data.tsx';
import { usePlace } from '../../../web/place.ts';

export interface ArticleLinks {
  /** Where an article is read from here, with the heading, if any. */
  articleHref(article: string, heading?: string): string;
  /** The address of a page of the portal; `show` names controls to be pointed out there. */
  pageHref(pattern: string, show?: readonly string[]): string;
  /** Opens an article in place, beside the page; absent where articles are pages. */
  readonly open?: (article: string) => void;
}

/** Set where articles stand beside a page. */
export const OpenArticle = createContext<((article: string) => void) | undefined>(undefined);

/** Articles stand inside of a company's portal, or outside for everyone. */
export function useArticleLinks(): ArticleLinks {
  const { path } = usePlace();
  const account = useAccountId();
  const open = useContext(OpenArticle);
  const base = account && path.startsWith('/a/') ? `/a/${account}/help` : '/help';
  return {
    articleHref: (article, heading) => `${base}/${article}${heading ? `#${heading}` : ''}`,
    pageHref: (pattern, show = []) => pageAddress(pattern, { account, show }),
    ...(open ? { open } : {}),
  };
}

interface Where {
  /** The company that one works in; unknown outside of the portal. */
  readonly account?: string | undefined;
  readonly show: readonly string[];
}

/** What a pattern leaves open besides the company is chosen on the page above it. Without a company, the portal knows which one it was last. */
export function pageAddress(pattern: string, { account, show }: Where): string {
  const known = pattern.replace(/\/:(?!account)[^/]+.*$/, '');
  const pointed = show.length ? `${known}?show=${encodeURIComponent(show.join(','))}` : known;
  if (!known.startsWith('/a/:account')) return pointed;
  return account ? pointed.replace(':account', account) : `/?open=${encodeURIComponent(pointed)}`;
}
