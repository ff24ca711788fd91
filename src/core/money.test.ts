import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMoney,
  allocateMoney,
  compareMoney,
  digitsOf,
  isNegativeMoney,
  isNoMoney,
  Money,
  money,
  multiplyMoney,
  negateMoney,
  noMoney,
  percentBetween,
  roundedShare,
  roundMoney,
  shareOfMoney,
  subtractMoney,
  sumMoney,
} from './money.ts';

const currencies = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CNY', 'TWD');
/** Any amount that the database can hold, with up to six digits behind the point. */
const amounts = fc.tuple(fc.bigInt({ min: 1n - 10n ** 14n, max: 10n ** 14n - 1n }), fc.integer({ min: 0, max: 6 })).map(([whole, places]) => {
  const text = String(whole < 0n ? -whole : whole).padStart(places + 1, '0');
  const at = text.length - places;
  return `${whole < 0n ? '-' : ''}${text.slice(0, at)}${places ? `.${text.slice(at)}` : ''}`;
});

/** An amount as millionths, by whole numbers alone: a second way to reckon, to compare with. */
function millionths({ amount }: Money): bigint {
  const [whole = '0', rest = ''] = amount.replace('-', '').split('.');
  return BigInt(whole + rest.padEnd(6, '0')) * (amount.startsWith('-') ? -1n : 1n);
}

test('an amount is written with the digits of its currency, and more only where it has them', () => {
  expect(money('15.620000', 'EUR').amount).toBe('15.62');
  expect(money('15', 'EUR').amount).toBe('15.00');
  expect(money('0.004200', 'USD').amount).toBe('0.0042');
  expect(money('1200.000000', 'JPY').amount).toBe('1200');
  expect(money('-0', 'KWD').amount).toBe('0.000');
});

test('a currency is rounded to what it is paid in, half away from zero', () => {
  expect(roundMoney(money('2.345', 'EUR')).amount).toBe('2.35');
  expect(roundMoney(money('-2.345', 'EUR')).amount).toBe('-2.35');
  expect(roundMoney(money('2.5', 'JPY')).amount).toBe('3');
  expect(roundMoney(money('2.34549', 'KWD')).amount).toBe('2.345');
  expect([digitsOf('EUR'), digitsOf('JPY'), digitsOf('KWD')]).toEqual([2, 0, 3]);
});

test('what the floats get wrong is right here', () => {
  expect(addMoney(money('0.1', 'EUR'), money('0.2', 'EUR')).amount).toBe('0.30');
  expect(multiplyMoney(money('1.005', 'EUR'), 100).amount).toBe('100.50');
  expect(roundedShare(money('211.20', 'EUR'), 674, 365).amount).toBe('390.00');
});

test('two currencies are never reckoned together, and words are no amounts', () => {
  expect(() => addMoney(money(1, 'EUR'), money(1, 'USD'))).toThrow(RangeError);
  expect(() => compareMoney(money(1, 'EUR'), money(1, 'USD'))).toThrow(RangeError);
  expect(() => money('1e3', 'EUR')).toThrow(RangeError);
  expect(() => money('Infinity', 'EUR')).toThrow(RangeError);
  expect(() => shareOfMoney(money(1, 'EUR'), 1, 0)).toThrow(RangeError);
  expect(Money.safeParse({ amount: '1,00', currency: 'EUR' }).success).toBe(false);
  expect(Money.safeParse({ amount: '1.00', currency: 'eur' }).success).toBe(false);
});

test('a change of price is said in percent, and from nothing there is none', () => {
  expect(percentBetween(money(100, 'EUR'), money('112.5', 'EUR'))).toBe('12.5');
  expect(percentBetween(money(3, 'EUR'), money(2, 'EUR'))).toBe('-33.33');
  expect(percentBetween(noMoney('EUR'), money(2, 'EUR'))).toBeNull();
});

describe('for any amounts', () => {
  const pair = fc.tuple(amounts, amounts, currencies).map(([a, b, currency]) => [money(a, currency), money(b, currency)] as const);

  test('they are money on the wire, and read back the same', () => {
    fc.assert(
      fc.property(pair, ([a]) => {
        expect(money(Money.parse(a).amount, a.currency)).toEqual(a);
      }),
    );
  });

  test('sums, differences and order are those of whole numbers', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(millionths(addMoney(a, b))).toBe(millionths(a) + millionths(b));
        expect(millionths(subtractMoney(a, b))).toBe(millionths(a) - millionths(b));
        expect(Math.sign(compareMoney(a, b))).toBe(millionths(a) < millionths(b) ? -1 : millionths(a) > millionths(b) ? 1 : 0);
        expect(isNegativeMoney(a)).toBe(millionths(a) < 0n);
      }),
    );
  });

  test('what is taken away after it was given leaves what was there', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(subtractMoney(addMoney(a, b), b)).toEqual(a);
        expect(isNoMoney(sumMoney([a, b, negateMoney(a), negateMoney(b)], a.currency))).toBe(true);
      }),
    );
  });

  test('rounding moves an amount by half a coin at most, and a second time not at all', () => {
    fc.assert(
      fc.property(pair, ([a]) => {
        const rounded = roundMoney(a);
        const half = 5n * 10n ** BigInt(5 - digitsOf(a.currency));
        const moved = millionths(rounded) - millionths(a);
        expect(moved < 0n ? -moved : moved).toBeLessThanOrEqual(half);
        expect(roundMoney(rounded)).toEqual(rounded);
      }),
    );
  });

  test('parts add up to the rounded amount, and none is more than a coin off its due', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(amounts, currencies, weights, (amount, currency, shares) => {
        const total = money(amount, currency);
        const parts = allocateMoney(total, shares);
        expect(sumMoney(parts, currency)).toEqual(roundMoney(total));
        const all = shares.reduce((a, b) => a + b, 0);
        const coin = 10n ** BigInt(6 - digitsOf(currency));
        parts.forEach((part, at) => {
          const due = (millionths(roundMoney(total)) * BigInt(all ? (shares[at] as number) : 1)) / BigInt(all || shares.length);
          const off = millionths(part) - due;
          expect(off < 0n ? -off : off).toBeLessThanOrEqual(coin);
        });
      }),
    );
  });
});

test('an amount is split among somebody, by weights that are not negative', () => {
  expect(allocateMoney(money(10, 'EUR'), [1, 1, 1]).map((each) => each.amount)).toEqual(['3.34', '3.33', '3.33']);
  expect(allocateMoney(money(-10, 'EUR'), [1, 1, 1]).map((each) => each.amount)).toEqual(['-3.34', '-3.33', '-3.33']);
  expect(allocateMoney(money('0.05', 'EUR'), [0, 0]).map((each) => each.amount)).toEqual(['0.03', '0.02']);
  expect(() => allocateMoney(money(1, 'EUR'), [])).toThrow(RangeError);
  expect(() => allocateMoney(money(1, 'EUR'), [2, -1])).toThrow(RangeError);
});
