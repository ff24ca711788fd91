import { expect } from 'vitest';
import { appToken, personToken } from '../../test/tokens.ts';
import { account, as, buildWorld, joinPrograms, mailsTo, member, operator, runJobs, session } from '../../test/world.ts';
import { customers } from '../features/customers/contract.ts';
import { buying, customerOf, filled, line, seller, stockShelf } from '../features/orders/testing.ts';
import { relations } from '../features/relations/contract.ts';
import { guidOf } from './ids.ts';
import { served, speaking } from './testing.ts';
import { allOf, customerBy, expectSame, listOf, partnerWith, type TestPartner } from './testingPartner.ts';

const world = await buildWorld();
await stockShelf(world);
const scopes = allOf('customers', 'customers.create', 'customers.details', 'customers.billing', 'relations');
async function withCustomer(): Promise<TestPartner & { id: string; base: string }> {
  const partner = await partnerWith(world, scopes);
  const { id } = await customerBy(partner);
  return { ...partner, id, base: `/v1/customers/${id}` };
}

/** A distributor and a reseller that work together, each with an application. */
async function together(name = 'Westlake Software') {
  const reseller = await partnerWith(world, scopes, { name });
  const company = await account(world, undefined, 'US');
  await joinPrograms(world, company, 'distributor', 'reseller');
  const admin = await member(world, company, 'admin_agent', 'global_admin');
  const { relationId, version } = await as(world, relations, { ...admin, account: company }).inviteReseller({ partnerId: reseller.company.partnerId });
  await as(world, relations, { ...reseller.who, account: reseller.company }).acceptRelation({ relationId, version });
  const { bearer } = await appToken(world, company, scopes);
  return { reseller, distributor: { company, speak: speaking(world, bearer), admin } };
}
const newCustomer = (domain: string, associatedPartnerId?: string) => ({
  CompanyProfile: { Domain: domain },
  BillingProfile: {
    Culture: 'en-US',
    Email: 'ida@blue.example',
    Language: 'en',
    CompanyName: 'Blue Lantern Books',
    FirstName: 'Ida',
    LastName: 'Holm',
    DefaultAddress: { Country: 'US', City: 'SEATTLE', State: 'WA', AddressLine1: '1420 Western Avenue', PostalCode: '98101', PhoneNumber: '2065550142' },
  },
  AssociatedPartnerId: associatedPartnerId,
});
const shownReseller = (partnerId: string, name: string, relationshipType: string, more: object = {}) => ({
  id: guidOf('partner', partnerId),
  name,
  relationshipType,
  mpnId: partnerId,
  state: 'active',
  attributes: { objectType: 'PartnerRelationship' },
  ...more,
});

served('POST /v1/customers (associatedPartnerId)', 'a provider adds a customer for a reseller that it works with', async () => {
  const { reseller, distributor } = await together();
  const { partnerId } = reseller.company;
  const { status, body } = await distributor.speak('POST', '/v1/customers', { body: newCustomer('with-a-reseller.example', partnerId) });
  expect([status, body]).toMatchObject([201, { associatedPartnerId: partnerId, companyProfile: { companyName: 'Blue Lantern Books' } }]);
  const { id } = body as { id: string };
  // The reseller has it in its list, too.
  expect((await reseller.speak('GET', `/v1/customers/${id}`)).body).toMatchObject({ id, relationshipToPartner: 'reseller' });
  const unknown = await distributor.speak('POST', '/v1/customers', { body: newCustomer('with-nobody.example', '9999999') });
  expect(unknown).toMatchObject({ status: 404, body: { code: 800_015, data: ['associatedPartnerId'] } });
});

served('GET /v1/customers?filter=IndirectReseller', 'the customers of one reseller', async () => {
  const { reseller, distributor } = await together();
  const { partnerId } = reseller.company;
  await distributor.speak('POST', '/v1/customers', { body: newCustomer('of-nobody.example') });
  const { body } = await distributor.speak('POST', '/v1/customers', { body: newCustomer('of-a-reseller.example', partnerId) });
  const filter = (value: string) => encodeURIComponent(JSON.stringify({ Field: 'IndirectReseller', Value: value, Operator: 'StartsWith' }));
  const found = await distributor.speak('GET', `/v1/customers?size=0&filter=${filter(partnerId)}`);
  expect(found.body).toMatchObject({ totalCount: 1, items: [{ id: (body as { id: string }).id, associatedPartnerId: partnerId }] });
  expect((await distributor.speak('GET', `/v1/customers?filter=${filter('9999999')}`)).body).toMatchObject({ totalCount: 0, items: [] });
});

