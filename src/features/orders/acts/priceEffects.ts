import { system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { PriceListAffects } from '../../catalog/contract/effects.ts';
import { totalsOfEffects } from '../answers/priceEffects.ts';
import { findListBefore } from '../queries/priceEffects.ts';

/** Tells a company, once, how many of its subscriptions a list changes; where it changes none it is left in peace. */
export async function tellOfEffects(
  tx: Tx,
  now: Date,
  { accountId, listId, list, validFrom }: { readonly accountId: string; readonly listId: string; readonly list: string; readonly validFrom: string },
): Promise<void> {
  const from = await findListBefore(tx, listId, now);
  const subscriptions = from ? (await totalsOfEffects(tx, { from, to: listId, now })).subscriptions : 0;
  const { numInsertedOrUpdatedRows: isFirst } = await tx
    .insertInto('priceEffectNotices')
    .values({ accountId, listId, subscriptions, toldAt: now })
    .onConflict((known) => known.doNothing())
    .executeTakeFirst();
  if (!isFirst || !from || !subscriptions) return;
  const details = { list, validFrom, subscriptions, fromListId: from };
  await announce(tx, system('orders.tell_prices', accountId), now, PriceListAffects, { accountId, subjectId: listId, details });
}
