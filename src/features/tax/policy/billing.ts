import { countryRule } from '../../../core/countries.ts';

/** The currency in which companies of a country are billed; where the country's market has none of its own, US dollars. */
export const currencyOf = (country: string): string => countryRule(country)?.reseller?.currency ?? 'USD';