served('GET /v1/customers/{customerId}/relationships', 'the reseller of a customer that a provider sells to', async () => {
  const { reseller, distributor } = await together('Eastlake Software');
  const { partnerId } = reseller.company;
  const { body } = await distributor.speak('POST', '/v1/customers', { body: newCustomer('related.example', partnerId) });
  const path = `/v1/customers/${(body as { id: string }).id}/relationships`;
  expect((await distributor.speak('GET', path)).body).toEqual(listOf(shownReseller(partnerId, 'Eastlake Software', 'is_indirect_reseller_of')));
  expect((await reseller.speak('GET', path)).body).toEqual(listOf());
  const other = await withCustomer();
  await expectSame(other.speak('GET', path), other.speak('GET', `/v1/customers/${crypto.randomUUID()}/relationships`), 60_003);
});

served('GET /v1/relationships', 'who one works with, on the side that is asked for', async () => {
  const { reseller, distributor } = await together('Northlake Software');
  const shown = (company: { partnerId: string; name: string }, type: string) => shownReseller(company.partnerId, company.name, type, { location: 'US' });
  const whole = (...items: unknown[]) => ({ ...listOf(...items), links: expect.anything() });
  const asked = '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf';
  const resellers = whole(shown(reseller.company, 'is_indirect_cloud_solution_provider_of'));
  expect((await distributor.speak('GET', asked)).body).toEqual(resellers);
  expect((await distributor.speak('GET', asked.toLowerCase())).body).toEqual(resellers);
  expect((await reseller.speak('GET', asked)).body).toEqual(whole());
  const providers = await reseller.speak('GET', '/v1/relationships?relationshipType=is_indirect_reseller_of');
  expect(providers.body).toEqual(whole(shown(distributor.company, 'is_indirect_reseller_of')));
  const filter = (Value: string) => `&filter=${encodeURIComponent(JSON.stringify({ Field: 'Name', Value, Operator: 'substring' }))}`;
  expect((await distributor.speak('GET', asked + filter('north'))).body).toEqual(resellers);
  expect((await distributor.speak('GET', asked + filter('south'))).body).toEqual(whole());
  expect(await distributor.speak('GET', '/v1/relationships')).toMatchObject({ status: 400, body: { code: 3000, data: ['relationship_type'] } });
});

served('GET /v1/customers/{customerId}/managedservices', 'what the customer has licenses of, while its directory is open', async () => {
  const own = await seller(world);
  const customerId = await customerOf(world, own);
  await own.shop.checkOut(buying(await filled(own, customerId, line('tide-basic', 2))));
  await runJobs(world);
  const { bearer } = await appToken(world, own.company, scopes);
  const speak = speaking(world, bearer);
  const path = `/v1/customers/${customerId}/managedservices`;
  expect((await speak('GET', path)).body).toEqual(
    listOf({
      id: guidOf('sku', 'tide-basic'),
      name: 'Tide Office — Basic',
      groupName: 'Tide Office — Basic',
      links: { adminService: { uri: `/customers/${customerId}/subscribedskus`, method: 'GET', headers: [] } },
      attributes: { objectType: 'ManagedService' },
    }),
  );
  await world.admin.query("update customer_delegations set state = 'ended' where customer_id = $1", [customerId]);
  expect((await speak('GET', path)).body).toEqual(listOf());
});

async function confirm(id: string, company: { accountId: string }) {
  const desk = as(world, customers, await operator(world, 'op_root'));
  const waiting = (await desk.listQualifications({})).items.find((each) => each.customerId === id);
  await desk.decideQualification({ accountId: company.accountId, customerId: id, decision: 'confirm', version: waiting?.version ?? 0 });
}
/** A code with which the operator lets one customer of a government in. */
async function codeFor({ partnerId }: TestPartner['company']): Promise<string> {
  const desk = as(world, customers, await operator(world, 'op_verifier'));
  return (await desk.giveValidationCode({ partnerId, organization: 'City of Seattle', quantity: 1 })).code;
}
const from = (client: string) => ({ headers: { 'MS-PartnerCenter-Client': client } });
const java = from('Partner Center Java SDK');

