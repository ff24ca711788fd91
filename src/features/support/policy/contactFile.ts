import { locales } from '../../../core/locale.ts';
import { csvText } from '../../../core/csv.ts';
import { type CellFault, ContactFields, contactKinds, Hours, purposes, type Weekday, weekdays } from '../contract/directory.ts';
import { faultsOf, type Kept, madeRight } from './contacts.ts';

const texts = locales.flatMap((locale) => [`label_${locale}`, `cost_${locale}`]);
/** The columns of the file, by names that no language changes. */
export const contactColumns: readonly string[] = [
  'country',
  'program',
  'purpose',
  'kind',
  'value',
  'tollfree',
  'languages',
  'tz',
  'days',
  'open',
  'close',
  'checked_on',
  ...texts,
];
const neededColumns = ['country', 'kind', 'value', 'languages', 'tz'];
/** Several spans of one contact stand in one cell, parted by it: `mon-fri|sat`, `09:00|10:00`, `18:00|14:00`. */
const between = '|';
const fieldColumns: Partial<Record<keyof ContactFields, string>> = { product: 'program', timeZone: 'tz' };

/** The directory as a file that can be changed in a spreadsheet and imported. */
export function contactFile(contacts: readonly Kept[]): string {
  const spans = (contact: Kept, cell: (hours: Hours) => string) => contact.hours.map(cell).join(between);
  return csvText([
    contactColumns,
    ...contacts.map((contact) => [
      contact.country,
      contact.product,
      contact.purpose,
      contact.kind,
      contact.value,
      contact.tollFree ? 'yes' : 'no',
      contact.languages.join(' '),
      contact.timeZone,
      spans(contact, ({ days }) => daysText(days)),
      spans(contact, ({ open }) => open),
      spans(contact, ({ close }) => close),
      contact.checkedOn ?? '',
      ...locales.flatMap((locale) => [contact.label[locale] ?? '', contact.costNote[locale] ?? '']),
    ]),
  ]);
}

/** `mon-fri sun` */
function daysText(days: readonly Weekday[]): string {
  const runs: Weekday[][] = [];
  for (const [at, day] of weekdays.entries()) {
    if (!days.includes(day)) continue;
    const last = runs.at(-1);
    if (last && weekdays.indexOf(last.at(-1) as Weekday) === at - 1) last.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(' '))).join(' ');
}

export interface FileRead {
  readonly contacts: readonly Kept[];
  readonly faults: readonly CellFault[];
}

/**
 * Reads the cells of a file. Everything that is wrong is found at once, each with its row as a spreadsheet counts and its column.
 * @param programs the ids of the catalog
 */
export function readContacts(lines: readonly (readonly string[])[], programs: ReadonlySet<string>): FileRead {
  const [first = [], ...rows] = lines;
  const headings = first.map((cell) =>
    cell
      .trim()
      .toLowerCase()
      .replace(/^\uFEFF/, ''),
  );
  const faults = headingFaults(headings);
  if (faults.length > 0) return { contacts: [], faults };
  const seen = new Map<string, number>();
  const contacts: Kept[] = [];
  for (const [at, cells] of rows.entries()) {
    if (cells.every((cell) => !cell.trim())) continue;
    const row = at + 2;
    const found = readRow(row, headings, cells, programs);
    faults.push(...found.faults);
    if (!found.contact) continue;
    const key = keyOf(found.contact);
    const before = seen.get(key);
    if (before !== undefined) faults.push({ row, column: 'value', code: 'twice', value: String(before) });
    seen.set(key, before ?? row);
    contacts.push(found.contact);
  }
  return { contacts, faults };
}

/** By what an entry of a file is known as one of the directory. */
export const keyOf = ({ country, product, purpose, kind, value }: Kept): string => JSON.stringify([country, product, purpose, kind, value]);

const lowered = contactColumns.map((column) => column.toLowerCase());
function headingFaults(headings: readonly string[]): CellFault[] {
  const wrong = (code: CellFault['code'], value: string): CellFault => ({ row: 1, column: null, code, value });
  return [
    ...headings.flatMap((heading, at) => {
      if (!heading) return [];
      if (!lowered.includes(heading)) return [wrong('unknown_heading', short(heading))];
      return headings.indexOf(heading) < at ? [wrong('heading_twice', heading)] : [];
    }),
    ...neededColumns.filter((column) => !headings.includes(column)).map((column) => wrong('no_heading', column)),
  ];
}

