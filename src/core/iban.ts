import { mod97 } from './vatNumbers.ts';

/** Characters of an IBAN by country, as ISO 13616 registers them. */
const lengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 ' +
    'IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 ' +
    'SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((each) => [each.slice(0, 2), Number(each.slice(2))]),
);

/** Whether accounts of the country have IBANs. */
export const hasIban = (country: string): boolean => country in lengths;

/** Capitals and digits without the spaces and hyphens that people group them with. */
export const normaliseAccount = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-.]/g, '');

export type AccountFault = 'required' | 'characters' | 'length' | 'check_digit' | 'other_country';

/** What is wrong with an account number of a country, as typed: an IBAN by its length and check digits, any other plainly. */
export function checkAccount(country: string, typed: string): AccountFault | undefined {
  const bare = normaliseAccount(typed);
  if (bare === '') return 'required';
  if (!/^[A-Z0-9]+$/.test(bare)) return 'characters';
  if (!hasIban(country)) return bare.length < 4 || bare.length > 34 ? 'length' : undefined;
  if (!bare.startsWith(country)) return 'other_country';
  if (bare.length !== lengths[country]) return 'length';
  return /^[A-Z]{2}\d{2}/.test(bare) && mod97(bare.slice(4) + bare.slice(0, 4)) === 1 ? undefined : 'check_digit';
}

/** What is shown of an account number: its country and its last four characters. */
export const maskAccount = (number: string): string => `${/^[A-Z]{2}/.test(number) ? `${number.slice(0, 2)} ` : ''}•••• ${number.slice(-4)}`;
