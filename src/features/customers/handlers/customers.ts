import { may, type Rights } from '../../../core/access.ts';
import { lookAtAddress } from '../../../core/addressCheck.ts';
import { countries, countryRule } from '../../../core/countries.ts';
import { normaliseRegistrationNumber } from '../../../core/country.ts';
import { cursorKey, idKey, instantKey, page } from '../../../core/page.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import { fold, foldName } from '../../../core/text.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { showPhone } from '../../../server/phone.ts';
import type { Tx } from '../../../server/tx.ts';
import { editorsOf } from '../../accounts/policy.ts';
import { getAccount } from '../../accounts/queries.ts';
import { lettersOf } from '../../members/contract/letters.ts';
import { listRelations } from '../../relations/queries.ts';
import type { Side } from '../../relations/contract.ts';
import { listCompaniesByDomain } from '../../signup/queries.ts';
import { attestAgreement } from '../acts/agreements.ts';
import { addCustomer, getCustomer, updateCustomer } from '../acts/customers.ts';
import { isSameMarket } from '../acts/said.ts';
import { askQualification, decideQualification } from '../acts/qualifications.ts';
import type { Customer, CustomerLine, Qualification } from '../contract.ts';
import type { customerEndpoints } from '../contract/customers.ts';
import { needsNumberAndPhone } from '../contract/numbered.ts';
import { canDo } from '../policy.ts';
import {
  countCustomers,
  type CustomerRow,
  type CustomerSeen,
  findAlike,
  findCustomer,
  findTenantByDomain,
  listAgreements,
  listCustomerCountries,
  listCustomers,
  listDelegatedRoles,
  listInReview,
} from '../queries.ts';
import { sellsThroughProvidersOnly } from '../queries/relationship.ts';

const counted = 10_000;
/** Companies that one can choose to sell with. */
const sellersShown = 200;

export const customerHandlers: Omit<HandlersOf<typeof customerEndpoints>, 'exportCustomers'> = {
  async listCustomers({ tx, actor, now }, { after, limit, from, search, sort, ...narrowed }) {
    const newest = sort === 'newest';
    const letter = newest ? undefined : lettersOf[actor.locale].find(({ id }) => id === from);
    const [name, customerId] = (newest ? instantCursor(after) : cursorKey(after)) ?? (letter ? [letter.start, ''] : []);
    const rows = await listCustomers(tx, {
      ...wantedBy(actor, narrowed),
      newest,
      locale: actor.locale,
      limit: limit + 1,
      words: wordsOf(search),
      after: customerId === undefined ? undefined : { name: String(name), customerId: idKey(customerId) },
    });
    return {
      ...page(rows, limit, (row) => [newest ? row.createdAt.toISOString() : row.name, row.customerId], presentLine),
      asOf: now,
      can: {
        add: may(actor.rights, 'customers.create', 'edit'),
        invite: may(actor.rights, 'customers.relationship', 'edit'),
        assign: may(actor.rights, 'customers.details', 'edit'),
        remind: may(actor.rights, 'customers.agreements.attest', 'edit'),
        remove: may(actor.rights, 'customers.relationship.remove', 'edit'),
        export: may(actor.rights, 'customers', 'edit'),
      },
    };
  },
  async countCustomers({ tx, actor }, { search, ...narrowed }) {
    const wanted = { ...wantedBy(actor, narrowed), locale: actor.locale, limit: counted + 1, words: wordsOf(search) };
    const [count, countries] = await Promise.all([countCustomers(tx, wanted), listCustomerCountries(tx)]);
    return { count: Math.min(count, counted), isExact: count <= counted, countries };
  },
  async getCustomer({ tx, actor, now }, { customerId }) {
    // Asked in one tick, so that they leave in one piece.
    const [row, delegated] = await Promise.all([findCustomer(tx, customerId), listDelegatedRoles(tx, now, customerId)]);
    if (!row) throw new NotFound({});
    return presentWith(row, actor, row.state === 'active' ? delegated : []);
  },
  async checkDomain({ tx }, { domain }) {
    const [holder, companies] = await Promise.all([findTenantByDomain(tx, domain), listCompaniesByDomain(tx, domain)]);
    const own = holder && (await findCustomer(tx, holder.tenantId));
    return { domain, isFree: !holder && companies.length === 0, customerId: own?.customerId ?? null };
  },
  async checkAddress({ tx }, { address }) {
    // Reads, so that the session and its rights are looked up as for every answer.
    await getAccount(tx);
    const rule = countryRule(address.country);
    if (!rule) throw new RequestInvalid({ fields: { 'address.country': 'invalid_value' } });
    const { result, suggestions } = lookAtAddress(rule, address);
    return { result, suggestions: [...suggestions] };
  },
  async findAlike({ tx }, { name, domain, registrationNumber, country }) {
    const rule = country ? countryRule(country) : undefined;
    const number = rule && registrationNumber ? normaliseRegistrationNumber(rule, registrationNumber) : '';
    return { items: await findAlike(tx, { nameFolded: foldName(name), domain, registrationNumber: number }) };
  },
  async prepareCustomer({ tx, actor, now }) {
    const [{ country }, needsProvider, rows] = await Promise.all([
      getAccount(tx),
      sellsThroughProvidersOnly(tx),
      listRelations(tx, { now, limit: sellersShown, state: 'active' }),
    ]);
    const sold = countries.filter((rule) => isSameMarket(country, rule)).map(({ iso2 }) => iso2);
    return {
      home: country,
      countries: sold,
      numbered: sold.filter(needsNumberAndPhone),
      needsProvider,
      seesCodes: may(actor.rights, 'customers.details', 'view'),
      sellers: rows
        .filter(({ side }) => !needsProvider || side === 'reseller')
        .map((row) => ({ relationId: row.relationId, side: row.side as Side, partnerId: row.otherPartnerId, name: row.otherName })),
    };
  },
  addCustomer: async ({ tx, actor, now }, given) => present(tx, await addCustomer(tx, actor, now, given), actor, now),
  updateCustomer: async ({ tx, actor, now }, { customerId, ...given }) => present(tx, await updateCustomer(tx, actor, now, customerId, given), actor, now),
  askQualification: async ({ tx, actor, now }, { customerId, ...asked }) => present(tx, await askQualification(tx, actor, now, customerId, asked), actor, now),
  async listAgreements({ tx }, { customerId }) {
    const rows = (await findCustomer(tx, customerId)) && (await listAgreements(tx, customerId));
    if (!rows) throw new NotFound({});
    return { items: rows.map(presentAgreement) };
  },
  attestAgreement: async ({ tx, actor, now }, { customerId, signer }) => present(tx, await attestAgreement(tx, actor, now, customerId, signer), actor, now),
  async listQualifications({ tx, actor }, { after, limit }) {
    const rows = await listInReview(tx, limit + 1, instantKey(after));
    const decide = may(actor.rights, 'op.verification', 'edit');
    return page(
      rows,
      limit,
      (row) => [row.qualificationAt.toISOString(), row.customerId],
      ({ qualificationAt, qualificationGround, qualification, ...row }) => ({
        ...row,
        qualification: qualification as Qualification,
        ground: qualificationGround,
        askedAt: qualificationAt,
        can: { decide },
      }),
    );
  },
  async decideQualification({ tx, actor, now }, decided) {
    await decideQualification(tx, actor, now, decided);
    return {};
  },
};

