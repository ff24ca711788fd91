import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Signs what the log says about itself; the key never leaves DATA_DIR. */
export interface Signer {
  /** The first 16 hex digits of the fingerprint. */
  readonly keyId: string;
  /** SPKI in DER, as base64url. */
  readonly publicKey: string;
  sign(text: string): string;
}

/** SHA-256 of the public key, in hex: what people compare. */
export const fingerprintOf = (publicKey: string): string => createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
export const keyIdOf = (publicKey: string): string => fingerprintOf(publicKey).slice(0, 16);

/** The Ed25519 key in `<dataDir>/keys/activity-log`, made at the first start, readable by its owner only. */
export function loadSigner(dataDir: string): Signer {
  const file = join(dataDir, 'keys', 'activity-log');
  mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  try {
    const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    // `wx`: of two that start at once, the second reads the first one's.
    writeFileSync(file, made, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  const key = createPrivateKey(readFileSync(file));
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64url');
  return { keyId: keyIdOf(publicKey), publicKey, sign: (text) => sign(null, Buffer.from(text), key).toString('base64url') };
}

/** Whether the text was signed with the key; a key or a signature in another spelling than its own is none. */
export function isSigned(publicKey: string, text: string, signature: string): boolean {
  const [key, bytes] = [decoded(publicKey), decoded(signature)];
  if (!key || !bytes) return false;
  try {
    return verify(null, Buffer.from(text), createPublicKey({ key, type: 'spki', format: 'der' }), bytes);
  } catch {
    return false; // no key at all
  }
}

/** The last character of base64url has bits that say nothing: of the spellings that differ in them alone, one is right. */
function decoded(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
