import { ImportFileWrong } from '../../../core/csvFile.ts';
import { type Locale, locales, type MessageKey, type Translate } from '../../../core/locale.ts';
import { meantBy, readColumns, wordKey } from '../../../server/csvFile.ts';
import { type BulkColumn, bulkColumns, type BulkFault, bulkFileLines, type BulkWhat } from '../contract/bulk.ts';
import { type SubscriptionColumn, subscriptionColumns } from '../contract/exports.ts';

/** What one line says of a subscription, or what is wrong with it. */
export interface BulkLine {
  readonly lineNo: number;
  readonly subscriptionId: string;
  readonly seats: number | null;
  readonly autoRenews: boolean | null;
  readonly seatsAtRenewal: number | null;
  readonly fault: { readonly column: BulkColumn; readonly code: BulkFault } | null;
}
export interface BulkWords {
  readonly headings: ReadonlyMap<string, SubscriptionColumn>;
  readonly answers: ReadonlyMap<string, boolean>;
}

/** Every word by which a heading, a yes and a no are known: in each of our languages, and as programs write them. */
export function bulkWordsOf(translator: (locale: Locale) => Translate): BulkWords {
  const headings = new Map<string, SubscriptionColumn>();
  const answers = new Map(['yes', 'true', '1', 'x'].map((word) => [word, true]));
  for (const word of ['no', 'false', '0']) answers.set(word, false);
  for (const locale of locales) {
    const t = translator(locale);
    for (const column of subscriptionColumns)
      for (const word of [column, t(`subscriptions.export.${column}` as MessageKey)]) headings.set(wordKey(word), column);
    answers.set(wordKey(t('subscriptions.export_yes')), true).set(wordKey(t('subscriptions.export_no')), false);
  }
  return { headings, answers };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the lines of a file; of each what it says, or the first thing that is wrong with it. @throws ImportFileWrong */
export function readBulkFile(cells: readonly (readonly string[])[], { headings, answers }: BulkWords): BulkLine[] {
  const [head = [], ...lines] = cells;
  const places = readColumns<SubscriptionColumn>(head, headings, ['subscription']);
  if ('fault' in places) throw new ImportFileWrong(places);
  const filled = lines.map((line, at) => ({ line, lineNo: at + 2 })).filter(({ line }) => line.some((cell) => cell.trim()));
  const speaks = bulkColumns.some((column) => column !== 'subscription' && places.has(column));
  if (!speaks) throw new ImportFileWrong({ fault: 'no_heading', at: 'seats' });
  if (filled.length === 0) throw new ImportFileWrong({ fault: 'empty', at: '' });
  if (filled.length > bulkFileLines) throw new ImportFileWrong({ fault: 'too_many_rows', at: String(filled.length) });
  const seen = new Set<string>();
  return filled.map(({ line, lineNo }) => {
    const cell = (column: BulkColumn) => meantBy(line[places.get(column) ?? -1]);
    const read = readLine(lineNo, cell, answers);
    const isTwice = seen.has(read.subscriptionId);
    if (read.subscriptionId) seen.add(read.subscriptionId);
    return isTwice ? { ...read, fault: read.fault ?? { column: 'subscription', code: 'twice' } } : read;
  });
}

function readLine(lineNo: number, cell: (column: BulkColumn) => string, answers: BulkWords['answers']): BulkLine {
  let fault: BulkLine['fault'] = null;
  const wrong = (column: BulkColumn, code: BulkFault): null => {
    fault ??= { column, code };
    return null;
  };
  const subscriptionId = cell('subscription').toLowerCase();
  if (!subscriptionId) wrong('subscription', 'required');
  else if (!uuid.test(subscriptionId)) wrong('subscription', 'unknown_subscription');
  const number = (column: BulkColumn): number | null => {
    // As spreadsheets group the digits of a number: with spaces of every kind.
    const text = cell(column).replace(/[\s\u00a0\u202f]/g, '');
    if (!text) return null;
    return /^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= 1_000_000 ? Number(text) : wrong(column, 'not_a_number');
  };
  const said = wordKey(cell('auto_renews'));
  return {
    lineNo,
    subscriptionId,
    seats: number('seats'),
    autoRenews: said ? (answers.get(said) ?? wrong('auto_renews', 'not_yes_or_no')) : null,
    seatsAtRenewal: number('seats_at_renewal'),
    fault,
  };
}

/** What of a subscription a line wants other than it is; nothing where all of it is so already. */
export function wishesOf(
  { seats, autoRenews, seatsAtRenewal }: BulkLine,
  is: { readonly quantity: number; readonly autoRenews: boolean; readonly plannedSeats: number | null },
): BulkWhat[] {
  const wishes: BulkWhat[] = [];
  if (seats !== null && seats !== is.quantity) wishes.push({ kind: 'seats', how: 'to', count: seats });
  if (autoRenews !== null && autoRenews !== is.autoRenews) wishes.push({ kind: 'renewal', autoRenews });
  if (seatsAtRenewal !== null && seatsAtRenewal !== is.plannedSeats) wishes.push({ kind: 'seats_at_renewal', how: 'to', count: seatsAtRenewal });
  return wishes;
}
