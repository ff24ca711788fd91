/**
 * Phone numbers as people write them, kept as E.164. On the server alone: the full metadata (150 KB) tells real
 * numbers from merely long enough ones; new number ranges come with new versions of libphonenumber-js.
 */
import examples from 'libphonenumber-js/examples.mobile.json';
import { getExampleNumber, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';
import { countryRule } from '../core/countries.ts';

/** `extension` is what must be dialed after the answer; E.164 has no place for it, so it is kept beside. */
export type Phone = { readonly e164: string; readonly international: string; readonly extension?: string };

/** The longest a human form may be: more is no phone number, and must not cost time. */
const LONGEST = 60;

/**
 * The phone number that someone meant, or undefined when there is none such. Takes spaces, dots, hyphens, parentheses,
 * full-width and Arabic digits, `+33`, `0033`, the country's own international prefix, `(0)` after the country code, an extension.
 * @param country ISO 3166-1 alpha-2 of the company, whose national numbers need no country code
 */
export function parsePhone(text: string, country: string): Phone | undefined {
  if (text.length > LONGEST) return undefined;
  const typed = plain(text);
  const number = [typed, withPlus(typed)].map((each) => parse(each, country)).find((each) => each?.isValid());
  if (!number) return undefined;
  const { number: e164, ext } = number;
  return { e164, international: parsePhoneNumberFromString(e164)?.formatInternational() ?? e164, ...(ext && { extension: ext }) };
}

/** A kept number as its reader would dial it: nationally at home, internationally from elsewhere. Of no number: the text itself. */
export function showPhone(e164: string, readerCountry: string): string {
  const key = `${readerCountry} ${e164}`;
  const known = shown.get(key);
  if (known !== undefined) return known;
  const number = parsePhoneNumberFromString(e164);
  const isAtHome = number && (number.country === undefined ? number.countryCallingCode === callingCode(readerCountry) : number.country === readerCountry);
  const text = number ? (isAtHome ? number.formatNational() : number.formatInternational()) : e164;
  if (shown.size >= SHOWN_AT_MOST) shown.clear();
  shown.set(key, text);
  return text;
}
/** A company is read far more often than its number changes, and working a number out takes longer than all the rest of its row. */
const shown = new Map<string, string>();
const SHOWN_AT_MOST = 5_000;

/** What a number of the country looks like, in its national form: for the sentence that refuses another. */
export function examplePhone(country: string): string | undefined {
  return isSupportedCountry(country) ? getExampleNumber(country, examples)?.formatNational() : undefined;
}

function parse(typed: string, country: string): PhoneNumber | undefined {
  const code = callingCode(country);
  // Territories without a numbering plan of their own (Pitcairn, Bouvet …) dial by the plan of another.
  const home = isSupportedCountry(country) ? { defaultCountry: country as CountryCode } : code ? { defaultCallingCode: code } : {};
  return parsePhoneNumberFromString(typed, { ...home, extract: false });
}

/** `tel:` of a copied link, `(+34)` and the words for an extension in our languages are more than the library reads. */
function plain(text: string): string {
  const ascii = text
    .normalize('NFKC')
    .trim()
    .replace(/^tel:/i, '')
    .replace(/^\(\s*\+(\d{1,3})\s*\)/, '+$1 ');
  return ascii.replace(/[\s,;]*(?:\bposte|\bextensi[oó]n|\bextension|分机|分機|内线|內線|转|轉)[\s.:]*(\d{1,7})$/i, ' ext. $1');
}

/** People write 00 before the country code in countries that dial 011 or 010. */
const withPlus = (typed: string): string => typed.replace(/^[\s(]*00\s*\)?/, '+');

const callingCode = (country: string): string | undefined => countryRule(country)?.callingCode;
