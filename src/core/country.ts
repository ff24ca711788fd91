/**
 * What a country asks of an address, a company number and a VAT number. Pure: the form in the browser and the check on
 * the server are the same functions over the same rule (`countries.ts` has them all; a browser gets one at a time).
 * Refusals are codes, said by the messages `country.refused.<code>` (addresses) and `country.refusedNumber.<code>`.
 */
import { z } from 'zod';
import { numberRules } from './companyNumbers.ts';
import type { NumberFault, NumberRule } from './companyNumbers.ts';

export type AddressField = 'line1' | 'line2' | 'line3' | 'city' | 'district' | 'state' | 'postalCode';

/** What a field is called in a country: each is a message, `country.kind.<kind>`. */
export const addressKinds = [
  'street',
  'street_more',
  'street_extra',
  'city',
  'post_town',
  'suburb',
  'district',
  'neighborhood',
  'townland',
  'village_township',
  'area',
  'county',
  'department',
  'do_si',
  'emirate',
  'island',
  'oblast',
  'parish',
  'prefecture',
  'province',
  'region',
  'state',
  'postal',
  'zip',
  'pin',
  'eircode',
] as const;
export type AddressKind = (typeof addressKinds)[number];

/** Kinds of company numbers: each is a message, `country.number.<kind>`. Registries' own names are not translated. */
export const numberKinds = [
  'BIN',
  'CNPJ',
  'EDRPOU',
  'EGRPOU',
  'EIN',
  'IDNO',
  'IDNP',
  'IIN',
  'INN',
  'KPP',
  'NIF',
  'NIN',
  'PAN',
  'PESEL',
  'PublicServiceNo',
  'RIF',
  'SIREN',
  'SIRET',
  'TIN',
  'TRN',
  'TaxId',
  'UBN',
  'UNP',
  'USCC',
  'VAT',
] as const;
export type NumberKind = (typeof numberKinds)[number];

const fieldNames = z.array(z.enum(['line1', 'line2', 'line3', 'city', 'district', 'state', 'postalCode']));
const kind = z.enum(addressKinds);

/** A state, province … `key` is what an address keeps and, in local script, what stands on a letter. `postal`: how its codes begin. */
export const CountryState = z.object({
  key: z.string(),
  name: z.string().optional(),
  latin: z.string().optional(),
  names: z.record(z.string(), z.string()).optional(),
  postal: z.string().optional(),
});
export type CountryState = z.infer<typeof CountryState>;

/** One country's line of `countries.json`; `format` are lines with %A street, %D district, %C city, %S state, %Z postal code. */
export const CountryRule = z.object({
  iso2: z.string(),
  iso3: z.string(),
  callingCode: z.string(),
  languages: z.array(z.string()),
  format: z.array(z.string()),
  latinFormat: z.array(z.string()).optional(),
  required: fieldNames,
  upper: fieldNames,
  kinds: z.object({ city: kind, district: kind, state: kind, postalCode: kind }),
  postal: z.object({ pattern: z.string(), examples: z.array(z.string()), prefix: z.string().optional() }).optional(),
  states: z.array(CountryState).optional(),
  registration: z
    .object({
      kinds: z.array(z.enum(numberKinds)),
      calledThere: z.array(z.enum(numberKinds)).optional(),
      digits: z.array(z.number()).optional(),
      check: z.enum(Object.keys(numberRules) as NumberRule[]).optional(),
      example: z.string(),
      requiredOfResellers: z.boolean(),
    })
    .optional(),
  vat: z.object({ pattern: z.string(), example: z.string(), prefixes: z.array(z.string()), keepsPrefix: z.boolean() }).optional(),
  reseller: z.object({ region: z.string(), currency: z.string().optional() }).optional(),
});
export type CountryRule = z.infer<typeof CountryRule>;

const LONGEST: Readonly<Record<AddressField, number>> = { line1: 200, line2: 200, line3: 200, city: 100, district: 100, state: 100, postalCode: 20 };
/** Line breaks and other control characters have no place in one line; PostgreSQL refuses some of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is its purpose
const text = (field: AddressField) =>
  z
    .string()
    .max(LONGEST[field])
    .regex(/^[^\u0000-\u001f\u007f]*$/);

/** An address as it is sent and kept. Which fields a country needs is said by `checkAddress`. */
export const Address = z.object({
  country: z.string().regex(/^[A-Z]{2}$/),
  line1: text('line1').min(1),
  line2: text('line2').optional(),
  line3: text('line3').optional(),
  city: text('city').optional(),
  district: text('district').optional(),
  state: text('state').optional(),
  postalCode: text('postalCode').optional(),
});
export type Address = z.infer<typeof Address>;

