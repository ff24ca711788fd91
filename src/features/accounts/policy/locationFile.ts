import { countries, countryRule } from '../../../core/countries.ts';
import { type Address, countryName, type CountryRule } from '../../../core/country.ts';
import { type Locale, locales, type MessageKey, type Translate } from '../../../core/locale.ts';
import { Contact } from '../../../core/person.ts';
import { foldName } from '../../../core/text.ts';
import { type FileFault, isUnreadable, meantBy, readColumns, wordKey } from '../../../server/csvFile.ts';
import { type LocationColumn, locationColumns, locationFileRows, type LocationRowFault, neededLocationColumns } from '../contract/locationFiles.ts';

/** Every word by which a heading or a country is known: in each of our languages, and by its key. */
export interface LocationWords {
  readonly headings: ReadonlyMap<string, LocationColumn>;
  readonly countries: ReadonlyMap<string, string>;
}

export function locationWords(translator: (locale: Locale) => Translate): LocationWords {
  const headings = new Map<string, LocationColumn>();
  const known = new Map<string, string>();
  for (const locale of locales) {
    const t = translator(locale);
    for (const column of locationColumns) for (const word of [column, t(`locations.column.${column}` as MessageKey)]) headings.set(wordKey(word), column);
    for (const { iso2 } of countries) known.set(wordKey(countryName(iso2, locale)), iso2);
  }
  for (const { iso2 } of countries) known.set(wordKey(iso2), iso2);
  return { headings, countries: known };
}

export interface SaidInRow {
  readonly name: string;
  readonly address: Address;
  readonly sharesWith: null;
  readonly contact: Contact;
  readonly registrationNumber: string | null;
}
export interface LocationRowRead {
  readonly row: number;
  readonly name: string;
  /** Null: it cannot be understood. */
  readonly said: SaidInRow | null;
  readonly faults: readonly LocationRowFault[];
  /** The location that the row names as known already. */
  readonly locationId: string | null;
}

/** Where a field of a location stands in the file. */
export const columnOf: Readonly<Record<string, LocationColumn>> = {
  name: 'name',
  'address.country': 'country',
  'address.line1': 'line1',
  'address.line2': 'line2',
  'address.city': 'city',
  'address.state': 'state',
  'address.postalCode': 'postal_code',
  'contact.givenName': 'given_name',
  'contact.familyName': 'family_name',
  'contact.email': 'email',
  'contact.phone': 'phone',
  registrationNumber: 'registration_number',
};
export const asFaults = (fields: Readonly<Record<string, string>>): LocationRowFault[] =>
  Object.entries(fields).map(([field, code]) => ({ column: columnOf[field] ?? null, code }));

/** What else is wrong with what a row says; the rules of locations themselves. */
export type Checker = (said: SaidInRow, rule: CountryRule) => Readonly<Record<string, string>>;

/** Reads what came after the headings; stops at a file that is too long. */
export function readLocations(
  records: readonly (readonly string[])[],
  words: LocationWords,
  check: Checker,
): { readonly rows: readonly LocationRowRead[] } | FileFault {
  const [first, ...rest] = records;
  if (!first) return { fault: 'empty', at: '' };
  const places = readColumns<LocationColumn>(first, words.headings, neededLocationColumns);
  if ('fault' in places) return places;
  const seen = new Set<string>();
  const rows = rest.flatMap((cells, at) => (cells.every((cell) => !cell.trim()) ? [] : [readRow(at + 2, cells, { places, words, check, seen })]));
  if (!rows.length) return { fault: 'empty', at: '' };
  return rows.length > locationFileRows ? { fault: 'too_many_rows', at: String(rows.length) } : { rows };
}

interface Reading {
  readonly places: ReadonlyMap<LocationColumn, number>;
  readonly words: LocationWords;
  readonly check: Checker;
  /** Names of the rows before. */
  readonly seen: Set<string>;
}

function readRow(row: number, cells: readonly string[], { places, words, check, seen }: Reading): LocationRowRead {
  const cell = (column: LocationColumn): string => {
    const text = meantBy(cells[places.get(column) ?? -1]);
    return isUnreadable(text) ? '' : text;
  };
  const name = cell('name');
  const locationId = cell('location_id');
  if (/^[0-9]{7}$/.test(locationId)) return { row, name, said: null, faults: [], locationId };
  const country = words.countries.get(wordKey(cell('country')));
  const rule = country === undefined ? undefined : countryRule(country);
  if (!country || !rule)
    return { row, name, said: null, faults: [{ column: 'country', code: cell('country') ? 'unknown_country' : 'required' }], locationId: null };
  const phone = cell('phone');
  const contact = Contact.safeParse({ givenName: cell('given_name'), familyName: cell('family_name'), email: cell('email'), ...(phone ? { phone } : {}) });
  if (!contact.success) return { row, name, said: null, faults: contactFaults(contact.error.issues), locationId: null };
  const said: SaidInRow = {
    name,
    address: {
      country,
      line1: cell('line1'),
      ...optional({ line2: cell('line2'), city: cell('city'), state: cell('state'), postalCode: cell('postal_code') }),
    },
    sharesWith: null,
    contact: contact.data,
    registrationNumber: cell('registration_number') || null,
  };
  const fields: Record<string, string> = { ...check(said, rule) };
  const folded = foldName(name);
  if (folded !== '' && seen.has(folded)) fields['name'] ??= 'name_taken';
  seen.add(folded);
  return { row, name, said, faults: asFaults(fields), locationId: null };
}

const optional = (parts: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== ''));
const contactFaults = (issues: readonly { readonly path: readonly PropertyKey[]; readonly code: string; readonly message: string }[]): LocationRowFault[] =>
  issues.map(({ path, code }) => ({
    column: columnOf[`contact.${String(path[0])}`] ?? null,
    code: code === 'too_small' || code === 'invalid_type' ? 'required' : code === 'too_big' ? 'too_big' : 'invalid_format',
  }));
