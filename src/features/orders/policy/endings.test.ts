import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMoney, compareMoney, type Money, money, negateMoney, noMoney } from '../../../core/money.ts';
import type { Period } from '../../../core/periods.ts';
import { lifecycles } from '../contract/states.ts';
import { type EndingFacts, endingOf, endingRuleOf, fitsReservationCap, lifecycleOf, monthsCharged, termOverOn } from './endings.ts';
import { changeSeats, startedMeter } from './meter.ts';

const eur = (amount: string) => money(amount, 'EUR');
interface Given extends Partial<Pick<EndingFacts, 'lifecycle' | 'billingCycle' | 'orderedAt' | 'isUsed'>> {
  readonly paid?: Period;
  readonly unitPrice?: Money;
  readonly quantity?: number;
}
/** Two seats at 4 euros a month, bought on 13 January, unless said otherwise; what is left is reckoned as the meter does. */
function facts(now: Date, other: Given): EndingFacts {
  const { paid: period = { startsOn: '2026-01-13', endsOn: '2026-02-12' }, unitPrice = eur('4.00'), quantity: seats = 2, ...given } = other;
  const meter = startedMeter({ period, unitPrice, seats });
  const { amount } = changeSeats(meter, { period, unitPrice, seats }, now.toISOString().slice(0, 10), 0);
  const orderedAt = new Date('2026-01-13T10:00:00Z');
  return { lifecycle: 'license', billingCycle: 'monthly', orderedAt, isUsed: false, ...given, posted: meter.posted, rest: negateMoney(amount) };
}
const ended = (at: string, other: Given = {}) => {
  const { way, refund, fee } = endingOf(facts(new Date(at), other), new Date(at));
  return [way, refund.amount, fee.amount];
};