served('PUT /v1/customers/{customerId}/qualification', 'is asked for by a bare word or number, and counts once it is confirmed', async () => {
  const { speak, base, id, company } = await withCustomer();
  const path = `${base}/qualification`;
  expect(await speak('PUT', path, { body: '"Education"' })).toMatchObject({ status: 200, body: 'education' });
  expect((await speak('GET', path)).body).toBe('none');
  expect(await speak('PUT', path, { body: '1' })).toMatchObject({ status: 409 });
  await confirm(id, company);
  expect((await speak('GET', path)).body).toBe('education');
  expect(await speak('PUT', `${path}?code=GCC-77`, { body: '"GovernmentCommunityCloud"' })).toMatchObject({
    status: 400,
    body: { code: 3000, data: ['code'] },
  });
  const code = await codeFor(company);
  expect(await speak('PUT', `${path}?code=${code}`, { body: '"GovernmentCommunityCloud"' })).toMatchObject({ status: 200, body: 'governmentcommunitycloud' });
  expect((await speak('GET', path)).body).toBe('governmentcommunitycloud');
  for (const body of ['"nonprofit"', '"comet"', 'null', '{}'])
    expect(await speak('PUT', path, { body }), body).toMatchObject({ status: 400, body: { code: 3000, data: ['qualification'] } });
  const sales = await personToken(world, company, await member(world, company, 'membership_admin'), scopes);
  expect(await speaking(world, sales.bearer)('PUT', path, { body: '"none"' })).toMatchObject({ status: 403, body: { code: 900_150 } });
});

served('GET /v1/customers/{customerId}/qualification', 'in words that each program knows', async () => {
  const { speak, base, id, company } = await withCustomer();
  const path = `${base}/qualification`;
  expect((await speak('GET', path)).body).toBe('none');
  await speak('PUT', path, { body: '"government_community_cloud"' });
  await confirm(id, company);
  expect((await speak('GET', path)).body).toBe('governmentcommunitycloud');
  expect((await speak('GET', path, java)).body).toBe('none');
  expect((await speak('GET', path, from('Partner Center PowerShell'))).body).toBe('government_community_cloud');
  const other = await withCustomer();
  await expectSame(other.speak('GET', path), other.speak('GET', `/v1/customers/${crypto.randomUUID()}/qualification`), 60_003);
});

served('POST /v1/customers/{customerId}/qualifications', 'the newer form says where it stands', async () => {
  const { speak, base } = await withCustomer();
  const asked = { Qualification: 'Education', EducationSegment: 'K12', Website: 'https://blue.example' };
  const { status, body } = await speak('POST', `${base}/qualifications`, { body: asked });
  expect([status, body]).toEqual([201, { qualification: 'Education', vettingStatus: 'InReview' }]);
  expect(await speak('POST', `${base}/qualifications`, { body: asked })).toMatchObject({ status: 409, body: { code: 3000 } });
});

served('GET /v1/customers/{customerId}/qualifications', 'none, or one with its vetting', async () => {
  const { speak, base, id, company } = await withCustomer();
  expect((await speak('GET', `${base}/qualifications`)).body).toEqual([]);
  await speak('POST', `${base}/qualifications`, { body: { qualification: 'GovernmentCommunityCloud' } });
  expect((await speak('GET', `${base}/qualifications`)).body).toEqual([{ qualification: 'GovernmentCommunityCloud', vettingStatus: 'InReview' }]);
  await confirm(id, company);
  expect((await speak('GET', `${base}/qualifications`)).body).toEqual([{ qualification: 'GovernmentCommunityCloud', vettingStatus: 'Approved' }]);
  const another = await customerBy({ speak });
  expect(
    await speak('POST', `/v1/customers/${another.id}/qualifications`, {
      body: { qualification: 'GovernmentCommunityCloud', validationCode: await codeFor(company) },
    }),
  ).toMatchObject({ status: 201, body: { vettingStatus: 'Approved' } });
});

served('GET /v1/customers/{customerId}/validationStatus', 'whether the account is being looked at', async () => {
  const { speak, base } = await withCustomer();
  const shown = (status: string) => ({
    type: 'account',
    status,
    lastUpdateDateTime: '2026-11-21T09:00:00Z',
    attributes: { objectType: 'ValidationStatus' },
  });
  expect((await speak('GET', `${base}/validationstatus?type=Account`)).body).toEqual(shown('allowed'));
  await speak('PUT', `${base}/qualification`, { body: '"education"' });
  expect((await speak('GET', `${base}/validationStatus`)).body).toEqual(shown('in_review'));
  expect(await speak('GET', `${base}/validationStatus?type=tax`)).toMatchObject({ status: 400, body: { code: 3000, data: ['type'] } });
});

