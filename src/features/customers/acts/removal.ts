import { ChangedMeanwhile } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { CustomerRelationshipRemoved, type CustomerUse, StillUsed } from '../contract.ts';
import { lockCustomer } from './customers.ts';
import { tellAdmins } from './delegations.ts';

interface Removal {
  readonly customerId: string;
  readonly reason: string;
  readonly version: number;
  /** What of later features hangs on the customer. Asked once the customer is locked: what is ordered meanwhile would not be seen. */
  usesOf(): Promise<readonly CustomerUse[]>;
}

/** Ends the relationship: rights in the directory end, the administrators are told. @throws NotFound, CustomerRemoved, ChangedMeanwhile, StillUsed */
export async function removeCustomer(tx: Tx, actor: MemberActor, now: Date, { customerId, reason, version, usesOf }: Removal): Promise<void> {
  const before = await lockCustomer(tx, customerId);
  if (before.version !== version) throw new ChangedMeanwhile({});
  const count = (await usesOf()).filter(({ blocks }) => blocks).reduce((sum, use) => sum + use.count, 0);
  if (count > 0) throw new StillUsed({ count });
  await tellAdmins(tx, now, before, { what: 'removed', delegationId: null });
  await tx
    .updateTable('customerDelegations')
    .set((eb) => ({ state: 'ended', endedAt: now, endedBy: 'removal', version: eb('version', '+', 1) }))
    .where('accountId', '=', before.accountId)
    .where('customerId', '=', customerId)
    .where('state', 'in', ['asked', 'active'])
    .execute();
  await tx
    .updateTable('customers')
    .set({ state: 'removed', removedAt: now, removedReason: reason, version: version + 1 })
    .where('accountId', '=', before.accountId)
    .where('customerId', '=', customerId)
    .execute();
  await tx.deleteFrom('selfPurchases').where('accountId', '=', before.accountId).where('customerId', '=', customerId).execute();
  await announce(tx, actor, now, CustomerRelationshipRemoved, {
    subjectId: customerId,
    details: { customerId, customer: before.name },
    before: { state: 'active' },
    after: { state: 'removed', reason },
  });
}
