import type { Locale } from '../../../core/locale.ts';
import { fold } from '../../../core/text.ts';

/** The name in the address is for people and search engines; the id at its end finds the page. */
export const slugOf = (pageId: string, name: string): string => {
  const words = fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [words.join('-').slice(0, 80).replace(/-+$/, ''), pageId].filter(Boolean).join('-');
};
export const pageIdIn = (slug: string): string | undefined => /(?:^|-)([0-9a-z]{12})$/.exec(slug)?.[1];
export const partnerAddress = (locale: Locale, pageId: string, name: string): string => `/partners/${locale}/${encodeURIComponent(slugOf(pageId, name))}`;