describe('what is given back', () => {
  test('of a license: everything in its first month, then the days that are left, and never a fee', () => {
    expect(ended('2026-02-01T00:00:00Z')).toEqual(['full', '8.00', '0.00']);
    expect(ended('2026-03-01T00:00:00Z', { paid: { startsOn: '2026-02-13', endsOn: '2026-03-12' } })).toEqual(['prorated', '3.43', '0.00']);
    expect(ended('2026-03-13T00:00:00Z', { paid: { startsOn: '2026-02-13', endsOn: '2026-03-12' } })).toEqual(['prorated', '0.00', '0.00']);
  });

  test('of another publisher’s: everything for a day by the month, for two weeks by the year, then it ends at renewal', () => {
    expect(ended('2026-01-14T09:59:59Z', { lifecycle: 'publisher' })).toEqual(['full', '8.00', '0.00']);
    expect(ended('2026-01-14T10:00:00Z', { lifecycle: 'publisher' })).toEqual(['at_renewal', '0.00', '0.00']);
    const annual = { lifecycle: 'publisher', billingCycle: 'annual', paid: { startsOn: '2026-01-13', endsOn: '2027-01-12' }, unitPrice: eur('40.00') } as const;
    expect(ended('2026-01-27T09:00:00Z', annual)).toEqual(['full', '80.00', '0.00']);
    expect(ended('2026-01-27T10:00:00Z', annual)).toEqual(['at_renewal', '0.00', '0.00']);
  });

  test('of software bought for good: everything for 30 days; an order from before June 2021 has 60', () => {
    const software = { lifecycle: 'software', billingCycle: 'one_time' } as const;
    expect(ended('2026-02-11T10:00:00Z', software)[0]).toBe('full');
    expect(ended('2026-02-12T10:00:00Z', software)[0]).toBe('refused');
    expect(endingRuleOf('software', 'one_time', '2021-05-31').fullHours).toBe(60 * 24);
    expect(endingRuleOf('software', 'one_time', '2021-06-01').fullHours).toBe(30 * 24);
  });

  test('of a software subscription: the days that are left, for 30 days', () => {
    const software = {
      lifecycle: 'software_subscription',
      billingCycle: 'one_time',
      paid: { startsOn: '2026-01-13', endsOn: '2027-01-12' },
      unitPrice: eur('365.00'),
      quantity: 1,
    } as const;
    expect(ended('2026-01-22T12:00:00Z', software)).toEqual(['prorated', '356.00', '0.00']);
    expect(ended('2026-02-22T12:00:00Z', software)[0]).toBe('refused');
  });

  test('of a reservation: everything within five days, less what was used of it, and later less 12 %', () => {
    const reservation = {
      lifecycle: 'reservation',
      billingCycle: 'one_time',
      paid: { startsOn: '2026-01-13', endsOn: '2027-01-12' },
      unitPrice: eur('365.00'),
      quantity: 1,
    } as const;
    expect(ended('2026-01-17T00:00:00Z', reservation)).toEqual(['full', '365.00', '0.00']);
    expect(ended('2026-01-17T00:00:00Z', { ...reservation, isUsed: true })).toEqual(['prorated', '361.00', '0.00']);
    expect(ended('2026-04-22T00:00:00Z', reservation)).toEqual(['prorated_less_fee', '234.08', '31.92']);
    expect(fitsReservationCap(money('49000', 'USD'), money('1000', 'USD'))).toBe(true);
    expect(fitsReservationCap(money('49000', 'USD'), money('1000.01', 'USD'))).toBe(false);
  });

  test('of what is metered or tried: nothing', () => {
    for (const lifecycle of ['usage', 'publisher_usage', 'trial', 'publisher_trial'] as const)
      expect(ended('2026-01-14T00:00:00Z', { lifecycle })).toEqual(['nothing', '0.00', '0.00']);
  });

  test('never more than was paid, never less than nothing, and refund and fee together are never more than the whole', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...lifecycles),
        fc.constantFrom('monthly' as const, 'annual' as const, 'one_time' as const),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 1, max: 999 }),
        fc.boolean(),
        (lifecycle, billingCycle, hours, quantity, isUsed) => {
          const now = new Date(Date.parse('2026-01-13T10:00:00Z') + hours * 3_600_000);
          const given = facts(now, { lifecycle, billingCycle, quantity, isUsed, unitPrice: eur('17.31') });
          const { refund, fee } = endingOf(given, now);
          const paid = given.posted;
          expect(compareMoney(refund, noMoney('EUR'))).toBeGreaterThanOrEqual(0);
          expect(compareMoney(addMoney(refund, fee), paid)).toBeLessThanOrEqual(0);
        },
      ),
    );
  });

  test('every kind of product has a rule, whenever it was ordered and however it is billed', () => {
    for (const lifecycle of lifecycles)
      for (const cycle of ['monthly', 'annual', 'one_time', 'none'] as const) expect(endingRuleOf(lifecycle, cycle, '2020-01-01').lifecycle).toBe(lifecycle);
  });
});

test('the catalog says by which rules a thing ends', () => {
  const goods = { isOperators: true, billing: 'license', kind: 'base', category: 'enterprise', term: 'P1Y' } as const;
  expect(lifecycleOf(goods)).toBe('license');
  expect(lifecycleOf({ ...goods, isOperators: false })).toBe('publisher');
  expect(lifecycleOf({ ...goods, kind: 'trial' })).toBe('trial');
  expect(lifecycleOf({ ...goods, billing: 'usage' })).toBe('usage');
  expect(lifecycleOf({ ...goods, billing: 'one_time', term: 'none' })).toBe('software');
  expect(lifecycleOf({ ...goods, billing: 'one_time' })).toBe('software_subscription');
  expect(lifecycleOf({ ...goods, billing: 'one_time', category: 'infrastructure' })).toBe('reservation');
});

test('a charge covers a cycle and never more than the term; a term ends on the day that it began', () => {
  expect([monthsCharged('monthly', 'P1Y'), monthsCharged('annual', 'P3Y'), monthsCharged('one_time', 'P3Y'), monthsCharged('one_time', 'none')]).toEqual([
    1, 12, 36, 0,
  ]);
  expect(monthsCharged('annual', 'P1M')).toBe(1);
  expect(termOverOn('2026-01-31', 'P1M')).toBe('2026-02-28');
  expect(termOverOn('2026-01-31', 'none')).toBeNull();
  expect(termOverOn('2026-01-31', 'none', 30)).toBe('2026-03-02');
});
