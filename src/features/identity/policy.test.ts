import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey, countMethods, deviceOf, maskEmail, maskPhone, plainRecoveryCode, proofRules, recoveryCodeOf } from './policy.ts';

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
    'Microsoft Edge',
    'Windows',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', 'Safari', 'macOS'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1',
    'Chrome',
    'iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    'Samsung Internet',
    'Android',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0', 'Firefox', 'Linux'],
  ['curl/8.5.0', null, null],
])('a device is known by what its browser says: %s', (userAgent, browser, system) => {
  expect(deviceOf(userAgent)).toEqual({ browser, system });
});

test('nothing said is nothing known', () => expect(deviceOf(null)).toEqual({ browser: null, system: null }));

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::99', '2001:db8:1:2'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  [null, 'unknown'],
])('%s is counted as %s', (address, key) => expect(addressKey(address)).toBe(key));

test('a recovery code says all 80 bits, in groups, without letters that look alike', () => {
  expect(recoveryCodeOf(new Uint8Array(10))).toBe('0000-0000-0000-0000');
  expect(recoveryCodeOf(new Uint8Array(10).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      expect(recoveryCodeOf(a)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(recoveryCodeOf(a) === recoveryCodeOf(b)).toBe(Buffer.from(a).equals(Buffer.from(b)));
    }),
  );
});

test('a recovery code may be typed as people read it', () => {
  expect(plainRecoveryCode(' o1Lk 23mq-9xtt_４wbn ')).toBe('011K23MQ9XTT4WBN');
});

test('no rule about proofs is looser than NIST SP 800-63B-4, section 4.2', () => {
  const { mailCode, textCode, savedCode, password, ways } = proofRules;
  expect(mailCode.digits).toBeGreaterThanOrEqual(6);
  expect(textCode.digits).toBeGreaterThanOrEqual(6);
  expect(mailCode.minutes).toBeLessThanOrEqual(mailCode.atMostMinutes);
  expect(textCode.minutes).toBeLessThanOrEqual(textCode.atMostMinutes);
  expect([mailCode.atMostMinutes, textCode.atMostMinutes]).toEqual([24 * 60, 10]);
  expect(savedCode.bits).toBeGreaterThanOrEqual(savedCode.atLeastBits);
  expect(recoveryCodeOf(new Uint8Array(savedCode.bits / 8)).replaceAll('-', '')).toHaveLength(savedCode.bits / 5);
  expect(password.pausedAfter).toBeLessThanOrEqual(password.atMost);
  expect(ways.besideSecondFactor).toBe(2);
});

test('two mailboxes are one method, a mailbox and a phone are two, and a mask tells nobody the rest', () => {
  expect(countMethods([{ kind: 'email' }, { kind: 'email' }])).toBe(1);
  expect(countMethods([{ kind: 'email' }, { kind: 'phone' }, { kind: 'passkey' }, { kind: 'totp' }, { kind: 'recovery_code' }])).toBe(5);
  expect(maskEmail('olivia.bennett@harborpine.co.uk')).toBe('o•••@h•••.uk');
  expect(maskEmail('王小明@yunfan.example')).toBe('王•••@y•••.example');
  expect(maskPhone('+33612345678')).toBe('••• 78');
});
