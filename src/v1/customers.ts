import { z } from 'zod';
import type { Locale } from '../core/locale.ts';
import { pickLocale } from '../core/locale.ts';
import { AddressUnconfirmed, type Customer, type CustomerLine } from '../features/customers/contract/shapes.ts';
import { customers } from '../features/customers/contract.ts';
import { word } from './body.ts';
import { Fault, invalid } from './fault.ts';
import { readFilter, valueOf } from './filter.ts';
import { pageOf } from './paging.ts';
import { created, ok, type Request, row } from './row.ts';
import { addressFrom, addressTo, cultureOf, link, resource, WireAddress } from './shapes.ts';

const missing = { status: 404, code: 60_003 } as const;
/** What a partner may ask a page of. Programs that never ask for a second page get this many at once. */
const paging = { size: 500, whole: 10_000 };

const companyProfile = (customer: Pick<CustomerLine, 'customerId' | 'name' | 'domain'> & { readonly billing?: Customer['billing'] }) => {
  const { billing } = customer;
  return resource(
    'CustomerCompanyProfile',
    {
      tenantId: customer.customerId,
      domain: customer.domain,
      companyName: customer.name,
      organizationRegistrationNumber: billing?.registrationNumber ?? undefined,
      address: billing ? addressTo(billing.address) : undefined,
      email: billing?.contact.email,
    },
    { links: { self: link(`/customers/${customer.customerId}/profiles/company`) } },
  );
};

function billingProfile({ customerId, name, version, billing }: Customer) {
  if (!billing) return undefined;
  const { address, contact, locale } = billing;
  return resource(
    'CustomerBillingProfile',
    {
      id: customerId,
      firstName: contact.givenName,
      lastName: contact.familyName,
      email: contact.email,
      culture: cultureOf(locale, address.country),
      language: locale,
      companyName: name,
      defaultAddress: addressTo(address, contact),
    },
    { links: { self: link(`/customers/${customerId}/profiles/billing`) }, etag: String(version) },
  );
}

/** The words that every client knows. */
const relationOf = ({ relationship, state }: CustomerLine) => {
  if (state === 'removed') return 'none';
  return relationship === 'advisor' ? 'advisor' : 'reseller';
};
const line = (customer: CustomerLine) =>
  resource(
    'Customer',
    {
      id: customer.customerId,
      commerceId: customer.customerId,
      companyProfile: companyProfile(customer),
      relationshipToPartner: relationOf(customer),
      associatedPartnerId: customer.relationship === 'provider' ? customer.other?.partnerId : undefined,
    },
    { links: { self: link(`/customers/${customer.customerId}`) } },
  );
const whole = (customer: Customer) =>
  resource(
    'Customer',
    {
      id: customer.customerId,
      commerceId: customer.customerId,
      companyProfile: companyProfile(customer),
      billingProfile: billingProfile(customer),
      relationshipToPartner: relationOf(customer),
      allowDelegatedAccess: customer.delegatedRoles.length > 0,
      customDomains: [customer.domain],
      associatedPartnerId: customer.relationship === 'provider' ? customer.other?.partnerId : undefined,
    },
    { links: { self: link(`/customers/${customer.customerId}`) } },
  );

async function listed(request: Request) {
  const conditions = readFilter(request.query('filter'), {
    CompanyName: ['starts_with'],
    Domain: ['starts_with'],
    IndirectReseller: ['starts_with', 'equals'],
    IndirectCloudSolutionProvider: ['starts_with', 'equals'],
  });
  const narrowed = {
    nameStarts: valueOf(conditions, 'CompanyName'),
    domainStarts: valueOf(conditions, 'Domain'),
    partner: valueOf(conditions, 'IndirectReseller') ?? valueOf(conditions, 'IndirectCloudSolutionProvider'),
  };
  return ok(await pageOf(request, paging, (after, limit) => request.call(customers.listCustomers, { ...narrowed, after, limit }), line));
}

/** Profile of who is billed, as the documents write it. */
const BillingProfile = z.object({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  culture: z.string().optional(),
  language: z.string().optional(),
  companyName: z.string(),
  defaultAddress: WireAddress,
});
/** The house's language for a culture that a program names; English for one that it does not speak. */
const localeFrom = ({ language, culture }: z.output<typeof BillingProfile>): Locale => pickLocale([culture, language].filter((tag) => tag !== undefined));
const saidOf = (profile: z.output<typeof BillingProfile>) => ({
  name: profile.companyName,
  address: addressFrom(profile.defaultAddress),
  contact: {
    givenName: profile.firstName,
    familyName: profile.lastName,
    middleName: profile.defaultAddress.middleName ?? null,
    email: profile.email,
    phone: profile.defaultAddress.phoneNumber,
  },
  locale: localeFrom(profile),
});

