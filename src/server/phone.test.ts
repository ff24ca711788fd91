import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countries } from '../core/countries.ts';
import { examplePhone, parsePhone, showPhone } from './phone.ts';

describe('a phone number is understood in any human form', () => {
  test.each([
    ['01 42 68 53 00', 'FR', '+33142685300'],
    ['01.42.68.53.00', 'FR', '+33142685300'],
    ['+33 (0)1 42 68 53 00', 'FR', '+33142685300'],
    ['0033 1 42 68 53 00', 'FR', '+33142685300'],
    ['0033 1.42.68.53.00', 'US', '+33142685300'],
    ['011 33 1 42 68 53 00', 'US', '+33142685300'],
    ['33 1 42 68 53 00', 'FR', '+33142685300'],
    ['tel:+33-1-42-68-53-00', 'ES', '+33142685300'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['1-415-555-2671', 'US', '+14155552671'],
    ['91 123 45 67', 'ES', '+34911234567'],
    ['(+34) 911 23 45 67', 'ES', '+34911234567'],
    ['138 0013 8000', 'CN', '+8613800138000'],
    ['（021）6288-0000', 'CN', '+862162880000'],
    ['+86-21-6288 0000', 'TW', '+862162880000'],
    ['（02）2345-6789', 'TW', '+886223456789'],
    ['０２－２３４５－６７８９', 'TW', '+886223456789'],
    ['٠٥٠ ١٢٣ ٤٥٦٧', 'AE', '+971501234567'],
    ['+1 202 555 0123', 'AQ', '+12025550123'],
  ])('%s in %s', (text, country, e164) => {
    expect(parsePhone(text, country)?.e164).toBe(e164);
  });

  test.each([
    ['415.555.2671 ext. 12', 'US'],
    ['(415) 555-2671 x12', 'US'],
    ['01 42 68 53 00 poste 12', 'FR'],
    ['911 23 45 67 extensión 12', 'ES'],
    ['021-62880000 转 12', 'CN'],
    ['02-2345-6789 分機 12', 'TW'],
    ['02-2345-6789 #12', 'TW'],
  ])('the extension of %s is kept beside the number', (text, country) => {
    const phone = parsePhone(text, country);
    expect(phone?.extension).toBe('12');
    expect(phone?.international).not.toMatch(/12$/);
  });
});

test.each([
  ['', 'FR'],
  ['12', 'FR'],
  ['0000000000', 'FR'],
  ['911', 'US'],
  ['+33', 'FR'],
  ['+999 123 456 789', 'FR'],
  ['call me: +33142685300', 'FR'],
  ['1-800-COMPANY-NAME-THAT-IS-TOO-LONG', 'US'],
  ['1'.repeat(1_000), 'US'],
])('%s in %s is no phone number', (text, country) => {
  expect(parsePhone(text, country)).toBeUndefined();
});

test('a reader at home sees the national form, others the international one', () => {
  expect(showPhone('+33142685300', 'FR')).toBe('01 42 68 53 00');
  expect(showPhone('+33142685300', 'US')).toBe('+33 1 42 68 53 00');
  expect(showPhone('+14155552671', 'US')).toBe('(415) 555-2671');
  // Canada and the United States share +1, but not how they dial abroad.
  expect(showPhone('+14155552671', 'CA')).toBe('+1 415 555 2671');
  expect(showPhone('not kept by us', 'FR')).toBe('not kept by us');
});

test('every country with phones of its own has an example, which is a number there', () => {
  const without = countries.filter(({ iso2 }) => examplePhone(iso2) === undefined).map(({ iso2 }) => iso2);
  expect(without).toEqual(['AQ', 'BV', 'GS', 'HM', 'PN', 'TF', 'UM']);
  for (const { iso2 } of countries.filter(({ iso2 }) => !without.includes(iso2))) {
    expect(parsePhone(examplePhone(iso2) ?? '', iso2), iso2).toBeDefined();
  }
});

test('reading what was kept, in any form it is shown in, gives the same number', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...countries.map(({ iso2 }) => iso2).filter((iso2) => examplePhone(iso2))),
      fc.constantFrom('FR', 'US', 'CN'),
      (home, reader) => {
        const { e164 } = parsePhone(examplePhone(home) ?? '', home) ?? { e164: '' };
        expect(parsePhone(e164, reader)?.e164).toBe(e164);
        expect(parsePhone(showPhone(e164, reader), reader)?.e164).toBe(e164);
      },
    ),
  );
});

test('no text makes the reader of numbers stumble', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), fc.constantFrom('FR', 'US', 'AQ', 'XX', ''), (text, country) => {
      const phone = parsePhone(text, country);
      expect(phone?.e164 ?? '+1').toMatch(/^\+\d{1,15}$/);
    }),
  );
});
