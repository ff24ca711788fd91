import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What signs events as the wire API documents it. */
export interface WireSigner {
  /** RSA-SHA256 (PKCS#1 v1.5) over the bytes, as base64. */
  sign(body: string): string;
  /** X.509 in DER: what the signature is checked with, and the root that it leads to. */
  readonly signing: Buffer;
  readonly root: Buffer;
}

/** One value in the encoding of certificates (X.690): its kind, its length, what is in it. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const octets = (...parts: readonly Buffer[]) => der(0x04, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const isTrue = der(0x01, Buffer.from([0xff]));
const sha256WithRsa = sequence(oid('2a864886f70d01010b'), der(0x05));
const nameOf = (company: string, common: string) =>
  sequence(...[['55040a', company] as const, ['550403', common] as const].map(([type, text]) => der(0x31, sequence(oid(type), der(0x0c, Buffer.from(text))))));
/** Until 2049 with two digits of the year, from then on with four (RFC 5280, 4.1.2.5). */
const time = (at: Date): Buffer => {
  const text = `${at.toISOString().replace(/[-:T]|\.\d+/g, '')}`;
  return at.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
};
const yearsAfter = (at: Date, years: number) => new Date(Date.UTC(at.getUTCFullYear() + years, at.getUTCMonth(), at.getUTCDate()));
/** The bits of a public key, without what kind it is: their SHA-1 names it (RFC 5280, 4.2.1.2). */
const keyName = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(createPublicKey(key).export({ type: 'pkcs1', format: 'der' }))
    .digest();
const spki = (key: KeyObject): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' });

interface Said {
  readonly subject: Buffer;
  readonly issuer: Buffer;
  readonly key: KeyObject;
  readonly issuerKey: KeyObject;
  readonly now: Date;
  readonly years: number;
  readonly extensions: readonly Buffer[];
}
function certificateOf({ subject, issuer, key, issuerKey, now, years, extensions }: Said): Buffer {
  const serial = randomBytes(16);
  // A positive number, and not one with a leading zero.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const said = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    sha256WithRsa,
    issuer,
    sequence(time(new Date(now.getTime() - 86_400_000)), time(yearsAfter(now, years))),
    subject,
    spki(key),
    der(0xa3, sequence(...extensions)),
  );
  return sequence(said, sha256WithRsa, der(0x03, Buffer.from([0]), sign('sha256', said, issuerKey)));
}
const extension = (type: string, isCritical: boolean, value: Buffer) => sequence(oid(type), ...(isCritical ? [isTrue] : []), octets(value));
const keyUsage = (bits: number, unused: number) => extension('551d0f', true, der(0x03, Buffer.from([unused, bits])));

/** @param rootUrl where whoever checks finds the root */
function newChain(
  host: string,
  rootUrl: string,
  now: Date,
): { readonly root: Buffer; readonly signing: Buffer; readonly rootKey: KeyObject; readonly key: KeyObject } {
  const [rootKey, key] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey) as [KeyObject, KeyObject];
  const [issuer, subject] = [nameOf('Entente', `Webhooks root of ${host}`), nameOf('Entente', `Webhooks of ${host}`)];
  const named = extension('551d0e', false, octets(keyName(rootKey)));
  const by = extension('551d23', false, sequence(der(0x80, keyName(rootKey))));
  const root = certificateOf({
    subject: issuer,
    issuer,
    key: rootKey,
    issuerKey: rootKey,
    now,
    years: 20,
    extensions: [extension('551d13', true, sequence(isTrue)), keyUsage(0x06, 1), named],
  });
  const signing = certificateOf({
    subject,
    issuer,
    key,
    issuerKey: rootKey,
    now,
    years: 10,
    extensions: [
      extension('551d13', true, sequence()),
      keyUsage(0x80, 7),
      extension('551d0e', false, octets(keyName(key))),
      by,
      extension('2b06010505070101', false, sequence(sequence(oid('2b06010505073002'), der(0x86, Buffer.from(rootUrl))))),
    ],
  });
  return { root, signing, rootKey, key };
}

const pem = (bytes: Buffer): string => `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replace(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
const block = (text: string, kind: string, at: number): string =>
  [...text.matchAll(new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----`, 'g'))][at]?.[0] ?? '';
const bytesOf = (text: string): Buffer => Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64');

/**
 * The key and its certificates in `<dataDir>/keys/webhooks`, made when first asked for (it takes a moment), readable by their owner only.
 * @param at the center's address and that of its root certificate
 */
export function wireSignerOf(dataDir: string, at: { readonly publicUrl: string; readonly rootUrl: string }): () => WireSigner {
  let made: WireSigner | undefined;
  const load = (): WireSigner => {
    const file = join(dataDir, 'keys', 'webhooks');
    mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
    const read = () => readFileSync(file, 'utf8');
    let text: string;
    try {
      text = read();
    } catch {
      const { root, signing, rootKey, key } = newChain(new URL(at.publicUrl).host, at.rootUrl, new Date());
      const keys = [key, rootKey].map((each) => each.export({ type: 'pkcs8', format: 'pem' }) as string);
      try {
        // `wx`: of two that start at once, the second reads the first one's.
        writeFileSync(file, [...keys, pem(signing), pem(root)].join(''), { mode: 0o600, flag: 'wx' });
      } catch (error) {
        if ((error as { code?: string }).code !== 'EEXIST') throw error;
      }
      text = read();
    }
    const key = createPrivateKey(block(text, 'PRIVATE KEY', 0));
    return {
      sign: (body) => sign('sha256', Buffer.from(body), key).toString('base64'),
      signing: bytesOf(block(text, 'CERTIFICATE', 0)),
      root: bytesOf(block(text, 'CERTIFICATE', 1)),
    };
  };
  return () => (made ??= load());
}
