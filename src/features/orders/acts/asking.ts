import type { Money } from '../../../core/money.ts';
import { personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { type Change, ChangeAsked } from '../contract/subscriptions.ts';
import { nameIn } from '../facts.ts';
import type { SubscriptionRow } from '../queries/subscriptions.ts';
import type { Doer } from './carts.ts';

/** What is said of a change that waits. */
export const aboutAsked = (row: SubscriptionRow) => ({
  customerId: row.customerId,
  customer: row.customerName,
  product: row.nickname ?? nameIn(row.titles, 'en'),
});
export const said = ({ amount, currency }: Money) => `${amount} ${currency}`;

/** Keeps a change that charges more than one person may decide; of two that are asked for, the later one stands. The subscription is locked. */
export async function askForChange(tx: Tx, actor: Doer, now: Date, row: SubscriptionRow, change: Change, total: Money): Promise<void> {
  const { subscriptionId } = row;
  const set = {
    change: JSON.stringify(change),
    amount: total.amount,
    currency: total.currency,
    askedBy: personIdOf(actor) ?? null,
    askedByName: actor.name,
    askedAt: now,
  };
  await tx
    .insertInto('askedChanges')
    .values({ subscriptionId, ...set })
    .onConflict((conflict) => conflict.columns(['accountId', 'subscriptionId']).doUpdateSet(set))
    .execute();
  await touch(tx, now, row);
  await announce(tx, actor, now, ChangeAsked, { subjectId: subscriptionId, details: { ...aboutAsked(row), change: change.kind, total: said(total) } });
}

/** Whoever sees it sees another version from now on. */
export const touch = (tx: Tx, now: Date, { accountId, subscriptionId, version }: SubscriptionRow) =>
  tx
    .updateTable('subscriptions')
    .set({ version: version + 1, changedAt: now })
    .where('accountId', '=', accountId)
    .where('subscriptionId', '=', subscriptionId)
    .execute();