/** An address that the checker knows otherwise is refused with what it would be, as text inside of the text. */
async function withAddress<T>(request: Request, wire: z.output<typeof WireAddress>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AddressUnconfirmed)) throw error;
    const { suggestions } = await request.call(customers.checkAddress, { address: addressFrom(wire) });
    const [suggested] = suggestions;
    const told = { code: '60071', reason: error.details.result, corrected_address: suggested && addressTo(suggested) };
    throw new Fault(400, 2007, JSON.stringify(told));
  }
}

const NewCustomer = z.object({
  companyProfile: z.object({ domain: z.string(), companyName: z.string().optional(), organizationRegistrationNumber: z.string().optional() }),
  billingProfile: BillingProfile,
  associatedPartnerId: z.string().optional(),
  enableGDAPByDefault: z.boolean().optional(),
});
async function add(request: Request) {
  const { companyProfile: company, billingProfile: billing, associatedPartnerId } = request.body(NewCustomer);
  const relationId = associatedPartnerId ? await resellerOf(request, associatedPartnerId) : null;
  const customer = await withAddress(request, billing.defaultAddress, () =>
    request.call(customers.addCustomer, {
      ...saidOf(billing),
      domain: company.domain,
      registrationNumber: company.organizationRegistrationNumber ?? null,
      relationId,
    }),
  );
  // The first administrator sets a password by a link that was mailed: nobody else ever has it.
  return created({ ...whole(customer), userCredentials: { userName: 'admin' } });
}
async function resellerOf(request: Request, partnerId: string): Promise<string> {
  const { sellers } = await request.call(customers.prepareCustomer, {});
  const found = sellers.find((each) => each.partnerId === partnerId && each.side === 'reseller') ?? sellers.find((each) => each.partnerId === partnerId);
  if (!found) throw new Fault(404, 800_015, `associatedPartnerId: ${partnerId} is none of your resellers`, ['associatedPartnerId']);
  return found.relationId;
}

const one = (request: Request) => request.call(customers.getCustomer, { customerId: request.param('customerId') });

const Relationship = z.object({ relationshipToPartner: word('unknown', 'reseller', 'advisor', 'syndication', 'microsoft_support', 'none') });
/** The one thing of a customer that can be changed so is that the relationship ends. */
async function endRelationship(request: Request) {
  const { relationshipToPartner } = request.body(Relationship);
  if (relationshipToPartner !== 'none') throw invalid('relationshipToPartner', 'can only be changed to “none”');
  const before = await one(request);
  await request.call(customers.removeCustomer, {
    customerId: before.customerId,
    version: request.version() ?? before.version,
    reason: request.header('ms-partnercenter-application') ?? 'API',
  });
  return ok(whole(await one(request)));
}

/** Programs delete customers of a sandbox, which there is none of; from a real one they part. */
async function refuseDeletion(request: Request): Promise<never> {
  await one(request);
  throw new Fault(
    403,
    2032,
    'Only customers of an integration sandbox are deleted. The relationship with this one can be ended: PATCH relationshipToPartner to none.',
  );
}

async function replaceBilling(request: Request) {
  const profile = request.body(BillingProfile);
  const before = await one(request);
  const after = await withAddress(request, profile.defaultAddress, () =>
    request.call(customers.updateCustomer, {
      ...saidOf(profile),
      customerId: before.customerId,
      registrationNumber: before.billing?.registrationNumber ?? null,
      version: request.version() ?? before.version,
    }),
  );
  return ok(billingProfile(after));
}

export const customerRows = [
  row('GET', '/v1/customers', listed, { uses: ['/v1/customers', '/v1/customers?filter=CompanyName', '/v1/customers?filter=IndirectReseller'] }),
  row('POST', '/v1/customers', add, { uses: ['/v1/customers', '/v1/customers (associatedPartnerId)'] }),
  row('GET', '/v1/customers/{customerId}', async (request) => ok(whole(await one(request))), { missing }),
  row('PATCH', '/v1/customers/{customerId}', endRelationship, { missing }),
  row('DELETE', '/v1/customers/{customerId}', refuseDeletion, { state: 'empty', missing }),
  row('GET', '/v1/customers/{customerId}/profiles/company', async (request) => ok(companyProfile(await one(request))), { missing }),
  row('GET', '/v1/customers/{customerId}/profiles/billing', async (request) => ok(billingProfile(await one(request))), { missing }),
  row('PUT', '/v1/customers/{customerId}/profiles/billing', replaceBilling, { missing }),
];
