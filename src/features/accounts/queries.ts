import { sql } from 'kysely';
import type { Tx } from '../../server/tx.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

export const getAccount = (tx: Tx) => tx.selectFrom('accounts').selectAll().where('accountId', '=', here).executeTakeFirstOrThrow();
export type AccountRow = Awaited<ReturnType<typeof getAccount>>;

/** Locks the account until the transaction ends; every change of it, and of its admins, begins so. */
export const getAccountForUpdate = (tx: Tx) => tx.selectFrom('accounts').selectAll().where('accountId', '=', here).forNoKeyUpdate().executeTakeFirstOrThrow();
