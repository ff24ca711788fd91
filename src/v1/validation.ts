import { needsConfirming } from '../core/addressCheck.ts';
import type { CountryRule } from '../core/country.ts';
import { accounts } from '../features/accounts/contract.ts';
import { needsNumberAndPhone } from '../features/customers/contract/numbered.ts';
import { customers } from '../features/customers/contract.ts';
import { languagesOf } from './cultures.ts';
import { Fault } from './fault.ts';
import { ok, type Request, row } from './row.ts';
import { addressFrom, addressTo, resource, WireAddress } from './shapes.ts';

const anchored = (pattern: string | undefined): string | undefined => (pattern ? `^(?:${pattern})$` : undefined);

const countryInformation = (rule: CountryRule) => {
  const languages = languagesOf(rule.iso2);
  const cultures = languages.map((language) => `${language}-${rule.iso2}`);
  const { vat, registration, postal } = rule;
  return resource('CountryValidationRules', {
    iso2Code: rule.iso2,
    defaultCulture: cultures[0],
    isStateRequired: rule.required.includes('state'),
    supportedStatesList: (rule.states ?? []).map(({ key }) => key),
    supportedLanguagesList: languages,
    supportedCulturesList: cultures,
    isPostalCodeRequired: rule.required.includes('postalCode'),
    postalCodeRegex: anchored(postal?.pattern),
    isCityRequired: rule.required.includes('city'),
    isVatIdSupported: vat !== undefined,
    taxIdFormat: vat?.example,
    taxIdSample: vat?.example,
    vatIdRegex: anchored(vat?.pattern),
    // Numbers are read by a library that knows every country's plan; a program can only tell what is none at all.
    phoneNumberRegex: '^\\+?[0-9][0-9 ()./-]{3,24}$',
    isTaxIdSupported: vat !== undefined,
    isTaxIdOptional: true,
    countryCallingCodesList: [rule.callingCode],
    isRegistrationNumberSupported: registration !== undefined && needsNumberAndPhone(rule.iso2),
    resellerAgreementRegion: rule.reseller?.region,
    geographicRegion: rule.reseller?.region,
  });
};

const pascal = (word: string): string => word.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Three kinds of programs want three answers to an address that will do: an object, the word `true`, or anything. */
async function checkAddress(request: Request) {
  const wire = request.body(WireAddress);
  const { result, suggestions } = await request.call(customers.checkAddress, { address: addressFrom(wire) });
  if (request.client === 'net')
    return ok({
      originalAddress: wire,
      suggestedAddresses: suggestions.map((each) => addressTo(each)),
      status: pascal(result),
      validationMessage: result === 'verified_shippable' ? undefined : result,
    });
  if (result !== 'none' && !needsConfirming(result)) return ok(true);
  const [suggested] = suggestions;
  throw new Fault(400, 2007, JSON.stringify({ code: '60071', reason: result, corrected_address: suggested && addressTo(suggested) }));
}

async function domainTaken(request: Request) {
  const { isFree } = await request.call(customers.checkDomain, { domain: request.param('domain') });
  if (isFree) throw new Fault(404, 1000, 'Nobody has this domain.');
  return ok(undefined);
}

export const validationRows = [
  row('GET', '/v1/countryvalidationrules/{iso2}', async (request) =>
    ok(countryInformation(await request.call(accounts.getCountry, { iso2: request.param('iso2').toUpperCase() }))),
  ),
  row('POST', '/v1/validations/address', checkAddress),
  row('HEAD', '/v1/domains/{domain}', domainTaken),
];
