import { countryRule } from '../core/countries.ts';

/** Languages of a country, as two or three letters; where our list has none, the one that most people there read. */
export function languagesOf(country: string): readonly string[] {
  const known = (countryRule(country)?.languages ?? []).map((tag) => tag.split('-', 1)[0] ?? tag);
  return known.length > 0 ? [...new Set(known)] : [new Intl.Locale('und', { region: country }).maximize().language];
}
/** A country's customs in its first language. */
export function cultureIn(country: string): { readonly culture: string; readonly language: string } {
  const [language = 'en'] = languagesOf(country);
  return { culture: `${language}-${country}`, language };
}
