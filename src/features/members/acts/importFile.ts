import { CsvError, parse } from 'csv-parse/sync';
import { importBytes, ImportFileWrong } from '../contract/imports.ts';
import { delimiterOf } from '../policy/imports.ts';

const startsWith = (bytes: Buffer, ...first: readonly number[]): boolean => first.every((byte, at) => bytes[at] === byte);

/** The text of a file of unknown make: UTF-8 with or without a mark, or UTF-16 as spreadsheets also save it. @throws ImportFileWrong */
export function textOf(bytes: Buffer): string {
  if (bytes.length > importBytes) throw new ImportFileWrong({ fault: 'too_large', at: String(importBytes / 1024 / 1024) });
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
