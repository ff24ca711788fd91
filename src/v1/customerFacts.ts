import { z } from 'zod';
import { type Customer, customers, type Qualification } from '../features/customers/contract.ts';
import { orders } from '../features/orders/contract.ts';
import { readWord } from './body.ts';
import { invalid } from './fault.ts';
import { guidOf } from './ids.ts';
import { created, nothing, ok, type Request, row } from './row.ts';
import { collection, instantTo, link, resource } from './shapes.ts';
import { tenantMissing } from './users.ts';

const one = (request: Request) => request.call(customers.getCustomer, { customerId: request.param('customerId') });

/** A company that sells together with another; `id` is made of its number, as its own is not said. */
export const partnerRelationship = (
  other: { readonly partnerId: string; readonly name: string | null; readonly country?: string | null },
  relationshipType: 'is_indirect_reseller_of' | 'is_indirect_cloud_solution_provider_of',
) =>
  resource('PartnerRelationship', {
    id: guidOf('partner', other.partnerId),
    name: other.name ?? undefined,
    relationshipType,
    mpnId: other.partnerId,
    location: other.country ?? undefined,
    state: 'active',
  });
async function resellersOf(request: Request) {
  const { relationship, other } = await one(request);
  return ok(collection(relationship === 'provider' && other ? [partnerRelationship(other, 'is_indirect_reseller_of')] : []));
}

/** What the customer has licenses of, while its directory is open to the company. */
async function managedServices(request: Request) {
  const { customerId, delegatedRoles } = await one(request);
  if (delegatedRoles.length === 0) return ok(collection([]));
  const { items } = await request.call(orders.listLicensePools, { customerId });
  const adminService = link(`/customers/${customerId}/subscribedskus`);
  return ok(
    collection(items.map(({ skuId, name }) => resource('ManagedService', { id: guidOf('sku', skuId), name, groupName: name }, { links: { adminService } }))),
  );
}

/** In the order of their numbers. */
const words = ['none', 'education', 'nonprofit', 'government_community_cloud', 'state_owned_entity'] as const;
type Word = (typeof words)[number];
const wordOf: Readonly<Record<Qualification, Word>> = {
  none: 'none',
  education: 'education',
  non_profit: 'nonprofit',
  government: 'government_community_cloud',
  state_owned: 'state_owned_entity',
};
const qualificationOf = { none: 'none', education: 'education', government_community_cloud: 'government', state_owned_entity: 'state_owned' } as const;
/** One program knows three words and compares their letters; another wants lines between the words of one. */
function spelled(word: Word, { client }: Request): string {
  if (word === 'none' || word === 'education' || word === 'nonprofit') return word;
  if (client === 'java' || (client === 'powershell' && word === 'state_owned_entity')) return 'none';
  return client === 'powershell' ? word : word.replaceAll('_', '');
}
const pascal = (word: string): string => word.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What was asked for counts once it is confirmed. */
async function getQualification(request: Request) {
  const { qualification, qualificationState } = await one(request);
  return ok(spelled(qualificationState === 'confirmed' ? wordOf[qualification] : 'none', request));
}
/** @throws Fault */
function askedFor(said: unknown): keyof typeof qualificationOf {
  const word = readWord(words, said);
  if (!word) throw invalid('qualification', `must be one of ${words.join(', ')}`);
  if (word === 'nonprofit') throw invalid('qualification', 'cannot be asked for: non-profit organizations are found out elsewhere');
  return word;
}
/** What a program says of it: the code with which the operator has let a government in, and what else speaks for it. */
async function ask(
  request: Request,
  word: keyof typeof qualificationOf,
  said: { readonly code?: string | undefined; readonly ground?: string } = {},
): Promise<Customer> {
  const { customerId, version } = await one(request);
  const code = said.code || request.query('code') || '';
  const ground = said.ground || (code ? '' : 'Asked for by API.');
  return request.call(customers.askQualification, { customerId, qualification: qualificationOf[word], ground, code, version });
}
async function putQualification(request: Request) {
  const word = askedFor(request.raw);
  await ask(request, word);
  return ok(spelled(word, request));
}

