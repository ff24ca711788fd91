import { type Locale, locales } from '../../core/locale.ts';
import { may, placesOf, type Rights } from '../../core/access.ts';
import { type ProfileContent, TAGS_FEW } from './contract/fields.ts';

/** Whoever holds the permission for some locations only changes the profiles in which nothing but these stands. */
export function mayEditProfile(rights: Rights, locations: readonly string[]): boolean {
  if (placesOf(rights, 'business_profiles', 'edit') === 'company') return true;
  return locations.length > 0 && locations.every((location) => may(rights, 'business_profiles', 'edit', { location }));
}

/** What a draft lacks before it can be published, by field. `isHome`: the country is that of the company's own address. */
export function missingIn(content: ProfileContent, { isHome }: { readonly isHome: boolean }): Record<string, string> {
  return {
    ...(content.description.length < 40 ? { description: content.description ? 'too_short' : 'required' } : {}),
    ...(content.services.length === 0 ? { services: 'required' } : {}),
    ...(content.languages.length === 0 ? { languages: 'required' } : {}),
    ...(content.locations.length === 0 && !isHome ? { locations: 'required' } : {}),
  };
}

/** What the order of the directory knows beforehand, 0 to 9: how soon a partner answers weighs more than how precise its tags are. */
export function standingOf(content: ProfileContent, answerDays: number | null): number {
  const promptness = answerDays === null ? 2 : answerDays <= 1 ? 4 : answerDays <= 3 ? 3 : answerDays <= 7 ? 1 : 0;
  const tags = content.industries.length + content.services.length + content.products.length + content.skills.length;
  return promptness * 2 + (tags <= TAGS_FEW ? 1 : 0);
}

/** Profiles of one company and country: in each language of the center the one that is in it, else the English one, else the first. */
export function shownIn<Locale extends string>(locales: readonly Locale[], published: readonly Locale[]): Map<Locale, Locale[]> {
  const shown = new Map<Locale, Locale[]>(published.map((locale) => [locale, []]));
  const related = (locale: Locale) => published.find((each) => each.slice(0, 2) === locale.slice(0, 2));
  for (const locale of locales) {
    const chosen = published.includes(locale) ? locale : (related(locale) ?? published.find((each) => each === 'en') ?? published[0]);
    if (chosen) shown.get(chosen)?.push(locale);
  }
  return shown;
}

/** Languages of the center as a number, a bit for each. A new language comes at the end of the list, so that what is kept stays right. */
export const bitsOf = (some: readonly Locale[]): number => some.reduce((bits, locale) => bits | (1 << locales.indexOf(locale)), 0);
export const localesIn = (bits: number): Locale[] => locales.filter((locale) => bits & bitsOf([locale]));
/** The languages of the center whose readers are understood where these are spoken: a Chinese reader of either script by `zh`. */
export const spokenBits = (languages: readonly string[]): number => bitsOf(locales.filter((locale) => languages.includes(locale.slice(0, 2))));
