import { expect, test } from 'vitest';
import { personToken } from '../../test/tokens.ts';
import { account, as, buildWorld, joinPrograms, member } from '../../test/world.ts';
import { relations } from '../features/relations/contract.ts';
import { served, speaking } from './testing.ts';
import { allOf, partnerWith, self } from './testingPartner.ts';

const world = await buildWorld();
/** As a company’s address is kept. */
const tidy = (companyId: string) =>
  world.admin.query("update accounts set address = jsonb_set(address, '{city}', '\"PARIS\"') where account_id = $1", [companyId]);
const scopes = allOf('legal_profile', 'support_profile', 'billing_profile', 'billing_profile.address', 'billing_profile.vat', 'relations');
async function partner() {
  const made = await partnerWith(world, scopes, { country: 'FR' });
  await tidy(made.company.accountId);
  return made;
}
const legal = { country: 'FR', city: 'PARIS', addressLine1: '1 rue de la Paix', postalCode: '75002' };
const ana = { firstName: 'Ana', lastName: 'Pérez', email: 'ana@contoso.example', phoneNumber: '+33142602000' };
const { email: _, ...anaInAddress } = ana;

const organization = (id: string, companyName: string, etag = '1', more: object = {}) => ({
  id,
  companyName,
  defaultAddress: { ...legal, ...anaInAddress },
  tenantId: id,
  domain: 'contoso.example',
  email: ana.email,
  culture: 'fr-FR',
  language: 'fr',
  profileType: 'OrganizationProfile',
  links: self('/profiles/organization'),
  attributes: { etag, objectType: 'OrganizationProfile' },
  ...more,
});

served(
  'GET /v1/profiles/organization',
  'is what a program asks for first; whoever may not see the legal profile still learns country and culture',
  async () => {
    const { speak, company } = await partner();
    const { status, headers, body } = await speak('GET', '/v1/profiles/organization');
    expect([status, headers['etag'], body]).toEqual([200, '"1"', organization(company.accountId, company.name)]);
    const agent = await personToken(world, company, await member(world, company, 'helpdesk_agent'), scopes);
    const known = await speaking(world, agent.bearer)('GET', '/v1/profiles/organization');
    expect([known.status, known.body]).toEqual([
      200,
      {
        id: company.accountId,
        companyName: company.name,
        defaultAddress: { country: 'FR' },
        tenantId: company.accountId,
        culture: 'fr-FR',
        language: 'fr',
        profileType: 'OrganizationProfile',
        links: self('/profiles/organization'),
        attributes: { objectType: 'OrganizationProfile' },
      },
    ]);
  },
);

served('PUT /v1/profiles/organization', 'changes what differs, by whoever has read the last version', async () => {
  const { speak, company } = await partner();
  const { body: before } = await speak('GET', '/v1/profiles/organization');
  const changed = await speak('PUT', '/v1/profiles/organization', {
    body: { ...(before as object), DefaultAddress: { ...legal, addressLine1: '3 rue de la Paix', ...anaInAddress, lastName: 'Ruiz' } },
  });
  expect([changed.status, changed.body]).toEqual([
    200,
    organization(company.accountId, company.name, '3', { defaultAddress: { ...legal, addressLine1: '3 rue de la Paix', ...anaInAddress, lastName: 'Ruiz' } }),
  ]);
  expect(await speak('PUT', '/v1/profiles/organization', { body: before })).toMatchObject({ status: 400, body: { code: 2055 } });
  const agent = await personToken(world, company, await member(world, company, 'admin_agent'), scopes);
  const refused = await speaking(world, agent.bearer)('PUT', '/v1/profiles/organization', { body: before });
  expect(refused).toMatchObject({ status: 403, body: { code: 900_150, data: expect.arrayContaining(['legal_profile']) } });
});

