import type { z } from 'zod';
import { isFreeMail } from '../../../core/freeMail.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { getCenter } from '../../center/queries.ts';
import { listCompaniesByDomain } from '../../signup/queries.ts';
import {
  type askedQualifications,
  CustomerAdded,
  CustomerChanged,
  CustomerChangedMeanwhile,
  type CustomerPart,
  customerParts,
  CustomerRemoved,
  DomainTaken,
  ProviderAttests,
} from '../contract.ts';
import { kindOf } from '../policy.ts';
import { sellsThroughProvidersOnly } from '../queries/relationship.ts';
import { type CustomerRow, findCustomer, findCustomerForUpdate, findTenantByDomain, listCustomerChanges } from '../queries.ts';
import { inviteAdministrator } from './people.ts';
import { attestedColumns, insertAgreement, type Signer } from './signing.ts';
import { counterpart, findSeller, insertCounterpart } from './sellers.ts';
import { type UsedCode, useValidationCode } from './validationCodes.ts';
import { checkSaid, type Fields, refuseFaults, type SaidOfCustomer, searchTextOf } from './said.ts';

export interface NewCustomer extends SaidOfCustomer {
  readonly domain: string;
  /** The first administrator's mailbox is `adminName@domain`. */
  readonly adminName: string;
  readonly qualification: (typeof askedQualifications)[number];
  readonly qualificationGround: string;
  /** Of a government: one that the operator gave; empty: the operator looks at what speaks for it. */
  readonly qualificationCode?: string;
  readonly agreement: Signer | null;
  readonly relationId: string | null;
}
/** Days for which a partner that adds a customer may administer its directory; the customer can end it any day. */
const firstRightsDays = 365;

/**
 * Adds a customer and its directory; the first administrator is mailed a link. With a relation, the other company has it in its
 * list, too. @throws RequestInvalid field by field, DomainTaken, AddressUnconfirmed, RelationUnknown, ProviderAttests
 */
export async function addCustomer(tx: Tx, actor: MemberActor, now: Date, given: NewCustomer): Promise<CustomerRow> {
  const { account, country, columns, attested } = await checkNew(tx, now, given);
  const seller = given.relationId ? await findSeller(tx, given.relationId) : null;
  const throughProvidersOnly = await sellsThroughProvidersOnly(tx);
  if (throughProvidersOnly && seller?.side !== 'reseller') throw new RequestInvalid({ fields: { relationId: 'provider_required' } });
  const relationship = kindOf(actor.rights, seller?.side ?? null, { throughProvidersOnly });
  if (attested && relationship === 'indirect_reseller') throw new ProviderAttests({});
  const customerId = await insertTenant(tx, now, { domain: given.domain, name: columns.name, country });
  const code = given.qualificationCode ? await useValidationCode(tx, given.qualificationCode, 'qualificationCode') : null;
  const shared = { ...columns, ...qualified(given, now, code), ...identityOf(customerId, columns.name, given.domain, country), createdAt: now };
  const agreed = { agreement: attested ? 'attested' : 'none', agreedOn: attested?.agreedOn ?? null };
  await tx
    .insertInto('customers')
    .values({ ...shared, ...agreed, relationship, createdVia: 'creation', createdByName: actor.name, ...(seller ? counterpart(seller) : {}) })
    .execute();
  if (attested) await insertAgreement(tx, now, { customerId, country }, attested, actor.name);
  await insertFirstRights(tx, actor, now, customerId);
  await announce(tx, actor, now, CustomerAdded, {
    subjectId: customerId,
    details: { customerId, customer: columns.name, country, domain: given.domain },
    after: { name: columns.name, address: given.address, contact: given.contact, relationship, qualification: given.qualification },
  });
  if (seller) await insertCounterpart(tx, now, { account, seller, shared });
  const { givenName, familyName } = given.contact;
  const userName = `${given.adminName}@${given.domain}`;
  await inviteAdministrator(tx, actor, now, { tenantId: customerId, country, userName, givenName, familyName, locale: given.locale });
  return getCustomer(tx, customerId);
}

/** What is said of a new customer, as it is kept. @throws RequestInvalid, AddressUnconfirmed, DomainTaken */
async function checkNew(tx: Tx, now: Date, given: NewCustomer) {
  const [account, { refuseFreeMail }, holder, companies] = await Promise.all([
    getAccount(tx),
    getCenter(tx),
    findTenantByDomain(tx, given.domain),
    listCompaniesByDomain(tx, given.domain),
  ]);
  const fields: Fields = {};
  const around = { market: account.country, refuseFreeMail: refuseFreeMail || given.qualification === 'education' };
  const { country, result, columns } = checkSaid(given, around, fields);
  if (given.qualificationCode && given.qualification !== 'government') fields['qualificationCode'] = 'code_not_here';
  if (isFreeMail(given.domain)) fields['domain'] = 'free_mail_domain';
  else if (companies.length > 0) fields['domain'] = 'domain_of_partner';
  const attested = given.agreement && attestedColumns(given.agreement, country, now, 'agreement.', fields);
  refuseFaults(fields, result, given.addressConfirmed);
  if (holder) throw new DomainTaken({ domain: given.domain });
  return { account, country, columns, attested };
}

