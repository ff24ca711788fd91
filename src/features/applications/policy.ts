import { X509Certificate } from 'node:crypto';
import type { Ask } from './contract.ts';

const local = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * An address that people may be sent back to with something secret: HTTPS, or this machine for trying out; exactly one place, so no
 * wildcard, no part behind #, no name and password in it. The normal form, or the code of what is wrong.
 */
export function redirectOf(text: string): { readonly url: string } | { readonly wrong: 'redirect_not_url' | 'redirect_not_https' | 'redirect_not_exact' } {
  if (!URL.canParse(text)) return { wrong: 'redirect_not_url' };
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local.has(url.hostname))) return { wrong: 'redirect_not_https' };
  if (text.includes('#') || text.includes('*') || url.username || url.password || /(^|\/)\.\.(\/|$)/.test(text)) return { wrong: 'redirect_not_exact' };
  return { url: url.href };
}

/** A certificate that is good now, with its fingerprint and its end; or what is wrong with it. */
export function certificateOf(
  text: string,
  now: Date,
):
  | { readonly pem: string; readonly hint: string; readonly expiresAt: Date }
  | { readonly wrong: 'certificate_unreadable' | 'certificate_private' | 'certificate_expired' | 'certificate_weak' } {
  if (/PRIVATE KEY/.test(text)) return { wrong: 'certificate_private' };
  let read: X509Certificate;
  try {
    read = new X509Certificate(text);
  } catch {
    return { wrong: 'certificate_unreadable' };
  }
  const expiresAt = new Date(read.validTo);
  // One whose time has not begun is welcome: it replaces another later.
  if (!(expiresAt > now)) return { wrong: 'certificate_expired' };
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = read.publicKey;
  if (kind !== 'ec' && !(kind === 'rsa' && (details?.modulusLength ?? 0) >= 2048)) return { wrong: 'certificate_weak' };
  return { pem: read.toString(), hint: read.fingerprint256, expiresAt };
}

const keyOf = ({ permission, level }: Ask): string => `${permission} ${level}`;
/** The same permissions, in whatever order they are named. */
export const sameAsks = (a: readonly Ask[], b: readonly Ask[]): boolean => a.map(keyOf).toSorted().join() === b.map(keyOf).toSorted().join();
/** Each permission once, with the higher level, in a fixed order. */
export const tidyAsks = (asks: readonly Ask[]): Ask[] => {
  const highest = new Map<Ask['permission'], Ask>();
  for (const ask of asks) if (ask.level === 'edit' || !highest.has(ask.permission)) highest.set(ask.permission, ask);
  return [...highest.values()].toSorted((a, b) => (a.permission < b.permission ? -1 : 1));
};