export type AddressRefusalCode = 'required' | 'pattern' | 'state_unknown' | 'postal_not_in_state' | 'too_long';
export type AddressRefusal = { readonly field: AddressField; readonly code: AddressRefusalCode };

/** `width` in twelfths of the form: fields that share a line of a letter share a line of the form. */
export type FormField = { readonly field: AddressField; readonly required: boolean; readonly kind: AddressKind; readonly width: 3 | 4 | 6 | 8 | 12 };

const LETTER_FIELDS: Readonly<Record<string, AddressField>> = { A: 'line1', C: 'city', D: 'district', S: 'state', Z: 'postalCode' };

/**
 * The fields of a country's form in the order of its letters, in the reader's script where the two differ.
 * The third street line is offered only to an address that has one.
 */
export function addressForm(rule: CountryRule, locale: string, address?: Partial<Address>): FormField[] {
  const lines = readsLocalScript(rule, locale) ? rule.format : (rule.latinFormat ?? rule.format);
  return lines.flatMap((line) => {
    const fields = fieldsOf(line);
    return fields.flatMap((field): FormField[] => {
      const shown = { field, required: rule.required.includes(field), kind: kindOf(rule, field), width: widthOf(field, fields) };
      if (field !== 'line1') return [shown];
      const more: AddressField[] = address?.line3 ? ['line2', 'line3'] : ['line2'];
      return [shown, ...more.map((next): FormField => ({ field: next, required: false, kind: kindOf(rule, next), width: 12 }))];
    });
  });
}

/** The states of a country as a reader knows them, sorted for them; empty where there is no list. */
export function stateOptions(rule: CountryRule, locale: string): { readonly key: string; readonly label: string }[] {
  const local = readsLocalScript(rule, locale);
  const options = (rule.states ?? []).map((state) => ({ key: state.key, label: stateLabel(state, locale, local) }));
  return local ? options : options.sort((a, b) => a.label.localeCompare(b.label, locale));
}

const namesIn = new Map<string, Intl.DisplayNames>();
/** A country in the reader's language. @param locale a BCP 47 tag */
export function countryName(iso2: string, locale: string): string {
  const names = namesIn.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region' });
  namesIn.set(locale, names);
  return names.of(iso2) ?? iso2;
}

/**
 * The address as it is kept: without needless space, digits in ASCII, a state by its key, the postal code spelled as
 * the post office spells it ("sw1a1aa" → "SW1A 1AA", "CH-8001" → "8001"), capitals where the country's mail wants
 * them; fields that the country does not have are left out. Doing it twice changes nothing.
 */
export function normaliseAddress(rule: CountryRule, address: Address): Address {
  const used = new Set(rule.format.flatMap(fieldsOf));
  const kept: Address = { country: address.country.toUpperCase(), line1: '' };
  for (const field of ['line1', 'line2', 'line3', 'city', 'district', 'state', 'postalCode'] as const) {
    const value = normaliseField(rule, field, address[field] ?? '');
    const known = used.has(field) || field === 'line2' || field === 'line3';
    if (field === 'line1' || (known && value !== '')) kept[field] = value;
  }
  return kept;
}

/** What the country's post office would not deliver to, field by field; the address may be as typed. */
export function checkAddress(rule: CountryRule, address: Address): AddressRefusal[] {
  const kept = normaliseAddress(rule, address);
  const refusals = rule.required.filter((field) => !kept[field]).map((field): AddressRefusal => ({ field, code: 'required' }));
  for (const field of Object.keys(LONGEST) as AddressField[]) {
    if ((kept[field]?.length ?? 0) > LONGEST[field]) refusals.push({ field, code: 'too_long' });
  }
  const state = rule.states?.find(({ key }) => key === kept.state);
  if (kept.state && rule.states && !state) refusals.push({ field: 'state', code: 'state_unknown' });
  const postalFault = kept.postalCode ? postalCodeFault(rule, kept.postalCode, state) : undefined;
  if (postalFault) refusals.push({ field: 'postalCode', code: postalFault });
  return refusals;
}

/**
 * The lines of a letter, without the company's name and the country. Written in the order of the script that the
 * address itself is in; only where it has no letters does the reader's language decide.
 */
