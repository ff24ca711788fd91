import { countryName } from '../../../core/country.ts';
import type { Locale, MessageKey, Translate } from '../../../core/locale.ts';
import { everywhere } from './texts.ts';

/** Where a text is meant for, in words. */
export function nameOfPlace(t: Translate, locale: Locale, place: string): string {
  if (/^[A-Z]{2}$/.test(place)) return countryName(place, locale);
  return t((place === everywhere ? 'agreements.region.all' : `country.region.${place}`) as MessageKey);
}
