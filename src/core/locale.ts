import { setupI18n } from '@lingui/core';
import type { Messages } from '@lingui/core';
import type en from '../../locales/en.json';
import type { Money } from './money.ts';

/** The languages Entente speaks. A new one is a word here and a file in `locales/`. */
export const locales = ['en', 'fr', 'es', 'zh-CN', 'zh-TW'] as const;
export type Locale = (typeof locales)[number];

/** Each language in its own words, for the language menu. */
export const localeNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
};

export type MessageKey = keyof typeof en;
export type Values = Readonly<Record<string, string | number | Date>>;
export type Translate = (id: MessageKey, values?: Values) => string;
/** Messages as `compileMessage` makes them: plain JSON, safe to send to a browser. */
export type CompiledMessages = Messages;

/** Whether a word that came from outside (a cookie, a header, a stored row) is a language of ours. */
export function isLocale(word: unknown): word is Locale {
  return (locales as readonly unknown[]).includes(word);
}

/**
 * The offered language a reader wants most; the first offered one when they want none of them.
 * @param wanted an Accept-Language header, or `navigator.languages`, best first
 */
export function pickLocale(wanted: string | readonly string[] | null | undefined, offered: readonly Locale[] = locales): Locale {
  const tags = typeof wanted === 'string' ? tagsByWeight(wanted) : (wanted ?? []);
  const known = tags.flatMap((tag) => ourLocale(tag) ?? []);
  const exact = known.find((locale) => offered.includes(locale));
  // Someone who reads one Chinese script is better served by the other than by a foreign language.
  const related = known.flatMap((locale) => offered.find((other) => languageOf(other) === languageOf(locale)) ?? [])[0];
  return exact ?? related ?? offered[0] ?? 'en';
}

/** `fr;q=0.8, en` → `['en', 'fr']`; a weight of 0 means "not this one". */
function tagsByWeight(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';');
      const weight = rest.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(Boolean);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

function ourLocale(tag: string): Locale | undefined {
  let asked: Intl.Locale;
  try {
    // `maximize` knows that Hong Kong and Macao write traditional, Singapore simplified Chinese.
    asked = new Intl.Locale(tag).maximize();
  } catch {
    return undefined; // `*`, or something that is no language tag
  }
  if (asked.language === 'zh') return asked.script === 'Hant' ? 'zh-TW' : 'zh-CN';
  return locales.find((locale) => locale === asked.language);
}

const languageOf = (locale: Locale): string => locale.slice(0, 2);

/** Where a shown sentence came from. */
export interface Source {
  readonly id: MessageKey;
  readonly values: Values | undefined;
}

const sources = new Map<string, Source>();
/** Enough for every sentence of a long afternoon, a few hundred kilobytes. */
const REMEMBERED = 5_000;

function remember(text: string, source: Source): void {
  // Deleting first moves a sentence said again to the young end of the map.
  sources.delete(text);
  sources.set(text, source);
  if (sources.size > REMEMBERED) sources.delete(sources.keys().next().value as string);
}

/** The id and values that a shown sentence was made from, when a translator said it lately; of equals the newest. */
export function sourceOf(text: string): Source | undefined {
  return sources.get(text);
}

/**
 * Makes `t` for one language. `messages` is read live: what is merged into it later is said at once.
 * An unknown id is said as itself, so that a missing sentence is seen and never breaks a page.
 * `remember: false` is for mails and other texts that hold what must not stay in memory.
 */
export function translator(locale: Locale, messages: CompiledMessages, options = { remember: true }): Translate {
  const i18n = setupI18n({ missing: (_, id) => id });
  i18n.loadAndActivate({ locale, messages });
  return (id, values) => {
    const text = i18n._(id, values);
    if (options.remember) remember(text, { id, values });
    return text;
  };
}

/** `day` 21 Nov 2026 · `long` November 21, 2026 · `month` November 2026 · `time` 9:41 AM · `moment` day and time */
export type DateStyle = 'day' | 'long' | 'month' | 'time' | 'moment';

const dateStyles: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  day: { dateStyle: 'medium' },
  long: { dateStyle: 'long' },
  month: { year: 'numeric', month: 'long' },
  time: { timeStyle: 'short' },
  moment: { dateStyle: 'medium', timeStyle: 'short' },
};

export interface Formats {
  /** A `Date`, an instant (`2026-11-21T09:41:00Z`) or a calendar day (`2026-11-21`, the same day in every time zone). */
  formatDate(value: Date | string, style?: DateStyle): string;
  formatNumber(value: number, options?: Intl.NumberFormatOptions): string;
  /** An amount as the language writes it, exact to its last digit: `€1,234.50`, `1 234,50 €`; a price per unit keeps up to six digits. */
  formatMoney(value: Money, options?: Intl.NumberFormatOptions): string;
  /** "3 days ago", "in 2 hours", "yesterday"; in the largest unit that fits. */
  formatRelative(value: Date | string, now?: Date): string;
  formatList(words: readonly string[], type?: Intl.ListFormatType): string;
  /** Sorts names as a reader of the language expects; digits by their worth. */
  compareNames(a: string, b: string): number;
}

/** Dates, numbers, lists and order as one language writes them. @param timeZone IANA name; the machine's own by default */
export function formatsFor(locale: Locale, timeZone?: string): Formats {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const dates = memo((style: DateStyle) => new Intl.DateTimeFormat(locale, { ...dateStyles[style], timeZone }));
  const days = memo((style: DateStyle) => new Intl.DateTimeFormat(locale, { ...dateStyles[style], timeZone: 'UTC' }));
  return {
    formatDate: (value, style = 'day') => (isDay(value) ? days(style) : dates(style)).format(asDate(value)),
    formatNumber: (value, options) => new Intl.NumberFormat(locale, options).format(value),
    formatMoney: ({ amount, currency }, options) => {
      const style = { style: 'currency', currency, maximumFractionDigits: 6, ...options } as const;
      // The text is formatted as it stands: a float would lose digits from 15 on.
      return new Intl.NumberFormat(locale, style).format(amount as Intl.StringNumericLiteral);
    },
    formatRelative: (value, now = new Date()) => {
      const [count, unit] = largestUnit(asDate(value).getTime() - now.getTime());
      return relative.format(count, unit);
    },
    formatList: (words, type = 'conjunction') => new Intl.ListFormat(locale, { type }).format(words),
    compareNames: collator.compare,
  };
}

const isDay = (value: Date | string): boolean => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
const asDate = (value: Date | string): Date => (typeof value === 'string' ? new Date(value) : value);

function memo<K extends string, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

const SECOND = 1_000;
const units = [
  ['year', 31_557_600 * SECOND],
  ['month', 2_629_800 * SECOND],
  ['day', 86_400 * SECOND],
  ['hour', 3_600 * SECOND],
  ['minute', 60 * SECOND],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[];

function largestUnit(ms: number): [number, Intl.RelativeTimeFormatUnit] {
  const fitting = units.find(([, length]) => Math.abs(ms) >= length);
  return fitting ? [Math.trunc(ms / fitting[1]), fitting[0]] : [Math.trunc(ms / SECOND), 'second'];
}
