import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countryRule } from './countries.ts';
import { checkRegistrationNumber, normaliseRegistrationNumber, registrationKinds } from './country.ts';

const rule = (iso2: string) => countryRule(iso2) ?? expect.fail(`no rule for ${iso2}`);

/** Real numbers of companies and offices, as their registers publish them, and what is wrong with others. */
const table: Readonly<Record<string, readonly (readonly [typed: string, fault: string | undefined])[]>> = {
  FR: [
    ['732829320', undefined],
    ['552 032 534', undefined],
    ['SIREN', 'pattern'],
    ['552 032 535', 'check_digit'],
    ['732 829 320 00074', undefined],
    ['443 061 841 00047', undefined],
    ['732 829 320 00075', 'check_digit'],
    ['732 829 321 00074', 'check_digit'],
    // La Poste: its establishments add up to a multiple of five instead.
    ['356 000 000 00048', undefined],
    ['356 000 000 37890', 'check_digit'],
    ['55203253', 'length'],
    ['55203253412', 'length'],
  ],
  ES: [
    ['A28015865', undefined],
    ['a-58818501', undefined],
    ['A58818502', 'check_digit'],
    ['B-28.01586-4', 'check_digit'],
    ['P2807900B', undefined],
    ['Q2818002D', undefined],
    ['Q28180024', 'check_digit'],
    ['12345678Z', 'personal'],
    ['X1234567L', 'personal'],
    ['K1234567A', 'personal'],
    ['I12345678', 'pattern'],
    ['A2801586', 'length'],
  ],
  CN: [
    ['91350100M000100Y43', undefined],
    ['91330100799655058B', undefined],
    ['9144 0300 1922 0382 16', undefined],
    ['9144030071526726xg', undefined],
    ['91330100799655058C', 'check_digit'],
    ['91330100799655059B', 'check_digit'],
    ['91330100799655058', 'length'],
    ['330100799655058', 'length'],
    ['91350100I000100Y43', 'pattern'],
    ['9A350100M000100Y43', 'check_digit'],
  ],
  TW: [
    ['04595257', undefined],
    ['22099131', undefined],
    ['２２０９９１３１', undefined],
    // Divisible by five, not by ten: right since April 2023 only.
    ['00000005', undefined],
    ['22099132', 'check_digit'],
    // A seventh digit 7: the sum or one more.
    ['10458575', undefined],
    ['2209913', 'length'],
    ['2209913A', 'pattern'],
  ],
  US: [
    ['91-1144442', undefined],
    ['911144442', undefined],
    ['91 1144442', undefined],
    ['91–1144442', undefined],
    ['00-1234567', 'pattern'],
    ['123-45-6789', 'personal'],
    ['91-114444', 'length'],
    ['91-114444A', 'pattern'],
  ],
};

describe.each(Object.entries(table))('the company number of %s', (iso2, rows) => {
  test.each(rows)('%s: %s', (typed, fault) => {
    expect(checkRegistrationNumber(rule(iso2), typed)).toBe(fault);
  });

  // The American number has no check digit, and Taiwan's (modulo 5) does not see every slip.
  test.skipIf(iso2 === 'US' || iso2 === 'TW')('is refused when any one digit is wrong', () => {
    const right = normaliseRegistrationNumber(rule(iso2), rule(iso2).registration?.example ?? '');
    fc.assert(
      fc.property(fc.nat({ max: right.length - 1 }), fc.constantFrom(...'0123456789'), (at, digit) => {
        fc.pre(right[at] !== digit && /\d/.test(right[at] ?? ''));
        expect(checkRegistrationNumber(rule(iso2), right.slice(0, at) + digit + right.slice(at + 1))).toBeDefined();
      }),
    );
  });
});

test('a field is called what people there call it', () => {
  expect(registrationKinds(rule('CN'))).toEqual(['USCC']);
  expect(registrationKinds(rule('TW'))).toEqual(['UBN']);
  expect(registrationKinds(rule('FR'))).toEqual(['SIREN', 'SIRET']);
  expect(registrationKinds(rule('ES'))).toEqual(['NIF']);
  expect(registrationKinds(rule('TJ'))).toEqual(['INN', 'EIN', 'KPP']);
  expect(registrationKinds(rule('DE'))).toEqual([]);
});

test('a number is kept without what people group it with, and keeping it again changes nothing', () => {
  expect(normaliseRegistrationNumber(rule('BR'), ' 11.222.333/0001-81 ')).toBe('11222333000181');
  expect(normaliseRegistrationNumber(rule('FR'), '７３２ 829\u00a0320')).toBe('732829320');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      const kept = normaliseRegistrationNumber(rule('FR'), typed);
      expect(normaliseRegistrationNumber(rule('FR'), kept)).toBe(kept);
    }),
  );
});