const billing = (companyName: string, etag: string, more: object = {}) => ({
  companyName,
  address: legal,
  billingCurrency: 'EUR',
  profileType: 'BillingProfile',
  links: self('/profiles/billing'),
  attributes: { etag, objectType: 'BillingProfile' },
  ...more,
});
served('GET /v1/profiles/billing', 'to whom and where invoices go', async () => {
  const { speak, company } = await partner();
  expect((await speak('GET', '/v1/profiles/billing')).body).toEqual(billing(company.name, '0'));
});

served('PUT /v1/profiles/billing', 'address, tax number, contact and purchase order, each where it differs', async () => {
  const { speak, company } = await partner();
  const lyon = { country: 'FR', city: 'LYON', addressLine1: '27 rue de la République', postalCode: '69002' };
  const changed = await speak('PUT', '/v1/profiles/billing', {
    body: {
      CompanyName: company.name,
      Address: { ...lyon, Region: null },
      PrimaryContact: { FirstName: 'Zoé', LastName: 'Martin', PhoneNumber: '01 42 60 20 00', Email: null },
      PurchaseOrderNumber: 'PO-77',
      BillingCurrency: 'EUR',
    },
    headers: { 'If-Match': '"0"' },
  });
  const zoe = { firstName: 'Zoé', lastName: 'Martin', phoneNumber: '+33142602000' };
  const after = billing(company.name, '2', { address: { ...lyon, ...zoe }, primaryContact: zoe, purchaseOrderNumber: 'PO-77' });
  expect([changed.status, changed.body]).toEqual([200, after]);
  expect(await speak('PUT', '/v1/profiles/billing', { body: after })).toMatchObject({ status: 200, body: after });
  expect(await speak('PUT', '/v1/profiles/billing', { body: { ...after, attributes: { etag: '1' } } })).toMatchObject({ status: 400, body: { code: 2055 } });
  expect(await speak('PUT', '/v1/profiles/billing', { body: { ...after, companyName: 'Other' } })).toMatchObject({
    status: 400,
    body: { data: ['companyName'] },
  });
});

test('what of a profile is refused leaves the rest of it as it was, too', async () => {
  const { speak } = await partner();
  const { body } = await speak('GET', '/v1/profiles/billing');
  const before = body as { address: object };
  const moved = { ...before, address: { ...before.address, addressLine1: '9 rue de la Paix' }, taxId: 'FR00' };
  const sent = { body: moved, headers: { 'MS-RequestId': crypto.randomUUID() } };
  for (let i = 0; i < 2; i++) expect(await speak('PUT', '/v1/profiles/billing', sent)).toMatchObject({ status: 400, body: { code: 3000 } });
  expect((await speak('GET', '/v1/profiles/billing')).body).toEqual(before);

  const { body: company } = await speak('GET', '/v1/profiles/organization');
  const renamed = { ...(company as object), companyName: 'Renamed', email: 'nobody' };
  expect(await speak('PUT', '/v1/profiles/organization', { body: renamed })).toMatchObject({ status: 400, body: { code: 3000 } });
  expect((await speak('GET', '/v1/profiles/organization')).body).toEqual(company);
});

const legalBusiness = (companyName: string, more: object = {}) => ({
  companyName,
  address: { ...legal, ...anaInAddress },
  primaryContact: ana,
  companyApproverAddress: { ...legal, ...anaInAddress },
  companyApproverEmail: ana.email,
  vettingStatus: 'authorized',
  vettingSubStatus: 'none',
  profileType: 'LegalBusinessProfile',
  links: self('/profiles/legalbusiness'),
  attributes: { objectType: 'LegalBusinessProfile' },
  ...more,
});
served('GET /v1/profiles/legalbusiness', 'the legal data and where their check stands', async () => {
  const { speak, company } = await partner();
  for (const query of ['', '?vettingVersion=Current', '?vettingVersion=last_finalized', '?vettingversion=LastFinalized'])
    expect((await speak('GET', `/v1/profiles/legalbusiness${query}`)).body, query).toEqual(legalBusiness(company.name));
  expect(await speak('GET', '/v1/profiles/legalbusiness?vettingVersion=next')).toMatchObject({ status: 400, body: { data: ['vettingVersion'] } });
});

