import { expect } from 'vitest';
import { personToken } from '../../test/tokens.ts';
import { buildWorld, member } from '../../test/world.ts';
import { served, speaking } from './testing.ts';
import { allOf, customerBy, partnerWith } from './testingPartner.ts';

const world = await buildWorld();
const scopes = allOf('customers', 'customers.create', 'customers.details');

served('GET /v1/countryvalidationrules/{iso2}', 'what a country asks of an address and of numbers', async () => {
  const { speak } = await partnerWith(world, scopes);
  const { status, body } = await speak('GET', '/v1/countryvalidationrules/lu');
  expect([status, body]).toEqual([
    200,
    {
      iso2Code: 'LU',
      defaultCulture: 'fr-LU',
      isStateRequired: false,
      supportedStatesList: [],
      supportedLanguagesList: ['fr'],
      supportedCulturesList: ['fr-LU'],
      isPostalCodeRequired: true,
      postalCodeRegex: '^(?:\\d{4})$',
      isCityRequired: true,
      isVatIdSupported: true,
      taxIdFormat: expect.any(String),
      taxIdSample: expect.any(String),
      vatIdRegex: expect.stringMatching(/^\^\(\?:.*\)\$$/),
      phoneNumberRegex: expect.any(String),
      isTaxIdSupported: true,
      isTaxIdOptional: true,
      countryCallingCodesList: ['352'],
      isRegistrationNumberSupported: false,
      resellerAgreementRegion: 'europe',
      geographicRegion: 'europe',
      attributes: { objectType: 'CountryValidationRules' },
    },
  ]);
  expect((await speak('GET', '/v1/countryvalidationrules/US')).body).toMatchObject({
    defaultCulture: 'en-US',
    isStateRequired: true,
    supportedStatesList: expect.arrayContaining(['WA', 'OR']),
  });
  expect(await speak('GET', '/v1/countryvalidationrules/zz')).toMatchObject({ status: 404, body: { code: 1000 } });
});

served('POST /v1/validations/address', 'an address that will do is true for some programs, an object for one; another is refused by number', async () => {
  const { speak } = await partnerWith(world, scopes);
  const wire = { country: 'US', city: 'SEATTLE', state: 'WA', addressLine1: '1420 Western Avenue', postalCode: '98101' };
  const sent = { Country: 'US', City: 'SEATTLE', State: 'WA', AddressLine1: '1420 Western Avenue', AddressLine2: null, PostalCode: '98101' };
  const from = (name: string) => ({ 'MS-PartnerCenter-Client': name });
  for (const name of ['Partner Center Java SDK', 'Partner Center PowerShell', 'something else'])
    expect(await speak('POST', '/v1/validations/address', { body: sent, headers: from(name) }), name).toMatchObject({ status: 200, body: true });
  const net = await speak('POST', '/v1/Validations/Address/', { body: sent, headers: from('Partner Center .NET SDK') });
  expect([net.status, net.body]).toEqual([200, { originalAddress: wire, suggestedAddresses: [wire], status: 'VerifiedShippable' }]);
  const wrong = await speak('POST', '/v1/validations/address', { body: { ...wire, state: 'OR' } });
  expect(wrong).toMatchObject({ status: 400, body: { code: 2007 } });
  const told = JSON.parse((wrong.body as { description: string }).description) as unknown;
  expect(told).toEqual({ code: '60071', reason: 'interaction_required', corrected_address: wire });
  const nets = await speak('POST', '/v1/validations/address', { body: { ...wire, state: 'OR' }, headers: from('Partner Center .NET SDK') });
  expect(nets).toMatchObject({ status: 200, body: { status: 'InteractionRequired', suggestedAddresses: [wire] } });
  expect(await speak('POST', '/v1/validations/address', { body: 'null' })).toMatchObject({ status: 400, body: { code: 3000 } });
});

served('HEAD /v1/domains/{domain}', 'whether a domain is taken, without a word', async () => {
  const partner = await partnerWith(world, scopes);
  const { domain } = await customerBy(partner);
  expect(await partner.speak('HEAD', `/v1/domains/${domain}`)).toMatchObject({ status: 200, body: '' });
  expect(await partner.speak('HEAD', '/v1/domains/nobody-has-this.example')).toMatchObject({ status: 404, body: '' });
  // Another partner learns no more than that.
  const other = await partnerWith(world, scopes);
  expect(await other.speak('HEAD', `/v1/domains/${domain}`)).toMatchObject({ status: 200, body: '' });
  const helpdesk = await personToken(world, partner.company, await member(world, partner.company, 'helpdesk_agent'), scopes);
  expect(await speaking(world, helpdesk.bearer)('HEAD', `/v1/domains/${domain}`)).toMatchObject({ status: 403, body: '' });
});
