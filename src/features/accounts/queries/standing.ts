import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

/** Suspensions of the running account, the newest first; the open one, if there is one, is the first. */
export const listSuspensions = (tx: Tx) =>
  tx
    .selectFrom('suspensions')
    .selectAll()
    .where('accountId', '=', sql<string>`current_account()`)
    .orderBy('suspendedAt', 'desc')
    .orderBy('suspensionId')
    .limit(50)
    .execute();
export type SuspensionRow = Awaited<ReturnType<typeof listSuspensions>>[number];
