import { dayOf } from '../../../core/periods.ts';
import type { Tx } from '../../../server/tx.ts';
import { listDelegatedRoles } from '../../customers/queries.ts';
import type { LicensesAtStake } from '../contract/licenses.ts';
import type { Change } from '../contract/subscriptions.ts';
import { offerNameIn } from '../facts.ts';
import type { Plan } from '../policy/changes.ts';
import { lockedOutOf, seatsGone, totalOf } from '../policy/licenses.ts';
import { listBySeniority, listPools } from '../queries/licenses.ts';
import type { SubscriptionRow } from '../queries/subscriptions.ts';

/** Names that a warning says; the rest is a number. */
const shown = 10;

/** Whose licenses a change would leave without a seat, or move to another product. Names are told to whom the directory is open. */
export async function stakesOf(
  tx: Tx,
  now: Date,
  locale: string,
  { row, plan, change, addOns }: { row: SubscriptionRow; plan: Plan; change: Change; addOns: readonly SubscriptionRow[] },
): Promise<LicensesAtStake[]> {
  const along = plan.along.flatMap((each) =>
    addOns.filter(({ subscriptionId }) => subscriptionId === each.subscriptionId).map((one) => ({ ...one, plan: each.plan })),
  );
  const gone = seatsGone({ ...row, plan, change }, along);
  if (!gone.length) return [];
  const [pools, delegated] = [await listPools(tx, row.customerId, dayOf(now)), await listDelegatedRoles(tx, now, row.customerId)];
  const stakes: LicensesAtStake[] = [];
  for (const each of gone) {
    const pool = pools.find(({ skuId }) => skuId === each.skuId);
    if (!pool) continue;
    const total = totalOf(pool);
    const losing = lockedOutOf(total - each.fewer, pool.assigned) - lockedOutOf(total, pool.assigned);
    if (losing <= 0) continue;
    const losers = delegated.length ? await listBySeniority(tx, row.customerId, each.skuId, Math.min(shown, losing), { place: total - each.fewer }) : [];
    stakes.push({
      product: offerNameIn(pool, locale),
      assigned: pool.assigned,
      left: total - each.fewer,
      losing,
      names: losers.map(({ name }) => name),
      atRenewal: each.atRenewal,
      moves: each.moves,
    });
  }
  return stakes;
}
