import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { subjects } from '../../../core/article.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Locale } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';

/** What stands in a file that cannot be kept; each has words with the cure, `help.import.fault.<code>`. */
export const faultCodes = [
  'not_text',
  'too_large',
  'long_line',
  'no_head',
  'locale',
  'no_title',
  'pair',
  'same_id',
  'table',
  'unclosed',
  'taken',
  'twice',
  'xliff',
  'head',
  'html',
  'picture',
  'embed',
  'link',
  'lost_link',
  'level',
  'nested',
  'no_source',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** Articles of a page of what was brought along, and lines of a report: more is counted, not listed. */
export const listedMost = 500;
/** Bytes of an archive. */
export const archiveMost = 20 * 1024 * 1024;

/** Articles were brought along; replaced where they were there before. */
export const ArticlesImported = announcement('articles.imported', z.object({ count: z.number(), articles: z.array(z.string()) }));
export const ArticlesRemoved = announcement('articles.removed', z.object({ article: z.string(), title: z.string(), count: z.number() }));
/** It is no ZIP archive, or one that unpacks to more than can be. */
export const HelpArchiveWrong = defineProblem('help.archive_wrong', 422, z.object({}));

export const exportFormats = ['bilingual', 'xliff'] as const;
export type ExportFormat = (typeof exportFormats)[number];
/** English is what the others are translated from: it goes out with each of them. */
const Translated = Locale.exclude(['en']);
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/);

const FileFault = z.object({
  file: z.string(),
  line: z.number().int(),
  /** Its words say what would be right: `help.import.fault.<code>`. */
  code: z.enum(faultCodes),
  at: z.string(),
  /** Nothing of the file comes in; else only this is left out. */
  refused: z.boolean(),
});
export type FileFault = z.output<typeof FileFault>;

export const importEndpoints = {
  importHelp: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/help/imports',
    permission: 'op.support',
    maxBody: Math.ceil(archiveMost * 1.4),
    summary: 'Bring articles along: bilingual Markdown or XLIFF 2 in a ZIP archive; a rehearsal says what would come in and what cannot be read',
    input: z.object({
      /** The archive as base64. */
      content: z.string().max(Math.ceil(archiveMost * 1.34)),
      rehearse: z.boolean().default(false),
      /** Where articles go that name no subject of ours. */
      subject: z.enum(subjects).optional(),
    }),
    output: z.object({
      files: z.number().int(),
      count: z.number().int(),
      texts: z.array(z.object({ article: z.string(), locale: Locale, title: z.string(), isNew: z.boolean() })),
      faultCount: z.number().int(),
      faults: z.array(FileFault),
    }),
    problems: [HelpArchiveWrong],
  }),
  listHelpImports: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/help/imports',
    permission: 'op.support',
    summary: 'Articles that were brought along, the newest first',
    input: z.object({}),
    output: z.object({
      count: z.number().int(),
      can: z.object({ change: z.boolean() }),
      items: z.array(z.object({ article: z.string(), locale: Locale, title: z.string(), path: z.string(), importedAt: z.date() })),
    }),
  }),
  removeHelpImport: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/help/imports/:article/remove',
    permission: 'op.support',
    summary: 'Remove an article that was brought along, in one language or in all',
    input: z.object({ article: slug, locale: Locale.optional() }),
    output: z.object({ removed: z.number().int() }),
  }),
  exportHelp: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/help/export',
    permission: 'op.support',
    answers: 'file',
    summary: 'All articles of a language with their source as a ZIP archive: bilingual Markdown, or XLIFF 2.0 for a translator',
    input: z.object({ locale: Translated, format: z.enum(exportFormats).default('bilingual') }),
    output: z.unknown(),
  }),
};
