import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

/** Suspensions of an account (the running one unless it is named), the newest first; the open one, if there is one, is the first. */
export const listSuspensions = (tx: Tx, accountId: string | null = null) =>
  tx
    .selectFrom('suspensions')
    .selectAll()
    .where('accountId', '=', accountId ?? sql<string>`current_account()`)
    .orderBy('suspendedAt', 'desc')
    .orderBy('suspensionId')
    .limit(50)
    .execute();
export type SuspensionRow = Awaited<ReturnType<typeof listSuspensions>>[number];

/** An account as the operator's lists know it; a read that sees them all stays in none. */
export const findStanding = (tx: Tx, accountId: string) =>
  tx.selectFrom('accounts').select(['name', 'partnerId', 'state']).where('accountId', '=', accountId).executeTakeFirst();
