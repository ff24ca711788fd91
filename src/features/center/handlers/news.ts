import { may } from '../../../core/access.ts';
import { type Locale, pickLocale } from '../../../core/locale.ts';
import { instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { editNews, publishNews, removeNews, addNews } from '../acts/news.ts';
import type { newsEndpoints, NewsItem, NewsTexts } from '../contract/news.ts';
import { missingLocales } from '../policy.ts';
import { getCenter } from '../queries.ts';
import { findNews, listNews, listPublishedNews, type NewsRow } from '../queries/news.ts';

export const newsHandlers: HandlersOf<typeof newsEndpoints> = {
  async listNews({ tx, actor }, { after, limit }) {
    const [rows, center] = await Promise.all([listNews(tx, { limit: limit + 1, after: instantKey(after) }), getCenter(tx)]);
    const locales = center.locales as Locale[];
    return {
      ...page(
        rows,
        limit,
        (row) => [row.createdAt.toISOString(), row.newsId],
        (row) => present(row, actor, locales),
      ),
      can: { write: may(actor.rights, 'op.news', 'edit') },
    };
  },
  async getNews({ tx, actor }, { newsId }) {
    const [row, center] = await Promise.all([findNews(tx, newsId), getCenter(tx)]);
    if (!row) throw new NotFound({});
    return present(row, actor, center.locales as Locale[]);
  },
  addNews: async ({ tx, actor, now }, { texts }) => shown(tx, actor, await addNews(tx, actor, now, texts)),
  editNews: async ({ tx, actor, now }, { newsId, texts }) => shown(tx, actor, await editNews(tx, actor, now, newsId, texts)),
  publishNews: async ({ tx, actor, now }, { newsId }) => shown(tx, actor, await publishNews(tx, actor, now, newsId)),
  async removeNews({ tx, actor, now }, { newsId }) {
    await removeNews(tx, actor, now, newsId);
    return {};
  },
  async listPublishedNews({ tx, request }, { after, limit }) {
    const rows = await listPublishedNews(tx, { limit: limit + 1, after: instantKey(after) });
    return page(
      rows,
      limit,
      (row) => [(row.publishedAt as Date).toISOString(), row.newsId],
      (row) => {
        const texts = row.texts as NewsTexts;
        // Languages may have been added since it was written.
        const text = texts[pickLocale([request.locale], Object.keys(texts) as Locale[])];
        return { newsId: row.newsId, title: text?.title ?? '', text: text?.text ?? '', publishedAt: row.publishedAt as Date };
      },
    );
  },
};

const shown = async (tx: Tx, actor: Actor, row: NewsRow): Promise<NewsItem> => present(row, actor, (await getCenter(tx)).locales as Locale[]);

function present(row: NewsRow, actor: Actor, offered: readonly Locale[]): NewsItem {
  const texts = row.texts as NewsTexts;
  const missing = missingLocales(texts, offered);
  const edits = may(actor.rights, 'op.news', 'edit');
  return {
    newsId: row.newsId,
    texts,
    publishedAt: row.publishedAt,
    createdAt: row.createdAt,
    missing,
    can: { edit: edits, publish: edits && !row.publishedAt && missing.length === 0 },
  };
}
