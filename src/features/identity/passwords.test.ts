import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

test('of many at once each gets the answer to its own password, and none is forgotten', async () => {
  const kept = await hashPassword('harbor lantern 48 cedar');
  // More than go on together, and more than may wait while a whole round waits.
  const tries = Array.from({ length: 8 * (availableParallelism() + 1) + 5 }, (_, n) => n % 3 !== 0);
  const answers = await Promise.all(tries.map((isRight) => verifyPassword(kept, isRight ? 'harbor lantern 48 cedar' : 'harbor lantern 49 cedar')));
  expect(answers).toEqual(tries);
  // Whoever comes by themselves afterwards waits for nobody.
  expect(await verifyPassword(kept, 'harbor lantern 48 cedar')).toBe(true);
});

test('one that breaks takes no place for good', async () => {
  const broken = await Promise.allSettled(Array.from({ length: 20 }, () => verifyPassword('no hash at all', 'whatever it is')));
  expect(broken.every(({ status }) => status === 'rejected')).toBe(true);
  expect(await verifyPassword(await hashPassword('harbor lantern 48 cedar'), 'harbor lantern 48 cedar')).toBe(true);
});

test('without a hash nothing is right', async () => {
  expect(await verifyPassword(null, 'harbor lantern 48 cedar')).toBe(false);
  expect(await verifyPassword(undefined, '')).toBe(false);
});
