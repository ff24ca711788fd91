import { NOT_ME_HOURS } from './contract/ways.ts';

/** What a device is called, from nothing but what its browser says of itself: names of products, the same in every language. */
export function deviceOf(userAgent: string | null): { browser: string | null; system: string | null } {
  const said = userAgent ?? '';
  const first = (names: readonly (readonly [RegExp, string])[]) => names.find(([pattern]) => pattern.test(said))?.[1] ?? null;
  return { browser: first(browsers), system: first(systems) };
}

// The order matters: Edge and Opera say that they are Chrome, Chrome says that it is Safari, Android that it is Linux.
const browsers = [
  [/\bEdg(e|A|iOS)?\//, 'Microsoft Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/MicroMessenger\//, 'WeChat'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*Safari\//, 'Safari'],
] as const;
const systems = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

/** What is past which wait; see `knock` in 0002_identity.sql. Tries that an hour may hold before each further one waits longer. */
export const triesAllowed = { person: 5, address: 50 } as const;
/** Wrong passwords in a row after which the password sleeps until it is reset. */
export const PAUSED_AFTER = 100;

/** Who keeps knocking: the address itself, or of IPv6 the /64 that one customer has all to themselves. */
export function addressKey(address: string | null): string {
  if (!address) return 'unknown';
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const whole = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return whole
    .slice(0, 4)
    .map((part) => Number.parseInt(part || '0', 16).toString(16))
    .join(':');
}

/** Letters and digits that cannot be taken for each other: no I, L, O, U (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 random bits as four groups of four that can be read aloud. @param bytes ten random bytes */
export function recoveryCodeOf(bytes: Uint8Array): string {
  let bits = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let code = '';
  for (let i = 0; i < 16; i++) {
    code = alphabet[Number(bits & 31n)] + code;
    bits >>= 5n;
  }
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** A recovery code as it is compared: what people mistake for another letter, and how they group it, does not matter. */
export const plainRecoveryCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');

/**
 * How a person is known again, as one table. The bounds (`atMost…`, `atLeast…`) are those of NIST SP 800-63B-4, section 4.2;
 * what is used here is never looser, which a test compares. Whoever issues, takes or counts a proof reads it here.
 */
export const proofRules = {
  /** A code sent to a mailbox: six digits; NIST allows a day. */
  mailCode: { digits: 6, minutes: 15, atMostMinutes: 24 * 60 },
  /** A code sent to a phone: six digits; NIST allows ten minutes. */
  textCode: { digits: 6, minutes: 10, atMostMinutes: 10 },
  /** Wrong tries that a code outlives, and the pause before the next one is sent. */
  code: { tries: 5, resendSeconds: 60 },
  /** Codes that a person keeps: at least 64 random bits, each good once. */
  savedCode: { bits: 80, atLeastBits: 64 },
  /** Wrong passwords in a row after which a password sleeps; NIST allows a hundred. */
  password: { pausedAfter: PAUSED_AFTER, atMost: 100 },
  /** Ways of different kind that bring someone back: two where there is a second factor (AAL2), and to lift a freeze. */
  ways: { alone: 1, besideSecondFactor: 2, toThaw: 2, wanted: 2 },
  /** For how long whoever is told of a change can say that it was not theirs. */
  notMe: { hours: NOT_ME_HOURS },
} as const;

/** Mail addresses and phone numbers, each, that a person may keep. */
export const WAYS_AT_MOST = 5;

export type WayKind = 'email' | 'phone' | 'passkey' | 'totp' | 'recovery_code';
export type Method = 'email' | 'phone' | 'app' | 'key' | 'codes';
const methods: Readonly<Record<WayKind, Method>> = { email: 'email', phone: 'phone', totp: 'app', passkey: 'key', recovery_code: 'codes' };

/** What one would have to hold to use it: two mailboxes are one method, a mailbox and a phone are two. */
export const method = (kind: WayKind): Method => methods[kind];

/** How many different methods there are among some ways. */
export const countMethods = (ways: readonly { readonly kind: WayKind }[]): number => new Set(ways.map(({ kind }) => method(kind))).size;

const firstOf = (text: string) => [...text][0] ?? '';
/** An address that its owner knows again and a stranger cannot write to: `o•••@h•••.example`. */
export function maskEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  const [name = '', ...rest] = domain.split('.');
  return `${firstOf(local)}•••@${firstOf(name)}•••${rest.length ? `.${rest.at(-1)}` : ''}`;
}
/** A number by its last two digits. @param e164 */
export const maskPhone = (e164: string): string => `••• ${e164.slice(-2)}`;

/** What an administrator reads out once: as many random bits, in the same shape. */
export const temporaryPasswordOf = recoveryCodeOf;
/** Whether what was typed as a password may be a temporary one; a password that someone chose may look so, too. */
export const isTemporaryPassword = (typed: string): boolean => {
  const plain = plainRecoveryCode(typed);
  return plain.length === 16 && [...plain].every((letter) => alphabet.includes(letter));
};