export function addressLines(rule: CountryRule, address: Address, locale: string): string[] {
  const written = [address.line1, address.line2, address.city, address.district].join('');
  const foreign = /(?!\p{Script=Latin})\p{L}/u.test(written);
  const local = foreign || (!/\p{L}/u.test(written) && readsLocalScript(rule, locale));
  const state = rule.states?.find(({ key }) => key === address.state);
  const shown = local ? address.state : (state?.latin ?? address.state);
  const values: Partial<Record<AddressField, string | undefined>> = { ...address, state: rule.upper.includes('state') ? shown?.toUpperCase() : shown };
  // "28013 MADRID MADRID", "北京市北京市": a city that is its own province is written once.
  if (values.state && values.city && fold(values.state) === fold(values.city)) delete values.state;
  const lines = local ? rule.format : (rule.latinFormat ?? rule.format);
  return lines.flatMap((line) => writeLine(line, values)).filter((line) => line !== '');
}

export type NumberRefusal = 'required' | 'characters' | NumberFault;

/** The kinds of company number that the country accepts, by the name they have there; one of them is enough. */
export function registrationKinds(rule: CountryRule): readonly NumberKind[] {
  return rule.registration?.calledThere ?? rule.registration?.kinds ?? [];
}

/** Capitals and ASCII digits without the spaces, hyphens, dots and slashes that people group them with. */
export function normaliseRegistrationNumber(_rule: CountryRule, typed: string): string {
  return capitals(tidy(typed)).replace(/[\s\-./·]/g, '');
}

/**
 * What is wrong with a company number, as typed, or nothing. Asks for the digits that the registry uses and, for France,
 * Spain, China, Taiwan and the United States, for its check digit. An empty one is `required`: ask only where it is.
 */
export function checkRegistrationNumber(rule: CountryRule, typed: string): NumberRefusal | undefined {
  const bare = normaliseRegistrationNumber(rule, typed);
  if (bare === '') return 'required';
  if (!/^[A-Z0-9]+$/.test(bare)) return 'characters';
  const { digits, check } = rule.registration ?? {};
  // Grouped 3-2-4, nine digits are an American person's social security number.
  if (check === 'ein' && /^\d{3}-\d{2}-\d{4}$/.test(tidy(typed))) return 'personal';
  if (check) return numberRules[check](bare);
  if (digits && !/^\d+$/.test(bare)) return 'pattern';
  const fitting = digits ? digits.includes(bare.length) : bare.length >= 2 && bare.length <= 30;
  return fitting ? undefined : 'length';
}

/** Whether the country has VAT numbers whose form is known. */
export function isVatSupported(rule: CountryRule): boolean {
  return rule.vat !== undefined;
}

/** The VAT number as it is kept: without the letters of the country, but for those offices that count them in. */
export function normaliseVatNumber(rule: CountryRule, typed: string): string {
  const bare = normaliseRegistrationNumber(rule, typed);
  const { vat } = rule;
  if (!vat) return bare;
  const rest = vat.prefixes.filter((prefix) => bare.startsWith(prefix)).map((prefix) => bare.slice(prefix.length));
  const candidates = vat.keepsPrefix ? [bare, ...vat.prefixes.map((prefix) => prefix + bare)] : [bare, ...rest];
  const padded = rule.iso2 === 'BE' ? candidates.map((each) => each.replace(/^(\d{9})$/, '0$1')) : candidates;
  return padded.find((each) => matches(vat.pattern, each)) ?? bare;
}

/** Whether a VAT number, as typed, has the form of its country. */
export function checkVatNumber(rule: CountryRule, typed: string): 'required' | 'pattern' | 'not_supported' | undefined {
  if (!rule.vat) return 'not_supported';
  const bare = normaliseVatNumber(rule, typed);
  if (bare === '') return 'required';
  return matches(rule.vat.pattern, bare) ? undefined : 'pattern';
}

function fieldsOf(line: string): AddressField[] {
  return [...line.matchAll(/%([ACDSZ])/g)].flatMap(([, letter = '']) => LETTER_FIELDS[letter] ?? []);
}

function kindOf(rule: CountryRule, field: AddressField): AddressKind {
  if (field === 'line1') return 'street';
  if (field === 'line2') return 'street_more';
  if (field === 'line3') return 'street_extra';
  return rule.kinds[field];
}

function widthOf(field: AddressField, line: readonly AddressField[]): FormField['width'] {
  if (line.length === 1) return field === 'postalCode' ? 4 : 12;
  if (line.length === 2) return !line.includes('postalCode') ? 6 : field === 'postalCode' ? 4 : 8;
  return line.length === 3 ? 4 : 3;
}

/** A Chinese reader reads Japanese addresses too; nobody else reads a script that is not of their language. */
function readsLocalScript(rule: CountryRule, locale: string): boolean {
  const reader = locale.slice(0, 2);
  return rule.languages.some((language) => language.startsWith(reader) || (reader === 'zh' && language === 'ja'));
}

