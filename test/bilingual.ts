import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import type { Span } from '../src/core/article.ts';

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

/** Pieces of a sentence of whatever signs Markdown has a meaning for, with looks and links. */
export const anySpans = fc.array(
  fc.record({
    text: fc.string({ unit: fc.constantFrom(...'ab*_`[]()<>&;#|\\!~:/-1. é双'), minLength: 1, maxLength: 12 }),
    look: fc.option(fc.constantFrom('strong' as const, 'emphasis' as const), { nil: undefined }),
    href: fc.option(fc.constantFrom('https://a.example/x_y', 'other-gate#top'), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 4 },
);
/** The pieces with words at their ends and something between them, so that two of one kind stay two. */
export const spansApart = (spans: readonly { readonly text: string; readonly look: Span['look']; readonly href: Span['href'] }[], between: string): Span[] =>
  spans.flatMap(({ text, look, href }) => [{ text: `a${text}z`, ...(look ? { look } : {}), ...(href ? { href } : {}) }, { text: between }]);
