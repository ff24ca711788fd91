import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMoney, compareMoney, money, noMoney, roundMoney, sumMoney } from '../../../core/money.ts';
import { addDays, daysIn, startOf } from '../../../core/periods.ts';
import { totalOf } from '../../../core/proration.ts';
import type { Offer } from '../../catalog/contract/products.ts';
import { lifecycles, subscriptionStates } from '../contract/states.ts';
import { type Change, changeKinds, refusals } from '../contract/subscriptions.ts';
import { type Around, planChange, type SubscriptionFacts } from './changes.ts';
import { startedMeter } from './meter.ts';

const inAll = (word: string) => ({ en: word, fr: word, es: word, 'zh-CN': word, 'zh-TW': word });
const offer: Offer = {
  offerId: 'suite.commercial',
  skuId: 'suite',
  productId: 'suite',
  segment: 'commercial',
  kind: 'base',
  billing: 'license',
  titles: inAll('One'),
  productTitles: inAll('Suite'),
  publisher: 'Northwind',
  isOperators: true,
  unit: 'user',
  minQuantity: 1,
  maxQuantity: 5_000,
  limit: null,
  addOnTo: [],
  requires: [],
  upgradesTo: [],
  convertsTo: [],
  availabilities: (['monthly', 'annual'] as const).map((billingCycle) => ({
    market: 'FR',
    term: 'P1Y' as const,
    billingCycle,
    isPurchasable: true,
    isRenewable: true,
  })),
  isSold: true,
};
const around = (other: Partial<Around> = {}): Around => ({
  offer,
  parentState: null,
  addOns: [],
  hasSchedule: false,
  supporters: [],
  otherPrice: null,
  ...other,
});
const price = money('7.31', 'EUR');
const period = { startsOn: '2026-03-05', endsOn: '2026-04-04' };
const facts = (other: Partial<SubscriptionFacts> = {}): SubscriptionFacts => ({
  subscriptionId: 'one',
  state: 'active',
  lifecycle: 'license',
  quantity: 10,
  unitPrice: price,
  retailPrice: price,
  term: 'P1Y',
  billingCycle: 'monthly',
  market: 'FR',
  orderedAt: startOf(period.startsOn),
  startedOn: period.startsOn,
  termFrom: period.startsOn,
  renewsOn: '2027-03-05',
  autoRenews: true,
  nickname: null,
  suspensionReason: null,
  dataDeletedOn: null,
  supportPartnerId: null,
  meter: startedMeter({ period, unitPrice: price, seats: 10 }),
  ...other,
});

test('for any changes of seats in a period: what is charged adds up to the rounded exact total, and each plan’s lines to its amount', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 500 })), { maxLength: 12 }), (wanted) => {
      let now = facts();
      let posted = startedMeter({ period, unitPrice: price, seats: 10 }).posted;
      const shares: { quantity: number; days: number }[] = [];
      let from = 0;
      for (const [day, quantity] of wanted.toSorted(([a], [b]) => a - b)) {
        const plan = planChange(now, { kind: 'seats', quantity }, around(), startOf(addDays(period.startsOn, day)));
        if ('refused' in plan) {
          expect([plan.refused, quantity]).toEqual(['same', now.quantity]);
          continue;
        }
        expect(
          sumMoney(
            plan.lines.map(({ amount }) => amount),
            'EUR',
          ),
        ).toEqual(plan.amount);
        shares.push({ quantity: now.quantity, days: day - from });
        [from, posted] = [day, addMoney(posted, plan.amount)];
        now = { ...now, quantity, meter: plan.after.meter ?? now.meter };
      }
      shares.push({ quantity: now.quantity, days: daysIn(period) - from });
      expect(posted).toEqual(totalOf({ unitPrice: price, daysInPeriod: daysIn(period) }, shares));
    }),
  );
});

test('a subscription that is suspended and brought back any number of times is never charged more than it costs whole', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 8 }), (days) => {
      // Ordered long ago, so that nothing is credited whole any more.
      let now = facts({ orderedAt: startOf('2025-03-05') });
      let posted = now.meter?.posted ?? noMoney('EUR');
      for (const day of days.toSorted((a, b) => a - b)) {
        const change: Change = now.state === 'active' ? { kind: 'suspend', reason: 'customer_asked' } : { kind: 'reactivate' };
        const plan = planChange(now, change, around(), startOf(addDays(period.startsOn, day)));
        if ('refused' in plan) throw new Error(plan.refused);
        posted = addMoney(posted, plan.amount);
        now = { ...now, state: plan.after.state ?? now.state, dataDeletedOn: plan.after.dataDeletedOn ?? null, meter: plan.after.meter ?? now.meter };
        expect(compareMoney(posted, noMoney('EUR'))).toBeGreaterThanOrEqual(0);
        expect(compareMoney(posted, roundMoney(money('73.10', 'EUR')))).toBeLessThanOrEqual(0);
      }
    }),
  );
});

test('whatever is asked of whatever there is, the answer is a plan or a reason that has words', () => {
  const changes: Change[] = [
    { kind: 'seats', quantity: 11 },
    { kind: 'nickname', nickname: 'Desk' },
    { kind: 'cycle', billingCycle: 'annual' },
    { kind: 'renewal', autoRenews: false },
    { kind: 'suspend', reason: 'fraud' },
    { kind: 'reactivate' },
    { kind: 'cancel', when: 'now' },
    { kind: 'convert', offerId: 'suite.commercial', term: 'P1Y', billingCycle: 'monthly', quantity: 5 },
    { kind: 'upgrade', offerId: 'larger.commercial' },
    { kind: 'schedule', schedule: null },
    { kind: 'support', partnerId: '4100000' },
  ];
  expect(changes.map(({ kind }) => kind)).toEqual([...changeKinds]);
  for (const state of subscriptionStates)
    for (const lifecycle of lifecycles)
      for (const change of changes) {
        const plan = planChange(facts({ state, lifecycle, dataDeletedOn: '2026-06-01' }), change, around(), startOf('2026-03-20'));
        if ('refused' in plan) expect(refusals).toContain(plan.refused);
        // What is over stays as it is.
        else expect(['canceled', 'expired', 'converted', 'moved', 'deleted'], `${state} ${change.kind}`).not.toContain(state);
      }
});