/** A cell as it was meant: our own files lead by an apostrophe what a spreadsheet would run. */
const meant = (cell: string): string => cell.replace(/^'(?=[=+\-@＝＋－＠\t\r\n])/, '').trim();
const short = (text: string): string => [...text].slice(0, 60).join('');

type Add = (column: string | null, code: CellFault['code'], value?: string) => void;
type Cell = (column: string) => string;

function readRow(
  row: number,
  headings: readonly string[],
  cells: readonly string[],
  programs: ReadonlySet<string>,
): { contact: Kept | null; faults: CellFault[] } {
  const faults: CellFault[] = [];
  const add: Add = (column, code, value = '') => faults.push({ row, column, code, value: short(value) });
  const over = cells.find((cell, at) => cell.trim() && !headings[at]);
  if (over !== undefined) add(null, 'cells_over', over);
  const cell: Cell = (column) => {
    const text = meant(cells[headings.indexOf(column.toLowerCase())] ?? '');
    if (!text.includes('\0') && text.isWellFormed()) return text;
    add(column, 'unreadable');
    return '';
  };
  for (const column of neededColumns) if (!cell(column)) add(column, 'required');
  const raw: Kept = {
    country: cell('country').toUpperCase(),
    product: cell('program').toLowerCase() || '*',
    purpose: oneOf(purposes, cell('purpose').toLowerCase() || '*', () => add('purpose', 'unknown_purpose', cell('purpose'))),
    kind: oneOf(contactKinds, cell('kind').toLowerCase() || 'phone', () => add('kind', 'unknown_kind', cell('kind'))),
    value: cell('value'),
    label: said('label', cell),
    costNote: said('cost', cell),
    tollFree: yesOrNo(cell('tollfree'), (text) => add('tollfree', 'not_yes_or_no', text)),
    languages: cell('languages')
      .split(/[\s,;|/]+/)
      .filter(Boolean),
    timeZone: cell('tz'),
    hours: hoursIn(cell, add),
    checkedOn: cell('checked_on') || null,
  };
  const found = faultsOf(raw, programs);
  // An unknown kind or country says nothing of what the value should be.
  const isVague = found.some(({ field }) => field === 'country') || faults.some(({ column }) => column === 'kind');
  for (const { field, code, value } of found) if (value && !(isVague && field === 'value')) add(fieldColumns[field] ?? field, code, value);
  if (faults.length === 0) shapeFaults(raw, add);
  return { contact: faults.length === 0 ? madeRight(raw) : null, faults };
}

/** What is left for the shape to refuse: lengths, and days that are none. */
function shapeFaults(contact: Kept, add: Add): void {
  const result = ContactFields.safeParse(contact);
  for (const { path } of result.error?.issues ?? []) {
    const [field = '', locale = ''] = path.map(String);
    if (field === 'checkedOn') add('checked_on', 'not_a_day', contact.checkedOn ?? '');
    else if (field === 'label' || field === 'costNote') add(`${field === 'label' ? 'label' : 'cost'}_${locale}`, 'too_long');
    else add(fieldColumns[field as keyof ContactFields] ?? field, 'too_long');
  }
}

function oneOf<T extends string>(all: readonly T[], text: string, wrong: () => void): T {
  const found = all.find((one) => one === text);
  if (found === undefined) wrong();
  return found ?? (all[0] as T);
}

const said = (start: 'label' | 'cost', cell: Cell): Kept['label'] =>
  Object.fromEntries(locales.flatMap((locale) => (cell(`${start}_${locale}`) ? [[locale, cell(`${start}_${locale}`)]] : [])));

function yesOrNo(text: string, wrong: (text: string) => void): boolean {
  const word = text.toLowerCase();
  if (['yes', 'true', '1', 'x'].includes(word)) return true;
  if (!['', 'no', 'false', '0'].includes(word)) wrong(text);
  return false;
}

function hoursIn(cell: Cell, add: Add): Hours[] {
  const [days, opens, closes] = ['days', 'open', 'close'].map((column) =>
    cell(column)
      .split(between)
      .map((part) => part.trim()),
  ) as [string[], string[], string[]];
  if ([days, opens, closes].every((parts) => parts.join('') === '')) return [];
  if (days.length !== opens.length || days.length !== closes.length) {
    add('days', 'spans_differ', `${days.length}, ${opens.length}, ${closes.length}`);
    return [];
  }
  return days.flatMap((text, at) => {
    const found = daysIn(text);
    if (!found) add('days', 'unknown_day', text);
    const open = clockIn(opens[at] ?? ''),
      close = clockIn(closes[at] ?? '');
    if (!open || open === '24:00') add('open', 'not_a_time', opens[at]);
    if (!close) add('close', 'not_a_time', closes[at]);
    if (open && open === close) add('close', 'open_is_close', close);
    const span = Hours.safeParse({ days: found, open, close });
    return span.success ? [span.data] : [];
  });
}

/** `mon-fri sun`, also `sat-mon`; commas are as good as spaces. */
function daysIn(text: string): Weekday[] | undefined {
  const found = new Set<Weekday>();
  for (const part of text
    .toLowerCase()
    .replace(/\s*[-–]\s*/g, '-')
    .split(/[\s,;]+/)
    .filter(Boolean)) {
    const [first = '', last = first] = part.split('-');
    const [from, to] = [dayNamed(first), dayNamed(last)];
    if (from < 0 || to < 0) return undefined;
    for (let at = from; ; at = (at + 1) % 7) {
      found.add(weekdays[at] as Weekday);
      if (at === to) break;
    }
  }
  return found.size > 0 ? weekdays.filter((day) => found.has(day)) : undefined;
}

const dayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const dayNamed = (text: string): number => dayNames.findIndex((name) => text === name || text === name.slice(0, 3));

/** `9:00`, which spreadsheets like to make of 09:00, and `09:00:00`. */
function clockIn(text: string): string | undefined {
  const [, hour = '', minute = ''] = /^(\d{1,2})[:.h](\d{2})(?::00)?$/.exec(text) ?? [];
  const clock = `${hour.padStart(2, '0')}:${minute}`;
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(clock) ? clock : undefined;
}
