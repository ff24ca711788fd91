import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countryRule } from './countries.ts';
import type { CountryRule } from './country.ts';
import { checkedTaxIds, checkTaxId, mod97, normaliseTaxId } from './vatNumbers.ts';

const ruleOf = (iso2: string) => countryRule(iso2) as CountryRule;

/** Numbers that the offices themselves, or the companies on their pages, print. */
const right: Readonly<Record<string, readonly string[]>> = {
  AT: ['ATU13585627', 'u 1358 5627'],
  AU: ['83 914 571 673'],
  BE: ['BE 0428.759.497', '428759497'],
  BG: ['175074752', '7523169263'],
  CA: ['123026635', '123026635RT0001'],
  CH: ['CHE-100.155.212', 'CHE100155212TVA'],
  CY: ['CY-10259033P'],
  CZ: ['25123891', '7103192745', '640903926'],
  DE: ['DE 136,695 976'.replace(',', ' ')],
  DK: ['13585628'],
  EE: ['EE 100 931 558'],
  ES: ['A13585625', '54362315K', 'X2482300W', 'J99216582'],
  FI: ['20774740'],
  FR: ['40303265045', '23334175221', '83404833048'],
  GB: ['980780684', '980780684000'],
  GR: ['EL 094259216', '123456783'],
  HR: ['HR 33392005961', '33392005961'],
  HU: ['12892312'],
  IE: ['6433435F', '6433435OA', '8D79739I'],
  IN: ['27AAPFU0939F1ZV'],
  IT: ['00743110157'],
  LT: ['119511515', '100001919017'],
  LU: ['15027442'],
  LV: ['40003521600', '16117519997'],
  MT: ['1167-9112', 'MT11679112'],
  NL: ['004495445B01', '123456789B13'],
  NO: ['995525828', '995525828MVA'],
  PL: ['8567346215'],
  PT: ['501964843'],
  RO: ['RO 185 472 90', '18547290'],
  SE: ['123456789701'],
  SI: ['50223054'],
  SK: ['2022749619'],
};

describe.each(checkedTaxIds)('a tax number of %s', (iso2) => {
  const rule = ruleOf(iso2);
  test('is right when its digits fit, however it is grouped', () => {
    expect(right[iso2]?.length, iso2).toBeGreaterThan(0);
    for (const number of right[iso2] ?? []) expect([number, checkTaxId(rule, number)]).toEqual([number, undefined]);
  });

  test('is kept in one form, and that form is right as well', () => {
    for (const number of right[iso2] ?? []) {
      const kept = normaliseTaxId(rule, number);
      expect([kept, normaliseTaxId(rule, kept), checkTaxId(rule, kept)]).toEqual([kept, kept, undefined]);
    }
  });

  test('with a digit in its middle mistyped is refused more often than not', () => {
    const kept = normaliseTaxId(rule, right[iso2]?.[0] ?? '');
    const places = [...kept].flatMap((character, at) => (/\d/.test(character) ? [at] : []));
    const place = places[Math.floor(places.length / 2)] ?? 0;
    const fitting = [...'0123456789'].filter((digit) => checkTaxId(rule, kept.slice(0, place) + digit + kept.slice(place + 1)) === undefined);
    expect(fitting.length).toBeLessThanOrEqual(4);
  });

  test('never breaks, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30, unit: 'grapheme' }),
        (typed) => [undefined, 'string'].includes(typeof checkTaxId(rule, typed) as never) || checkTaxId(rule, typed) === undefined,
      ),
    );
  });
});

/** Rules that find every single wrong digit; the others fold two remainders into one. */
const exact = ['AT', 'BE', 'DE', 'DK', 'EE', 'FI', 'HR', 'HU', 'IT', 'LU', 'MT', 'PL', 'SE', 'SK', 'NO', 'CH', 'CA', 'AU'];
test.each(exact)('one wrong digit in a number of %s is always found', (iso2) => {
  const rule = ruleOf(iso2);
  const number = normaliseTaxId(rule, right[iso2]?.[0] ?? '');
  const places = [...number].flatMap((character, at) => (/\d/.test(character) ? [at] : []));
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.constantFrom(...'0123456789'), (at, digit) => {
      fc.pre(number[at] !== digit);
      return checkTaxId(rule, number.slice(0, at) + digit + number.slice(at + 1)) !== undefined;
    }),
  );
});

test('a number made by the rule is right, for every body of digits', () => {
  const bodies: Readonly<Record<string, readonly [digits: number, make: (body: string) => string]>> = {
    BE: [7, (b) => `0${b}${String(97 - (Number(b) % 97)).padStart(2, '0')}`],
    LU: [6, (b) => b + String(Number(b) % 89).padStart(2, '0')],
  };
  for (const [iso2, [digits, make]] of Object.entries(bodies))
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: digits, maxLength: digits }),
        (body) => checkTaxId(ruleOf(iso2), make(body)) === undefined,
      ),
    );
});

test('countries without a form of their own fall back on their company numbers', () => {
  expect(checkTaxId(ruleOf('TW'), '04595257')).toBeUndefined();
  expect(checkTaxId(ruleOf('TW'), '04595258')).toBe('check_digit');
  expect(checkTaxId(ruleOf('US'), '12-3456789')).toBeUndefined();
  expect(checkTaxId(ruleOf('FR'), '  ')).toBe('required');
  expect(mod97('3214282912345698765432161182')).toBe(1);
});
