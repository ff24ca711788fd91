import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import type { Actor, MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { ProviderBuys } from '../contract/shapes.ts';
import { type SelfPurchase, SelfPurchaseAllowed, SelfPurchaseStands, SelfPurchaseStopped } from '../contract/selfPurchase.ts';
import type { CustomerRow } from '../queries.ts';
import { findSelfPurchase, type SelfPurchaseRow } from '../queries/selfPurchase.ts';
import { lockCustomer } from './customers.ts';

type Resources = SelfPurchase['resources'];
const about = ({ customerId, name }: Pick<CustomerRow, 'customerId' | 'name'>) => ({ customerId, customer: name });

async function getSelfPurchase(tx: Tx, customerId: string): Promise<SelfPurchaseRow> {
  const row = await findSelfPurchase(tx, customerId);
  if (!row) throw new NotFound({});
  return row;
}

/** Only whoever is billed for the customer can let it buy. @throws NotFound, CustomerRemoved, ProviderBuys, SelfPurchaseStands */
export async function allowSelfPurchase(tx: Tx, actor: MemberActor, now: Date, customerId: string, resources: Resources): Promise<SelfPurchaseRow> {
  const customer = await lockCustomer(tx, customerId);
  if (customer.relationship === 'indirect_reseller' || customer.relationship === 'advisor') throw new ProviderBuys({ customerId });
  if (await findSelfPurchase(tx, customerId)) throw new SelfPurchaseStands({ customerId });
  await tx
    .insertInto('selfPurchases')
    .values({ customerId, resources: [...resources], allowedAt: now, allowedByName: actor.name })
    .execute();
  await announce(tx, actor, now, SelfPurchaseAllowed, { subjectId: customerId, details: { ...about(customer), resources }, after: { resources } });
  return getSelfPurchase(tx, customerId);
}

/** @throws NotFound, CustomerRemoved, ChangedMeanwhile */
export async function changeSelfPurchase(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  customerId: string,
  { resources, version }: { readonly resources: Resources; readonly version: number },
): Promise<SelfPurchaseRow> {
  const customer = await lockCustomer(tx, customerId);
  const before = await getSelfPurchase(tx, customerId);
  if (before.version !== version) throw new ChangedMeanwhile({});
  await tx
    .updateTable('selfPurchases')
    .set({ resources: [...resources], version: version + 1 })
    .where('accountId', '=', before.accountId)
    .where('customerId', '=', customerId)
    .execute();
  await announce(tx, actor, now, SelfPurchaseAllowed, {
    subjectId: customerId,
    details: { ...about(customer), resources },
    before: { resources: before.resources },
    after: { resources },
  });
  return getSelfPurchase(tx, customerId);
}

/** Takes it back, also from a customer that is none any more. @throws NotFound */
export async function stopSelfPurchase(tx: Tx, actor: Actor, now: Date, customerId: string): Promise<void> {
  const before = await getSelfPurchase(tx, customerId);
  await tx.deleteFrom('selfPurchases').where('accountId', '=', before.accountId).where('customerId', '=', customerId).execute();
  await announce(tx, actor, now, SelfPurchaseStopped, {
    subjectId: customerId,
    details: { customerId, customer: before.customer },
    before: { resources: before.resources },
  });
}
