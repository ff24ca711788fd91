import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';
import { type OrderedWanted, searchOrdered } from './orders.ts';

const here = sql<string>`current_account()`;

export const findSubscription = (tx: Tx, subscriptionId: string) =>
  tx.selectFrom('subscriptions').selectAll().where('accountId', '=', here).where('subscriptionId', '=', subscriptionId).executeTakeFirst();
export type SubscriptionRow = NonNullable<Awaited<ReturnType<typeof findSubscription>>>;

/** Locks it until the transaction ends: two who change one follow each other. */
export const findSubscriptionForUpdate = (tx: Tx, subscriptionId: string) =>
  tx.selectFrom('subscriptions').selectAll().where('accountId', '=', here).where('subscriptionId', '=', subscriptionId).forUpdate().executeTakeFirst();

/** Add-ons of a subscription, in the order in which they were bought. */
export const listAddOnsOf = (tx: Tx, subscriptionId: string) =>
  tx
    .selectFrom('subscriptions')
    .selectAll()
    .where('accountId', '=', here)
    .where('parentSubscriptionId', '=', subscriptionId)
    .orderBy('orderedAt')
    .orderBy('subscriptionId')
    .execute();

/** Subscriptions, the newest first. */
export async function listSubscriptions(tx: Tx, wanted: OrderedWanted): Promise<SubscriptionRow[]> {
  let query = tx.selectFrom('subscriptions').selectAll().where('accountId', '=', here);
  if (wanted.ending) {
    // Few, by the index of what renews; words are looked for among them.
    const { what, until } = wanted.ending;
    query = query
      .where('subscriptions.state', '=', 'active')
      .where('renewsOn', '<=', until)
      .where('lifecycle', what === 'trial' ? 'in' : 'not in', ['trial', 'publisher_trial']);
    if (what === 'term') query = query.where('autoRenews', '=', false);
    for (const word of wanted.words) query = query.where(sql<boolean>`position(${word} in search_text) > 0`);
  }
  if (wanted.words.length && !wanted.ending) {
    const ids = await searchOrdered(tx, 'subscriptions', wanted);
    if (!ids.length) return [];
    query = query.where('subscriptionId', 'in', ids);
  } else {
    if (wanted.customerId) query = query.where('customerId', '=', wanted.customerId);
    if (wanted.state) query = query.where('state', '=', wanted.state);
    if (wanted.after) query = query.where(sql<boolean>`(ordered_at, subscription_id) < (${wanted.after.at}, ${wanted.after.id}::uuid)`);
  }
  return query.orderBy('orderedAt', 'desc').orderBy('subscriptionId', 'desc').limit(wanted.limit).execute();
}

export function listHistory(tx: Tx, subscriptionId: string, limit: number, after?: { readonly at: Date; readonly id: string }) {
  let query = tx.selectFrom('subscriptionChanges').selectAll().where('accountId', '=', here).where('subscriptionId', '=', subscriptionId);
  if (after) query = query.where(sql<boolean>`(at, change_id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('at', 'desc').orderBy('changeId', 'desc').limit(limit).execute();
}
export type ChangeRow = Awaited<ReturnType<typeof listHistory>>[number];

/** What waits for a second person, or nothing. */
export const findAsked = (tx: Tx, subscriptionId: string) =>
  tx.selectFrom('askedChanges').selectAll().where('accountId', '=', here).where('subscriptionId', '=', subscriptionId).executeTakeFirst();
export type AskedRow = NonNullable<Awaited<ReturnType<typeof findAsked>>>;
export const findAskedForUpdate = (tx: Tx, subscriptionId: string) =>
  tx.selectFrom('askedChanges').selectAll().where('accountId', '=', here).where('subscriptionId', '=', subscriptionId).forUpdate().executeTakeFirst();

export const findSchedule = (tx: Tx, subscriptionId: string) =>
  tx.selectFrom('scheduledChanges').selectAll().where('accountId', '=', here).where('subscriptionId', '=', subscriptionId).executeTakeFirst();
export type ScheduleRow = NonNullable<Awaited<ReturnType<typeof findSchedule>>>;

/** Resellers that the company works with: whom a customer's questions can go to. */
export const listSupporters = (tx: Tx) =>
  tx
    .selectFrom('relations')
    .select(['otherPartnerId as partnerId', 'otherName as name'])
    .where('accountId', '=', here)
    .where('side', '=', 'distributor')
    .where('state', '=', 'active')
    .orderBy('otherName')
    .limit(500)
    .execute();

/** Subscriptions of every company that something is to happen to by a day: a term that is over, data that go, a warning that is due. */
export const listDue = (tx: Tx, until: string) =>
  tx
    .selectFrom('subscriptions')
    .select(['accountId', 'subscriptionId'])
    .where((is) =>
      is.or([is.and([is('state', '=', 'active'), is('renewsOn', '<=', until)]), is.and([is('dataDeletedOn', '<=', until), is('state', '<>', 'deleted')])]),
    )
    .orderBy('accountId')
    .orderBy('subscriptionId')
    .execute();
