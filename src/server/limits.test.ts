import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLimits, rateLimitHeaders } from './limits.ts';

const at = (ms: number) => new Date(Date.UTC(2026, 10, 22) + ms);

test('a caller has its calls at once, then one at a time as they come back, and another caller has its own', () => {
  const limits = openLimits({ limit: 5 });
  expect([1, 2, 3, 4, 5].map(() => limits.take('a', at(0)).remaining)).toEqual([4, 3, 2, 1, 0]);
  expect(limits.take('a', at(0))).toEqual({ allowed: false, limit: 5, windowSeconds: 60, remaining: 0, resetSeconds: 60, delayMs: 12_000 });
  expect(limits.take('b', at(0)).remaining).toBe(4);
  expect(limits.take('a', at(11_999)).allowed).toBe(false);
  expect(limits.take('a', at(12_000)).allowed).toBe(true);
  expect(limits.take('a', at(200_000)).remaining).toBe(4);
});

test('calls that wait get turns one after the other, none later than one window ahead', () => {
  const limits = openLimits({ limit: 2 });
  expect(Array.from({ length: 7 }, () => limits.queue('a', at(0)).delayMs)).toEqual([0, 0, 30_000, 60_000, 60_000, 60_000, 60_000]);
});

test('whoever waits as long as told is allowed, and nobody gets more than the limit and what came back since', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 120 }), (limit, pauses) => {
      const limits = openLimits({ limit });
      let now = 0;
      let allowed = 0;
      for (const pause of pauses) {
        now += pause;
        const taken = limits.take('a', at(now));
        if (taken.allowed) allowed++;
        else {
          now += taken.delayMs;
          expect(limits.take('a', at(now)).allowed).toBe(true);
          allowed++;
        }
      }
      expect(allowed).toBeLessThanOrEqual(limit + (now / 60_000) * limit + 1e-3);
    }),
  );
});

test('the headers say what is left and the rule behind it', () => {
  expect(rateLimitHeaders(openLimits({ limit: 500 }).take('a', at(0)))).toEqual({
    ratelimit: '"default";r=499;t=1',
    'ratelimit-policy': '"default";q=500;w=60',
  });
});
