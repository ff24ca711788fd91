import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { type Locale as LocaleName, locales } from '../../../core/locale.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Locale } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';

/** Paragraphs are separated by an empty line. */
const Text = z.object({ title: z.string().trim().max(120), text: z.string().trim().max(5_000) });
const Texts = z.partialRecord(Locale, Text);
export type NewsTexts = Partial<Record<LocaleName, z.output<typeof Text>>>;

const NewsItem = z.object({
  newsId: z.uuid(),
  texts: Texts,
  publishedAt: z.date().nullable(),
  createdAt: z.date(),
  /** Offered languages that still lack a title or a text. */
  missing: z.array(Locale),
  can: z.object({ edit: z.boolean(), publish: z.boolean() }),
});
export type NewsItem = z.output<typeof NewsItem>;

/** News go out in every language that the center offers, or not at all. */
export const NewsIncomplete = defineProblem('news.incomplete', 409, z.object({ locales: z.array(z.enum(locales)) }));
export const NewsAlreadyPublished = defineProblem('news.already_published', 409, z.object({}));

const titles = z.object({ newsId: z.uuid(), title: z.string(), titles: z.partialRecord(Locale, z.string()) });
export const NewsPublished = announcement('news.published', titles);
export const NewsChanged = announcement('news.changed', titles);
export const NewsRemoved = announcement('news.removed', titles);

const byNews = z.object({ newsId: Id });

export const newsEndpoints = {
  listNews: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/news',
    permission: 'op.news',
    summary: 'News to partners, drafts first',
    input: PageInput,
    output: Page(NewsItem).extend({ can: z.object({ write: z.boolean() }) }),
  }),
  getNews: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/news/:newsId',
    permission: 'op.news',
    summary: 'One piece of news in all its languages',
    input: byNews,
    output: NewsItem,
  }),
  addNews: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/news',
    permission: 'op.news',
    summary: 'Write a draft',
    input: z.object({ texts: Texts }),
    output: NewsItem,
  }),
  editNews: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/news/:newsId',
    permission: 'op.news',
    summary: 'Change a draft, or correct what was published',
    input: byNews.extend({ texts: Texts }),
    output: NewsItem,
    problems: [NewsIncomplete],
  }),
  publishNews: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/news/:newsId/publish',
    permission: 'op.news',
    summary: 'Publish to everyone',
    input: byNews,
    output: NewsItem,
    problems: [NewsIncomplete, NewsAlreadyPublished],
  }),
  removeNews: endpoint({
    within: 'operator',
    method: 'DELETE',
    path: '/news/:newsId',
    permission: 'op.news',
    summary: 'Remove a draft, or take back what was published',
    input: byNews,
    output: z.object({}),
  }),
  listPublishedNews: endpoint({
    within: 'person',
    method: 'GET',
    path: '/news',
    permission: 'signed-in',
    bySignOn: true,
    summary: 'The operator’s news in my language, the newest first',
    input: PageInput,
    output: Page(z.object({ newsId: z.uuid(), title: z.string(), text: z.string(), publishedAt: z.date() })),
  }),
};
