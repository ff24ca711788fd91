import type { Locale } from '../../core/locale.ts';

let listener: ((locale: Locale) => void) | null = null;
let chosen: Locale | null = null;

/** Told by the house when the reader has chosen a language on this page. */
export function tellLocale(locale: Locale): void {
  chosen = locale;
  listener?.(locale);
}

/** The signed-in app keeps the choice with the person. */
export function onChosenLocale(keep: (locale: Locale) => void): () => void {
  listener = keep;
  return () => {
    listener = null;
  };
}

/** What was chosen since the page was opened: a visitor's choice on the sign-in page is not taken back by signing in. */
export const chosenHere = (): Locale | null => chosen;
