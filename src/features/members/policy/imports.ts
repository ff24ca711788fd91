import type { AccountRole } from '../../../core/roles.ts';
import { type Locale, localeNames, locales, type MessageKey, type Translate } from '../../../core/locale.ts';
import { accountRoles } from '../../../core/roles.ts';
import { Email } from '../../../core/person.ts';
import { foldEmail } from '../../../core/text.ts';
import { type FileFault, isUnreadable, meantBy, readColumns, shortened, wordKey } from '../../../server/csvFile.ts';
import { type ImportColumn, importColumns, importRows, neededColumns, type RowFault } from '../contract/imports.ts';

/** Every word by which a heading, a role or a language is known: in each of our languages, and by its key. */
export interface ImportWords {
  readonly headings: ReadonlyMap<string, ImportColumn>;
  readonly roles: ReadonlyMap<string, AccountRole>;
  readonly languages: ReadonlyMap<string, Locale>;
}

export function importWords(translator: (locale: Locale) => Translate): ImportWords {
  const headings = new Map<string, ImportColumn>(),
    roles = new Map<string, AccountRole>(),
    languages = new Map<string, Locale>();
  const names = locales.map((locale) => new Intl.DisplayNames(locale, { type: 'language' }));
  for (const locale of locales) {
    const t = translator(locale);
    for (const column of importColumns)
      for (const word of [column, t(`imports.column.${column}`), ...t(`imports.heading.${column}` as MessageKey).split('|')])
        headings.set(wordKey(word), column);
    for (const role of accountRoles) for (const word of [role, t(`roles.${role}`)]) roles.set(wordKey(word), role);
    for (const word of [locale, localeNames[locale], ...names.map((each) => each.of(locale) ?? '')]) languages.set(wordKey(word), locale);
  }
  return { headings, roles, languages };
}

/** The places of the columns in a row. */
export type Headings = ReadonlyMap<ImportColumn, number>;

/** Which column stands where. */
export const readHeadings = (cells: readonly string[], { headings }: ImportWords) => readColumns(cells, headings, neededColumns);

export interface RowRead {
  readonly row: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly emailFolded: string;
  readonly rolesText: string;
  readonly roles: readonly AccountRole[];
  readonly localeText: string;
  readonly locale: Locale | null;
  readonly faults: readonly RowFault[];
}

const longest = 50;
/** One row, with everything that is wrong about it. `seen` remembers the addresses of the rows before. */
export function readRow(
  row: number,
  cells: readonly string[],
  {
    headings,
    words,
    givable,
    seen,
  }: { readonly headings: Headings; readonly words: ImportWords; readonly givable: ReadonlySet<string>; readonly seen: Map<string, number> },
): RowRead | null {
  if (cells.every((cell) => !cell.trim())) return null;
  const faults: RowFault[] = [];
  const add = (column: ImportColumn | null, code: RowFault['code'], value = '') => faults.push({ column, code, value: shortened(value) });
  const cell = (column: ImportColumn): string => {
    const text = meantBy(cells[headings.get(column) ?? -1]);
    if (!isUnreadable(text)) return text;
    add(column, 'unreadable');
    return '';
  };
  const known = new Set(headings.values());
  const over = cells.find((text, at) => text.trim() && !known.has(at));
  if (over !== undefined && !isUnreadable(over)) add(null, 'cells_over', over);
  const [email, givenName, familyName, rolesText, localeText] = [cell('email'), cell('given_name'), cell('family_name'), cell('roles'), cell('language')];
  for (const [column, text] of [
    ['given_name', givenName],
    ['family_name', familyName],
  ] as const)
    if (!text) add(column, 'required');
    else if (text.length > longest) add(column, 'too_long', text);
  const emailFolded = foldEmail(email);
  if (!email) add('email', 'required');
  else if (!Email.safeParse(email).success) add('email', 'not_an_address', email);
  else if (seen.has(emailFolded)) add('email', 'twice', String(seen.get(emailFolded)));
  else seen.set(emailFolded, row);
  const roles = rolesIn(rolesText, words, givable, (code, value) => add('roles', code, value));
  const locale = localeText ? (words.languages.get(wordKey(localeText)) ?? null) : null;
  if (localeText && !locale) add('language', 'unknown_language', localeText);
  return { row, givenName, familyName, email, emailFolded, rolesText, roles, localeText, locale, faults };
}

/** Roles stand in one cell, parted by any of `, ; | /` or a line; an empty one is that of a user without further roles. */
function rolesIn(
  text: string,
  { roles }: ImportWords,
  givable: ReadonlySet<string>,
  add: (code: 'unknown_role' | 'role_not_yours', value: string) => void,
): AccountRole[] {
  const found = new Set<AccountRole>();
  for (const word of text ? text.split(/[,;|/、，；\n]+/) : ['default_user']) {
    if (!word.trim()) continue;
    const role = roles.get(wordKey(word));
    if (!role) add('unknown_role', word.trim());
    else if (!givable.has(role)) add('role_not_yours', role);
    else found.add(role);
  }
  return [...found];
}

/** Reads what came after the headings; stops at the first row too many. */
export function readRows(
  records: readonly (readonly string[])[],
  words: ImportWords,
  givable: ReadonlySet<string>,
): { readonly rows: readonly RowRead[] } | FileFault {
  const [first, ...rest] = records;
  if (!first) return { fault: 'empty', at: '' };
  const headings = readHeadings(first, words);
  if ('fault' in headings) return headings;
  const seen = new Map<string, number>();
  const rows = rest.flatMap((cells, at) => readRow(at + 2, cells, { headings, words, givable, seen }) ?? []);
  if (!rows.length) return { fault: 'empty', at: '' };
  return rows.length > importRows ? { fault: 'too_many_rows', at: String(rows.length) } : { rows };
}
