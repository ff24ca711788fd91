import type { Locale } from '../../../core/locale.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { NewsAlreadyPublished, NewsChanged, NewsIncomplete, NewsPublished, NewsRemoved, type NewsTexts } from '../contract.ts';
import { missingLocales } from '../policy.ts';
import { getCenter } from '../queries.ts';
import { findNewsForUpdate, type NewsRow } from '../queries/news.ts';

/** Keeps a draft; nobody but the operator's people sees it. */
export const addNews = (tx: Tx, actor: Actor, now: Date, texts: NewsTexts): Promise<NewsRow> =>
  tx
    .insertInto('news')
    .values({ texts: JSON.stringify(texts), createdAt: now, createdBy: personIdOf(actor) as string })
    .returningAll()
    .executeTakeFirstOrThrow();

/** Changes the texts; what is published stays whole in every language. @throws NotFound, NewsIncomplete */
export async function editNews(tx: Tx, actor: Actor, now: Date, newsId: string, texts: NewsTexts): Promise<NewsRow> {
  const before = await findNewsForUpdate(tx, newsId);
  if (!before) throw new NotFound({});
  if (before.publishedAt) await demandWhole(tx, texts);
  const after = await tx
    .updateTable('news')
    .set({ texts: JSON.stringify(texts) })
    .where('newsId', '=', newsId)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (before.publishedAt) await announce(tx, actor, now, NewsChanged, { accountId: null, subjectId: newsId, details: told(after) });
  return after;
}

/** Publishes to everyone, once. @throws NotFound, NewsIncomplete, NewsAlreadyPublished */
export async function publishNews(tx: Tx, actor: Actor, now: Date, newsId: string): Promise<NewsRow> {
  const draft = await findNewsForUpdate(tx, newsId);
  if (!draft) throw new NotFound({});
  if (draft.publishedAt) throw new NewsAlreadyPublished({});
  await demandWhole(tx, draft.texts as NewsTexts);
  const published = await tx.updateTable('news').set({ publishedAt: now }).where('newsId', '=', newsId).returningAll().executeTakeFirstOrThrow();
  await announce(tx, actor, now, NewsPublished, { accountId: null, subjectId: newsId, details: told(published) });
  return published;
}

/** Removes a draft, or takes back what was published. @throws NotFound */
export async function removeNews(tx: Tx, actor: Actor, now: Date, newsId: string): Promise<void> {
  const removed = await tx.deleteFrom('news').where('newsId', '=', newsId).returningAll().executeTakeFirst();
  if (!removed) throw new NotFound({});
  if (removed.publishedAt) await announce(tx, actor, now, NewsRemoved, { accountId: null, subjectId: newsId, details: told(removed) });
}

async function demandWhole(tx: Tx, texts: NewsTexts): Promise<void> {
  const { locales } = await getCenter(tx);
  const missing = missingLocales(texts, locales as Locale[]);
  if (missing.length) throw new NewsIncomplete({ locales: missing });
}

/** The title in one language for the log, in all of them for the readers. */
function told({ newsId, texts }: NewsRow) {
  const titles = Object.fromEntries(Object.entries(texts as NewsTexts).map(([locale, text]) => [locale, text.title]));
  return { newsId, title: titles['en'] ?? Object.values(titles)[0] ?? '', titles };
}
