/** The rules of all countries. For the server alone: a browser asks the API for the one country it needs. */
import data from './countries.json' with { type: 'json' };
import type { CountryRule } from './country.ts';

// The file is made and tested by us; reading 248 rules through zod would cost every start for nothing.
const rules = data.countries as unknown as Readonly<Record<string, CountryRule>>;

/** Every country and region that an address can be in, by its two letters. */
export const countries: readonly CountryRule[] = Object.values(rules);

/** The rule of a country, or undefined for letters that are none. @param iso2 ISO 3166-1 alpha-2, in capitals */
export function countryRule(iso2: string): CountryRule | undefined {
  return Object.hasOwn(rules, iso2) ? rules[iso2] : undefined;
}
