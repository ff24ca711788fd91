import fc from 'fast-check';
import { expect, test } from 'vitest';
import { credentialStateOf, monthsOn, warningDue } from './credential.ts';

const now = new Date('2026-11-21T09:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

test('each warning comes once, the nearest only, and none after the end', () => {
  const walk = (days: readonly number[]): number[] => {
    const expiresAt = inDays(40);
    let warnedDays: number | null = null;
    return days.flatMap((at) => {
      const due = warningDue({ expiresAt, warnedDays }, inDays(at));
      warnedDays = due ?? warnedDays;
      return due === undefined ? [] : [due];
    });
  };
  expect(walk([0, 9, 10, 11, 32, 33, 34, 39, 39.5, 40, 41])).toEqual([30, 7, 1]);
  expect(walk([34, 35])).toEqual([7]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 60, noNaN: true })), (days) => {
      const told = walk(days.toSorted((a, b) => a - b));
      expect(told).toEqual([...new Set(told)].toSorted((a, b) => b - a));
    }),
  );
});

test('a credential is live until the moment of its end', () => {
  const of = (days: number, endedAt: Date | null = null) => credentialStateOf({ expiresAt: inDays(days), endedAt }, now);
  expect([of(31), of(30), of(0.001), of(0), of(90, now)]).toEqual(['live', 'expiring', 'expiring', 'expired', 'ended']);
});

test('months on, the day of the month stays, or is the last one', () => {
  expect(monthsOn(new Date('2026-08-31T10:00:00Z'), 6).toISOString()).toBe('2027-02-28T10:00:00.000Z');
  expect(monthsOn(now, 24).toISOString()).toBe('2028-11-21T09:00:00.000Z');
});
