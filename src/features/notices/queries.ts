import { sql } from 'kysely';
import type { Tx } from '../../server/tx.ts';

/** The person of the running transaction; written out, so that not everything hangs on one policy. */
export const mine = sql<string>`current_person()`;

interface NoticesWanted {
  readonly limit: number;
  readonly unread: boolean;
  readonly after: { readonly at: Date; readonly id: string } | undefined;
  /** Of one company alone; null: all of them. */
  readonly accountId: string | null;
}

/** Newest first; of the person of the running transaction. */
export function listNotices(tx: Tx, { limit, unread, after, accountId }: NoticesWanted) {
  let query = tx
    .selectFrom('notices')
    .selectAll()
    .where('personId', '=', mine)
    .where('shown', '=', true)
    .orderBy('at', 'desc')
    .orderBy('noticeId')
    .limit(limit);
  if (accountId) query = query.where('accountId', '=', accountId);
  if (unread) query = query.where('readAt', 'is', null);
  if (after) query = query.where((eb) => eb.or([eb('at', '<', after.at), eb.and([eb('at', '=', after.at), eb('noticeId', '>', after.id)])]));
  return query.execute();
}
export type NoticeRow = Awaited<ReturnType<typeof listNotices>>[number];

/** Beyond this the bell says "99+". */
const counted = 100;

export async function countUnread(tx: Tx, accountId: string | null = null): Promise<number> {
  const { count } = await tx
    .selectFrom((eb) =>
      eb
        .selectFrom('notices')
        .select('noticeId')
        .where('personId', '=', mine)
        .where('readAt', 'is', null)
        .where('shown', '=', true)
        .$if(accountId !== null, (only) => only.where('accountId', '=', accountId))
        .limit(counted)
        .as('unread'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