function stateLabel(state: CountryState, locale: string, local: boolean): string {
  return state.names?.[locale.slice(0, 2)] ?? (local ? undefined : state.latin) ?? state.name ?? state.key;
}

/** Composed characters, ASCII digits, one space between words. */
function tidy(typed: string): string {
  const ascii = typed.normalize('NFC').replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  return ascii
    .replace(/[‐‑‒–—―−－]/g, '-')
    .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim();
}

/** Capitals may come apart into letter and accent (ΐ); composed again, so that doing it twice changes nothing. */
const capitals = (tidied: string): string => tidied.toUpperCase().normalize('NFC');

function normaliseField(rule: CountryRule, field: AddressField, typed: string): string {
  if (field === 'postalCode') return normalisePostalCode(rule, typed);
  const tidied = tidy(typed);
  if (field === 'state' && rule.states) return findState(rule.states, tidied)?.key ?? tidied;
  return rule.upper.includes(field === 'line2' || field === 'line3' ? 'line1' : field) ? capitals(tidied) : tidied;
}

/** By key, by any of its names, with or without accents and capitals. */
function findState(states: readonly CountryState[], typed: string): CountryState | undefined {
  const exact = states.find(({ key, name, latin }) => typed !== '' && [key, name, latin].includes(typed));
  const wanted = fold(typed);
  const alike = ({ key, name, latin, names }: CountryState) => [key, name, latin, ...Object.values(names ?? {})].some((each) => each && fold(each) === wanted);
  return exact ?? (wanted === '' ? undefined : states.find(alike));
}

/** Letters and digits alone, small, without accents; 臺 is 台. Vowel signs of Thai and others are part of the letter and stay. */
function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('臺', '台')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/**
 * Spells a postal code as the country's own examples do: what has the same letters and digits in the same places gets
 * their spaces and hyphens. Letters of the country in front are dropped, or added where they are part of the code.
 */
function normalisePostalCode(rule: CountryRule, typed: string): string {
  const plain = tidy(tidy(typed).normalize('NFKC').toUpperCase().normalize('NFKC'));
  if (!rule.postal) return plain;
  const { pattern, examples } = rule.postal;
  const bare = plain.replace(/[^\p{L}\p{N}]/gu, '');
  const common = /^[A-Z]{2,3}(?=-?\d)/.exec(examples[0] ?? '')?.[0] ?? '';
  const withLetters = common && examples.every((example) => example.startsWith(common)) ? [common + bare] : [];
  for (const candidate of [bare, bare.replace(/^[A-Z]{1,3}(?=\d)/, ''), ...withLetters]) {
    const alike = examples.filter((example) => shape(example) === shape(candidate));
    const asLong = examples.filter((example) => shape(example).length === candidate.length);
    const right = [...alike, ...asLong].map((example) => spellLike(example, candidate)).find((each) => matches(pattern, each));
    if (right) return right;
  }
  return plain;
}

const shape = (code: string): string =>
  code
    .replace(/[^A-Z0-9]/g, '')
    .replace(/[A-Z]/g, 'A')
    .replace(/\d/g, '0');

function spellLike(example: string, bare: string): string {
  const left = [...bare];
  return [...example].map((character) => (/[A-Z0-9]/.test(character) ? left.shift() : character)).join('');
}

function postalCodeFault(rule: CountryRule, code: string, state: CountryState | undefined): 'pattern' | 'postal_not_in_state' | undefined {
  if (!rule.postal) return undefined;
  if (!matches(rule.postal.pattern, code)) return 'pattern';
  return state?.postal && !new RegExp(`^(?:${state.postal})`).test(code) ? 'postal_not_in_state' : undefined;
}

const matches = (pattern: string, value: string): boolean => new RegExp(`^(?:${pattern})$`).test(value);

/** One line of a letter; what stands between two fields goes when one of them is empty. The street is one to three lines. */
function writeLine(line: string, values: Partial<Record<AddressField, string | undefined>>): string[] {
  if (line === '%A') return [values.line1, values.line2, values.line3].map((each) => each ?? '');
  let written = '';
  let before = '';
  let first = true;
  for (const [part] of line.matchAll(/%[ACDSZ]|[^%]+/g)) {
    const field = part.startsWith('%') ? LETTER_FIELDS[part.slice(1)] : undefined;
    if (field) {
      const value = values[field] ?? '';
      // What stands before the first field ("CH-%Z") belongs to that field alone.
      if (value !== '') written += (first || written !== '' ? before : '') + value;
      first = false;
    }
    before = field ? '' : part;
  }
  return [fieldsOf(line).length === 0 ? line : written];
}
