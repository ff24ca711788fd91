import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

const folder = join(import.meta.dirname, 'bilingual');

/** Files of the bilingual form in words of our own, by their path; `more` are added to them. */
export const bilingualFiles = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .sort()
      .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
  ),
  ...more,
});
/** The same as an archive, in base64. */
export const bilingualZip = (more: Readonly<Record<string, string>> = {}): string => zipOf(bilingualFiles(more));
export const zipOf = (files: Readonly<Record<string, string>>): string =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])))).toString('base64');
