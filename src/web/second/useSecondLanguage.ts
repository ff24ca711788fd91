import { useSyncExternalStore } from 'react';
import { isLocale, locales as every } from '../../core/locale.ts';
import type { Locale } from '../../core/locale.ts';
import { useHouse } from '../house.tsx';
import { keepChoice, onChoice, readChoice, useSourceMode } from '../sourceMode.ts';
import type { SourceMode } from '../sourceMode.ts';

const KEY = 'entente.source_language';

/** What the reader chose about a second language, the same for pages, articles and mails. */
export interface SecondChoice {
  readonly mode: SourceMode;
  chooseMode(mode: SourceMode): void;
  /** The second language: English, of which the others are translations, unless another was chosen. */
  readonly other: Locale;
  readonly others: readonly Locale[];
  choose(locale: Locale): void;
}

export function useSecondLanguage(): SecondChoice {
  const { locale, locales } = useHouse();
  const [mode, chooseMode] = useSourceMode();
  const kept = useSyncExternalStore(onChoice, () => readChoice(KEY));
  // Whoever reads English may want any other.
  const others = every.filter((each) => each !== locale && (each === 'en' || locales.includes(each)));
  const chosen = isLocale(kept) && others.includes(kept) ? kept : undefined;
  const other = chosen ?? others.find((each) => each === 'en') ?? others[0] ?? 'en';
  return { mode, chooseMode, other, others, choose };
}

const choose = (locale: Locale): void => keepChoice(KEY, locale);
