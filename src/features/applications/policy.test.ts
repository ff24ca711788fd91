import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certificate } from '../../../test/examples/applications.ts';
import { askable, type Ask } from './contract.ts';
import { certificateOf, keyStateOf, monthsOn, redirectOf, sameAsks, tidyAsks, warningDue } from './policy.ts';

const now = new Date('2026-11-21T09:00:00Z');
const day = 86_400_000;
const inDays = (days: number) => new Date(now.getTime() + days * day);

test('an address to lead back to is one exact place, over HTTPS or on this machine', () => {
  for (const [typed, url] of [
    ['https://app.example.com/back', 'https://app.example.com/back'],
    ['HTTPS://App.Example.com', 'https://app.example.com/'],
    ['http://localhost:8080/back?x=1', 'http://localhost:8080/back?x=1'],
    ['http://127.0.0.1/', 'http://127.0.0.1/'],
  ] as const)
    expect(redirectOf(typed)).toEqual({ url });
  for (const [typed, wrong] of [
    ['app.example.com/back', 'redirect_not_url'],
    ['http://app.example.com/back', 'redirect_not_https'],
    ['http://localhost.evil.example/', 'redirect_not_https'],
    ['javascript:alert(1)', 'redirect_not_https'],
    ['https://app.example.com/#token', 'redirect_not_exact'],
    ['https://*.example.com/', 'redirect_not_exact'],
    ['https://user:word@app.example.com/', 'redirect_not_exact'],
    ['https://app.example.com/a/../b', 'redirect_not_exact'],
  ] as const)
    expect(redirectOf(typed), typed).toEqual({ wrong });
});

test('whatever is accepted is HTTPS or this machine, and accepted again as it is kept', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string()), (typed) => {
      const read = redirectOf(typed);
      if ('wrong' in read) return;
      const url = new URL(read.url);
      expect(url.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)).toBe(true);
      expect(redirectOf(read.url)).toEqual(read);
    }),
  );
});

test('a certificate is read; what holds a private key, is none, or is over is refused', () => {
  const read = certificateOf(certificate, now);
  expect(read).toMatchObject({ hint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) });
  expect(certificateOf(certificate, new Date('2200-01-01'))).toEqual({ wrong: 'certificate_expired' });
  expect(certificateOf('-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----', now)).toEqual({ wrong: 'certificate_unreadable' });
  expect(certificateOf(`-----BEGIN PRIVATE KEY-----\n${certificate}`, now)).toEqual({ wrong: 'certificate_private' });
});

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

test('a key is live until the moment of its end', () => {
  const of = (days: number, endedAt: Date | null = null) => keyStateOf({ expiresAt: inDays(days), endedAt }, now);
  expect([of(31), of(30), of(0.001), of(0), of(90, now)]).toEqual(['live', 'expiring', 'expiring', 'expired', 'ended']);
});

test('months on, the day of the month stays, or is the last one', () => {
  expect(monthsOn(new Date('2026-08-31T10:00:00Z'), 6).toISOString()).toBe('2027-02-28T10:00:00.000Z');
  expect(monthsOn(now, 24).toISOString()).toBe('2028-11-21T09:00:00.000Z');
});

test('what is asked for is compared whatever the order, and each permission stands once with its higher level', () => {
  const asks = fc.array(fc.record({ permission: fc.constantFrom(...askable), level: fc.constantFrom('view' as const, 'edit' as const) }));
  fc.assert(
    fc.property(asks, (list: Ask[]) => {
      const tidy = tidyAsks(list);
      expect(new Set(tidy.map(({ permission }) => permission)).size).toBe(tidy.length);
      expect(sameAsks(tidy, tidy.toReversed())).toBe(true);
      for (const { permission, level } of tidy) expect(level).toBe(list.some((one) => one.permission === permission && one.level === 'edit') ? 'edit' : 'view');
    }),
  );
});
