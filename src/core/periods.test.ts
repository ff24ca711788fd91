import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths, dayOf, daysIn, daysUntil, monthsOf, monthsUntil, periodHolding } from './periods.ts';

const days = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays('1990-01-01', count));

test('what begins on the 31st renews on the last day of a shorter month, and on the 31st again after it', () => {
  expect([1, 2, 3, 13].map((months) => addMonths('2021-01-31', months))).toEqual(['2021-02-28', '2021-03-31', '2021-04-30', '2022-02-28']);
  expect(addMonths('2019-01-31', 13)).toBe('2020-02-29');
  expect(addMonths('2020-02-29', 12)).toBe('2021-02-28');
  expect(addMonths('2021-03-31', -1)).toBe('2021-02-28');
});

test('a period bought on 31 January ends on 27 February, in a leap year on the 28th', () => {
  expect(periodHolding('2021-01-31', '2021-01-31', 1)).toEqual({ startsOn: '2021-01-31', endsOn: '2021-02-27' });
  expect(periodHolding('2020-02-28', '2020-01-31', 1)).toEqual({ startsOn: '2020-01-31', endsOn: '2020-02-28' });
  expect(periodHolding('2021-02-28', '2021-01-31', 1)).toEqual({ startsOn: '2021-02-28', endsOn: '2021-03-30' });
});

test('terms are read from durations of years and months, and from nothing else', () => {
  expect(['P1M', 'P1Y', 'P3Y', 'P1Y6M'].map(monthsOf)).toEqual([1, 12, 36, 18]);
  expect(() => monthsOf('P30D')).toThrow(RangeError);
  expect(() => monthsOf('P')).toThrow(RangeError);
});

test('both ends of a period count, clocks that change do not', () => {
  expect(daysIn({ startsOn: '2018-01-13', endsOn: '2018-02-12' })).toBe(31);
  expect(daysIn({ startsOn: '2026-03-01', endsOn: '2026-03-31' })).toBe(31);
  expect(dayOf(new Date('2026-11-22T23:59:59.999Z'))).toBe('2026-11-22');
});

test('for any purchase and any day: periods hold the day, and follow each other without a gap', () => {
  fc.assert(
    fc.property(days, days, fc.constantFrom(1, 12, 36), (anchor, day, months) => {
      const period = periodHolding(day, anchor, months);
      expect(period.startsOn <= day && day <= period.endsOn).toBe(true);
      const next = periodHolding(addDays(period.endsOn, 1), anchor, months);
      expect(next.startsOn).toBe(addDays(period.endsOn, 1));
      expect(daysIn(period) + daysIn(next)).toBe(daysUntil(period.startsOn, next.endsOn) + 1);
    }),
  );
});

test('for any two days, whole months are counted up to and never past the later one', () => {
  fc.assert(
    fc.property(days, days, (from, to) => {
      const months = monthsUntil(from, to);
      expect(addMonths(from, months) <= to && to < addMonths(from, months + 1)).toBe(true);
    }),
  );
});
