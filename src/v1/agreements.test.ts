import { expect } from 'vitest';
import { appToken, personToken } from '../../test/tokens.ts';
import { account, as, buildWorld, joinPrograms, member } from '../../test/world.ts';
import { relations } from '../features/relations/contract.ts';
import { guidOf } from './ids.ts';
import { served, speaking } from './testing.ts';
import { allOf, customerBy, expectSame, listOf, partnerWith } from './testingPartner.ts';

const world = await buildWorld();
const scopes = allOf('customers', 'customers.create', 'customers.agreements', 'customers.agreements.attest', 'agreements.status', 'relations');
const partner = () => partnerWith(world, scopes);
async function withCustomer() {
  const made = await partner();
  const { id } = await customerBy(made);
  return { ...made, id, path: `/v1/customers/${id}/agreements` };
}
const templateId = await (async () => {
  const { rows } = await world.admin.query<{ text_id: string }>("select text_id from agreement_texts where agreement = 'customer'");
  return rows[0]?.text_id ?? '';
})();
const metadata = (agreementType: string, id = templateId) => ({
  templateId: id,
  agreementType,
  agreementLink: `/agreementtemplates/${id}/document`,
  versionRank: 1,
  attributes: { objectType: 'AgreementMetaData' },
});
const contact = { firstName: 'Ida', lastName: 'Holm', email: 'ida@blue.example', phoneNumber: '+12065550142' };
const agreement = (type: string) => ({
  primaryContact: contact,
  templateId,
  dateAgreed: '2026-11-01T00:00:00Z',
  type,
  agreementLink: `/agreementtemplates/${templateId}/document`,
  attributes: { objectType: 'Agreement' },
});
const confirmed = {
  PrimaryContact: { FirstName: 'Ida', LastName: 'Holm', Email: 'ida@blue.example', PhoneNumber: '+12065550142' },
  TemplateId: templateId.toUpperCase(),
  DateAgreed: '2026-11-01T10:20:30.1234567Z',
  Type: 'MicrosoftCustomerAgreement',
  UserId: null,
};

served('GET /v1/agreements', 'the texts in force, under the name that is asked for', async () => {
  const { speak } = await partner();
  expect((await speak('GET', '/v1/agreements')).body).toEqual(listOf(metadata('MicrosoftCloudAgreement')));
  expect((await speak('GET', '/v1/Agreements?agreementType=MicrosoftCustomerAgreement')).body).toEqual(listOf(metadata('MicrosoftCustomerAgreement')));
  expect((await speak('GET', '/v1/agreements?agreementType=*')).body).toEqual(listOf(metadata('MicrosoftCustomerAgreement')));
  expect((await speak('GET', '/v1/agreements?agreementType=MicrosoftPartnerAgreement')).body).toEqual(listOf());
  expect(await speak('GET', '/v1/agreements?agreementType=Comet')).toMatchObject({ status: 400, body: { code: 3000, data: ['agreementType'] } });
});

served('GET /v1/agreementtemplates/{templateId}/document', 'links that whoever has them can open for five minutes', async () => {
  const { speak } = await partner();
  const { status, body } = await speak('GET', `/v1/agreementtemplates/${templateId}/document?language=fr-CA&country=ca`);
  expect([status, body]).toEqual([
    200,
    {
      displayUri: expect.stringContaining(`/agreement-documents/${templateId}?locale=fr`),
      downloadUri: expect.stringMatching(/&save=1$/),
      language: 'fr',
      country: 'CA',
      attributes: { objectType: 'AgreementDocument' },
    },
  ]);
  const { pathname, search } = new URL((body as { displayUri: string }).displayUri);
  const open = async (query = search) => world.app.http.inject({ method: 'GET', url: pathname + query });
  expect((await open()).body).toContain('# Contrat client');
  expect((await open(search.replace('locale=fr', 'locale=en'))).statusCode).toBe(404);
  world.now = new Date(world.now.getTime() + 5 * 60_000 + 1);
  expect((await open()).statusCode).toBe(404);
  world.now = new Date('2026-11-21T09:00:00Z');
  expect(await speak('GET', `/v1/agreementtemplates/${crypto.randomUUID()}/document`)).toMatchObject({ status: 404, body: { code: 1000 } });
});