served('PUT /v1/profiles/legalbusiness', 'a new address is checked again', async () => {
  const { speak, company } = await partner();
  const { body: before } = await speak('GET', '/v1/profiles/legalbusiness');
  const moved = { ...legal, addressLine1: '5 rue de la Paix', ...anaInAddress };
  const { status, body } = await speak('PUT', '/v1/profiles/legalbusiness', { body: { ...(before as object), address: moved } });
  expect([status, body]).toEqual([
    200,
    legalBusiness(company.name, { address: moved, companyApproverAddress: moved, vettingStatus: 'pending', vettingSubStatus: 'email_ownership' }),
  ]);
  expect(await speak('GET', '/v1/profiles/legalbusiness?vettingVersion=lastFinalized')).toMatchObject({ status: 404, body: { code: 1000 } });
});

const support = (more: object) => ({
  ...more,
  profileType: 'support_profile',
  links: self('/profiles/support'),
  attributes: { objectType: 'PartnerSupportProfile' },
});
const said = { Email: 'help@contoso.example', Telephone: '01 42 60 20 00', Website: 'https://contoso.example/help', ProfileType: 'SupportProfile' };
const kept = { email: 'help@contoso.example', telephone: '+33142602000', website: 'https://contoso.example/help' };
served('GET /v1/profiles/support', 'where customers find help; nothing said is left out', async () => {
  const { speak } = await partner();
  expect((await speak('GET', '/v1/profiles/support')).body).toEqual(support({}));
});
served('PUT /v1/profiles/support', 'at the path of the clients', async () => {
  const { speak } = await partner();
  expect(await speak('PUT', '/v1/profiles/support', { body: said })).toMatchObject({ status: 200, body: support(kept) });
  expect((await speak('GET', '/v1/profiles/support')).body).toEqual(support(kept));
});
served('PUT /v1/profiles/supportprofile', 'at the path of the documents', async () => {
  const { speak } = await partner();
  const { status, body } = await speak('PUT', '/v1/profiles/SupportProfile', { body: said });
  expect([status, body]).toEqual([200, support(kept)]);
  expect(await speak('PUT', '/v1/profiles/supportprofile', { body: { ...said, Email: 'nobody' } })).toMatchObject({ status: 400, body: { code: 3000 } });
});

const mpn = (partnerName: string, mpnId: string) => ({
  partnerName,
  mpnId,
  profileType: 'MpnProfile',
  links: self('/profiles/mpn'),
  attributes: { objectType: 'MpnProfile' },
});
served('GET /v1/profiles/mpn', 'the company’s own number', async () => {
  const { speak, company } = await partner();
  expect((await speak('GET', '/v1/profiles/mpn')).body).toEqual(mpn(company.name, company.partnerId));
});
served('GET /v1/profiles/mpn?mpnId={mpnId}', 'a partner that one works with, by its number; a stranger’s says nothing', async () => {
  const { speak, company, who } = await partner();
  const distributor = await account(world, 'Northwind Distribution', 'FR');
  await joinPrograms(world, distributor, 'distributor');
  const theirs = as(world, relations, { ...(await member(world, distributor, 'global_admin')), account: distributor });
  const { relationId, version } = await theirs.inviteReseller({ partnerId: company.partnerId });
  await as(world, relations, { ...who, account: company }).acceptRelation({ relationId, version });
  expect((await speak('GET', `/v1/profiles/mpn?mpnid=${distributor.partnerId}`)).body).toEqual(mpn('Northwind Distribution', distributor.partnerId));
  const stranger = await account(world);
  const refused = await speak('GET', `/v1/profiles/mpn?mpnId=${stranger.partnerId}`);
  expect(refused).toMatchObject({ status: 404, body: { code: 3000, data: ['mpnId'] } });
});
