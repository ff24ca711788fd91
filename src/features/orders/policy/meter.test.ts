import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMoney, money, noMoney, sumMoney } from '../../../core/money.ts';
import { addDays, daysIn, daysUntil } from '../../../core/periods.ts';
import { totalOf } from '../../../core/proration.ts';
import { changeSeats, chargedPeriod, creditAll, currentMeter, type Meter, startedMeter } from './meter.ts';

const january = { startsOn: '2018-01-13', endsOn: '2018-02-12' };
const four = money('4.00', 'USD');

test('one seat more is charged for the days that are left, one less is given back for them', () => {
  const meter = startedMeter({ period: january, unitPrice: four, seats: 1 });
  expect(meter.posted.amount).toBe('4.00');
  const more = changeSeats(meter, { period: january, unitPrice: four, seats: 1 }, '2018-02-01', 2);
  expect(more.amount.amount).toBe('1.55');
  const less = changeSeats(more.meter, { period: january, unitPrice: four, seats: 2 }, '2018-02-01', 1);
  expect(less.amount.amount).toBe('-1.55');
});

test('a day on which much was tried costs what it costs in the end', () => {
  let meter = startedMeter({ period: january, unitPrice: four, seats: 3 });
  const amounts = [];
  for (const [from, to] of [
    [3, 90],
    [90, 1],
    [1, 3],
  ] as const) {
    const changed = changeSeats(meter, { period: january, unitPrice: four, seats: from }, '2018-01-20', to);
    meter = changed.meter;
    amounts.push(changed.amount);
  }
  expect(sumMoney(amounts, 'USD').amount).toBe('0.00');
});

test('a period that has begun since was charged in advance', () => {
  const before = startedMeter({ period: january, unitPrice: four, seats: 2 });
  const february = { startsOn: '2018-02-13', endsOn: '2018-03-12' };
  expect(currentMeter(before, { period: february, unitPrice: four, seats: 2 })).toEqual({
    startsOn: '2018-02-13',
    posted: money('8', 'USD'),
    seatDays: 0,
    markedOn: '2018-02-13',
  });
  expect(currentMeter(before, { period: january, unitPrice: four, seats: 2 })).toBe(before);
});

test('the last period of a term ends with it', () => {
  expect(chargedPeriod('2026-02-03', { termFrom: '2026-01-15', renewsOn: '2026-02-10', months: 1 })).toEqual({ startsOn: '2026-01-15', endsOn: '2026-02-09' });
  expect(chargedPeriod('2026-02-03', { termFrom: '2026-01-15', renewsOn: null, months: 0 })).toBeNull();
});

test('what was credited whole costs from then on only', () => {
  const credited = creditAll(startedMeter({ period: january, unitPrice: four, seats: 1 }), '2018-02-01');
  expect(credited.amount.amount).toBe('-4.00');
  const again = changeSeats(credited.meter, { period: january, unitPrice: four, seats: 0 }, '2018-02-05', 1);
  expect(again.amount.amount).toBe('1.03');
});

test('for any changes on any days: the postings add up to the rounded exact total of the period', () => {
  const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 0, max: 2_000 })), { maxLength: 20 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 365 }),
      fc.integer({ min: 1, max: 2_000 }),
      changes,
      fc.integer({ min: 1, max: 9_999_999 }),
      (length, first, all, price) => {
        const period = { startsOn: '2026-03-01', endsOn: addDays('2026-03-01', length - 1) };
        const unitPrice = money(`${Math.floor(price / 1_000)}.${String(price % 1_000).padStart(3, '0')}`, 'EUR');
        let meter: Meter = startedMeter({ period, unitPrice, seats: first });
        let posted = addMoney(noMoney('EUR'), meter.posted);
        let seats = first;
        const shares: { quantity: number; days: number }[] = [];
        let from = period.startsOn;
        for (const [at, wanted] of all.filter(([day]) => day < length).toSorted(([a], [b]) => a - b)) {
          const on = addDays(period.startsOn, at);
          const changed = changeSeats(meter, { period, unitPrice, seats }, on, wanted);
          shares.push({ quantity: seats, days: daysUntil(from, on) });
          [meter, posted, seats, from] = [changed.meter, addMoney(posted, changed.amount), wanted, on];
        }
        shares.push({ quantity: seats, days: daysUntil(from, period.endsOn) + 1 });
        expect(posted).toEqual(totalOf({ unitPrice, daysInPeriod: daysIn(period) }, shares));
      },
    ),
  );
});
