import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money, negateMoney, sumMoney } from './money.ts';
import { addDays, daysIn, daysUntil } from './periods.ts';
import { priceSegments, prorate, prorationMethods, shownUnitPrice, totalOf } from './proration.ts';
import type { ProrationMethod } from './proration.ts';

const usd = (amount: string) => money(amount, 'USD');
const amountBy = (method: ProrationMethod, price: string, quantity: number, daysInPeriod: number, days: number) =>
  prorate(method, { unitPrice: usd(price), daysInPeriod }, { quantity, days }).amount;

/** id, price of a unit for the period, quantity, days of the period, days charged, printed figure, A, B, C, D, which of them is the printed one */
const cases = [
  ['P1', '4.00', 1, 31, 19, '2.45', '2.47', '2.45', '2.45', '2.45', 'BCD'],
  ['P2', '4.00', 2, 31, 12, '3.10', '3.12', '3.10', '3.10', '3.10', 'BCD'],
  ['P3', '4.00', 1, 28, 12, '1.72', '1.68', '1.72', '1.71', '1.71', 'B'],
  ['P4', '48.00', 1, 365, 19, '2.47', '2.47', '2.51', '2.50', '2.50', 'A'],
  ['P5', '48.00', 2, 365, 346, '89.96', '89.96', '91.34', '91.00', '91.00', 'A'],
  ['P6', '48.00', 1, 365, 318, '41.34', '41.34', '41.98', '41.82', '41.82', 'A'],
  ['P7', '211.20', 1, 365, 1, '0.58', '0.58', '0.58', '0.58', '0.58', 'ABCD'],
  ['P8', '211.20', 2, 365, 27, '31.25', '31.32', '31.26', '31.25', '31.24', 'C'],
  ['P9', '211.20', 2, 365, 337, '390.00', '390.92', '390.24', '390.00', '390.00', 'CD'],
  ['P10', '4.00', 1, 30, 29, '3.87', '3.77', '3.86', '3.87', '3.87', 'CD'],
  ['P11', '4.00', 2, 30, 29, '7.74', '7.84', '7.72', '7.73', '7.74', 'D'],
  ['P12', '11.00', 15, 31, 5, '26.61', '26.55', '26.70', '26.61', '26.55', 'C'],
  ['P13', '11.00', 12, 31, 11, '46.84', '46.92', '46.92', '46.84', '46.80', 'C'],
  ['P14', '11.00', 18, 31, 10, '63.87', '63.90', '63.90', '63.87', '63.90', 'C'],
  ['P15', '11.00', 10, 31, 5, '17.74', '17.80', '17.80', '17.74', '17.70', 'C'],
  // A slip of its source, which cut off where it should have rounded: no method gives 74.51, and none is made to.
  ['P16', '11.00', 10, 31, 21, '74.51', '74.60', '74.60', '74.52', '74.50', ''],
] as const;

for (const [name, price, quantity, daysInPeriod, days, printed, a, b, c, d, matches] of cases) {
  test(`${name}: each method gives its own figure`, () => {
    const found = prorationMethods.map((method) => amountBy(method, price, quantity, daysInPeriod, days));
    expect(found).toEqual([a, b, c, d]);
    expect(prorationMethods.filter((_each, at) => found[at] === printed).join('')).toBe(matches);
  });
}

/**
 * The scenarios that the trade publishes, line by line: method of its case, first and last day printed, days charged where
 * the printed days are not those (two sources print the whole period), period's days, price, quantity, sign, amount.
 */