const vetting = { none: undefined, in_review: 'InReview', confirmed: 'Approved', refused: 'Denied' } as const;
const asV2 = ({ qualification, qualificationState, qualificationReason }: Customer) => ({
  qualification: pascal(wordOf[qualification]),
  vettingStatus: vetting[qualificationState],
  vettingReason: qualificationReason ?? undefined,
});
async function listQualifications(request: Request) {
  const customer = await one(request);
  return ok(customer.qualification === 'none' ? [] : [asV2(customer)]);
}
const AskedQualification = z.object({
  qualification: z.union([z.string(), z.number()]),
  educationSegment: z.string().optional(),
  website: z.string().optional(),
  validationCode: z.string().optional(),
});
async function postQualification(request: Request) {
  const { qualification, educationSegment, website, validationCode } = request.body(AskedQualification);
  const ground = [educationSegment, website].filter(Boolean).join('\n').slice(0, 500);
  return created(asV2(await ask(request, askedFor(qualification), { code: validationCode, ground })));
}

/** Nothing can be bought for a customer while its qualification is looked at: that is all the vetting that there is. */
async function validationStatus(request: Request) {
  const type = request.query('type') ?? 'account';
  if (type.toLowerCase() !== 'account') throw invalid('type', 'must be account');
  const { qualificationState, createdAt } = await one(request);
  const status = qualificationState === 'in_review' ? 'in_review' : 'allowed';
  return ok(resource('ValidationStatus', { type: 'account', status, lastUpdateDateTime: instantTo(createdAt) }));
}

/** One link for all customers; it is made when it is asked for the first time. */
async function invitationLink(request: Request) {
  const { link: standing } = await request.call(customers.getOpenLink, {});
  const url = standing ?? (await request.call(customers.makeOpenLink, {})).link;
  return ok(resource('CustomerRelationshipRequest', { url }));
}

/** A page is enough of what few companies have one or two of. */
async function validationCodes(request: Request) {
  const { items, partnerId } = await request.call(customers.listValidationCodes, { limit: 500 });
  const standing = items.filter(({ withdrawnAt }) => withdrawnAt === null);
  return ok(
    standing.map(({ code, organization, quantity, remaining, version }) => ({
      partnerId,
      organizationName: organization,
      validationId: code,
      maxCreates: quantity,
      remainingCreates: remaining,
      eTag: String(version),
    })),
  );
}

const guid = z.guid().toLowerCase();
const Consent = z.object({
  applicationId: guid,
  displayName: z.string().optional(),
  applicationGrants: z.array(z.object({ enterpriseApplicationId: guid, scope: z.string() })),
});
async function consent(request: Request) {
  const { applicationId, displayName, applicationGrants } = request.body(Consent);
  const scopesIn = (scope: string): string[] => scope.split(/[,\s]+/).filter(Boolean);
  const given = await request.call(customers.giveTenantConsent, {
    customerId: request.param('customerId'),
    applicationId,
    name: displayName ?? '',
    grants: applicationGrants.map(({ enterpriseApplicationId, scope }) => ({ enterpriseApplicationId, scopes: scopesIn(scope) })),
  });
  const grants = given.grants.map(({ enterpriseApplicationId, scopes }) => ({ enterpriseApplicationId, scope: scopes.join(',') }));
  return created(resource('ApplicationConsent', { applicationId, displayName: given.name, applicationGrants: grants }));
}
async function withdrawConsent(request: Request) {
  await request.call(customers.endTenantConsent, { customerId: request.param('customerId'), applicationId: request.param('applicationId') });
  return nothing;
}

const base = '/v1/customers/{customerId}';
const missing = tenantMissing;
export const customerFactRows = [
  row('GET', '/v1/customers/relationshiprequests', invitationLink),
  row('GET', '/v1/customers/all/validations', validationCodes),
  row('GET', `${base}/relationships`, resellersOf, { missing }),
  row('GET', `${base}/managedservices`, managedServices, { missing }),
  row('GET', `${base}/qualification`, getQualification, { missing }),
  row('PUT', `${base}/qualification`, putQualification, { missing }),
  row('GET', `${base}/qualifications`, listQualifications, { missing }),
  row('POST', `${base}/qualifications`, postQualification, { missing }),
  row('POST', `${base}/applicationconsents`, consent, { missing }),
  row('DELETE', `${base}/applicationconsents/{applicationId}`, withdrawConsent),
  row('GET', `${base}/validationStatus`, validationStatus, { missing }),
];
