import { z } from 'zod';
import type { Address } from '../core/country.ts';
import type { Contact } from '../core/person.ts';
import { AccessDenied, ScopeMissing } from '../core/problems.ts';
import { accounts } from '../features/accounts/contract.ts';
import { relations } from '../features/relations/contract.ts';
import { tax } from '../features/tax/contract.ts';
import { readWord } from './body.ts';
import { cultureIn } from './cultures.ts';
import { Fault, invalid } from './fault.ts';
import { atOnce, ok, type Request, row } from './row.ts';
import { addressFrom, addressTo, link, resource, WireAddress } from './shapes.ts';

type Company = z.output<typeof accounts.getCompany.output>;
type Billing = z.output<typeof tax.getBillingProfile.output>;

const profile = <T extends object>(type: string, path: string, members: T, { etag, name = type }: { readonly etag?: string; readonly name?: string } = {}) =>
  resource(type, { ...members, profileType: name }, { links: { self: link(path) }, ...(etag === undefined ? {} : { etag }) });
const domainOf = ({ website, primaryContact }: Company): string | undefined =>
  website ? new URL(website).hostname.replace(/^www\./, '') : primaryContact.email.split('@')[1];
const contactTo = ({ givenName, familyName, email, phone }: Partial<Contact>) => ({
  firstName: givenName,
  lastName: familyName,
  email,
  phoneNumber: phone ?? undefined,
});

const organization = (company: Company) =>
  profile(
    'OrganizationProfile',
    '/profiles/organization',
    {
      id: company.accountId,
      companyName: company.name,
      defaultAddress: addressTo(company.address, company.primaryContact),
      tenantId: company.accountId,
      domain: domainOf(company),
      email: company.primaryContact.email,
      ...cultureIn(company.country),
    },
    { etag: String(company.version) },
  );
/** A program asks this before anything else; whoever may not see the legal profile learns what everybody of the company may know. */
async function getOrganization(request: Request) {
  try {
    return ok(organization(await request.call(accounts.getCompany, {})));
  } catch (error) {
    if (!(error instanceof AccessDenied || error instanceof ScopeMissing)) throw error;
    const { accountId, name, country } = await request.call(accounts.getCompanyCard, {});
    const known = { id: accountId, companyName: name, defaultAddress: { country }, tenantId: accountId, ...cultureIn(country) };
    return ok(profile('OrganizationProfile', '/profiles/organization', known));
  }
}

const WireContact = z.object({ firstName: z.string(), lastName: z.string(), email: z.string().optional(), phoneNumber: z.string().optional() });
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const addressText = (address: Address): string => JSON.stringify(addressTo(address));

interface Legal {
  readonly name: string;
  readonly address: Address;
  readonly contact: Contact;
}
/** Legal data and its contact are two things of the house: only what differs is changed. */
async function replaceCompany(request: Request, { name, address, contact }: Legal): Promise<Company> {
  let company = await request.call(accounts.getCompany, {});
  let version = request.version() ?? company.version;
  const { registrationNumber, vatNumber, website } = company;
  if (name !== company.name || addressText(address) !== addressText(company.address)) {
    company = await request.call(accounts.updateLegalProfile, { name, address, registrationNumber, vatNumber, website, version });
    version = company.version;
  }
  if (!isSame(contactTo(contact), contactTo(company.primaryContact))) company = await request.call(accounts.updatePrimaryContact, { contact, version });
  return company;
}

const Organization = z.object({ companyName: z.string(), defaultAddress: WireAddress, email: z.string() });
async function putOrganization(request: Request) {
  const { companyName, defaultAddress: wire, email } = request.body(Organization);
  const { primaryContact } = await request.call(accounts.getCompany, {});
  const contact = {
    givenName: wire.firstName ?? primaryContact.givenName,
    familyName: wire.lastName ?? primaryContact.familyName,
    email,
    phone: wire.phoneNumber,
  };
  return ok(organization(await replaceCompany(request, { name: companyName, address: addressFrom(wire), contact })));
}

const taxIdOf = ({ taxIds, country }: Billing): string | undefined => taxIds.find((each) => each.country === country)?.number;
const billingProfile = (billing: Billing) =>
  profile(
    'BillingProfile',
    '/profiles/billing',
    {
      companyName: billing.name,
      address: addressTo(billing.address ?? billing.legalAddress, billing.contact ?? {}),
      primaryContact: billing.contact ? contactTo(billing.contact) : undefined,
      purchaseOrderNumber: billing.purchaseOrder ?? undefined,
      taxId: taxIdOf(billing),
      billingCurrency: billing.currency.code,
    },
    { etag: String(billing.version) },
  );
