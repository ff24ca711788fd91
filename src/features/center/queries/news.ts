import type { Tx } from '../../../server/tx.ts';

interface NewsWanted {
  readonly limit: number;
  readonly after: { readonly at: Date; readonly id: string } | undefined;
}

/** Newest first, drafts among them. */
export function listNews(tx: Tx, { limit, after }: NewsWanted) {
  let query = tx.selectFrom('news').selectAll().orderBy('createdAt', 'desc').orderBy('newsId').limit(limit);
  if (after) query = query.where((eb) => eb.or([eb('createdAt', '<', after.at), eb.and([eb('createdAt', '=', after.at), eb('newsId', '>', after.id)])]));
  return query.execute();
}
export type NewsRow = Awaited<ReturnType<typeof listNews>>[number];

interface PublishedWanted {
  readonly limit: number;
  readonly after: { readonly at: Date; readonly id: string } | undefined;
}

/** What partners may read, newest first. */
export function listPublishedNews(tx: Tx, { limit, after }: PublishedWanted) {
  let query = tx.selectFrom('news').selectAll().where('publishedAt', 'is not', null).orderBy('publishedAt', 'desc').orderBy('newsId').limit(limit);
  if (after) query = query.where((eb) => eb.or([eb('publishedAt', '<', after.at), eb.and([eb('publishedAt', '=', after.at), eb('newsId', '>', after.id)])]));
  return query.execute();
}

export const findNews = (tx: Tx, newsId: string) => tx.selectFrom('news').selectAll().where('newsId', '=', newsId).executeTakeFirst();
/** Locks the row until the transaction ends, so that it is published once. */
export const findNewsForUpdate = (tx: Tx, newsId: string) => tx.selectFrom('news').selectAll().where('newsId', '=', newsId).forUpdate().executeTakeFirst();