type Line = readonly [
  name: string,
  method: ProrationMethod,
  from: string,
  to: string,
  daysInPeriod: number,
  price: string,
  quantity: number,
  amount: string,
  days?: number,
];
const [jan, feb, mar] = [31, 28, 31];
const lines: readonly Line[] = [
  ['M1 January', 'C', '2018-01-13', '2018-02-12', jan, '4.00', 1, '4.00'],
  ['M1 February', 'C', '2018-02-13', '2018-03-12', feb, '4.00', 1, '4.00'],
  ['M2 reversal', 'C', '2018-01-13', '2018-02-12', jan, '4.00', 1, '-4.00'],
  ['M2 before the change', 'B', '2018-01-13', '2018-01-31', jan, '4.00', 1, '2.45'],
  ['M2 after the change', 'B', '2018-02-01', '2018-02-12', jan, '4.00', 2, '3.10'],
  ['M2 next period', 'B', '2018-02-13', '2018-03-12', feb, '4.00', 2, '8.00'],
  ['M3 suspended in the first month', 'B', '2018-01-13', '2018-02-12', jan, '4.00', 1, '-4.00'],
  ['M4 second month', 'B', '2018-02-13', '2018-03-12', feb, '4.00', 1, '4.00'],
  ['M4 suspended later', 'B', '2018-03-01', '2018-03-12', feb, '4.00', 1, '-1.72'],
  ['A1 purchase', 'C', '2018-01-13', '2019-01-12', 365, '48.00', 1, '48.00'],
  ['A2 reversal', 'C', '2018-01-13', '2019-01-12', 365, '48.00', 1, '-48.00'],
  ['A2 before the change', 'A', '2018-01-13', '2018-01-31', 365, '48.00', 1, '2.47'],
  ['A2 after the change', 'A', '2018-02-01', '2019-01-12', 365, '48.00', 2, '89.96'],
  ['A3 suspended in the first month', 'C', '2018-01-13', '2019-01-12', 365, '48.00', 1, '-48.00'],
  ['A4 suspended later', 'A', '2018-03-01', '2019-01-12', 365, '48.00', 1, '-41.34'],
  ['A5 suspended', 'C', '2018-01-13', '2019-01-12', 365, '48.00', 1, '-48.00'],
  ['A5 reactivated', 'A', '2018-03-01', '2019-01-12', 365, '48.00', 1, '41.34'],
  ['A6 purchase', 'C', '2017-02-11', '2018-02-10', 365, '211.20', 1, '211.20'],
  ['A6 reversal', 'C', '2017-02-11', '2018-02-10', 365, '211.20', 1, '-211.20'],
  ['A6 first day', 'C', '2017-02-11', '2017-02-11', 365, '211.20', 1, '0.58'],
  ['A6 to the anniversary', 'C', '2017-02-12', '2017-03-10', 365, '211.20', 2, '31.25'],
  ['A6 from the anniversary', 'C', '2017-03-11', '2018-02-10', 365, '211.20', 2, '390.00'],
  ['O1 new', 'D', '2019-06-10', '2019-07-09', 30, '4', 1, '4.00'],
  ['O1 given back', 'D', '2019-06-10', '2019-07-09', 30, '4', 1, '-4.00'],
  ['O1 charged again', 'D', '2019-06-10', '2019-07-09', 30, '4', 2, '8.00'],
  ['O2 given back', 'D', '2019-06-10', '2019-07-09', 30, '4', 1, '-3.87', 29],
  ['O2 charged again', 'D', '2019-06-10', '2019-07-09', 30, '4', 2, '7.74', 29],
  ['O3 new', 'D', '2019-06-10', '2019-07-09', 30, '4', 2, '8.00'],
  ['O3 given back', 'D', '2019-06-10', '2019-07-09', 30, '4', 2, '-8.00'],
  ['O3 charged again', 'D', '2019-06-10', '2019-07-09', 30, '4', 1, '4.00'],
  ['O4 given back', 'D', '2019-06-10', '2019-07-09', 30, '4', 2, '-7.74', 29],
  ['O4 charged again', 'D', '2019-06-10', '2019-07-09', 30, '4', 1, '3.87', 29],
  ['S1 free', 'C', '2019-06-10', '2019-07-09', 30, '0', 1, '0.00'],
  ['S1 paid', 'C', '2019-07-10', '2019-08-09', mar, '2', 1, '2.00'],
  ['S2 trial, and its end', 'C', '2019-06-10', '2019-07-09', 30, '0', 11, '0.00'],
  ['S3 one day of one plan', 'C', '2019-06-10', '2019-06-10', 1, '20', 1, '20.00'],
  ['S3 given back', 'C', '2019-06-10', '2019-06-10', 1, '20', 1, '-20.00'],
  ['S3 the other plan', 'C', '2019-06-10', '2019-06-10', 1, '10', 1, '10.00'],
  ['S4 bought and canceled', 'C', '2019-06-10', '2019-06-10', 1, '10', 1, '-10.00'],
  ['C1 ten seats free', 'C', '2019-06-03', '2019-06-07', 30, '0', 10, '0.00'],
  ['C1 twenty seats free', 'C', '2019-06-08', '2019-06-11', 30, '0', 20, '0.00'],
  ['C1 fifteen seats free', 'C', '2019-06-12', '2019-06-14', 30, '0', 15, '0.00'],
  ['C1 in advance', 'C', '2019-06-15', '2019-07-14', 30, '10', 15, '150.00'],
  ['C2 first', 'C', '2019-07-15', '2019-07-19', 31, '11', 15, '26.61'],
  ['C2 second', 'C', '2019-07-20', '2019-07-30', 31, '11', 12, '46.84'],
  ['C2 third', 'C', '2019-07-31', '2019-08-09', 31, '11', 18, '63.87'],
  ['C2 fourth', 'C', '2019-08-10', '2019-08-14', 31, '11', 10, '17.74'],
  ['C2 reversal', 'C', '2019-07-15', '2019-08-14', 31, '11', 15, '-165.00'],
  ['C2 in advance', 'C', '2019-08-15', '2019-09-14', 31, '11', 10, '110.00'],
];

for (const [name, method, startsOn, endsOn, daysInPeriod, price, quantity, amount, days = daysIn({ startsOn, endsOn })] of lines) {
  test(`${name}: the printed amount`, () => {
    const found = prorate(method, { unitPrice: usd(price), daysInPeriod }, { quantity, days });
    expect(amount.startsWith('-') ? negateMoney(found).amount : found.amount).toBe(amount);
  });
}

