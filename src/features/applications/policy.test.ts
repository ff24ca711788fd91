import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certificate } from '../../../test/examples/applications.ts';
import { askable, type Ask } from './contract.ts';
import { certificateOf, redirectOf, sameAsks, tidyAsks } from './policy.ts';

const now = new Date('2026-11-21T09:00:00Z');

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
