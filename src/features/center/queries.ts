import type { Tx } from '../../server/tx.ts';

/** The one row of settings. */
export const getCenter = (tx: Tx) => tx.selectFrom('center').selectAll().executeTakeFirstOrThrow();
export type CenterRow = Awaited<ReturnType<typeof getCenter>>;

export const getCenterForUpdate = (tx: Tx) => tx.selectFrom('center').selectAll().forUpdate().executeTakeFirstOrThrow();

/** A picture that everyone may see. */
export const findPublicFile = (tx: Tx, id: string) =>
  tx.selectFrom('files').select(['fileId', 'type']).where('fileId', '=', id).where('isPublic', '=', true).executeTakeFirst();