test('C3: its source cut off a cent; the usual method gives 74.52 back for 25 August to 14 September', () => {
  expect(amountBy('C', '11.00', 10, 31, daysIn({ startsOn: '2019-08-25', endsOn: '2019-09-14' }))).toBe('74.52');
});

test('C4: a period that was changed and then canceled is charged for the days it lasted, and for no others', () => {
  const price = { unitPrice: usd('11'), daysInPeriod: 31 };
  const [before, after] = priceSegments('C', price, [
    { startsOn: '2019-08-15', endsOn: '2019-08-24', quantity: 10 },
    { startsOn: '2019-08-25', endsOn: '2019-08-31', quantity: 5 },
  ]);
  expect([before?.amount.amount, after?.amount.amount]).toEqual(['35.48', '12.42']);
  expect(sumMoney([before?.amount ?? usd('0'), after?.amount ?? usd('0')], 'USD')).toEqual(
    totalOf(price, [
      { quantity: 10, days: 10 },
      { quantity: 5, days: 7 },
    ]),
  );
});

test('the usual method lets the last segment take the cent that the others rounded away', () => {
  const segments = [
    { startsOn: '2017-02-11', endsOn: '2017-02-11', quantity: 1 },
    { startsOn: '2017-02-12', endsOn: '2017-03-10', quantity: 2 },
    { startsOn: '2017-03-11', endsOn: '2018-02-10', quantity: 2 },
  ];
  const priced = priceSegments('C', { unitPrice: usd('211.20'), daysInPeriod: 365 }, segments);
  expect(priced.map(({ amount }) => amount.amount)).toEqual(['0.58', '31.25', '389.99']);
  expect(shownUnitPrice(usd('31.25'), 2).amount).toBe('15.63');
});

test('no quantity and no days cost nothing, a period without days has no price', () => {
  for (const method of prorationMethods) {
    expect(amountBy(method, '4.00', 0, 31, 12)).toBe('0.00');
    expect(amountBy(method, '4.00', 3, 31, 0)).toBe('0.00');
    expect(() => amountBy(method, '4.00', 1, 0, 1)).toThrow(RangeError);
  }
  expect(priceSegments('C', { unitPrice: usd('4.00'), daysInPeriod: 31 }, [])).toEqual([]);
});

describe('for any dates and quantities', () => {
  const period = fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 1_200 })).map(([start, length]) => {
    const startsOn = addDays('2015-01-01', start);
    return { startsOn, endsOn: addDays(startsOn, length - 1) };
  });
  const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 5_000 })), { minLength: 1, maxLength: 12 });
  const prices = fc.integer({ min: 0, max: 99_999_999 }).map((cents) => `${Math.floor(cents / 10_000)}.${String(cents % 10_000).padStart(4, '0')}`);

  /** The days on which something changed, cut out of the period: segments without a gap, from its first day to its last. */
  function cut(whole: { startsOn: string; endsOn: string }, parts: readonly (readonly [number, number])[]) {
    const length = daysIn(whole);
    const starts = [...new Map(parts.map(([at, quantity]) => [Math.min(length - 1, Math.floor(at * length)), quantity]))].sort(([a], [b]) => a - b);
    if (starts[0]) starts[0][0] = 0;
    return starts.map(([start, quantity], at) => ({
      startsOn: addDays(whole.startsOn, start),
      endsOn: addDays(whole.startsOn, (starts[at + 1]?.[0] ?? length) - 1),
      quantity,
    }));
  }

  test('segments add up to the rounded exact total', () => {
    fc.assert(
      fc.property(period, changes, prices, fc.constantFrom('EUR', 'JPY', 'KWD'), (whole, parts, price, currency) => {
        const segments = cut(whole, parts);
        const unit = { unitPrice: money(price, currency), daysInPeriod: daysIn(whole) };
        const priced = priceSegments('C', unit, segments);
        expect(daysUntil(whole.startsOn, priced.at(-1)?.endsOn ?? '')).toBe(daysIn(whole) - 1);
        expect(
          sumMoney(
            priced.map(({ amount }) => amount),
            currency,
          ),
        ).toEqual(totalOf(unit, priced));
      }),
    );
  });

  test('a period that was cut but not changed costs what it costs whole', () => {
    fc.assert(
      fc.property(period, changes, prices, fc.integer({ min: 1, max: 5_000 }), (whole, parts, price, quantity) => {
        const segments = cut(whole, parts).map((segment) => ({ ...segment, quantity }));
        const unit = { unitPrice: money(price, 'EUR'), daysInPeriod: daysIn(whole) };
        const priced = priceSegments('C', unit, segments);
        expect(
          sumMoney(
            priced.map(({ amount }) => amount),
            'EUR',
          ),
        ).toEqual(prorate('C', unit, { quantity, days: daysIn(whole) }));
      }),
    );
  });
});
