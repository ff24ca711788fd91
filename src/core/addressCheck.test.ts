import { expect, test } from 'vitest';
import { addressResults, lookAtAddress, needsConfirming } from './addressCheck.ts';
import { countries, countryRule } from './countries.ts';
import type { Address } from './country.ts';

const look = (address: Address) => {
  const rule = countryRule(address.country);
  if (!rule) throw new Error(address.country);
  return lookAtAddress(rule, address);
};
const seattle: Address = { country: 'US', line1: '1420 Western Avenue', city: 'SEATTLE', state: 'WA', postalCode: '98101' };

test.each<[string, Address]>([
  ['a street in Seattle', seattle],
  ['a street in Lyon', { country: 'FR', line1: '27 rue de la République', city: 'Lyon', postalCode: '69002' }],
  ['a street in Valencia', { country: 'ES', line1: 'Calle de Colón, 48', city: 'Valencia', state: 'Valencia', postalCode: '46004' }],
  ['a road in Shanghai', { country: 'CN', line1: '张江路1288号', city: '上海市', state: '上海市', postalCode: '201203' }],
  ['a road in Taipei', { country: 'TW', line1: '信義路五段7號', city: '信義區', state: '台北市', postalCode: '110' }],
])('%s is whole', (_, address) => expect(look(address)).toMatchObject({ result: 'verified_shippable', suggestions: [{ line1: address.line1 }] }));

test('what is typed carelessly is suggested as the post office spells it', () => {
  expect(look({ ...seattle, city: ' Seattle ', state: 'washington', postalCode: '98101-2301' }).suggestions).toEqual([
    { ...seattle, postalCode: '98101-2301' },
  ]);
});

test('a code of one other state suggests that state, and a person must choose', () => {
  const { result, suggestions } = look({ ...seattle, state: 'OR' });
  expect({ result, suggestions }).toEqual({ result: 'interaction_required', suggestions: [seattle] });
  expect(needsConfirming(result)).toBe(true);
});

test.each<[string, Address]>([
  ['none', { ...seattle, postalCode: '9810' }],
  ['none', { ...seattle, city: '' }],
  ['none', { ...seattle, state: 'ZZ' }],
  ['verified', { ...seattle, line1: 'PO Box 4711' }],
  ['verified', { country: 'FR', line1: 'BP 20042', city: 'Lyon', postalCode: '69002' }],
  ['premises_partial', { ...seattle, line1: 'Western Avenue' }],
  ['street_partial', { ...seattle, line1: '1420' }],
  ['not_validated', { country: 'AG', line1: 'Long Street 5' }],
])('it is %s', (result, address) => expect(look(address).result).toBe(result));

test('for every country there is an answer of the list, with three suggestions at most', () => {
  for (const { iso2 } of countries) {
    const { result, suggestions } = look({ country: iso2, line1: 'Street 1', city: 'City', state: 'State', postalCode: '12345' });
    expect(addressResults, iso2).toContain(result);
    expect(suggestions.length, iso2).toBeLessThanOrEqual(3);
  }
});
