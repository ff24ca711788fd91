import { ImportFileWrong } from '../../../core/csvFile.ts';
import { type Locale, locales, type Translate } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import { foldEmail } from '../../../core/text.ts';
import { isUnreadable, meantBy, readColumns, shortened, wordKey } from '../../../server/csvFile.ts';
import { type UserFileColumn, userFileColumns, userFileRows, type UserRow, type UserRowFault } from '../contract/users.ts';

/** Every word by which a heading is known: in each of our languages, and by its key. */
export function userFileWords(translator: (locale: Locale) => Translate): ReadonlyMap<string, UserFileColumn> {
  const headings = new Map<string, UserFileColumn>();
  for (const locale of locales) {
    const t = translator(locale);
    for (const column of userFileColumns) for (const word of [column, t(`customers.users.column.${column}`)]) headings.set(wordKey(word), column);
  }
  return headings;
}

/** Reads the rows of a file for one domain; says of each what is wrong. @throws ImportFileWrong */
export function readUsers(cells: readonly (readonly string[])[], headings: ReadonlyMap<string, UserFileColumn>, domain: string): UserRow[] {
  const [head = [], ...lines] = cells;
  const places = readColumns(head, headings, ['email']);
  if ('fault' in places) throw new ImportFileWrong(places);
  const filled = lines.map((line, at) => ({ line, row: at + 2 })).filter(({ line }) => line.some((cell) => cell.trim()));
  if (filled.length === 0) throw new ImportFileWrong({ fault: 'empty', at: '' });
  if (filled.length > userFileRows) throw new ImportFileWrong({ fault: 'too_many_rows', at: String(filled.length) });
  const seen = new Set<string>();
  return filled.map(({ line, row }) => {
    const cell = (column: UserFileColumn) => meantBy(line[places.get(column) ?? -1]);
    const read = rowOf(row, cell, domain);
    const faults: UserRowFault[] = seen.has(read.userName) ? [...read.faults, { column: 'email', code: 'twice' }] : read.faults;
    if (read.userName) seen.add(read.userName);
    return { ...read, faults };
  });
}

function rowOf(row: number, cell: (column: UserFileColumn) => string, domain: string): UserRow {
  const faults: UserRowFault[] = [];
  const [givenName, familyName, display, email] = [cell('given_name'), cell('family_name'), cell('display_name'), foldEmail(cell('email'))];
  for (const [column, text, longest] of [
    ['given_name', givenName, 50],
    ['family_name', familyName, 50],
    ['display_name', display, 100],
  ] as const) {
    if (isUnreadable(text)) faults.push({ column, code: 'characters' });
    else if ([...text].length > longest) faults.push({ column, code: 'too_big' });
  }
  // A name that others see is needed, its parts are not.
  if (!display && !givenName && !familyName) faults.push({ column: 'display_name', code: 'required' });
  const [local = '', at = ''] = email.split('@');
  if (!email) faults.push({ column: 'email', code: 'required' });
  else if (!/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/.test(local) || email.split('@').length !== 2) faults.push({ column: 'email', code: 'not_an_address' });
  else if (at !== domain) faults.push({ column: 'email', code: 'other_domain' });
  const licenses = cell('licenses')
    .split(/[;,|，；、\n]/)
    .map((text) => text.trim())
    .filter(Boolean);
  if (licenses.length > 20 || licenses.some((text) => [...text].length > 200)) faults.push({ column: 'licenses', code: 'too_big' });
  const given = givenName || display || local;
  const family = familyName || '–';
  return {
    row,
    givenName: shortened(given),
    familyName: shortened(family),
    displayName: [...(display || fullName({ givenName, familyName }))].slice(0, 100).join(''),
    userName: email.slice(0, 254),
    licenses: licenses.slice(0, 20).map((text) => [...text].slice(0, 200).join('')),
    skuIds: [],
    faults,
  };
}
