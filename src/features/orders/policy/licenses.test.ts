import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LicenseChange } from '../contract/licenses.ts';
import { type HolderFacts, planLicenses, type PoolFacts, withDependents } from './licenses.ts';

const plan = (planId: string, ...requires: string[]) => ({ planId, name: planId, requires });
const pool = (skuId: string, more: Partial<PoolFacts> = {}): PoolFacts => ({
  skuId,
  name: skuId,
  plans: [],
  available: 10,
  addOnTo: [],
  markets: null,
  ...more,
});
const pools = (...all: PoolFacts[]) => new Map(all.map((each) => [each.skuId, each]));
const user = (userId: string, has: Record<string, string[]> = {}, usageLocation = 'FR'): HolderFacts => ({
  userId,
  name: userId,
  userName: `${userId}@x.example`,
  usageLocation,
  has: new Map(Object.entries(has)),
});
const give = (skuId: string, excludedPlans: string[] | null = null): LicenseChange => ({ skuId, want: 'assign', excludedPlans });
const take = (skuId: string): LicenseChange => ({ skuId, want: 'remove', excludedPlans: null });

test('a plan that is off takes along whatever needs it', () => {
  const plans = [plan('mail'), plan('docs', 'mail'), plan('sheets', 'docs'), plan('meet')];
  expect(withDependents(plans, ['mail'])).toEqual(['mail', 'docs', 'sheets']);
  expect(withDependents(plans, ['sheets', 'no-such'])).toEqual(['sheets']);
  expect(withDependents(plans, [])).toEqual([]);
});

test('whoever comes when nothing is left gets nothing, and nothing of what else was asked', () => {
  const made = planLicenses([user('a'), user('b')], [give('office'), give('meet')], pools(pool('office', { available: 1 }), pool('meet')));
  expect(made.map(({ row }) => row.assigned)).toEqual([['office', 'meet'], []]);
  expect(made[1]).toMatchObject({ put: [], drop: [], row: { faults: [{ code: 'none_left', product: 'office' }] } });
});

test('a seat that is given back is there for the next', () => {
  const full = pools(pool('office', { available: 0 }), pool('meet', { available: 1 }));
  expect(planLicenses([user('a', { office: [] })], [take('office'), give('meet')], full)[0]?.row).toMatchObject({ assigned: ['meet'], removed: ['office'] });
  expect(planLicenses([user('a')], [give('gone')], full)[0]?.row.faults).toEqual([{ code: 'not_here', product: 'gone' }]);
});

test('a product is given only where it is sold, and taken away anywhere', () => {
  const french = pools(pool('office', { markets: new Set(['FR']) }));
  expect(planLicenses([user('a', {}, 'TW')], [give('office')], french)[0]?.row.faults).toEqual([{ code: 'not_in_country', product: 'office' }]);
  expect(planLicenses([user('a', { office: [] }, 'TW')], [take('office')], french)[0]?.drop).toEqual(['office']);
});

test('who has it keeps the plans that are off unless others are said', () => {
  const with2 = pools(pool('office', { plans: [plan('mail'), plan('docs', 'mail')], available: 0 }));
  expect(planLicenses([user('a', { office: ['docs'] })], [give('office')], with2)[0]?.put).toEqual([]);
  expect(planLicenses([user('a', { office: ['docs'] })], [give('office', ['mail'])], with2)[0]).toMatchObject({
    put: [{ skuId: 'office', excludedPlans: ['mail', 'docs'] }],
    row: { changed: ['office'], assigned: [] },
  });
});

test('an add-on without its product, and a plan that comes twice, are said and stop nothing', () => {
  const all = pools(pool('office', { plans: [plan('mail')] }), pool('plus', { plans: [plan('mail')] }), pool('voice', { addOnTo: ['office'] }));
  expect(planLicenses([user('a')], [give('voice')], all)[0]?.row.warnings).toMatchObject([{ code: 'base_missing', product: 'voice' }]);
  expect(planLicenses([user('a', { office: [], voice: [] })], [take('office')], all)[0]?.row.warnings).toMatchObject([{ code: 'base_missing' }]);
  expect(planLicenses([user('a', { office: [] })], [give('plus')], all)[0]?.row.warnings).toMatchObject([{ code: 'plan_twice', plans: ['mail'] }]);
  expect(planLicenses([user('a', { office: [] })], [give('plus', ['mail'])], all)[0]?.row.warnings).toEqual([]);
});

test('whatever is asked for whomever, no product is given more often than it is there', () => {
  const skus = ['a', 'b', 'c'];
  fc.assert(
    fc.property(
      fc.array(fc.record({ has: fc.subarray(skus) }), { maxLength: 12 }),
      fc.array(fc.record({ skuId: fc.constantFrom(...skus), want: fc.constantFrom('assign' as const, 'remove' as const) }), { maxLength: 3 }),
      fc.array(fc.nat(5), { minLength: 3, maxLength: 3 }),
      (people, changes, available) => {
        const distinct = [...new Map(changes.map((each) => [each.skuId, { ...each, excludedPlans: null }])).values()];
        const all = pools(...skus.map((skuId, at) => pool(skuId, { available: available[at] ?? 0 })));
        const made = planLicenses(
          people.map(({ has }, at) => user(`u${at}`, Object.fromEntries(has.map((skuId) => [skuId, []])))),
          distinct,
          all,
        );
        for (const [at, skuId] of skus.entries()) {
          const given = made.filter(({ row }) => row.assigned.includes(skuId)).length;
          const back = made.filter(({ row }) => row.removed.includes(skuId)).length;
          expect(given).toBeLessThanOrEqual((available[at] ?? 0) + back);
        }
        for (const { row, put, drop } of made) if (row.faults.length) expect([put, drop]).toEqual([[], []]);
      },
    ),
  );
});