served('POST /v1/customers/{customerId}/agreements', 'that the customer has agreed is confirmed once', async () => {
  const { speak, path, company } = await withCustomer();
  const sales = await personToken(world, company, await member(world, company, 'helpdesk_agent'), scopes);
  const refused = await speaking(world, sales.bearer)('POST', path, { body: confirmed });
  expect(refused).toMatchObject({ status: 403, body: { code: 900_150 } });
  for (const [member, value] of [
    ['templateId', crypto.randomUUID()],
    ['dateAgreed', 'yesterday'],
    ['type', 'MicrosoftPartnerAgreement'],
  ] as const)
    expect(
      await speak('POST', path, { body: { ...confirmed, [member]: value, [member.charAt(0).toUpperCase() + member.slice(1)]: value } }),
      member,
    ).toMatchObject({
      status: 400,
      body: { code: 3000, data: [member] },
    });
  const { status, body } = await speak('POST', path, { body: confirmed });
  expect([status, body]).toEqual([201, agreement('MicrosoftCustomerAgreement')]);
  expect(await speak('POST', path, { body: confirmed })).toMatchObject({ status: 409, body: { code: 600_061 } });
});

served('GET /v1/customers/{customerId}/agreements', 'who has agreed, and when', async () => {
  const { speak, path } = await withCustomer();
  expect((await speak('GET', path)).body).toEqual(listOf());
  await speak('POST', path, { body: confirmed });
  expect((await speak('GET', path)).body).toEqual(listOf(agreement('MicrosoftCloudAgreement')));
  expect((await speak('GET', `${path}?agreementType=*`)).body).toEqual(listOf(agreement('MicrosoftCustomerAgreement')));
  expect((await speak('GET', `${path}?agreementType=MicrosoftPartnerAgreement`)).body).toEqual(listOf());
  const other = await withCustomer();
  await expectSame(other.speak('GET', path), other.speak('GET', `/v1/customers/${crypto.randomUUID()}/agreements`), 60_003);
});

served('GET /v1/customers/{customerId}/directSignedMicrosoftCustomerAgreementStatus', 'whether the customer has agreed by itself', async () => {
  const { speak, id, path } = await withCustomer();
  const status = async () => (await speak('GET', `/v1/customers/${id}/directsignedmicrosoftcustomeragreementstatus`)).body;
  const shown = (isSigned: boolean) => ({ isSigned, attributes: { objectType: 'DirectSignedCustomerAgreementStatus' } });
  await speak('POST', path, { body: confirmed });
  expect(await status()).toEqual(shown(false));
  await world.admin.query("update customers set agreement = 'direct' where customer_id = $1", [id]);
  expect(await status()).toEqual(shown(true));
});

served('GET /v1/compliance/csp/agreementstatus', 'whether a reseller has accepted its agreement, by one of two numbers', async () => {
  const company = await account(world, undefined, 'US');
  await joinPrograms(world, company, 'distributor', 'reseller');
  const admin = await member(world, company, 'admin_agent', 'global_admin');
  const reseller = await partner();
  const { relationId, version } = await as(world, relations, { ...admin, account: company }).inviteReseller({ partnerId: reseller.company.partnerId });
  await as(world, relations, { ...reseller.who, account: reseller.company }).acceptRelation({ relationId, version });
  const speak = speaking(world, (await appToken(world, company, scopes)).bearer);
  const ask = (query: string) => speak('GET', `/v1/compliance/csp/agreementstatus${query}`);
  const { partnerId, accountId } = reseller.company;
  const shown = (isAgreementSigned: boolean) => ({ isAgreementSigned, attributes: { objectType: 'AgreementSignatureStatus' } });
  expect((await ask(`?mpnid=${partnerId}`)).body).toEqual(shown(false));
  await world.admin.query(`update programs set definition = definition || '{"agreement":"partner"}' where program = 'test_reseller'`);
  await world.admin.query(
    `insert into agreement_acceptances (account_id, text_id, agreement, region, number, sha256, read_locale, read_sha256, accepted_at, accepted_by, accepted_name, accepted_email)
     select $1, text_id, agreement, region, number, 'x', 'en', 'x', $2, $3, 'Ana', 'ana@contoso.example' from agreement_texts where agreement = 'partner'`,
    [accountId, world.now, reseller.who.personId],
  );
  expect((await ask(`?mpnId=${partnerId}`)).body).toEqual(shown(true));
  expect((await ask(`?tenantId=${guidOf('partner', partnerId).toUpperCase()}`)).body).toEqual(shown(true));
  const code = async (query: string) => ((await ask(query)).body as { code: number }).code;
  const stranger = await account(world);
  const codes = ['', `?mpnId=${partnerId}&tenantId=${accountId}`, '?tenantId=here', `?mpnId=${stranger.partnerId}`, `?tenantId=${crypto.randomUUID()}`];
  expect(await Promise.all(codes.map(code))).toEqual([2001, 2000, 2000, 2200, 2205]);
});
