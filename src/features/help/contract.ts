import { z } from 'zod';
import { Block, subjects } from '../../core/article.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Locale } from '../../core/person.ts';
import { importEndpoints } from './contract/imports.ts';

export { ArticlesImported, ArticlesRemoved } from './contract/imports.ts';

/** Why an article did not help; each has words, `help.reason.<reason>`. */
export const voteReasons = ['missing', 'wrong', 'unclear', 'other'] as const;
export type VoteReason = (typeof voteReasons)[number];
/** The longest text that is searched for. */
export const askedMost = 120;
/** How long an answer about articles may be kept on the way: they change with an update only, roles at once. */
const MINUTE = 60;

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/);
/** In which language an answer is; in the address, so that it can be kept by it. */
const inLocale = z.object({ locale: Locale });
const byArticle = inLocale.extend({ article: slug });

export const ArticleLine = z.object({
  article: z.string(),
  subject: z.enum(subjects),
  title: z.string(),
  summary: z.string(),
  /** The pattern of the page that it is about. */
  page: z.string().nullable(),
});
export type ArticleLine = z.output<typeof ArticleLine>;

const Text = z.object({ title: z.string(), summary: z.string(), blocks: z.array(Block) });
export const HelpArticle = ArticleLine.extend({
  blocks: z.array(Block),
  /** The language that it is in: English where there is no other. */
  locale: Locale,
  /** The same blocks in another language, where it was asked for. */
  beside: Text.nullable(),
  /** Who can do it, in this center; null: everyone. */
  rights: z.object({ permission: z.string(), needs: z.string(), roles: z.array(z.string()) }).nullable(),
  related: z.array(ArticleLine),
});
export type HelpArticle = z.output<typeof HelpArticle>;

export const FoundArticle = ArticleLine.extend({ /** The sentence that speaks of it, where title and summary do not. */ sentence: z.string().nullable() });
export type FoundArticle = z.output<typeof FoundArticle>;

export const help = {
  listArticles: endpoint({
    within: 'public',
    method: 'GET',
    path: '/help/articles',
    permission: 'public',
    cacheSeconds: MINUTE,
    summary: 'The articles of the help center, by subject and title',
    input: inLocale,
    output: z.object({ items: z.array(ArticleLine) }),
  }),
  readArticle: endpoint({
    within: 'public',
    method: 'GET',
    path: '/help/articles/:article',
    permission: 'public',
    cacheSeconds: MINUTE,
    summary: 'An article; on request with the same sentences in another language',
    input: byArticle.extend({ beside: Locale.optional() }),
    output: HelpArticle,
  }),
  searchHelp: endpoint({
    within: 'public',
    method: 'GET',
    path: '/help/search',
    permission: 'public',
    perMinute: 300,
    cacheSeconds: MINUTE,
    summary: 'Articles that say what is looked for, the best first; one wrong letter is forgiven',
    input: inLocale.extend({ text: z.string().trim().min(1).max(askedMost), limit: z.coerce.number().int().min(1).max(50).default(20) }),
    output: z.object({ items: z.array(FoundArticle) }),
  }),
  noteMiss: endpoint({
    within: 'public',
    method: 'POST',
    path: '/help/misses',
    permission: 'public',
    perMinute: 20,
    summary: 'Say that a search found nothing, so that the operator learns what is missing; nothing is kept of who asked',
    input: inLocale.extend({ text: z.string().trim().min(1).max(askedMost) }),
    output: z.object({}),
  }),
  vote: endpoint({
    within: 'public',
    method: 'POST',
    path: '/help/articles/:article/votes',
    permission: 'public',
    perMinute: 20,
    summary: 'Say whether an article helped, and what is wrong with it; nothing is kept of who says it',
    input: byArticle.extend({ helped: z.boolean(), reason: z.enum(voteReasons).optional(), remark: z.string().trim().max(500).optional() }),
    output: z.object({}),
  }),
  readPicture: endpoint({
    within: 'public',
    method: 'GET',
    path: '/help/pictures/:picture',
    permission: 'public',
    perMinute: 600,
    answers: 'file',
    summary: 'A picture of a page, as an article shows it; its address changes with it, so it can be kept for ever',
    input: z.object({ picture: z.string().regex(/^[a-z0-9-]{1,80}\.[a-z0-9-]{1,80}\.[A-Za-z-]{2,5}\.[0-9a-f]{12}\.webp$/) }),
    output: z.unknown(),
  }),
  downloadHelp: endpoint({
    within: 'public',
    method: 'GET',
    path: '/help/copy',
    permission: 'public',
    perMinute: 10,
    answers: 'file',
    summary: 'All articles of a language with their pictures, to be read without a connection: Markdown files in a ZIP archive, or one PDF',
    input: inLocale.extend({ as: z.enum(['zip', 'pdf']).default('zip') }),
    output: z.unknown(),
  }),
  getHelpReport: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/help',
    permission: 'op.support',
    summary: 'What people think of the articles, and what they looked for in vain, the most asked first',
    input: inLocale,
    output: z.object({
      votes: z.array(
        z.object({
          article: z.string(),
          /** Null: the article is gone. */
          title: z.string().nullable(),
          helped: z.number().int(),
          not: z.number().int(),
          reasons: z.array(z.object({ reason: z.enum(voteReasons), times: z.number().int() })),
          /** The newest first; a few. */
          remarks: z.array(z.object({ remark: z.string(), locale: Locale, votedAt: z.date() })),
        }),
      ),
      misses: z.array(z.object({ asked: z.string(), locale: Locale, times: z.number().int(), lastAt: z.date() })),
    }),
  }),
  forgetMiss: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/help/misses/forget',
    permission: 'op.support',
    summary: 'Take a question off the list, e.g. once an article answers it',
    input: inLocale.extend({ asked: z.string().min(1).max(askedMost) }),
    output: z.object({}),
  }),
  ...importEndpoints,
};
