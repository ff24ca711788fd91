import { system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import type { Tx } from '../../../server/tx.ts';
import { findRelation } from '../../relations/queries.ts';
import type { Side } from '../../relations/contract.ts';
import { CustomerAdded, RelationUnknown } from '../contract.ts';

/** The company with which a customer is looked after: what this company is in the relation, and who the other one is. */
export interface Seller {
  readonly side: Side;
  readonly accountId: string;
  readonly partnerId: string;
  readonly name: string | null;
}

/** @throws RelationUnknown unless the relation is this company's and stands */
export async function findSeller(tx: Tx, relationId: string): Promise<Seller> {
  const relation = await findRelation(tx, relationId);
  if (relation?.state !== 'active') throw new RelationUnknown({});
  return { side: relation.side as Side, accountId: relation.otherAccountId, partnerId: relation.otherPartnerId, name: relation.otherName };
}

/** The other company, as a row of a customer names it. */
export const counterpart = (seller: Pick<Seller, 'accountId' | 'partnerId' | 'name'>) => ({
  otherAccountId: seller.accountId,
  otherPartnerId: seller.partnerId,
  otherName: seller.name,
});

interface Shared {
  readonly customerId: string;
  readonly name: string;
  readonly nameFolded: string;
  readonly tenantName: string;
  readonly searchText: string;
  readonly domain: string;
  readonly country: string;
  readonly qualification: string;
  readonly qualificationState: string;
  readonly qualificationGround: string | null;
  readonly qualificationAt: Date | null;
  readonly address: string;
  readonly addressCheck: string;
  readonly contact: string;
  readonly registrationNumber: string | null;
  readonly locale: string;
  readonly createdAt: Date;
}
interface Joint {
  readonly account: { readonly accountId: string; readonly partnerId: string; readonly name: string };
  readonly seller: Seller;
  readonly shared: Shared;
}

/** The other company's own row of the customer, with what is billed but without rights in the directory; comes back to this account. */
export async function insertCounterpart(tx: Tx, now: Date, { account, seller, shared }: Joint): Promise<void> {
  await enter(tx, { accountId: seller.accountId });
  await tx
    .insertInto('customers')
    .values({
      ...shared,
      // One of the two asks the operator.
      qualificationState: shared.qualificationState === 'in_review' ? 'none' : shared.qualificationState,
      qualification: shared.qualificationState === 'in_review' ? 'none' : shared.qualification,
      relationship: seller.side === 'distributor' ? 'indirect_reseller' : 'provider',
      createdVia: 'extension',
      createdByName: account.name,
      ...counterpart(account),
    })
    .execute();
  // In the other company's log nobody stands by name, address or browser: it is told by the center.
  await announce(tx, system('customers', seller.accountId), now, CustomerAdded, {
    subjectId: shared.customerId,
    details: { customerId: shared.customerId, customer: shared.name, country: shared.country, domain: shared.domain },
  });
  await enter(tx, { accountId: account.accountId });
}
