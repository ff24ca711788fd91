import { sql } from 'kysely';
import { run, type Tx } from '../../../server/tx.ts';
import type { TransferSide } from '../contract/transfers.ts';

const here = sql<string>`current_account()`;

export const findTransfer = (tx: Tx, transferId: string) =>
  tx.selectFrom('transfers').selectAll().where('accountId', '=', here).where('transferId', '=', transferId).executeTakeFirst();
export type TransferRow = NonNullable<Awaited<ReturnType<typeof findTransfer>>>;

/** Locks the running account's side until the transaction ends. */
export const findTransferForUpdate = (tx: Tx, transferId: string) =>
  tx.selectFrom('transfers').selectAll().where('accountId', '=', here).where('transferId', '=', transferId).forUpdate().executeTakeFirst();

/** Lets one change of a transfer at a time through, whichever company it comes from; until the transaction ends. */
export const holdTransfer = (tx: Tx, transferId: string) => run(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 1))', [transferId]);

export const listTransferLines = (tx: Tx, transferId: string) =>
  tx.selectFrom('transferLines').selectAll().where('accountId', '=', here).where('transferId', '=', transferId).orderBy('lineNo').execute();
export type TransferLineRow = Awaited<ReturnType<typeof listTransferLines>>[number];

export interface TransfersWanted {
  readonly limit: number;
  readonly side?: TransferSide | undefined;
  readonly state?: string | undefined;
  readonly customerId?: string | undefined;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
}
/** Transfers of the company, the newest first, with how much each of them moves. */
export function listTransfers(tx: Tx, { limit, side, state, customerId, after }: TransfersWanted) {
  let query = tx
    .selectFrom('transfers as t')
    .selectAll('t')
    .select(sql<number>`(select count(*)::int from transfer_lines l where l.account_id = t.account_id and l.transfer_id = t.transfer_id)`.as('lineCount'))
    .where('t.accountId', '=', here);
  if (side) query = query.where('t.side', '=', side);
  if (state) query = query.where('t.state', '=', state);
  if (customerId) query = query.where('t.customerId', '=', customerId);
  if (after) query = query.where(sql<boolean>`(t.asked_at, t.transfer_id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('t.askedAt', 'desc').orderBy('t.transferId', 'desc').limit(limit).execute();
}
export type ListedTransfer = Awaited<ReturnType<typeof listTransfers>>[number];

/** Which subscriptions of a customer stand in a transfer that is not over. */
export async function listBeingMoved(tx: Tx, customerId: string): Promise<ReadonlySet<string>> {
  const { rows } = await run(
    tx,
    `select l.subscription_id from transfers t join transfer_lines l on l.account_id = t.account_id and l.transfer_id = t.transfer_id
      where t.account_id = current_account() and t.customer_id = $1 and t.side = 'source' and t.state in ('open', 'in_progress') and l.state = 'waiting'`,
    [customerId],
    'orders.being_moved',
  );
  return new Set(rows.map((row) => row['subscription_id'] as string));
}

/** What a customer has here that stands, bases before their add-ons. */
export const listStanding = (tx: Tx, customerId: string) =>
  tx
    .selectFrom('subscriptions')
    .selectAll()
    .where('accountId', '=', here)
    .where('customerId', '=', customerId)
    .where('state', 'in', ['pending', 'active', 'suspended'])
    .orderBy('orderedAt')
    .orderBy('subscriptionId')
    .execute();

/** Whether the company bills the customer for something metered: what it takes to get more of it. */
export async function hasUsagePlan(tx: Tx, customerId: string): Promise<boolean> {
  const { rows } = await run(
    tx,
    "select exists (select from subscriptions where account_id = current_account() and customer_id = $1 and lifecycle = 'usage' and state = 'active') as found",
    [customerId],
    'orders.has_usage_plan',
  );
  return rows[0]?.['found'] === true;
}

/** An open request for the same customer at the same partner. */
export const findOpenPull = (tx: Tx, customerId: string, otherAccountId: string) =>
  tx
    .selectFrom('transfers')
    .select('transferId')
    .where('accountId', '=', here)
    .where('customerId', '=', customerId)
    .where('otherAccountId', '=', otherAccountId)
    .where('side', '=', 'target')
    .where('state', 'in', ['open', 'in_progress'])
    .executeTakeFirst();

/** Providers that the company works with. */
export const listProviders = (tx: Tx) =>
  tx
    .selectFrom('relations')
    .select(['relationId', 'otherAccountId as accountId', 'otherPartnerId as partnerId', 'otherName as name'])
    .where('accountId', '=', here)
    .where('side', '=', 'reseller')
    .where('state', '=', 'active')
    .orderBy('otherName')
    .limit(500)
    .execute();

/** Across companies: the asking company's row of what nobody answered in time, and the source's row of what is being moved. */
export const listTransfersDue = (tx: Tx, now: Date) =>
  tx
    .selectFrom('transfers')
    .select(['accountId', 'transferId', 'state'])
    .where((is) =>
      is.or([
        is.and([
          is('state', '=', 'open'),
          is('expiresAt', '<=', now),
          is.or([is.and([is('kind', '=', 'handed_over'), is('side', '=', 'source')]), is.and([is('kind', '=', 'pulled'), is('side', '=', 'target')])]),
        ]),
        is.and([is('state', '=', 'in_progress'), is('side', '=', 'source')]),
      ]),
    )
    .orderBy('accountId')
    .orderBy('transferId')
    .execute();

/** What the company has open with others. */
export const listOpenTransfers = (tx: Tx) =>
  tx.selectFrom('transfers').selectAll().where('accountId', '=', here).where('state', 'in', ['open', 'in_progress']).orderBy('transferId').execute();

/** Whose an entry of the log is; across companies. */
export async function accountOfAnnouncement(tx: Tx, announcementId: string): Promise<string | null> {
  const { rows } = await run(tx, 'select account_id from announcements where announcement_id = $1', [announcementId]);
  return (rows[0]?.['account_id'] as string | undefined) ?? null;
}
