/** In which currency the vendor bills what is sold in a country: its own where the vendor has one for it, dollars elsewhere. */
const inEuro = 'AD AT AX BE BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF VA XK YT';
const byCurrency: Readonly<Record<string, string>> = {
  EUR: inEuro,
  GBP: 'GB GG GI IM JE',
  DKK: 'DK FO GL',
  NOK: 'NO SJ',
  SEK: 'SE',
  CHF: 'CH LI',
  AUD: 'AU CC CX NF KI NR TV',
  NZD: 'NZ CK NU PN TK',
  CAD: 'CA',
  JPY: 'JP',
  KRW: 'KR',
  INR: 'IN',
  CNY: 'CN',
  TWD: 'TW',
};
const currencies = new Map(Object.entries(byCurrency).flatMap(([currency, countries]) => countries.split(' ').map((country) => [country, currency] as const)));

/** The currency of a market, ISO 4217. @param market a country by its two letters */
export const currencyOf = (market: string): string => currencies.get(market) ?? 'USD';

/** The kinds of customers' qualifications that let them buy from segments other than the commercial one. */
export const segmentsFor: Readonly<Record<string, readonly ('commercial' | 'education' | 'government' | 'nonprofit')[]>> = {
  none: ['commercial'],
  education: ['commercial', 'education'],
  non_profit: ['commercial', 'nonprofit'],
  government: ['government'],
  state_owned: ['commercial'],
};
