import type { Selectable } from 'kysely';
import { announce } from '../../../server/announce.ts';
import { system } from '../../../server/actor.ts';
import { enter } from '../../../server/db.ts';
import type { CustomerAgreementsTable } from '../../../server/tables.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { CustomerAdded } from '../contract.ts';
import { type CustomerRow, findCustomer, findCustomerForUpdate } from '../queries.ts';
import { searchTextOf } from './said.ts';
import { foldName } from '../../../core/text.ts';

interface Provider {
  readonly accountId: string;
  readonly partnerId: string;
  readonly name: string | null;
}
interface Handed {
  readonly customer: CustomerRow;
  readonly from: Awaited<ReturnType<typeof getAccount>>;
  /** The agreement that the customer accepted itself. */
  readonly signed: Selectable<CustomerAgreementsTable> | undefined;
}

/**
 * Gives a provider its own view of a customer of the running account, where it has none that stands: what is billed comes along, rights
 * in the directory do not, and of agreements only what the customer accepted itself. Comes back to the running account. Safe to run twice.
 */
export async function shareWithProvider(tx: Tx, now: Date, customerId: string, provider: Provider): Promise<void> {
  const [account, customer] = await Promise.all([getAccount(tx), findCustomerForUpdate(tx, customerId)]);
  if (!customer) throw new Error('a customer that nobody has was handed over');
  const agreed = customer.agreement === 'direct';
  const signed = agreed
    ? await tx
        .selectFrom('customerAgreements')
        .selectAll()
        .where('accountId', '=', account.accountId)
        .where('customerId', '=', customerId)
        .where('mode', '=', 'direct')
        .executeTakeFirst()
    : undefined;
  await enter(tx, { accountId: provider.accountId });
  if ((await findCustomer(tx, customerId))?.state !== 'active') {
    await giveView(tx, now, { customer, from: account, signed });
    // In the other company's log nobody stands by name, address or browser: it is told by the center.
    await announce(tx, system('customers', provider.accountId), now, CustomerAdded, {
      subjectId: customerId,
      details: { customerId, customer: customer.name, country: customer.country, domain: customer.domain },
    });
  }
  await enter(tx, { accountId: account.accountId });
}

/** The provider's own row, with what the customer signed itself. Runs in the provider's account. */
async function giveView(tx: Tx, now: Date, { customer, from, signed }: Handed): Promise<void> {
  const { customerId } = customer;
  const view = {
    ...viewOf(customer, now),
    otherAccountId: from.accountId,
    otherPartnerId: from.partnerId,
    otherName: from.name,
    createdByName: from.name,
  };
  await tx
    .insertInto('customers')
    .values({ customerId, ...view })
    .onConflict((conflict) => conflict.columns(['accountId', 'customerId']).doUpdateSet((set) => ({ ...view, version: set('customers.version', '+', 1) })))
    .execute();
  if (!signed) return;
  const { accountId: _, ...said } = signed;
  await tx
    .insertInto('customerAgreements')
    .values({ ...said, agreementId: crypto.randomUUID(), createdAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What a provider gets to read of a customer that is handed over. */
function viewOf(customer: CustomerRow, now: Date) {
  const { customerId, name, tenantName, domain, country, qualification, qualificationState } = customer;
  const agreed = customer.agreement === 'direct';
  // One of the two asks the operator.
  const isAsked = qualificationState === 'in_review';
  return {
    name,
    tenantName,
    nameFolded: foldName(name),
    searchText: searchTextOf({ name, tenantName, domain, customerId }),
    domain,
    country,
    relationship: 'provider',
    createdVia: 'extension',
    state: 'active',
    qualification: isAsked ? 'none' : qualification,
    qualificationState: isAsked ? 'none' : qualificationState,
    address: JSON.stringify(customer.address),
    addressCheck: customer.addressCheck,
    contact: JSON.stringify(customer.contact),
    registrationNumber: customer.registrationNumber,
    locale: customer.locale,
    agreement: agreed ? 'direct' : 'none',
    agreedOn: agreed ? customer.agreedOn : null,
    createdAt: now,
    removedAt: null,
    removedReason: null,
  };
}

/** From now on the provider buys for the customer, and this company looks after it. */
export const becomeIndirect = (tx: Tx, customerId: string, provider: Provider) =>
  tx
    .updateTable('customers')
    .set((set) => ({
      relationship: 'indirect_reseller',
      otherAccountId: provider.accountId,
      otherPartnerId: provider.partnerId,
      otherName: provider.name,
      version: set('version', '+', 1),
    }))
    .where((is) => is('accountId', '=', is.fn<string>('current_account')))
    .where('customerId', '=', customerId)
    .where('state', '=', 'active')
    .where('relationship', '=', 'direct_reseller')
    .execute();
