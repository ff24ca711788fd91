import type { Address } from '../../../core/country.ts';
import { isFreeMail } from '../../../core/freeMail.ts';
import { fullName } from '../../../core/person.ts';
import { domainOf } from '../../../core/text.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { countryRule } from '../../../core/countries.ts';
import { getAccount } from '../../accounts/queries.ts';
import { AlreadyCustomer, CustomerInvitationAccepted, NotItsAdmin, OtherMarket } from '../contract.ts';
import { findCustomerForUpdate, findTenantByDomain } from '../queries.ts';
import type { CustomerInvitationRow, listViewsOfTenant, TenantSeen } from '../queries/relationship.ts';
import { insertTenant } from './customers.ts';
import { insertAgreement } from './signing.ts';
import { endInvitation } from './invitations.ts';
import { attachUser } from './people.ts';
import { checkSaid, type Fields, isSameMarket, refuseFaults, searchTextOf, tidyName } from './said.ts';
import { foldName } from '../../../core/text.ts';

export interface Acceptor {
  readonly personId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly locale: string;
}
export interface NewCompany {
  readonly name: string;
  readonly address: Address;
  readonly addressConfirmed: boolean;
}
type View = Awaited<ReturnType<typeof listViewsOfTenant>>[number];

/** What a new partner is given of a customer: columns of its own row. */
interface Billed {
  readonly name: string;
  readonly nameFolded: string;
  readonly address: string;
  readonly addressCheck: string;
  readonly contact: string;
  readonly registrationNumber: string | null;
  readonly locale: string;
}

/** The domain for which someone with this mailbox may found a directory: their own, unless it is anybody's or taken. */
export async function foundsDomain(tx: Tx, email: string): Promise<string | null> {
  const domain = domainOf(email);
  return isFreeMail(domain) || (await findTenantByDomain(tx, domain)) ? null : domain;
}

/** A directory of its own for whoever accepts; they are its administrator. @throws NotItsAdmin, OtherMarket, RequestInvalid, AddressUnconfirmed, DomainTaken */
export async function foundAndAccept(
  tx: Tx,
  actor: Actor,
  now: Date,
  row: CustomerInvitationRow,
  who: Acceptor,
  company: NewCompany,
  withRights: boolean,
): Promise<string> {
  const domain = domainOf(who.email);
  const [account, holder] = await Promise.all([getAccount(tx), findTenantByDomain(tx, domain)]);
  if (isFreeMail(domain) || holder) throw new NotItsAdmin({ domain });
  const fields: Fields = {};
  const contact = { givenName: who.givenName, familyName: who.familyName, middleName: null, email: who.email };
  const said = { ...company, contact, registrationNumber: null, locale: who.locale };
  const { country, result, columns } = checkSaid(said, { market: account.country, refuseFreeMail: true, isFounding: true }, fields);
  refuseFaults(Object.fromEntries(Object.entries(fields).map(([field, code]) => [`company.${field}`, code])), result, company.addressConfirmed);
  const tenantId = await insertTenant(tx, now, { domain, name: columns.name, country });
  await relate(tx, actor, now, row, who, { tenantId, name: columns.name, domain, country }, columns, withRights);
  await attachUser(tx, now, { tenantId, country, who, roles: ['global_admin'] });
  return tenantId;
}

/** An administrator accepts for a directory that is there. `view`: what another partner bills it by. @throws OtherMarket, AlreadyCustomer */
export async function acceptFor(
  tx: Tx,
  actor: Actor,
  now: Date,
  row: CustomerInvitationRow,
  who: Acceptor,
  tenant: TenantSeen,
  view: View | undefined,
  withRights: boolean,
) {
  const account = await getAccount(tx);
  const rule = countryRule(tenant.country);
  if (!rule || !isSameMarket(account.country, rule)) throw new OtherMarket({ country: account.country });
  if ((await findCustomerForUpdate(tx, tenant.tenantId))?.state === 'active') throw new AlreadyCustomer({});
  const billed = {
    name: tenant.name,
    nameFolded: foldName(tidyName(tenant.name)),
    address: JSON.stringify(view?.address ?? { country: tenant.country, line1: tenant.name }),
    addressCheck: view?.addressCheck ?? 'none',
    contact: JSON.stringify({ givenName: who.givenName, familyName: who.familyName, middleName: null, email: who.email }),
    registrationNumber: view?.registrationNumber ?? null,
    locale: who.locale,
  };
  await relate(tx, actor, now, row, who, tenant, billed, withRights);
}

type Named = Pick<TenantSeen, 'tenantId' | 'name' | 'domain' | 'country'>;

/** The partner's row of the customer, its agreement and its rights; the invitation is over. */
async function relate(
  tx: Tx,
  actor: Actor,
  now: Date,
  row: CustomerInvitationRow,
  who: Acceptor,
  tenant: Named,
  billed: Billed,
  withRights: boolean,
): Promise<void> {
  const { tenantId: customerId, name, domain, country } = tenant;
  const today = now.toISOString().slice(0, 10);
  const own = {
    ...billed,
    customerId,
    tenantName: name,
    searchText: searchTextOf({ name: billed.name, tenantName: name, domain, customerId }),
    domain,
    country,
    relationship: row.relationship,
    createdVia: 'invitation',
    state: 'active',
    agreement: 'direct',
    agreedOn: today,
    createdAt: now,
    createdByName: row.invitedByName,
    removedAt: null,
    removedReason: null,
  };
  // A relationship that has ended begins anew, with what is true today.
  await tx
    .insertInto('customers')
    .values(own)
    .onConflict((oc) => oc.columns(['accountId', 'customerId']).doUpdateSet((eb) => ({ ...own, version: eb('customers.version', '+', 1) })))
    .execute();
  await tx.deleteFrom('customerAgreements').where('accountId', '=', row.accountId).where('customerId', '=', customerId).execute();
  const { givenName, familyName, email } = who;
  await insertAgreement(tx, now, { customerId, country }, { givenName, familyName, email, phone: null, agreedOn: today }, null);
  if (withRights && row.days) await insertRights(tx, now, row, customerId, row.days);
  await endInvitation(tx, now, row, { state: 'accepted', customerId });
  await announce(tx, actor, now, CustomerInvitationAccepted, {
    accountId: row.accountId,
    subjectId: row.invitationId,
    details: { company: row.company, email: row.email, customerId, customer: billed.name },
    after: { name: fullName(who), relationship: row.relationship, ...(withRights && row.days ? { roles: row.roles, days: row.days } : {}) },
  });
}

/** The rights that the invitation asked for, from today on. */
const insertRights = (tx: Tx, now: Date, row: CustomerInvitationRow, customerId: string, days: number) =>
  tx
    .insertInto('customerDelegations')
    .values({
      customerId,
      roles: row.roles,
      days,
      state: 'active',
      why: row.message,
      askedAt: row.createdAt,
      askedByName: row.invitedByName,
      startsAt: now,
      endsAt: new Date(now.getTime() + days * 86_400_000),
    })
    .execute();
