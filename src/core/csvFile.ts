import { z } from 'zod';
import { defineProblem } from './problem.ts';

/** The size of a CSV file that may be handed in: as base64 it must fit into a request. */
export const csvBytes = 3 * 1024 * 1024;

export const fileFaults = [
  'too_large',
  'not_text',
  'spreadsheet',
  'encoding',
  'empty',
  'too_many_rows',
  'no_heading',
  'unknown_heading',
  'heading_twice',
  'quotes',
] as const;
/** The file as a whole cannot be read. `at` is a heading, a row or a number of rows; its sentence is `imports.file.<fault>`. */
export const ImportFileWrong = defineProblem('imports.file_wrong', 422, z.object({ fault: z.enum(fileFaults), at: z.string() }));

/** A file as it is handed in: its bytes as base64; a little more than is taken comes through, so that it can be said what is wrong. */
export const CsvFile = z.object({ name: z.string().trim().min(1).max(200), content: z.string().max(csvBytes * 1.5) });
