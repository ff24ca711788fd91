import { fullName } from '../../../core/person.ts';
import { RequestInvalid } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { AgreementAttested, AgreementStands, ProviderAttests } from '../contract.ts';
import type { CustomerRow } from '../queries.ts';
import { getCustomer, lockCustomer } from './customers.ts';
import { attestedColumns, insertAgreement, type Signer } from './signing.ts';
import type { Fields } from './said.ts';

/** Confirms that the customer has agreed. @throws NotFound, CustomerRemoved, AgreementStands, ProviderAttests, RequestInvalid */
export async function attestAgreement(tx: Tx, actor: MemberActor, now: Date, customerId: string, signer: Signer): Promise<CustomerRow> {
  const before = await lockCustomer(tx, customerId);
  if (before.relationship === 'indirect_reseller' || before.relationship === 'advisor') throw new ProviderAttests({});
  if (before.agreement !== 'none') throw new AgreementStands({ agreedOn: before.agreedOn ?? '' });
  const fields: Fields = {};
  const signed = attestedColumns(signer, before.country, now, 'signer.', fields);
  if (Object.keys(fields).length > 0) throw new RequestInvalid({ fields });
  await insertAgreement(tx, now, { customerId, country: before.country }, signed, actor.name);
  await tx
    .updateTable('customers')
    .set({ agreement: 'attested', agreedOn: signed.agreedOn, version: before.version + 1 })
    .where('accountId', '=', before.accountId)
    .where('customerId', '=', customerId)
    .execute();
  await announce(tx, actor, now, AgreementAttested, {
    subjectId: customerId,
    details: { customerId, customer: before.name, signer: fullName(signed), agreedOn: signed.agreedOn },
    before: { agreement: before.agreement },
    after: { agreement: 'attested', email: signed.email },
  });
  return getCustomer(tx, customerId);
}
