import { countryRule } from '../../../core/countries.ts';
import { Email } from '../../../core/person.ts';
import { parsePhone } from '../../../server/phone.ts';
import { type ContactFields, type ContactKind, signingIn } from '../contract/directory.ts';
import { isTimeZone } from './hours.ts';

/** What the directory says of one way of reaching somebody, before and after it is made right. */
export type Kept = { readonly [Key in keyof ContactFields]: ContactFields[Key] };
/** The codes of `fields.<code>` and of `contacts.fault.<code>`. */
export type ValueFault = 'not_a_phone' | 'not_an_address' | 'https_only';
export interface FieldFault {
  readonly field: keyof ContactFields;
  readonly code: ValueFault | 'unknown_country' | 'unknown_product' | 'unknown_language' | 'unknown_zone';
  readonly value: string;
}

/** What is wrong with an entry. @param programs the ids of the catalog */
export function faultsOf(entry: Kept, programs: ReadonlySet<string>): FieldFault[] {
  const faults: FieldFault[] = [];
  const { country, product, kind, value, languages, timeZone } = entry;
  if (country !== '*' && !countryRule(country)) faults.push({ field: 'country', code: 'unknown_country', value: country });
  if (product !== '*' && product !== signingIn && !programs.has(product)) faults.push({ field: 'product', code: 'unknown_product', value: product });
  const code = valueFault(kind, value, country);
  if (code) faults.push({ field: 'value', code, value });
  const foreign = languages.find((language) => languageTag(language) === undefined);
  if (foreign !== undefined) faults.push({ field: 'languages', code: 'unknown_language', value: foreign });
  if (!isTimeZone(timeZone)) faults.push({ field: 'timeZone', code: 'unknown_zone', value: timeZone });
  return faults;
}

function valueFault(kind: ContactKind, value: string, country: string): ValueFault | undefined {
  if (kind === 'phone') return e164Of(value, country) ? undefined : 'not_a_phone';
  if (kind === 'email') return Email.safeParse(value).success ? undefined : 'not_an_address';
  if (kind === 'postal') return undefined;
  return URL.canParse(value) && new URL(value).protocol === 'https:' && !new URL(value).username ? undefined : 'https_only';
}

/** As it is kept: phone numbers as E.164, languages as BCP 47 spells them, each once, days in the order of the week. */
export function madeRight(entry: Kept): Kept {
  const { kind, value, country, languages } = entry;
  return {
    ...entry,
    value: kind === 'phone' ? (e164Of(value, country) ?? value) : value,
    tollFree: kind === 'phone' && entry.tollFree,
    languages: [...new Set(languages.map((language) => languageTag(language) ?? language))],
  };
}

/** E.164 with its + and at most 15 digits. A line without a country takes only numbers that say theirs. */
function e164Of(value: string, country: string): string | undefined {
  const phone = parsePhone(value, country === '*' ? '' : country);
  return phone && !phone.extension && /^\+[1-9]\d{1,14}$/.test(phone.e164) ? phone.e164 : undefined;
}

/** A language tag as it is written, if there is such a language. */
export function languageTag(text: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(text.trim());
    return tag && new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag) ? tag : undefined;
  } catch {
    return undefined;
  }
}

/** Whether someone who cannot sign in is helped by it, whatever else it is for. */
export const helpsToSignIn = ({ product, purpose }: Pick<Kept, 'product' | 'purpose'>): boolean =>
  (product === '*' || product === signingIn) && (purpose === '*' || purpose === 'access');
