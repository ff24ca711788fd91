import { CsvError, parse } from 'csv-parse/sync';
import { csvBytes, ImportFileWrong } from '../core/csvFile.ts';
import { fold } from '../core/text.ts';

// What every file of rows has in common, whatever the rows are about: people, support contacts, locations.

const startsWith = (bytes: Buffer, ...first: readonly number[]): boolean => first.every((byte, at) => bytes[at] === byte);

/** The text of a file of unknown make: UTF-8 with or without a mark, or UTF-16 as spreadsheets also save it. @throws ImportFileWrong */
export function textOf(bytes: Buffer): string {
  if (bytes.length > csvBytes) throw new ImportFileWrong({ fault: 'too_large', at: String(csvBytes / 1024 / 1024) });
  // A workbook: a zip archive, or the older kind.
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new ImportFileWrong({ fault: 'spreadsheet', at: '' });
  const wide = startsWith(bytes, 0xff, 0xfe) ? 'utf-16le' : startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : null;
  if (!wide && bytes.includes(0)) throw new ImportFileWrong({ fault: 'not_text', at: '' });
  try {
    return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportFileWrong({ fault: 'encoding', at: '' });
  }
}

/** The cells of each line, blank lines too: rows are counted as a spreadsheet counts them. @throws ImportFileWrong */
export function cellsOf(text: string): string[][] {
  // Excel's own way of saying what parts the cells.
  const [said, mark] = /^sep=(.)\r?\n/.exec(text) ?? [];
  const body = said ? text.slice(said.length) : text;
  try {
    return parse(body, {
      delimiter: mark ?? delimiterOf(body),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: 100_000,
    });
  } catch (error) {
    if (error instanceof CsvError) throw new ImportFileWrong({ fault: 'quotes', at: String((error as { lines?: number }).lines ?? '') });
    throw error;
  }
}

/** The mark between cells: the one that the first line has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (mark: string) => line.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** How words are compared: "E-Mail *", "e mail" and "E-mail" are one. */
export const wordKey = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '');

export type FileFault = { readonly fault: 'empty' | 'too_many_rows' | 'no_heading' | 'unknown_heading' | 'heading_twice'; readonly at: string };

/** Which column stands where, by every word that a heading is known by. */
export function readColumns<C extends string>(
  cells: readonly string[],
  headings: ReadonlyMap<string, C>,
  needed: readonly C[],
): ReadonlyMap<C, number> | FileFault {
  const places = new Map<C, number>();
  for (const [at, cell] of cells.entries()) {
    if (!cell.trim()) continue;
    const column = headings.get(wordKey(cell));
    if (!column) return { fault: 'unknown_heading', at: cell.trim().slice(0, 80) };
    if (places.has(column)) return { fault: 'heading_twice', at: cell.trim().slice(0, 80) };
    places.set(column, at);
  }
  const missing = needed.find((column) => !places.has(column));
  return missing ? { fault: 'no_heading', at: missing } : places;
}

/** A cell as it was meant: our own files lead by an apostrophe what a spreadsheet would run. */
export const meantBy = (cell: string | undefined): string => (cell ?? '').replace(/^'(?=[=+\-@＝＋－＠\t\r\n])/, '').trim();
export const shortened = (text: string): string => [...text].slice(0, 60).join('');
/** Neither can be typed, and no database keeps it. */
export const isUnreadable = (text: string): boolean => text.includes('\0') || !text.isWellFormed();
