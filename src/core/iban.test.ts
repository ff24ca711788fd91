import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkAccount, hasIban, maskAccount, normaliseAccount } from './iban.ts';
import { mod97 } from './vatNumbers.ts';

const right = [
  'GB29 NWBK 6016 1331 9268 19',
  'DE89 3704 0044 0532 0130 00',
  'FR14 2004 1010 0505 0001 3M02 606',
  'ES91 2100 0418 4502 0005 1332',
  'NO93 8601 1117 947',
  'CH93 0076 2011 6238 5295 7',
];

test('an IBAN is right by its length and check digits, however it is grouped', () => {
  for (const iban of right)
    expect([iban, checkAccount(iban.slice(0, 2), iban), checkAccount(iban.slice(0, 2), iban.toLowerCase().replaceAll(' ', '-'))]).toEqual([
      iban,
      undefined,
      undefined,
    ]);
  expect(checkAccount('DE', right[0] ?? '')).toBe('other_country');
  expect(checkAccount('DE', 'DE89 3704 0044 0532 0130 0')).toBe('length');
  expect(checkAccount('DE', '')).toBe('required');
});

test('one wrong character or two that changed places are always found', () => {
  fc.assert(
    fc.property(fc.constantFrom(...right.map(normaliseAccount)), fc.nat(), fc.constantFrom(...'0123456789'), (iban, place, digit) => {
      const at = 2 + (place % (iban.length - 2));
      fc.pre(iban[at] !== digit);
      return checkAccount(iban.slice(0, 2), iban.slice(0, at) + digit + iban.slice(at + 1)) !== undefined;
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...right.map(normaliseAccount)), fc.nat(), (iban, place) => {
      const at = 4 + (place % (iban.length - 5));
      const [a = '', b = ''] = [iban[at], iban[at + 1]];
      fc.pre(a !== b && /\d/.test(a) && /\d/.test(b));
      return checkAccount(iban.slice(0, 2), iban.slice(0, at) + b + a + iban.slice(at + 2)) !== undefined;
    }),
  );
});

test('an IBAN made by the rule is right', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 18, maxLength: 18 });
  fc.assert(fc.property(digits, (body) => checkAccount('DE', `DE${String(98 - mod97(`${body}DE00`)).padStart(2, '0')}${body}`) === undefined));
});

test('other accounts are taken plainly, and no account is shown whole', () => {
  expect(hasIban('US')).toBe(false);
  expect(checkAccount('US', '0210 0002 1123')).toBeUndefined();
  expect(checkAccount('US', '12')).toBe('length');
  expect(checkAccount('CN', '账号')).toBe('characters');
  expect(maskAccount('DE89370400440532013000')).toBe('DE •••• 3000');
  expect(maskAccount('021000021123')).toBe('•••• 1123');
});