const identityOf = (customerId: string, name: string, domain: string, country: string) => ({
  customerId,
  tenantName: name,
  searchText: searchTextOf({ name, tenantName: name, domain, customerId }),
  domain,
  country,
});
const qualified = ({ qualification, qualificationGround }: NewCustomer, now: Date, code: UsedCode | null) => ({
  qualification,
  qualificationState: qualification === 'none' ? 'none' : code ? 'confirmed' : 'in_review',
  qualificationGround: qualificationGround || code?.organization || null,
  qualificationAt: qualification === 'none' ? null : now,
  qualificationCodeId: code?.codeId ?? null,
});

/** A directory of its own. Two who want the domain at once: the second is told. @throws DomainTaken */
export async function insertTenant(tx: Tx, now: Date, { domain, name, country }: { readonly domain: string; readonly name: string; readonly country: string }) {
  const tenantId = crypto.randomUUID();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('tenants')
    .values({ tenantId, domain, name, country, createdAt: now })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) throw new DomainTaken({ domain });
  return tenantId;
}

const insertFirstRights = (tx: Tx, actor: MemberActor, now: Date, customerId: string) =>
  tx
    .insertInto('customerDelegations')
    .values({
      customerId,
      roles: ['global_admin'],
      days: firstRightsDays,
      state: 'active',
      askedAt: now,
      askedByName: actor.name,
      startsAt: now,
      endsAt: new Date(now.getTime() + firstRightsDays * 86_400_000),
    })
    .execute();

/** @throws NotFound */
export async function getCustomer(tx: Tx, customerId: string): Promise<CustomerRow> {
  const row = await findCustomer(tx, customerId);
  if (!row) throw new NotFound({});
  return row;
}

/** Locks it. @throws NotFound · CustomerRemoved when its relationship has ended */
export async function lockCustomer(tx: Tx, customerId: string): Promise<CustomerRow> {
  const row = await findCustomerForUpdate(tx, customerId);
  if (!row) throw new NotFound({});
  if (row.state !== 'active') throw new CustomerRemoved({});
  return row;
}

/** Changes what is billed. @throws NotFound, CustomerRemoved, RequestInvalid, AddressUnconfirmed, CustomerChangedMeanwhile */
export async function updateCustomer(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  customerId: string,
  given: SaidOfCustomer & { readonly version: number },
): Promise<CustomerRow> {
  const before = await lockCustomer(tx, customerId);
  if (before.version !== given.version) throw await changedMeanwhile(tx, customerId, given.version);
  const { refuseFreeMail } = await getCenter(tx);
  const fields: Fields = {};
  const around = { market: before.country, country: before.country, refuseFreeMail: refuseFreeMail || before.qualification === 'education' };
  const { result, columns } = checkSaid(given, around, fields);
  // Who keeps the address as it was need not say again that it is right.
  const isSame = sameAs(JSON.parse(columns.address)) === sameAs(before.address);
  refuseFaults(fields, result, given.addressConfirmed || isSame);
  await tx
    .updateTable('customers')
    .set({ ...columns, searchText: searchTextOf({ ...before, name: columns.name }), version: before.version + 1 })
    .where('accountId', '=', before.accountId)
    .where('customerId', '=', customerId)
    .execute();
  const after = await getCustomer(tx, customerId);
  await announce(tx, actor, now, CustomerChanged, {
    subjectId: customerId,
    details: { customerId, customer: after.name, parts: partsThatDiffer(before, after), version: after.version },
    before: shown(before),
    after: shown(after),
  });
  return after;
}

/** What the log keeps of a customer. */
const shown = ({ name, address, contact, registrationNumber, locale }: CustomerRow) => ({ name, address, contact, registrationNumber, locale });

const sameAs = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );

const partsThatDiffer = (before: CustomerRow, after: CustomerRow): CustomerPart[] =>
  customerParts.filter((part) => sameAs(before[part]) !== sameAs(after[part]));

/** Which parts have changed since a version was read, and who changed it last. */
export async function changedMeanwhile(tx: Tx, customerId: string, version: number): Promise<InstanceType<typeof CustomerChangedMeanwhile>> {
  const changes = (await listCustomerChanges(tx, customerId))
    .map(({ details, ...rest }) => ({ ...rest, ...(details as z.output<typeof CustomerChanged.details>) }))
    .filter((change) => change.version > version);
  const [last] = changes;
  return new CustomerChangedMeanwhile({
    parts: customerParts.filter((key) => changes.some(({ parts }) => parts.includes(key))),
    by: last?.actorName ?? null,
    at: last?.at ?? null,
  });
}
