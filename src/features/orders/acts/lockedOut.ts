import { dayOf } from '../../../core/periods.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { LicensesLockedOut } from '../contract/licenses.ts';
import { offerNameIn } from '../facts.ts';
import { lockedOutOf, totalOf } from '../policy/licenses.ts';
import { listPools } from '../queries/licenses.ts';
import type { SubscriptionRow } from '../queries/subscriptions.ts';

interface Fewer {
  readonly skuId: string;
  readonly fewer: number;
}

/** Products of a customer have lost seats just now: says of each how many people are without one who were not before. Asked after it was written. */
export async function tellLockedOut(tx: Tx, actor: Actor, now: Date, row: SubscriptionRow, gone: readonly Fewer[]): Promise<void> {
  if (!gone.some(({ fewer }) => fewer > 0)) return;
  const pools = await listPools(tx, row.customerId, dayOf(now));
  for (const { skuId, fewer } of gone) {
    const pool = pools.find((each) => each.skuId === skuId);
    if (!pool) continue;
    const total = totalOf(pool);
    const count = lockedOutOf(total, pool.assigned) - lockedOutOf(total + fewer, pool.assigned);
    if (count > 0)
      await announce(tx, actor, now, LicensesLockedOut, {
        accountId: row.accountId,
        subjectId: row.customerId,
        details: { customerId: row.customerId, customer: row.customerName, products: offerNameIn(pool, 'en'), count },
      });
  }
}