const WireBilling = z.object({
  companyName: z.string().optional(),
  address: WireAddress,
  primaryContact: WireContact.optional(),
  purchaseOrderNumber: z.string().optional(),
  taxId: z.string().optional(),
  billingCurrency: z.string().optional(),
});
/** Who may change the address, the numbers and the rest differs in the house: only what differs is changed. */
async function putBilling(request: Request) {
  const wire = request.body(WireBilling);
  let billing = await request.call(tax.getBillingProfile, {});
  if (wire.companyName && wire.companyName !== billing.name) throw invalid('companyName', 'is changed with the legal business profile');
  if (wire.billingCurrency && wire.billingCurrency !== billing.currency.code) throw invalid('billingCurrency', 'cannot be changed here');
  let version = request.version() ?? billing.version;
  const step = async (change: Promise<Billing>) => {
    billing = await change;
    version = billing.version;
  };
  const address = addressFrom(wire.address);
  if (addressText(address) !== addressText(billing.address ?? billing.legalAddress)) await step(request.call(tax.updateBillingAddress, { address, version }));
  const { country } = billing;
  if ((wire.taxId || undefined) !== taxIdOf(billing)) await step(request.call(tax.setTaxId, { country, number: wire.taxId || null, version }));
  const { primaryContact } = wire;
  const contact = primaryContact
    ? { givenName: primaryContact.firstName, familyName: primaryContact.lastName, phone: primaryContact.phoneNumber }
    : billing.contact;
  const purchaseOrder = wire.purchaseOrderNumber || null;
  const isMeant = purchaseOrder !== billing.purchaseOrder || !isSame(contact && contactTo(contact), billing.contact && contactTo(billing.contact));
  if (isMeant) await step(request.call(tax.updateBillingDetails, { contact, purchaseOrder, version }));
  // Nothing differs: the version that was read must be the last all the same.
  else if (version !== billing.version) throw new Fault(400, 2055, 'The profile has been changed since it was read.');
  return ok(billingProfile(billing));
}

const vettingOf = { pending: 'pending', asked: 'pending', authorized: 'authorized', rejected: 'rejected' } as const;
function subStatusOf({ vetting: { status }, primaryContactConfirmedAt }: Company) {
  if (status === 'authorized') return 'none';
  if (!primaryContactConfirmedAt) return 'email_ownership';
  return status === 'asked' ? 'business_verification' : 'decision';
}
const legalBusiness = (company: Company) =>
  profile('LegalBusinessProfile', '/profiles/legalbusiness', {
    companyName: company.name,
    address: addressTo(company.address, company.primaryContact),
    primaryContact: contactTo(company.primaryContact),
    companyApproverAddress: addressTo(company.address, company.primaryContact),
    companyApproverEmail: company.primaryContact.email,
    vettingStatus: vettingOf[company.vetting.status],
    vettingSubStatus: subStatusOf(company),
  });
async function getLegalBusiness(request: Request) {
  const version = readWord(['current', 'last_finalized'], request.query('vettingVersion') ?? 'current');
  if (!version) throw invalid('vettingVersion', 'must be current or last_finalized');
  const company = await request.call(accounts.getCompany, {});
  const isFinal = vettingOf[company.vetting.status] !== 'pending';
  if (version === 'last_finalized' && !isFinal)
    throw new Fault(404, 1000, 'The profile as it is now is being vetted, and no earlier one is kept for programs.');
  return ok(legalBusiness(company));
}
const WireLegal = z.object({ companyName: z.string(), address: WireAddress, primaryContact: WireContact.extend({ email: z.string() }) });
async function putLegalBusiness(request: Request) {
  const { companyName, address, primaryContact: said } = request.body(WireLegal);
  const contact = { givenName: said.firstName, familyName: said.lastName, email: said.email, phone: said.phoneNumber };
  return ok(legalBusiness(await replaceCompany(request, { name: companyName, address: addressFrom(address), contact })));
}

const supportProfile = ({ email, phone, website }: z.output<typeof accounts.getSupportDetails.output>) =>
  profile('PartnerSupportProfile', '/profiles/support', { email, telephone: phone, website }, { name: 'support_profile' });
const WireSupport = z.object({ email: z.string(), telephone: z.string().optional(), website: z.string().optional() });
async function putSupport(request: Request) {
  const { email, telephone, website } = request.body(WireSupport);
  const before = await request.call(accounts.getSupportDetails, {});
  const version = request.version() ?? before.version;
  return ok(supportProfile(await request.call(accounts.updateSupportDetails, { email, phone: telephone ?? null, website: website ?? null, version })));
}

const mpnProfile = ({ name, partnerId }: { readonly name: string; readonly partnerId: string }) =>
  profile('MpnProfile', '/profiles/mpn', { partnerName: name, mpnId: partnerId });
/** The company itself, or one that it works with: a stranger's number says nothing of who is behind it. */
async function partnerByNumber(request: Request) {
  const asked = request.query('mpnId')?.trim();
  const own = await request.call(accounts.getCompanyCard, {});
  if (!asked || asked === own.partnerId) return ok(mpnProfile(own));
  let after: string | undefined;
  do {
    const { items, next } = await request.call(relations.listRelations, { after, limit: 500 });
    const other = items.find((each) => each.other.partnerId === asked)?.other;
    if (other?.name) return ok(mpnProfile({ ...other, name: other.name }));
    after = next ?? undefined;
  } while (after);
  throw new Fault(404, 3000, `mpnId: ${asked} is no partner that you work with`, ['mpnId']);
}

const base = '/v1/profiles';
export const partnerProfileRows = [
  row('GET', `${base}/organization`, getOrganization),
  row('PUT', `${base}/organization`, atOnce(putOrganization)),
  row('GET', `${base}/billing`, async (request) => ok(billingProfile(await request.call(tax.getBillingProfile, {})))),
  row('PUT', `${base}/billing`, atOnce(putBilling)),
  row('GET', `${base}/legalbusiness`, getLegalBusiness),
  row('PUT', `${base}/legalbusiness`, atOnce(putLegalBusiness)),
  row('GET', `${base}/support`, async (request) => ok(supportProfile(await request.call(accounts.getSupportDetails, {})))),
  row('PUT', `${base}/support`, putSupport),
  row('PUT', `${base}/supportprofile`, putSupport),
  row('GET', `${base}/mpn`, partnerByNumber, { uses: [`${base}/mpn`, `${base}/mpn?mpnId={mpnId}`] }),
];
