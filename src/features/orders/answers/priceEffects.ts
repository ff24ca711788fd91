import { money, subtractMoney } from '../../../core/money.ts';
import type { Tx } from '../../../server/tx.ts';
import type { EffectRow, EffectsPage, EffectsWanted, EffectTotal, EffectTotals } from '../../catalog/contract/effects.ts';
import { effectCauses } from '../../catalog/contract/effects.ts';
import { nameIn } from '../facts.ts';
import { type EffectFound, listEffects, sumEffects, type TotalFound } from '../queries/priceEffects.ts';

/** What a list of prices does to each subscription of the company. */
export const effectsOnSubscriptions = async (tx: Tx, wanted: EffectsPage): Promise<readonly EffectRow[]> =>
  (await listEffects(tx, wanted)).map((row) => present(row, wanted.locale));

/** The same, added up. */
export async function totalsOfEffects(tx: Tx, wanted: EffectsWanted): Promise<EffectTotals> {
  const found = await sumEffects(tx, wanted);
  const totals = effectCauses.flatMap((cause) => found.filter((row) => row.cause === cause).map((row) => total(row, cause)));
  const untouched = (why: TotalFound['cause']) => found.reduce((sum, row) => (row.cause === why ? sum + row.subscriptions : sum), 0);
  return {
    totals,
    subscriptions: totals.reduce((sum, each) => sum + each.subscriptions, 0),
    untouched: { same: untouched('same'), ending: untouched('ending'), planned: untouched('planned'), elsewhere: untouched('elsewhere') },
  };
}

function total({ currency, subscriptions, ...sums }: TotalFound, cause: EffectTotal['cause']): EffectTotal {
  const before = money(sums.before, currency);
  const after = sums.after === null ? null : money(sums.after, currency);
  return { cause, currency, subscriptions, before, after, difference: after && subtractMoney(after, before) };
}

const present = (row: EffectFound, locale: string): EffectRow => ({
  subscriptionId: row.subscription_id,
  title: nameIn(row.titles, locale),
  nickname: row.nickname,
  customerId: row.customer_id,
  customer: row.customer_name,
  offerId: row.offer_id,
  market: row.market,
  term: row.term,
  billingCycle: row.billing_cycle,
  quantity: row.quantity,
  renewsOn: row.renewal,
  cause: row.cause,
  before: money(row.amount_before, row.currency),
  after: row.amount_after === null ? null : money(row.amount_after, row.currency),
  difference: row.difference === null ? null : money(row.difference, row.currency),
  percent: row.percent,
  isBelowFloor: row.is_below_floor,
  key: [row.size, row.subscription_id],
});