export const presentAgreement = (row: Awaited<ReturnType<typeof listAgreements>>[number]) => ({
  agreementId: row.agreementId,
  mode: row.mode as 'attested' | 'direct',
  givenName: row.givenName,
  familyName: row.familyName,
  email: row.email,
  phone: row.phone,
  agreedOn: row.agreedOn,
  attestedBy: row.attestedByName,
  textNumber: row.textNumber,
});

/** What a reader means by themselves. */
export const wantedBy = <N extends { readonly responsible?: string | undefined }>(actor: MemberActor, narrowed: N): N =>
  narrowed.responsible === 'me' ? { ...narrowed, responsible: actor.personId } : narrowed;
function instantCursor(after: string | undefined): string[] | undefined {
  const place = instantKey(after);
  return place && [place.at.toISOString(), place.id];
}

export const wordsOf = (search: string | undefined): string[] =>
  fold(search ?? '')
    .split(' ')
    .filter(Boolean);

export const presentLine = (row: CustomerSeen): CustomerLine => ({
  customerId: row.customerId,
  name: row.name,
  domain: row.domain,
  country: row.country,
  relationship: row.relationship as CustomerLine['relationship'],
  state: row.state as CustomerLine['state'],
  qualification: row.qualification as Qualification,
  qualificationState: row.qualificationState as CustomerLine['qualificationState'],
  agreement: row.agreement as CustomerLine['agreement'],
  other: row.otherPartnerId === null ? null : { partnerId: row.otherPartnerId, name: row.otherName },
  responsible: row.responsibleId === null ? null : { personId: row.responsibleId, name: row.responsibleName ?? '' },
  createdAt: row.createdAt,
});

/** A customer as its reader may see it. */
export const present = async (tx: Tx, row: CustomerRow, actor: MemberActor, now: Date): Promise<Customer> =>
  presentWith(row, actor, row.state === 'active' ? await listDelegatedRoles(tx, now, row.customerId) : []);

function presentWith(row: CustomerRow, { rights }: MemberActor, delegatedRoles: string[]): Customer {
  return {
    ...presentLine(row),
    tenantName: row.tenantName,
    createdVia: row.createdVia as Customer['createdVia'],
    createdBy: row.createdByName,
    removedAt: row.removedAt,
    removedReason: row.removedReason,
    qualificationGround: row.qualificationGround,
    qualificationReason: row.qualificationReason,
    agreedOn: row.agreedOn,
    billing: billingOf(row, rights),
    delegatedRoles,
    version: row.version,
    editors: editorsOf('customers.billing', rights),
    can: canDo(rights, row, delegatedRoles),
  };
}

function billingOf(row: CustomerRow, rights: Rights): Customer['billing'] {
  if (!may(rights, 'customers.billing', 'view')) return null;
  return {
    address: row.address,
    addressCheck: row.addressCheck as NonNullable<Customer['billing']>['addressCheck'],
    contact: row.contact,
    phoneShown: row.contact.phone ? showPhone(row.contact.phone, '') : null,
    registrationNumber: row.registrationNumber,
    locale: row.locale as NonNullable<Customer['billing']>['locale'],
  };
}

export const getShown = async (tx: Tx, customerId: string, actor: MemberActor, now: Date) => present(tx, await getCustomer(tx, customerId), actor, now);
