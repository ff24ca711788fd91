import { personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { BulkSentBack, BulkWithdrawn } from '../contract/bulk.ts';
import { NotYourOwn } from '../contract/carts.ts';
import { NothingAsked } from '../contract/subscriptions.ts';
import { mayApprove } from '../policy/orders.ts';
import { type BulkChangeRow, listRowsOf } from '../queries/bulk.ts';
import { lockBulk, saidOf, settle, sumsOf, type Which } from './bulk.ts';
import type { Doer } from './carts.ts';

interface Declined extends Which {
  readonly decision: 'send_back' | 'withdraw';
  readonly why: string;
}
/**
 * Sends what waits for a second person back with a reason; whoever asked takes it back instead. It stays rehearsed, and can be asked for
 * again. @throws NotFound, BulkNotInState, NothingAsked, NotYourOwn, ChangedMeanwhile
 */
export async function declineBulk(tx: Tx, actor: Doer, now: Date, { decision, why, ...which }: Declined): Promise<BulkChangeRow> {
  const bulk = await lockBulk(tx, which, 'rehearsed');
  if (!bulk.askedAt) throw new NothingAsked({});
  const me = personIdOf(actor) ?? null;
  const isOwn = me !== null && !mayApprove(bulk.askedBy ?? '', me);
  // A program is no second person.
  if (decision === 'withdraw' ? !isOwn : isOwn || me === null) throw new NotYourOwn({});
  const ready = await listRowsOf(tx, bulk.bulkId, ['ready']);
  const details = { count: ready.length, total: saidOf(await sumsOf(tx, ready)) };
  const nobody = { askedBy: null, askedByName: null, askedAt: null };
  const told = { subjectId: bulk.bulkId, personId: bulk.askedBy };
  if (decision === 'withdraw') {
    await announce(tx, actor, now, BulkWithdrawn, { ...told, details });
    return settle(tx, bulk, nobody);
  }
  await announce(tx, actor, now, BulkSentBack, { ...told, details: { ...details, reason: why } });
  return settle(tx, bulk, { ...nobody, sentBackByName: actor.name, sentBackWhy: why });
}
