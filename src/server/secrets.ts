import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** 256 random bits as text for a link or a cookie. */
export const newToken = (): string => randomBytes(32).toString('base64url');
/** What is kept of a token: enough to know it again, useless to whoever reads it. */
export const hashToken = (token: string): string => hash('sha256', token, 'base64url');
/** Six digits for a mailbox. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

export interface Secrets {
  /** Hash of a short secret (a code, an address): keyed, so that a table of all values does not help. */
  hash(text: string): string;
  /** Encrypts with AES-256-GCM. */
  seal(text: string): Buffer;
  /** Opens what `seal` made. @throws Error when it was made with another key or altered */
  open(sealed: Buffer): string;
}

/** The key in `<dataDir>/keys/secret`, made at the first start, readable by its owner only. */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'keys', 'secret');
  if (!existsSync(file)) {
    mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  }
  return secretsOf(Buffer.from(readFileSync(file, 'utf8'), 'base64'));
}

/** Secrets from a 32-byte key. */
export function secretsOf(key: Buffer): Secrets {
  if (key.length !== 32) throw new Error('the key in DATA_DIR/keys/secret is damaged: it must be 32 bytes in base64');
  const mac = createSecretKey(key);
  return {
    hash: (text) => createHmac('sha256', mac).update(text).digest('base64url'),
    seal(text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

/** Compares without telling by time where two texts differ. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}
