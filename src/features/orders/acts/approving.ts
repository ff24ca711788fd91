import { type Money, money } from '../../../core/money.ts';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import { personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { NotYourOwn } from '../contract/carts.ts';
import { Change, ChangeApproved, ChangeSentBack, ChangeWithdrawn, NothingAsked } from '../contract/subscriptions.ts';
import { mayApprove } from '../policy/orders.ts';
import { type AskedRow, findAskedForUpdate, findSubscriptionForUpdate } from '../queries/subscriptions.ts';
import { aboutAsked, said, touch } from './asking.ts';
import type { Doer } from './carts.ts';
import { changeSubscription } from './subscriptions.ts';

const forget = (tx: Tx, { accountId, subscriptionId }: AskedRow) =>
  tx.deleteFrom('askedChanges').where('accountId', '=', accountId).where('subscriptionId', '=', subscriptionId).execute();

interface Decision {
  readonly subscriptionId: string;
  readonly decision: 'approve' | 'send_back' | 'withdraw';
  readonly why: string;
  readonly version: number;
  /** What the approver was shown: amounts are those of the day. */
  readonly shown: Money | null;
}

/**
 * Approves, which changes it, or sends it back; whoever asked takes it back instead.
 * @throws NotFound, NothingAsked, NotYourOwn, ChangedMeanwhile, ChangeRefused, AmountChanged
 */
export async function decideChange(tx: Tx, actor: Doer, now: Date, { subscriptionId, decision, why, version, shown }: Decision): Promise<void> {
  const row = await findSubscriptionForUpdate(tx, subscriptionId);
  if (!row) throw new NotFound({});
  const asked = await findAskedForUpdate(tx, subscriptionId);
  if (!asked) throw new NothingAsked({});
  if (row.version !== version) throw new ChangedMeanwhile({});
  const change = Change.parse(asked.change);
  const isOwn = !mayApprove(asked.askedBy ?? '', personIdOf(actor) ?? '');
  // A program is no second person.
  if (decision === 'withdraw' ? !isOwn : isOwn || !personIdOf(actor)) throw new NotYourOwn({});
  const details = { ...aboutAsked(row), change: change.kind, total: said(money(asked.amount, asked.currency)) };
  const told = { subjectId: subscriptionId, personId: asked.askedBy, details };
  await forget(tx, asked);
  if (decision === 'approve') {
    await changeSubscription(tx, actor, now, { subscriptionId, change, version, shown, isApproved: true });
    await announce(tx, actor, now, ChangeApproved, told);
    return;
  }
  await touch(tx, now, row);
  if (decision === 'withdraw') await announce(tx, actor, now, ChangeWithdrawn, told);
  else await announce(tx, actor, now, ChangeSentBack, { ...told, details: { ...details, reason: why } });
}