served('GET /v1/customers/relationshiprequests', 'one link for every customer, by which each is sent an invitation of its own', async () => {
  const { speak, company } = await partnerWith(world, allOf('customers', 'customers.relationship'));
  const { status, body } = await speak('GET', '/v1/customers/RelationshipRequests');
  expect([status, body]).toEqual([200, { url: expect.stringContaining('/become-customer#'), attributes: { objectType: 'CustomerRelationshipRequest' } }]);
  expect((await speak('GET', '/v1/customers/relationshiprequests')).body).toEqual(body);
  const token = (body as { url: string }).url.split('#')[1] ?? '';
  const visitor = as(world, customers);
  expect(await visitor.openPartnerLink({ token })).toMatchObject({ partner: { name: company.name } });
  const asked = { token, company: 'Cedar Books', email: 'ada@cedar-books.example', locale: 'fr' as const };
  await visitor.askByOpenLink(asked);
  // Asked again within the hour nothing more is sent, and nothing is said of it.
  await visitor.askByOpenLink({ ...asked, email: 'ADA@cedar-books.example' });
  expect(await mailsTo(world, 'ada@cedar-books.example')).toMatchObject([{ template: 'customers.invitation', locale: 'fr' }]);
  // Whoever may only look at customers gets no link to hand out.
  const { bearer } = await personToken(world, company, await member(world, company, 'helpdesk_agent'), allOf('customers.relationship'));
  expect(await speaking(world, bearer)('GET', '/v1/customers/relationshiprequests')).toMatchObject({
    status: 403,
    body: { code: 900_150, data: expect.arrayContaining(['customers.relationship']) },
  });
});

served('GET /v1/customers/all/validations', 'codes for customers of a government, and for how many each is left', async () => {
  const { speak, company } = await partnerWith(world, scopes);
  expect((await speak('GET', '/v1/customers/all/validations')).body).toEqual([]);
  const desk = as(world, customers, await operator(world, 'op_root'));
  const given = await desk.giveValidationCode({ partnerId: company.partnerId, organization: 'City of Seattle', quantity: 5 });
  expect((await speak('GET', '/v1/customers/all/validations')).body).toEqual([
    {
      partnerId: company.partnerId,
      organizationName: 'City of Seattle',
      validationId: given.code,
      maxCreates: 5,
      remainingCreates: 5,
      eTag: String(given.version),
    },
  ]);
});

const application = '3FA1B6C2-8D20-4C9E-9B57-0A6F0E4D1C22';
const consented = {
  ApplicationId: application,
  DisplayName: 'Ledger sync',
  ApplicationGrants: [{ EnterpriseApplicationId: '797f4846-ba00-4fd7-ba43-dac1f8f63013', Scope: 'Directory.Read, User.Read' }],
};
const consenting = allOf('customers', 'customers.create', 'customers.details', 'customers.act_on_behalf');
async function withDirectory() {
  const partner = await partnerWith(world, consenting);
  const { id } = await customerBy(partner);
  return { ...partner, id, path: `/v1/customers/${id}/applicationconsents` };
}

served(
  'POST /v1/customers/{customerId}/applicationconsents',
  'an application is let into a directory, once, with the rights of its administrator',
  async () => {
    const { speak, forPerson, path, id, who, company } = await withDirectory();
    const { status, body } = await speak('POST', path, { body: consented });
    expect([status, body]).toEqual([
      201,
      {
        applicationId: application.toLowerCase(),
        displayName: 'Ledger sync',
        applicationGrants: [{ enterpriseApplicationId: '797f4846-ba00-4fd7-ba43-dac1f8f63013', scope: 'Directory.Read,User.Read' }],
        attributes: { objectType: 'ApplicationConsent' },
      },
    ]);
    expect(await forPerson('POST', path, { body: consented })).toMatchObject({ status: 409, body: { code: 3000 } });
    expect(await speak('POST', path, { body: { ...consented, ApplicationId: 'mine' } })).toMatchObject({ status: 400, body: { data: ['applicationId'] } });
    expect((await as(world, customers, { ...who, account: company }).listTenantConsents({ customerId: id })).items).toMatchObject([{ name: 'Ledger sync' }]);
    // The customer's administrator reads it, too.
    const { rows } = await world.admin.query<{ person_id: string }>('select person_id from customer_users where tenant_id = $1', [id]);
    const theirs = as(world, customers, { token: await session(world, rows[0]?.person_id ?? '') });
    expect((await theirs.listMyTenants({})).items).toMatchObject([{ partners: [{ applications: [{ name: 'Ledger sync' }] }] }]);
    await world.admin.query("update customer_delegations set roles = '{user_admin}' where customer_id = $1", [id]);
    expect(await speak('POST', path, { body: { ...consented, ApplicationId: crypto.randomUUID() } })).toMatchObject({ status: 403, body: { code: 2032 } });
  },
);

served('DELETE /v1/customers/{customerId}/applicationconsents/{applicationId}', 'and shut out again', async () => {
  const { speak, path } = await withDirectory();
  await speak('POST', path, { body: consented });
  const other = await withDirectory();
  await expectSame(other.speak('DELETE', `${path}/${application}`), other.speak('DELETE', `${other.path}/${application}`), 1000);
  expect(await speak('DELETE', `${path}/${application}`)).toMatchObject({ status: 204, body: '' });
  expect(await speak('DELETE', `${path}/${application}`)).toMatchObject({ status: 404, body: { code: 1000 } });
});
