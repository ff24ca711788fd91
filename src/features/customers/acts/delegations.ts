import type { Locale } from '../../../core/locale.ts';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import { type Actor, type MemberActor, type PersonActor, system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { askMail } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';
import {
  AgreementAccepted,
  AgreementStands,
  DelegationAsked,
  DelegationDeclined,
  DelegationEnded,
  DelegationGiven,
  DelegationNotInState,
} from '../contract.ts';
import { customerNewsMail } from '../mails/relationship.ts';
import { delegationState } from '../policy.ts';
import type { CustomerRow } from '../queries.ts';
import { type DelegationRow, findDelegationForUpdate, listAdminsOfTenant, listTenantsOfPerson } from '../queries/relationship.ts';
import { getCustomer, lockCustomer } from './customers.ts';
import { insertAgreement } from './signing.ts';

interface Asked {
  readonly roles: readonly string[];
  readonly days: number;
  readonly why: string;
}

/** Asks for rights in the customer's directory; its administrators are mailed. @throws NotFound, CustomerRemoved */
export async function askDelegation(tx: Tx, actor: MemberActor, now: Date, customerId: string, { roles, days, why }: Asked): Promise<void> {
  const customer = await lockCustomer(tx, customerId);
  const kept = [...new Set(roles)];
  const { delegationId } = await tx
    .insertInto('customerDelegations')
    .values({ customerId, roles: kept, days, why: why || null, askedAt: now, askedByName: actor.name })
    .returning('delegationId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, DelegationAsked, {
    subjectId: customerId,
    details: { customerId, customer: customer.name, roles: kept, days },
    after: { roles: kept, days, ...(why ? { reason: why } : {}) },
  });
  await tellAdmins(tx, now, customer, { what: 'asked', delegationId });
}

/** Each administrator of a customer's directory, in their own language. */
export async function tellAdmins(
  tx: Tx,
  now: Date,
  { accountId, customerId }: CustomerRow,
  news: { readonly what: 'asked' | 'removed' | 'agreement'; readonly delegationId: string | null },
) {
  for (const { email, locale, personId } of await listAdminsOfTenant(tx, customerId))
    await askMail(tx, now, customerNewsMail, { to: email, locale: locale as Locale, personId, ids: { accountId, customerId, ...news } });
}

const write = (tx: Tx, row: DelegationRow, change: Readonly<Record<string, unknown>>) =>
  tx
    .updateTable('customerDelegations')
    .set({ ...change, version: row.version + 1 })
    .where('accountId', '=', row.accountId)
    .where('customerId', '=', row.customerId)
    .where('delegationId', '=', row.delegationId)
    .execute();

/** Locks what is to be changed. @throws NotFound, ChangedMeanwhile · DelegationNotInState unless it is in one of the states */
async function lock(tx: Tx, now: Date, which: Which, from: readonly string[]): Promise<DelegationRow> {
  const row = await findDelegationForUpdate(tx, which.customerId, which.delegationId);
  if (!row) throw new NotFound({});
  const state = delegationState(row, now);
  if (!from.includes(state)) throw new DelegationNotInState({ state });
  if (row.version !== which.version) throw new ChangedMeanwhile({});
  return row;
}
interface Which {
  readonly customerId: string;
  readonly delegationId: string;
  readonly version: number;
}

/** The partner gives rights back, or no longer asks for them. @throws NotFound, ChangedMeanwhile, DelegationNotInState */
export async function endDelegation(tx: Tx, actor: MemberActor, now: Date, which: Which): Promise<void> {
  const customer = await getCustomer(tx, which.customerId);
  const row = await lock(tx, now, which, ['asked', 'active']);
  await end(tx, actor, now, customer, row, 'partner');
}

async function end(tx: Tx, actor: Actor, now: Date, customer: CustomerRow, row: DelegationRow, by: 'customer' | 'partner'): Promise<void> {
  await write(tx, row, { state: 'ended', endedAt: now, endedBy: by });
  await announce(tx, actor, now, DelegationEnded, {
    accountId: row.accountId,
    subjectId: row.customerId,
    details: { customerId: row.customerId, customer: customer.name, by },
    before: { state: row.state, roles: row.roles },
    after: { state: 'ended' },
  });
}

/** Whoever is signed in must administer the directory; from here on the Tx is in the partner's account. @throws NotFound */
async function enterPartner(tx: Tx, actor: PersonActor, tenantId: string, accountId: string): Promise<CustomerRow> {
  const tenants = await listTenantsOfPerson(tx, actor.personId);
  if (!tenants.some((tenant) => tenant.tenantId === tenantId && tenant.isAdmin)) throw new NotFound({});
  await enter(tx, { accountId });
  return lockCustomer(tx, tenantId);
}
/** In the partner's log the customer stands, not a person with an address and a browser. */
const forPartner = (accountId: string) => system('customers', accountId);

interface Decided extends Omit<Which, 'customerId'> {
  readonly tenantId: string;
  readonly accountId: string;
  readonly decision: 'give' | 'decline' | 'end';
}

/** The customer's administrator gives, declines or takes back rights. @throws NotFound, CustomerRemoved, ChangedMeanwhile, DelegationNotInState */
export async function decideDelegation(tx: Tx, actor: PersonActor, now: Date, { tenantId, accountId, decision, ...which }: Decided): Promise<void> {
  const customer = await enterPartner(tx, actor, tenantId, accountId);
  const row = await lock(tx, now, { ...which, customerId: tenantId }, decision === 'end' ? ['active'] : ['asked']);
  const teller = forPartner(accountId);
  if (decision === 'end') return end(tx, teller, now, customer, row, 'customer');
  const about = { customerId: tenantId, customer: customer.name };
  if (decision === 'decline') {
    await write(tx, row, { state: 'declined', endedAt: now, endedBy: 'customer' });
    await announce(tx, teller, now, DelegationDeclined, { subjectId: tenantId, details: about, before: { state: 'asked' }, after: { state: 'declined' } });
    return;
  }
  await write(tx, row, { state: 'active', startsAt: now, endsAt: new Date(now.getTime() + row.days * 86_400_000) });
  await announce(tx, teller, now, DelegationGiven, {
    subjectId: tenantId,
    details: { ...about, roles: row.roles, days: row.days },
    before: { state: 'asked' },
    after: { state: 'active', roles: row.roles },
  });
}

/** The customer's administrator accepts the agreement. @throws NotFound, CustomerRemoved, AgreementStands */
export async function acceptCustomerAgreement(tx: Tx, actor: PersonActor, now: Date, tenantId: string, accountId: string): Promise<void> {
  const customer = await enterPartner(tx, actor, tenantId, accountId);
  if (customer.agreement !== 'none') throw new AgreementStands({ agreedOn: customer.agreedOn ?? '' });
  const person = await tx.selectFrom('people').select(['givenName', 'familyName', 'email']).where('personId', '=', actor.personId).executeTakeFirstOrThrow();
  const agreedOn = now.toISOString().slice(0, 10);
  await insertAgreement(tx, now, { customerId: tenantId, country: customer.country }, { ...person, phone: null, agreedOn }, null);
  await tx
    .updateTable('customers')
    .set({ agreement: 'direct', agreedOn, version: customer.version + 1 })
    .where('accountId', '=', accountId)
    .where('customerId', '=', tenantId)
    .execute();
  await announce(tx, forPartner(accountId), now, AgreementAccepted, {
    subjectId: tenantId,
    details: { customerId: tenantId, customer: customer.name, signer: actor.name },
    before: { agreement: 'none' },
    after: { agreement: 'direct' },
  });
}
