import type { Locale } from '../../../core/locale.ts';

/** The operator's page of a sentence in a language. */
export const sentenceHref = (locale: Locale, sentence: string): string => `/operator/languages/sentences/${locale}/${sentence}`;
